/** A progress bar on a terminal; a line every two seconds where there is none. */
import { setImmediate } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';

const OPTIONS = { format: '{bar} {value}/{total}  {note}', barsize: 30, stream: process.stdout, noTTYOutput: true };

/** Goes through `steps`, showing after each how far it is and what `describe` says of it; gives all of them. */
export async function withProgress<T>(steps: Iterable<T>, total: number, describe: (step: T) => string): Promise<T[]> {
  const bar = new SingleBar(OPTIONS, Presets.shades_classic);
  const done: T[] = [];
  bar.start(total, 0, { note: '' });
  for (const step of steps) {
    done.push(step);
    bar.update(done.length, { note: describe(step) });
    // The bar is drawn by a timer, which waits for this.
    await setImmediate();
  }
  bar.stop();
  return done;
}
