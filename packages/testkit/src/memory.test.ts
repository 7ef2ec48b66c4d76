/** The memory of generated programs: no more than a little over what is in use at a time. */
import { expect, test } from '@jest/globals';
import { compile, define, f32, gradients, type Graph, type Sym, type TensorType } from 'adjoint';

const LAYERS = Array.from({ length: 20 }, (_, i) => i);

const network = (batch: number, width: number): Graph => {
  const weights = LAYERS.map((i): [string, TensorType] => [`w${i}`, f32(width, width)]);
  const inputs: Record<string, TensorType> = { x: f32(batch, width), ...Object.fromEntries(weights) };
  return gradients(
    define(inputs, (given: Readonly<Record<string, Sym>>) => {
      const top = LAYERS.reduce((h, i) => h.matmul(given[`w${i}`]!).tanh(), given['x']!);
      return { cost: top.square().sum() };
    }) as Graph,
    { of: 'cost', wrt: weights.map(([name]) => name) },
  );
};

test.each([
  [128, 256],
  [512, 64],
  [32, 512],
])('gradients of 20 layers, %s rows of %s: within 1.3 of the least that any plan takes', (batch, width) => {
  const run = compile(network(batch, width), { target: 'wasm' });
  const [, least] = /of which (\d+) are in use/.exec(run.explain())!;
  expect(run.bytes / Number(least)).toBeGreaterThanOrEqual(1);
  expect(run.bytes / Number(least)).toBeLessThanOrEqual(1.3);
});
