/** The gradient of the network by hand: each layer forward, each layer backward. */
import type { Feeds, Size } from '../workload.ts';
import { crossEntropy, Layer } from './by-hand-layers.ts';
import { SIZES } from './perceptron.ts';

export const mlpByHand = (size: Size) => (feeds: Feeds) => {
  const { rows, from, hidden, to } = SIZES[size];
  const at = feeds as Readonly<Record<string, Float32Array>>;
  const one = new Layer(rows, from, hidden, at['w1']!, at['b1']!);
  const two = new Layer(rows, hidden, hidden, at['w2']!, at['b2']!);
  const three = new Layer(rows, hidden, to, at['w3']!, at['b3']!);
  const cost = [0];
  const results = [cost, one.dw, one.db, two.dw, two.db, three.dw, three.db];
  return () => {
    const first = one.forward(at['x']!, true);
    const second = two.forward(first, true);
    cost[0] = crossEntropy(three.forward(second, false), at['y']!, three.bar, rows, to);
    three.backward(second, two.bar);
    two.backward(first, one.bar);
    one.backward(at['x']!);
    return results;
  };
};
