/** Training learns, gives the same bits for the same seed, and has the right gradients. */
import { describe, expect, test } from '@jest/globals';
import { checkGradients, f32, tensor } from 'adjoint';
import { adam } from './adam.ts';
import { type Digits, PIXELS } from './data.ts';
import { firstParameters, lossGradients } from './network.ts';
import { seeded } from './random.ts';
import { classify, train } from './train.ts';

/** Noisy images whose label is the row with the most ink: learnable. */
const rows = (count: number, seed: number): Digits => {
  const random = seeded(seed);
  const labels = Int32Array.from({ length: count }, () => Math.floor(8 * random()));
  const pixels = Float32Array.from({ length: count * PIXELS }, (_, at) => {
    const [image, row] = [Math.floor(at / PIXELS), Math.floor((at % PIXELS) / 8)];
    return 0.5 * random() + (labels[image] === row ? 0.5 : 0);
  });
  return { count, pixels, labels };
};

const trained = (seed: number) => {
  const random = seeded(seed);
  const parameters = firstParameters(random);
  const losses = [...train(parameters, rows(100, 5), { epochs: 6, batchSize: 10, rate: 0.01, random })];
  return { parameters, losses };
};

describe('train', () => {
  const { parameters, losses } = trained(1);

  test('learns what it can try on others', () => {
    expect(losses).toHaveLength(6);
    expect(losses[5]!).toBeLessThan(losses[0]! / 5);
    const others = rows(50, 6);
    expect(Array.from(classify(parameters, others))).toEqual([...others.labels]);
  });

  test('gives the same bits for the same seed, others for another', () => {
    expect(trained(1)).toEqual({ parameters, losses });
    expect(trained(2).losses).not.toEqual(losses);
  });
});

test('the gradients agree with finite differences', () => {
  const { pixels, labels } = rows(2, 9);
  const at = { pixels: tensor(pixels, f32(2, PIXELS)), labels, ...firstParameters(seeded(4)) };
  expect(() => checkGradients(lossGradients(2), { of: 'loss', wrt: ['b1', 'W2', 'b2'], at })).not.toThrow();
});

describe('adam', () => {
  test('steps by the rate at first, whatever the size of the gradient', () => {
    const parameters = Float32Array.of(1, 1, 1);
    adam(parameters, [1000, -0.001, 0], 0.1)();
    expect(parameters[0]).toBeCloseTo(0.9, 4);
    expect(parameters[1]).toBeCloseTo(1.1, 4);
    expect(parameters[2]).toBe(1);
  });

  test('finds the lowest point of a bowl', () => {
    const parameters = Float32Array.of(3, -2);
    const gradient = new Float32Array(2);
    const step = adam(parameters, gradient, 0.05);
    for (let i = 0; i < 1000; i++) {
      gradient.set([2 * (parameters[0]! - 1), 20 * parameters[1]!]);
      step();
    }
    expect(parameters[0]).toBeCloseTo(1, 3);
    expect(parameters[1]).toBeCloseTo(0, 3);
  });
});
