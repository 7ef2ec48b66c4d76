/**
 * Random programs against JAX in float64 (scripts/golden/programs_jax.py): values, gradients and Hessian-vector products, on every target,
 * and by both nestings that take a gradient.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { compile, evaluate, fromJSON, gradients, jvp, OPS, type Graph, type Tensor, type TensorLike } from 'adjoint';
import { errorOf } from './index.ts';

interface ProgramCase {
  readonly name: string;
  readonly graph: unknown;
  readonly inputs: readonly (readonly number[])[];
  readonly directions: readonly (readonly number[])[];
  readonly value: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly products: readonly (readonly number[])[];
}
type Values = Readonly<Record<string, Tensor>>;

const { cases } = JSON.parse(readFileSync('packages/testkit/golden/programs.json', 'utf8')) as {
  readonly cases: readonly ProgramCase[];
};

const feedsOf = (graph: Graph, { inputs, directions }: ProgramCase): Record<string, TensorLike> =>
  Object.fromEntries(
    Object.entries(graph.inputs).flatMap(([name, id], i) => {
      const tensor = (data: readonly number[]): TensorLike =>
        ({ ...graph.nodes[id]!.type, data: Float64Array.from(data) }) as TensorLike;
      return [
        [name, tensor(inputs[i]!)],
        [`t(${name})`, tensor(directions[i]!)],
      ];
    }),
  );

const opsOf = ({ nodes }: Graph): string[] => nodes.flatMap(({ op, bodies = [] }) => [op, ...bodies.flatMap(opsOf)]);

// A few hundred roundings: programs are up to a dozen ops deep, and their condition numbers, measured by disturbing each op, are below 1e3.
// The worst that were seen are 9e-15, 4e-14 and 2.5e-13 (besselj, of which JAX's own is that rough), all others 4e-15, 4e-14 and 4e-14.
const LIMITS = { value: 3e-14, g: 2e-13, h: 1e-12 };

test.each(cases.map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
  const graph = fromJSON(golden.graph);
  const wrt = Object.keys(graph.inputs);
  const feeds = feedsOf(graph, golden);
  const first = gradients(graph, { of: 'cost', wrt, disconnected: 'zero' });
  const second = jvp(first, { wrt });
  const turned = gradients(jvp(graph, { wrt }), { of: 'jvp(cost)', wrt, disconnected: 'zero' });
  const check = (found: Values, product: (name: string) => string): void => {
    expect(errorOf(found['value']!.data, golden.value)).toBeLessThan(LIMITS.value);
    wrt.forEach((name, i) => {
      const slope = found[`d(cost)/d(${name})`];
      if (slope !== undefined) expect(errorOf(slope.data, golden.gradients[i]!)).toBeLessThan(LIMITS.g);
      expect(errorOf(found[product(name)]!.data, golden.products[i]!)).toBeLessThan(LIMITS.h);
    });
  };
  check(evaluate(turned, feeds), (name) => `d(jvp(cost))/d(${name})`);
  check(evaluate(second, feeds), (name) => `jvp(d(cost)/d(${name}))`);
  for (const target of ['interpreter', 'js', 'wasm'] as const)
    check(compile(second, { target })(feeds), (name) => `jvp(d(cost)/d(${name}))`);
});

test('nearly every op takes part', () => {
  const found = new Set(cases.flatMap(({ graph }) => opsOf(fromJSON(graph))));
  expect(Object.keys(OPS).filter((op) => !found.has(op))).toEqual(['bessely']);
});
