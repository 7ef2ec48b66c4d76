/** What generated WebAssembly needs of its host: memory, and the functions that it does not have. */
import {
  HOST,
  MEMORY,
  PAGE,
  wasmModule,
  type CodePlan,
  type HostFunction,
  type Plain,
  type Work,
} from '@adjoint/codegen';
import {
  exponent,
  fraction,
  InputError,
  isHosted,
  lost,
  lostf,
  power,
  quarters,
  quartersf,
  rest,
  restf,
  scalarRule,
} from '@adjoint/ir';
import type { Kernel } from '../kernels/index.ts';
import type { ModuleCache } from '../module-cache.ts';
import { Progress } from '../progress.ts';
import type { ThreadPool } from '../threads/pool.ts';
import type { PartKernel } from '../threads/sharing.ts';

/**
 * What goes with a compilation: whom to tell of it, where code is kept, whether sums of products may be rounded as the machine likes, and who helps
 * with large work.
 */
export interface Making {
  readonly progress: Progress;
  readonly cache: ModuleCache | undefined;
  readonly relaxedSimd: boolean;
  readonly pool: ThreadPool | undefined;
}

/** Nobody is told, nothing is kept, and nothing relaxed. */
export const alone = (): Making => ({
  progress: new Progress(undefined),
  cache: undefined,
  relaxedSimd: false,
  pool: undefined,
});

/** The parts of the WebAssembly interface that are used; where there is no DOM, types lack them. */
export interface Wasm {
  readonly Memory: new (size: {
    initial: number;
    maximum: number;
    shared: boolean;
  }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: Imports) => Instance;
  readonly compile: (bytes: Uint8Array<ArrayBuffer>) => Promise<object>;
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
}
interface Instance {
  readonly exports: Readonly<Record<string, Kernel & PartKernel>>;
}
type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The smallest module: its magic number and its version. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The engine's WebAssembly; undefined where it has none, or where a security policy forbids to compile. */
export const wasmOf = (): Wasm | undefined => {
  try {
    const wasm = (globalThis as { readonly WebAssembly?: Wasm }).WebAssembly;
    return wasm !== undefined && typeof new wasm.Module(EMPTY) === 'object' ? wasm : undefined;
  } catch {
    return undefined;
  }
};

type Numbers = (...x: number[]) => number;

const PLAIN: { readonly [F in Plain]: (a: number, b: number) => number } = {
  fmod: (a, b) => a % b,
  toInt32: (x) => x | 0,
  quarters,
  rest,
  lost,
  quartersf,
  restf,
  lostf,
};

/** The host's functions, of those names; and those that any formula may call. */
export const functionsOf = (names: readonly HostFunction[]): Readonly<Record<string, Numbers>> => ({
  ...Object.fromEntries(names.map((name) => [name, isHosted(name) ? scalarRule(name, 'f64') : PLAIN[name]])),
  power,
  exponent,
  fraction,
});

/** Pages are counted by 16 bits. */
const MOST_PAGES = 65536;

export const pagesFor = (size: number): number => Math.max(1, Math.ceil((8 * size) / PAGE));

/** A memory, and what a module imports. */
export interface Host {
  readonly memory: Float64Array<ArrayBuffer>;
  readonly imports: Imports;
}

/** A memory of so many doubles, for one thread or several, and the functions of those names. Throws `value` where there is no such memory. */
export const wasmMemory = (wasm: Wasm, size: number, names: readonly HostFunction[], shared: boolean): Host => {
  const pages = pagesFor(size);
  try {
    const memory = new wasm.Memory({ initial: pages <= MOST_PAGES ? pages : Infinity, maximum: pages, shared });
    const imports = { [HOST]: { ...functionsOf(names), [MEMORY]: memory } };
    return { memory: new Float64Array(memory.buffer, 0, size), imports };
  } catch {
    throw new InputError('value', {
      got: `a graph whose values take ${size * 8} bytes`,
      want: 'values that fit in the memory of WebAssembly, which is 4 GiB at most',
    });
  }
};

/** The module of those pieces of the work of a plan, for one thread. */
export const bytesOf = ({ tables, size }: CodePlan, work: readonly Work[], relaxed: boolean): Uint8Array<ArrayBuffer> =>
  wasmModule(work, tables, { pages: pagesFor(size), relaxed, cuts: [] });

/** The functions of a module, by their names. */
export const functionsIn = (wasm: Wasm, module: object, { imports }: Host): Instance['exports'] =>
  new wasm.Instance(module, imports).exports;
