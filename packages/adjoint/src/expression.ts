/** Graphs from infix text. The text is data from anywhere: it is read with bounded work, and names are looked up in closed tables. */
import { define, f64, InputError, type Graph, type TensorType, type Value } from '@adjoint/ir';
import { Machine } from './expression-machine.ts';
import { statementsOf } from './expression-parser.ts';
import { faultAt } from './expression-scanner.ts';
import type { Statement } from './expression-steps.ts';

const CONSTANTS: ReadonlyMap<string, number | boolean> = new Map<string, number | boolean>([
  ['pi', Math.PI],
  ['e', Math.E],
  ['Infinity', Infinity],
  ['NaN', NaN],
  ['true', true],
  ['false', false],
]);

/** The names that the text uses but does not define, in order; each statement sees the names of those before it. Throws `parse`. */
const freeNames = (text: string, statements: readonly Statement[], typed: ReadonlySet<string>): Set<string> => {
  const free = new Set<string>();
  const taken = new Set<string>();
  for (const { name = 'out', at, steps } of statements) {
    for (const step of steps) {
      if (step.kind !== 'name' || taken.has(step.name)) continue;
      if (typed.has(step.name) || !CONSTANTS.has(step.name)) free.add(step.name);
    }
    if (free.has(name)) throw faultAt(text, at, 'a name that is free', `${JSON.stringify(name)}, which is an input`);
    if (taken.has(name)) throw faultAt(text, at, 'a name that is free', `${JSON.stringify(name)} a second time`);
    taken.add(name);
  }
  return free;
};

const demandUsed = (types: Readonly<Record<string, TensorType>>, free: ReadonlySet<string>): void => {
  const stray = Object.keys(types).find((name) => !free.has(name));
  if (stray !== undefined)
    throw new InputError('name-unknown', { name: stray, what: 'variable of the expression', known: [...free] });
};

/**
 * The graph of an infix text: `expression('sum((a*x + b - y)^2)', { x: f64(9), y: f64(9) })`. Names become inputs in the order they are
 * met, f64 scalars unless `inputs` says otherwise; pi, e, Infinity, NaN, true and false are constants unless `inputs` names them. There
 * are + − * / ^ (from the right, before unary minus), one comparison, lists as [1, 2], and the functions of `adjoint` under their names,
 * axes as whole numbers; f64(x), f32(x), i32(x) and bool(x) cast. The result is the output `out`; definitions such as
 * `r = a*x - b; loss = sum(r^2)` are outputs by their names, and may be used by those after them.
 * Throws `parse` with the line and column, `name-unknown` for a type of what is no variable, and what the operations throw.
 */
export const expression = (text: string, inputs: Readonly<Record<string, TensorType>> = {}): Graph => {
  if (typeof text !== 'string')
    throw new InputError('value', { got: `a ${typeof text}`, want: 'the text of an expression' });
  const statements = statementsOf(text);
  const free = freeNames(text, statements, new Set(Object.keys(inputs)));
  demandUsed(inputs, free);
  const typed = [...free].map((name) => [name, Object.hasOwn(inputs, name) ? inputs[name]! : f64()] as const);
  return define(Object.fromEntries(typed), (symbols) => {
    const names = new Map<string, Value>(CONSTANTS);
    for (const name of free) names.set(name, symbols[name]!);
    const outputs = statements.map(({ name = 'out', steps }) => {
      const value = new Machine(text, names).run(steps);
      names.set(name, value);
      return [name, value] as const;
    });
    return Object.fromEntries(outputs);
  });
};
