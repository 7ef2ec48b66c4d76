/** Nests of few steps, one after the other, as straight-line code: what they leave in memory for each other stays in locals. */
import { Code, COMBINES } from './code.ts';
import { SHORTEST } from './lanes.ts';
import type { Access, Fold, Nest } from './nest.ts';
import type { Stretch } from './routine.ts';
import { walk } from './walk.ts';

/** A stretch of so many elements. */
export interface Part extends Stretch {
  readonly size: number;
}

export const keyOf = ({ base, width }: Stretch): string => `${width}:${base}`;

const stepsOf = ({ sizes }: Nest): number => sizes.reduce((product, size) => product * size, 1);

/** Runs nests by their values: every step of theirs is written out. */
class Unrolling {
  readonly code = new Code();
  readonly accesses: Access[] = [];
  /** The values of places that were read or written. */
  private readonly memory = new Map<string, number>();
  private readonly written = new Map<string, Access>();

  /** Writes what stands in those places at the end. */
  leave(parts: readonly Part[]): void {
    const kept = new Set(
      parts.flatMap(({ base, width, size }) =>
        Array.from({ length: size }, (_, i) => keyOf({ base: base + i, width })),
      ),
    );
    for (const [key, access] of this.written) {
      if (kept.has(key)) this.code.push('store', this.accesses.push(access) - 1, this.memory.get(key));
    }
  }
  private read(access: Access): number {
    const known = this.memory.get(keyOf(access));
    if (known !== undefined) return known;
    const value = this.code.push('load', this.accesses.push(access) - 1);
    this.memory.set(keyOf(access), value);
    return value;
  }
  private write(access: Access, value: number): void {
    this.memory.set(keyOf(access), value);
    this.written.set(keyOf(access), access);
  }

  /** The nest's parts in their order, first; then what they do, as often as its loops turn. */
  run(nest: Nest): void {
    const { sizes } = nest;
    const rank = sizes.length;
    const actions = this.actionsOf(nest);
    const steps = sizes.map(() => 0);
    let from = 0;
    for (;;) {
      for (let depth = from; depth <= rank; depth++) for (const act of actions.open[depth]!) act(steps);
      for (const act of actions.step) act(steps);
      let depth = rank - 1;
      for (; depth >= 0; depth--) {
        if (++steps[depth]! < sizes[depth]!) break;
        steps[depth] = 0;
        for (const act of actions.close[depth]!) act(steps);
      }
      if (depth < 0) return;
      from = depth + 1;
    }
  }

  /** What is done where `open` loops stand around it before the next opens, in the innermost, and after a loop at `close` is done. */
  private actionsOf(nest: Nest) {
    const { sizes, accesses, code } = nest;
    const lists = (): Action[][] => Array.from({ length: sizes.length + 1 }, () => []);
    const [open, step, close] = [lists(), [] as Action[], lists()];
    const values: number[] = [];
    const folded: number[] = [];
    const at = (access: number, steps: readonly number[]): Access => {
      const { strides, base, ...stored } = accesses[access]!;
      return {
        ...stored,
        base: strides.reduce((sum, stride, depth) => sum + stride * steps[depth]!, base),
        strides: [],
      };
    };
    const push = (combine: Fold['combine'], a: number, b: number): number => this.code.push(combine, a, b);
    walk(nest, {
      instruction: (each, depth) => {
        const [op, a, b, c] = [code.ops[each]!, code.a[each]!, code.b[each]!, code.c[each]!];
        open[depth]!.push((steps) => {
          if (op === 'const') values[each] = this.code.number(code.numbers[a]!);
          else if (op === 'load') values[each] = this.read(at(a, steps));
          else if (op === 'store') this.write(at(a, steps), values[b]!);
          else if (op === 'accumulate') {
            const to = at(a, steps);
            this.write(to, push(COMBINES[c]!, this.read(to), values[b]!));
          } else {
            values[each] = this.code.push(op, values[a], values[b], values[c]);
            this.code.rounds[values[each]] = code.rounds[each]!;
          }
        });
      },
      openFold: ({ start, access, depth }, i) =>
        open[depth]!.push((steps) => {
          folded[i] = start === undefined ? this.read(at(access, steps)) : this.code.number(start);
        }),
      stepFold: ({ combine, value, rounds }, i) =>
        step.push(() => {
          const wraps = rounds === 'wrap';
          const isProduct = wraps && combine === 'mul';
          const sum = this.code.push(isProduct ? 'imul' : combine, folded[i], values[value]);
          folded[i] = wraps && !isProduct ? this.code.push('wrap', sum) : sum;
        }),
      closeFold: ({ access, rounds, depth }, i) =>
        close[depth]!.push((steps) => {
          this.write(at(access, steps), rounds === 'fround' ? this.code.push('fround', folded[i]) : folded[i]!);
        }),
      openLoop: () => {},
      closeLoop: () => {},
      openState: () => {},
      stepState: () => {},
      closeState: () => {},
    });
    return { open, step, close };
  }
}

type Action = (steps: readonly number[]) => void;

/** Longer loops go by vectors; what goes to computed places must find all in memory. */
const isShort = ({ sizes, states, accesses }: Nest): boolean =>
  states === undefined && sizes.every((size) => size <= SHORTEST) && accesses.every(({ by }) => by === undefined);

/** The nests as one without loops that writes those parts alone; undefined where one is long, or all take more than so many instructions. */
export const straightened = (nests: readonly Nest[], parts: readonly Part[], most: number): Nest | undefined => {
  if (!nests.every(isShort)) return undefined;
  if (nests.reduce((sum, nest) => sum + stepsOf(nest), 0) > most) return undefined;
  const unrolling = new Unrolling();
  for (const nest of nests) {
    unrolling.run(nest);
    if (unrolling.code.ops.length > most) return undefined;
  }
  unrolling.leave(parts);
  const { code, accesses } = unrolling;
  return { sizes: [], accesses, code, folds: [], nodes: nests.reduce((sum, { nodes }) => sum + nodes, 0) };
};
