/** The machine, and what is done so that timings hold on it. */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** Binds the main thread to the last core it may run on; the engine's own threads, which compile, stay free. Whether it could. */
export const pinned = (): boolean => {
  const pid = String(process.pid);
  const { status, stdout } = spawnSync('taskset', ['-cp', pid], { encoding: 'utf8' });
  const last = status === 0 ? /(\d+)\s*$/.exec(stdout)?.[1] : undefined;
  return last !== undefined && spawnSync('taskset', ['-cp', last, pid]).status === 0;
};

export const settingOf = (pin: boolean): string[] => [
  `${cpus()[0]?.model ?? 'a processor'}, Node ${process.versions.node} (V8 ${process.versions.v8}), one thread${pin ? ', pinned to a core' : ''}`,
  'Medians over rounds, in each of which every contender has its turn; "of ours" is the median over rounds of its time over ours.',
  'Absolute times are of this machine at that hour; ratios carry over.',
];
