/** Bodies of formulas in which other formulas stand: found there operation by operation, so that calls of them give the same bits. */
import { operandsOf, type Body, type Call, type Calls } from '@adjoint/codegen';

/** A formula that is a function. */
export interface Named {
  readonly name: string;
  readonly body: Body;
}

/** The arguments with which a value of a body is what `of` computes; undefined where it is something else. */
const argumentsAt = (from: Body, at: number, of: Body): readonly number[] | undefined => {
  const x: number[] = [];
  const same = new Map<number, number>();
  const left: [at: number, part: number][] = [[at, of.result]];
  while (left.length > 0) {
    const [value, part] = left.pop()!;
    const known = same.get(part);
    if (known !== undefined) {
      if (known !== value) return undefined;
      continue;
    }
    same.set(part, value);
    const op = of.code.ops[part]!;
    const number = of.code.a[part]!;
    if (op === 'load') {
      if (x[number] !== undefined && x[number] !== value) return undefined;
      x[number] = value;
    } else if (op !== from.code.ops[value]) return undefined;
    else if (op === 'const') {
      if (!Object.is(of.code.numbers[number], from.code.numbers[from.code.a[value]!])) return undefined;
    } else operandsOf(of, part).forEach((operand, slot) => left.push([operandsOf(from, value)[slot]!, operand]));
  }
  return x;
};

/** Where those formulas stand in a body; of several that do at one place, the first. */
export const callsIn = (body: Body, named: readonly Named[]): Calls => {
  const calls = new Map<number, Call>();
  for (let at = 0; at <= body.result; at++) {
    for (const { name, body: of } of named) {
      const x = argumentsAt(body, at, of);
      if (x === undefined) continue;
      calls.set(at, { name, x });
      break;
    }
  }
  return calls;
};
