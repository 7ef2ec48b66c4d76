/** What generated WebAssembly needs of its host: memory, and the functions that it does not have. */
import { HOST, MEMORY, PAGE, wasmModule, type CodePlan, type Function, type Plain, type Work } from '@adjoint/codegen';
import { InputError, isSpecial, scalarRule } from '@adjoint/ir';
import type { Kernel } from '../kernels/index.ts';
import type { ModuleCache } from '../module-cache.ts';
import { Progress } from '../progress.ts';

/** What goes with a compilation: whom to tell of it, and where code is kept. */
export interface Making {
  readonly progress: Progress;
  readonly cache: ModuleCache | undefined;
}

/** Nobody is told, and nothing kept. */
export const alone = (): Making => ({ progress: new Progress(undefined), cache: undefined });

/** The parts of the WebAssembly interface that are used; where there is no DOM, types lack them. */
export interface Wasm {
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: Imports) => Instance;
  readonly compile: (bytes: Uint8Array<ArrayBuffer>) => Promise<object>;
}
interface Instance {
  readonly exports: Readonly<Record<string, Kernel>>;
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

/** Functions of `Math` are handed over as they are: the engine calls those without a detour. */
const FUNCTIONS: { readonly [F in Plain]: (a: number, b: number) => number } = {
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atan2: Math.atan2,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  pow: Math.pow,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
  tanh: Math.tanh,
  fmod: (a, b) => a % b,
  toInt32: (x) => x | 0,
};

type Numbers = (...x: number[]) => number;

/** The host's functions, of those names. */
export const functionsOf = (names: readonly Function[]): Readonly<Record<string, Numbers>> =>
  Object.fromEntries(names.map((name) => [name, isSpecial(name) ? scalarRule(name, 'f64') : FUNCTIONS[name]]));

/** Pages are counted by 16 bits. */
const MOST_PAGES = 65536;

export const pagesFor = (size: number): number => Math.max(1, Math.ceil((8 * size) / PAGE));

/** A memory, and what a module imports. */
export interface Host {
  readonly memory: Float64Array<ArrayBuffer>;
  readonly imports: Imports;
}

/** A memory of so many doubles, and the functions of those names. Throws `value` where there is no such memory. */
export const wasmMemory = (wasm: Wasm, size: number, names: readonly Function[]): Host => {
  const pages = pagesFor(size);
  try {
    const memory = new wasm.Memory({ initial: pages <= MOST_PAGES ? pages : Infinity, maximum: pages });
    const imports = { [HOST]: { ...functionsOf(names), [MEMORY]: memory } };
    return { memory: new Float64Array(memory.buffer, 0, size), imports };
  } catch {
    throw new InputError('value', {
      got: `a graph whose values take ${size * 8} bytes`,
      want: 'values that fit in the memory of WebAssembly, which is 4 GiB at most',
    });
  }
};

/** The module of those pieces of the work of a plan. */
export const bytesOf = ({ tables, size }: CodePlan, work: readonly Work[], relaxed: boolean): Uint8Array<ArrayBuffer> =>
  wasmModule(work, tables, pagesFor(size), relaxed);

/** The functions of a module, one for each piece of work. */
export const kernelsIn = (wasm: Wasm, module: object, { imports }: Host, count: number): Kernel[] => {
  const { exports } = new wasm.Instance(module, imports);
  return Array.from({ length: count }, (_, i) => exports[String(i)]!);
};
