/** Trains a small network to read handwritten digits, and tries it on digits that it has not seen. */
import { gunzipSync } from 'node:zlib';
import { readData, writeOut } from '../files.ts';
import type { Job, Outcome } from '../job.ts';
import { withProgress } from '../progress.ts';
import { lossChart, type Mistake, mistakesChart } from './charts.ts';
import { type Digits, readDigits } from './data.ts';
import { firstParameters } from './network.ts';
import { seeded } from './random.ts';
import { classify, train } from './train.ts';

/** The part of the held-out digits that must be read right. */
const WANTED = 0.96;
const EPOCHS = 60;
const SHOWN = 8;

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

function mistakesIn({ labels }: Digits, taken: ArrayLike<number>): Mistake[] {
  const readings = Array.from(labels, (label, place) => ({ place, label, taken: taken[place]! }));
  return readings.filter((reading) => reading.label !== reading.taken);
}

async function run(): Promise<Outcome> {
  const digits = readDigits(gunzipSync(readData('digits.csv.gz')).toString());
  const random = seeded(1);
  const parameters = firstParameters(random);
  const training = train(parameters, digits.train, { epochs: EPOCHS, batchSize: 64, rate: 0.01, random });
  const losses = await withProgress(training, EPOCHS, (loss) => `loss ${loss.toFixed(4)}`);

  const mistakes = mistakesIn(digits.heldOut, classify(parameters, digits.heldOut));
  const accuracy = 1 - mistakes.length / digits.heldOut.count;
  return {
    ok: accuracy >= WANTED,
    summary: `${percent(accuracy)} of ${digits.heldOut.count} held-out digits read right (wanted ${percent(WANTED)})`,
    files: [
      writeOut('digits-loss.svg', lossChart(losses)),
      writeOut('digits-mistakes.svg', mistakesChart(digits.heldOut, mistakes.slice(0, SHOWN))),
    ],
  };
}

export const digits: Job = { about: 'trains a network to read handwritten digits', run };
