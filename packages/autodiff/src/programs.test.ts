/** Laws over random programs of every op: what is derived is sound, prints and reads back, and both modes agree. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  evaluate,
  fromJSON,
  gradients,
  hessian,
  hvp,
  jvp,
  parse,
  print,
  toJSON,
  verify,
  vjp,
  type Graph,
} from 'adjoint';
import { OPS } from '@adjoint/ir';
import { programs, SMOOTH, tamePoint } from '@adjoint/testkit';

const seed = 20_161_118;
const wrt = ['x', 'y'] as const;

const derived = (graph: Graph): Graph => {
  const first = gradients(graph, { of: 'cost', wrt, disconnected: 'zero' });
  return hvp(jvp(vjp(first, { of: 'value', wrt }), { wrt: 'x' }), { of: 'cost', wrt: 'x' });
};

test('every derivative of every program is a sound graph that extends it, and reads back from text and JSON', () => {
  fc.assert(
    fc.property(programs(15), (graph) => {
      const all = derived(graph);
      expect(verify(all)).toEqual([]);
      expect(all.nodes.slice(0, graph.nodes.length)).toEqual(graph.nodes);
      expect(parse(print(all))).toEqual(all);
      expect(fromJSON(JSON.parse(JSON.stringify(toJSON(all))))).toEqual(all);
    }),
    { numRuns: 300, seed },
  );
});

test('reverse, forward, and the two second derivatives agree on smooth programs', () => {
  let compared = 0;
  fc.assert(
    fc.property(programs(12, SMOOTH), tamePoint, tamePoint, tamePoint, (graph, x, y, v) => {
      const reverse = evaluate(gradients(graph, { of: 'cost', wrt: ['x'], disconnected: 'zero' }), { x, y })[
        'd(cost)/d(x)'
      ].data;
      const forward = evaluate(jvp(graph, { wrt: 'x' }), { x, y, 't(x)': v })['jvp(cost)'].item();
      const second = evaluate(hessian(graph, { of: 'cost', wrt: 'x' }), { x, y })['d2(cost)/d(x)d(x)'].data;
      const product = evaluate(hvp(graph, { of: 'cost', wrt: 'x' }), { x, y, 'v(x)': v })['hvp(cost)'].data;
      const rows = Array.from(product, (_, i) => Array.from(v, (vj, j) => second[6 * i + j]! * vj));
      const sums = [Array.from(reverse, (g, i) => g * v[i]!), ...rows];
      const totals = [forward, ...product];
      sums.forEach((terms, i) => {
        const size = terms.reduce((most, term) => most + Math.abs(term), 0) + Math.abs(totals[i]!);
        // Beyond 1e6 a program is a tower of products whose rounding is its own; below, some hundred roundings are what is left.
        if (!(size < 1e6)) return;
        compared++;
        expect(Math.abs(terms.reduce((sum, term) => sum + term, 0) - totals[i]!)).toBeLessThanOrEqual(
          1e-9 * (1 + size),
        );
      });
    }),
    { numRuns: 300, seed },
  );
  expect(compared).toBeGreaterThan(1000);
});

test('every op occurs in the programs that are tried', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(programs(25), (graph) => {
      for (const { op } of graph.nodes) met.add(op);
    }),
    { numRuns: 300, seed },
  );
  expect(Object.keys(OPS).filter((op) => !met.has(op))).toEqual([]);
});
