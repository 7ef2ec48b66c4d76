/** Training by minibatches: one compiled gradient graph, called again and again on the same arrays. */
import { compile } from 'adjoint';
import { adam } from './adam.ts';
import { type Digits, emptyBatch, fillBatch } from './data.ts';
import { classifier, lossGradients, PARAMETERS, type Parameters } from './network.ts';
import { type Random, shuffled } from './random.ts';

export interface Training {
  readonly epochs: number;
  readonly batchSize: number;
  /** The learning rate. */
  readonly rate: number;
  readonly random: Random;
}

/**
 * Trains the parameters in place, and yields the mean loss of each epoch. An epoch sees the images once, in random
 * order, but for those that fill no batch.
 */
export function* train(parameters: Parameters, digits: Digits, { epochs, batchSize, rate, random }: Training) {
  const run = compile(lossGradients(batchSize));
  const batch = emptyBatch(batchSize);
  const feeds = { pixels: batch.pixels, labels: batch.labels, ...parameters };
  const found = run(feeds);
  const updates = PARAMETERS.map((name) => adam(parameters[name], found[`d(loss)/d(${name})`].data, rate));
  const batches = Math.floor(digits.count / batchSize);

  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(digits.count, random);
    let total = 0;
    for (let i = 0; i < batches; i++) {
      fillBatch(batch, digits, order.subarray(i * batchSize, (i + 1) * batchSize));
      run.into(feeds, found);
      for (const update of updates) update();
      total += found.loss.item();
    }
    yield total / batches;
  }
}

/** The digit that each image is taken for. */
export function classify(parameters: Parameters, { count, pixels }: Digits): ArrayLike<number> {
  const run = compile(classifier(count));
  return run({ pixels, ...parameters }).digit.data;
}
