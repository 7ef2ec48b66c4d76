/** A progress bar on a terminal; a line every two seconds where there is none. */
import { setImmediate } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';

const OPTIONS = { format: '{bar} {value}/{total}  {note}', barsize: 30, noTTYOutput: true };

export interface Progress {
  readonly step: (note: string) => Promise<void>;
  readonly stop: () => void;
}

export const progress = (total: number): Progress => {
  const bar = new SingleBar(OPTIONS, Presets.shades_classic);
  bar.start(total, 0, { note: '' });
  return {
    step: async (note) => {
      bar.increment({ note });
      // The bar is drawn by a timer, which waits for this.
      await setImmediate();
    },
    stop: () => bar.stop(),
  };
};
