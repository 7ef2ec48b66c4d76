/** Unrolled loops whose steps are drawn at random are found again, and every value keeps its bits; so do their gradients. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { call, define, f64, gradients, optimize, stack, type Graph, type Sym } from 'adjoint';
import { keptBy } from '@adjoint/testkit';
import { roll } from './index.ts';

/** A step is a list of operations on what it has: values handed on, elements, constants, what it computed. */
const operation = fc.record({
  op: fc.constantFrom('add', 'sub', 'mul', 'maximum', 'sin', 'neg', 'abs', 'tanh'),
  a: fc.nat(),
  b: fc.nat(),
});
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const stepped = (operations: readonly Operation[], states: number, ends: readonly number[], turns: number): Graph =>
  define({ x: f64(turns, 2), s: f64(4) }, ({ x, s }) => {
    let now = Array.from({ length: states }, (_, i) => s.at(i));
    let before = now;
    const path: Sym[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const elements = [x.at(turn, 0), x.at(turns - 1 - turn, 1)];
      const values = [...now, ...before, s.at(3), ...elements, now[0]!.mul(0.5 / (turn + 1))];
      for (const { op, a, b } of operations) {
        const [left, right] = [values[a % values.length]!, values[b % values.length]!];
        values.push(op === 'sin' || op === 'neg' || op === 'abs' || op === 'tanh' ? left[op]() : left[op](right));
      }
      before = now;
      now = ends.slice(0, states).map((end) => values[values.length - 1 - (end % operations.length)]!);
      path.push(values.at(-1)!);
    }
    return { last: stack(now), path: stack(path) };
  });

/** Smaller graphs are not searched. */
const MANY = 4096;

/** Whether there were loops to find. */
const isRolled = (graph: Graph): boolean => keptBy(roll, graph) !== graph;

test('steps at random, of any number of values', () => {
  const program = fc.record({
    operations: fc.array(operation, { minLength: 4, maxLength: 14 }),
    states: fc.integer({ min: 1, max: 3 }),
    ends: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
  });
  fc.assert(
    fc.property(program, ({ operations, states, ends }) => {
      const graphOf = (nodes: number): Graph => stepped(operations, states, ends, Math.ceil(nodes / operations.length));
      expect(isRolled(graphOf(4200))).toBe(true);
      const steps = graphOf(3000);
      const types = Object.entries(steps.inputs).map(([name, id]) => [name, steps.nodes[id]!.type]);
      const cost = define(Object.fromEntries(types), (inputs) => {
        const { last, path } = call(steps, inputs);
        return { y: path!.sum().add(last!.sum()) };
      });
      const slope = optimize(gradients(cost, { of: 'y', wrt: ['s', 'x'], disconnected: 'zero' }));
      expect(isRolled(slope)).toBe(slope.nodes.length >= MANY);
    }),
    { numRuns: 16, seed: 7 },
  );
});
