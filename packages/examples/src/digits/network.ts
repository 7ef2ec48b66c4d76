/** A perceptron with one hidden layer: its graphs, and its first parameters. */
import { crossEntropy, define, f32, gradients, i32, type Sym, tanh } from 'adjoint';
import { CLASSES, PIXELS } from './data.ts';
import type { Random } from './random.ts';

const HIDDEN = 64;
const TYPES = { W1: f32(PIXELS, HIDDEN), b1: f32(HIDDEN), W2: f32(HIDDEN, CLASSES), b2: f32(CLASSES) };

export type Parameter = keyof typeof TYPES;
export type Parameters = { readonly [P in Parameter]: Float32Array };
export const PARAMETERS: readonly Parameter[] = ['W1', 'b1', 'W2', 'b2'];

/** What speaks for each digit, an image a row. */
const logits = (pixels: Sym, { W1, b1, W2, b2 }: { readonly [P in Parameter]: Sym }): Sym =>
  tanh(pixels.matmul(W1).add(b1)).matmul(W2).add(b2);

/** The mean loss over so many images, and its gradient: outputs `loss`, `d(loss)/d(W1)` and so on. */
export function lossGradients(images: number) {
  const inputs = { pixels: f32(images, PIXELS), labels: i32(images), ...TYPES };
  const loss = define(inputs, ({ pixels, labels, ...parameters }) => ({
    loss: crossEntropy(logits(pixels, parameters), labels).mean(),
  }));
  return gradients(loss, { of: 'loss', wrt: PARAMETERS });
}

/** The digit that each of so many images is taken for. */
export const classifier = (images: number) =>
  define({ pixels: f32(images, PIXELS), ...TYPES }, ({ pixels, ...parameters }) => ({
    digit: logits(pixels, parameters).argmax(1),
  }));

/** Weights even on ±√(6 / (inputs + outputs)) of their layer (Glorot and Bengio 2010), biases 0. */
export function firstParameters(random: Random): Parameters {
  const weights = (inputs: number, outputs: number): Float32Array => {
    const bound = Math.sqrt(6 / (inputs + outputs));
    return Float32Array.from({ length: inputs * outputs }, () => bound * (2 * random() - 1));
  };
  return {
    W1: weights(PIXELS, HIDDEN),
    b1: new Float32Array(HIDDEN),
    W2: weights(HIDDEN, CLASSES),
    b2: new Float32Array(CLASSES),
  };
}
