/** What the place that the library runs in has for threads: Node's, or a page's. Where there is no DOM, types lack it. */
import { InputError } from '@adjoint/ir';
import { WORKER } from './worker.ts';

/** A thread that was started. */
export interface Thread {
  readonly post: (letter: object) => void;
  readonly end: () => void;
}

/** Starts one; `failed` is told why it did not start, or ended. */
export type Start = (failed: (why: string) => void) => Thread;

interface AnyWorker {
  readonly postMessage: (letter: object, transferred: readonly object[]) => void;
  readonly terminate: () => unknown;
}
interface NodeWorker extends AnyWorker {
  readonly on: (event: 'error', listener: (error: unknown) => void) => unknown;
  readonly unref: () => void;
}
interface NodeThreads {
  readonly Worker: new (text: string, options: object) => NodeWorker;
}
interface Machine {
  readonly availableParallelism?: () => number;
}
interface PageWorker extends AnyWorker {
  readonly addEventListener: (event: 'error', listener: (error: { readonly message?: string }) => void) => void;
}
interface Place {
  readonly process?: { readonly getBuiltinModule?: (name: string) => unknown };
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly crossOriginIsolated?: boolean;
  readonly Worker?: new (url: string) => PageWorker;
  readonly Blob?: new (parts: string[], options: object) => object;
  readonly URL?: {
    readonly createObjectURL: (blob: object) => string;
    readonly revokeObjectURL: (url: string) => void;
  };
}

const here = (): Place => globalThis as Place;
const builtin = (name: string): unknown => here().process?.getBuiltinModule?.(name);

const inNode =
  ({ Worker }: NodeThreads): Start =>
  (failed) => {
    const worker = new Worker(WORKER, { eval: true, execArgv: [], stdin: false });
    worker.on('error', (error) => failed(String(error)));
    // A process may end while its threads wait.
    worker.unref();
    return { post: (letter) => worker.postMessage(letter, []), end: () => void worker.terminate() };
  };

const inPage =
  (Worker: new (url: string) => PageWorker, { Blob, URL }: Place): Start =>
  (failed) => {
    const url = URL!.createObjectURL(new Blob!([WORKER], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.addEventListener('error', ({ message }) => failed(message ?? 'a security policy may lack worker-src blob:'));
    return {
      post: (letter) => worker.postMessage(letter, []),
      end: () => {
        worker.terminate();
        URL!.revokeObjectURL(url);
      },
    };
  };

/** How threads are started here. Throws `option` where there are none, or no memory that they can share. */
export const startHere = (): Start => {
  const place = here();
  const refuse = (want: string): never => {
    throw new InputError('option', { option: 'threads', got: 'more than 1', want });
  };
  const node = builtin('worker_threads') as NodeThreads | undefined;
  if (node !== undefined) return inNode(node);
  const { Worker } = place;
  if (Worker === undefined) return refuse('1: there are no threads here; Node has them for libraries from 20.16 on');
  if (place.crossOriginIsolated !== true)
    return refuse(
      '1: threads of a page may not share memory unless it is served with Cross-Origin-Opener-Policy: same-origin and ' +
        'Cross-Origin-Embedder-Policy: require-corp',
    );
  return inPage(Worker, place);
};

/** How many threads the machine runs at a time, where it tells. */
export const coresHere = (): number =>
  (builtin('os') as Machine | undefined)?.availableParallelism?.() ?? here().navigator?.hardwareConcurrency ?? 1;

/** Whether this thread may sleep: the main thread of a page may not. */
export const maySleep = (): boolean => {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
    return true;
  } catch {
    return false;
  }
};
