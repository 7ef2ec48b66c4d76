/** Libraries of Python, where there is one that has them: a process each, on one thread, told by lines of JSON. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Contender, Ready } from '../contender.ts';
import type { Numbers, Problem } from '../workload.ts';
import { shapeOf } from './shapes.ts';

export const LIBRARIES = ['jax', 'torch', 'casadi'] as const;
export type Library = (typeof LIBRARIES)[number];

/** The file in src/workloads whose function of the library's name takes the data and the numbers, and gives what computes. */
export interface InPython {
  readonly file: string;
  readonly numbers?: Readonly<Record<string, number>>;
}

interface Answer {
  readonly ms: number;
  readonly results?: readonly { readonly dtype: 'f4' | 'f8'; readonly from: number; readonly length: number }[];
  readonly error?: string;
}

/** $ADJOINT_PYTHON, or python3. */
const python = (): string => process.env['ADJOINT_PYTHON'] ?? 'python3';

const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1',
  JAX_PLATFORMS: 'cpu',
};

/** Which of the libraries this Python has. */
export const librariesFound = (): readonly Library[] => {
  const ask = `import importlib.util as u, json; print(json.dumps([m for m in ${JSON.stringify(LIBRARIES)} if u.find_spec(m) and u.find_spec('numpy')]))`;
  const { status, stdout } = spawnSync(python(), ['-c', ask], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as Library[]) : [];
};

const sourceOf = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** A process that answers each line with a line. */
class Process {
  private readonly child;
  private readonly lines;

  constructor(args: readonly string[]) {
    const env = { ...process.env, ...ONE_THREAD };
    this.child = spawn(python(), [sourceOf('peers/serve.py'), ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    this.child.stderr.resume();
  }

  async ask(question: object): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.lines.next();
    if (done === true) throw new Error('Python ended without an answer');
    const answer = JSON.parse(value) as Answer;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  end(): void {
    this.child.stdin.end();
  }
}

const bytesOf = (data: Numbers): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

const fed = ({ feeds, graph }: Problem) => {
  const types = graph();
  let from = 0;
  return Object.entries(feeds).map(([name, data]) => {
    const entry = { name, dtype: `f${data.BYTES_PER_ELEMENT}`, shape: shapeOf(types, name), from };
    from += data.byteLength;
    return entry;
  });
};

const make = async (library: Library, { file, numbers = {} }: InPython, problem: Problem): Promise<Ready> => {
  const folder = mkdtempSync(join(tmpdir(), 'adjoint-bench-'));
  const [input, output] = [join(folder, 'in'), join(folder, 'out')];
  writeFileSync(input, Buffer.concat(Object.values(problem.feeds).map(bytesOf)));
  const peer = new Process([sourceOf(`workloads/${file}`), library, input, output]);
  const close = (): void => {
    peer.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { ms } = await peer.ask({ feeds: fed(problem), numbers });
    return {
      compileMs: ms,
      batch: async (calls) => (await peer.ask({ calls })).ms,
      results: async () => {
        const { results } = await peer.ask({ results: true });
        const { buffer, byteOffset } = readFileSync(output);
        const bytes = buffer.slice(byteOffset);
        return results!.map(({ dtype, from, length }) =>
          dtype === 'f4' ? new Float32Array(bytes, from, length) : new Float64Array(bytes, from, length),
        );
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
};

const TITLES: { readonly [L in Library]: string } = { jax: 'JAX', torch: 'PyTorch', casadi: 'CasADi' };

export const inPython = (library: Library, program: InPython, problem: Problem): Contender => ({
  name: TITLES[library],
  make: () => make(library, program, problem),
});
