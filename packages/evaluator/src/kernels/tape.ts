/**
 * Tapes: scalar operations as integers, each a code, the place of its result and those of its arguments, played by one loop over memory. A
 * closure for each node takes four times as long to make, and twice as long to run where there are more of them than a cache holds.
 */
import {
  convert,
  isElementwise,
  scalarRule,
  sizeOf,
  type DType,
  type Elementwise,
  type Node,
  type ScalarFunction,
} from '@adjoint/ir';
import type { Kernel, Memory } from './kernel.ts';

/** Operations that are written out in `play`, each the very formula of the op's scalar rule on doubles. */
const WRITTEN: { readonly [O in Elementwise]?: number } = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  maximum: 4,
  minimum: 5,
  gt: 6,
  lt: 7,
  neg: 8,
  square: 9,
  sqrt: 10,
  reciprocal: 11,
  abs: 12,
  relu: 13,
  where: 14,
};
/** All others are calls of a function, whose number follows the places: one code for each number of arguments. */
const CALLS = 14;

/** Plays instructions from first to last. Codes are plain numbers, so that engines make a table of them. */
const play = (m: Memory, code: Int32Array, functions: readonly ScalarFunction[]): void => {
  const end = code.length;
  for (let i = 0; i < end; ) {
    const out = code[i + 1]!;
    const x = m[code[i + 2]!]!;
    switch (code[i]) {
      case 0:
        m[out] = x + m[code[i + 3]!]!;
        i += 4;
        break;
      case 1:
        m[out] = x - m[code[i + 3]!]!;
        i += 4;
        break;
      case 2:
        m[out] = x * m[code[i + 3]!]!;
        i += 4;
        break;
      case 3:
        m[out] = x / m[code[i + 3]!]!;
        i += 4;
        break;
      case 4:
        m[out] = Math.max(x, m[code[i + 3]!]!);
        i += 4;
        break;
      case 5:
        m[out] = Math.min(x, m[code[i + 3]!]!);
        i += 4;
        break;
      case 6:
        m[out] = x > m[code[i + 3]!]! ? 1 : 0;
        i += 4;
        break;
      case 7:
        m[out] = x < m[code[i + 3]!]! ? 1 : 0;
        i += 4;
        break;
      case 8:
        m[out] = -x;
        i += 3;
        break;
      case 9:
        m[out] = x * x;
        i += 3;
        break;
      case 10:
        m[out] = Math.sqrt(x);
        i += 3;
        break;
      case 11:
        m[out] = 1 / x;
        i += 3;
        break;
      case 12:
        m[out] = Math.abs(x);
        i += 3;
        break;
      case 13:
        m[out] = Math.max(x, 0);
        i += 3;
        break;
      case 14:
        m[out] = x === 0 ? m[code[i + 4]!]! : m[code[i + 3]!]!;
        i += 5;
        break;
      case 15:
        m[out] = functions[code[i + 3]!]!(x);
        i += 4;
        break;
      case 16:
        m[out] = functions[code[i + 4]!]!(x, m[code[i + 3]!]!);
        i += 5;
        break;
      default:
        m[out] = functions[code[i + 5]!]!(x, m[code[i + 3]!]!, m[code[i + 4]!]!);
        i += 6;
    }
  }
};

/** Functions by number; one for each op and dtype that is called. */
class Functions {
  readonly list: ScalarFunction[] = [];
  private readonly known = {
    f64: new Map<string, number>(),
    f32: new Map<string, number>(),
    i32: new Map<string, number>(),
    bool: new Map<string, number>(),
  } satisfies { readonly [D in DType]: unknown };

  numberOf(op: Elementwise | 'cast', dtype: DType): number {
    const known = this.known[dtype];
    const found = known.get(op);
    if (found !== undefined) return found;
    const made = this.list.push(op === 'cast' ? convert[dtype] : scalarRule(op, dtype)) - 1;
    known.set(op, made);
    return made;
  }
}

/** Whether a tape can compute the node: a single number, made by an elementwise op or a cast. */
const takes = (node: Node): node is Node & { readonly op: Elementwise | 'cast' } =>
  (node.op === 'cast' || isElementwise(node.op)) && sizeOf(node.type.shape) === 1;

/** Writes tapes over one memory. */
export class TapeWriter {
  private readonly memory: Memory;
  private readonly places: Int32Array;
  private readonly functions = new Functions();
  private code = new Int32Array(64);
  private size = 0;

  constructor(memory: Memory, places: Int32Array) {
    this.memory = memory;
    this.places = places;
  }

  /** Appends what computes the node; gives whether a tape can. */
  write(node: Node): boolean {
    if (!takes(node)) return false;
    const { id, op, args, type } = node;
    const { places } = this;
    const written = op === 'cast' || type.dtype === 'f32' || type.dtype === 'i32' ? undefined : WRITTEN[op];
    this.reserve(3 + args.length);
    this.put(written ?? CALLS + args.length);
    this.put(places[id]!);
    for (const arg of args) this.put(places[arg]!);
    if (written === undefined) this.put(this.functions.numberOf(op, type.dtype));
    return true;
  }

  /** What was written since the last call, as a kernel; undefined where that is nothing. */
  take(): Kernel | undefined {
    if (this.size === 0) return undefined;
    const code = this.code.slice(0, this.size);
    const { memory } = this;
    const { list } = this.functions;
    this.size = 0;
    return () => play(memory, code, list);
  }

  private put(x: number): void {
    this.code[this.size++] = x;
  }
  private reserve(count: number): void {
    if (this.size + count <= this.code.length) return;
    const more = new Int32Array(2 * this.code.length);
    more.set(this.code);
    this.code = more;
  }
}
