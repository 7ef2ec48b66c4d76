/** `npm run bench`: every workload side by side with peers, then what derivatives cost, shapes, a page, growth and scale. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { growth } from './figures/growth.ts';
import { lanes } from './figures/lanes.ts';
import { lawOf, type Law } from './figures/law.ts';
import { page } from './figures/page.ts';
import { scale, type Measured } from './figures/scale.ts';
import { SAMPLES, shapes } from './figures/shapes.ts';
import { fieldOf } from './measure/field.ts';
import { runWorkload, type Outcome } from './measure/run.ts';
import { HELP, readOptions, type Asked } from './options.ts';
import { progress } from './progress.ts';
import { textOf } from './report/cells.ts';
import { sectionsOf, type Found } from './report/sections.ts';
import { writeReport } from './report/write.ts';
import { pinned, settingOf } from './setting.ts';

const ROUNDS = { full: 21, tiny: 3 } as const;
const PROCESSES = { full: 15, tiny: 2 } as const;

const measured = async (asked: Asked): Promise<Found> => {
  const { size, workloads, peers, targets, seconds, links, figures, pin } = asked;
  const setting = settingOf(pin && pinned());
  const field = fieldOf(targets, peers);
  const effort = { totalMs: 1000 * seconds, rounds: ROUNDS[size] };
  const contests = workloads.length * (targets.length + peers.length + 1);
  const { step, stop } = progress(contests + (figures ? workloads.length + SAMPLES[size] + 4 : 0));
  const outcomes: Outcome[] = [];
  for (const workload of workloads) outcomes.push(await runWorkload(workload, size, field, effort, step));
  const found = { setting, outcomes, laws: [], shapes: [], lanes: [], growth: [], scale: [] };
  if (!figures) {
    stop();
    return found;
  }
  const laws: Law[] = [];
  for (const workload of workloads) {
    await step(`${workload.name}: what its derivatives cost`);
    const law = await lawOf(workload, size, { ...effort, totalMs: effort.totalMs / 3 });
    if (law !== undefined) laws.push(law);
  }
  const products = await shapes(size, step);
  await step('what vectors can do');
  const tiles = lanes(size);
  await step('a program that takes one gradient');
  const program = await page(PROCESSES[size]);
  await step('how gradients grow');
  const grown = growth();
  await step(`a chain of ${links.toLocaleString('en')} links`);
  const stages: Measured[] = [];
  if (links > 0) scale(links, (row) => stages.push(row));
  stop();
  return { ...found, laws, shapes: products, lanes: tiles, page: program, growth: grown, scale: stages };
};

const main = async (args: readonly string[]): Promise<void> => {
  const asked = readOptions(args);
  if (asked === undefined) return console.log(HELP);
  const found = await measured(asked);
  for (const { title, text, table } of sectionsOf(found)) {
    console.log(`\n── ${title}\n${[...text, ...(table === undefined ? [] : [textOf(table)])].join('\n')}`);
  }
  console.log('\n── files');
  for (const file of writeReport(found)) console.log(relative(process.cwd(), fileURLToPath(file)));
  const lonely = found.outcomes.flatMap(({ workload, rows }) =>
    rows
      .filter(({ name, why }) => name.startsWith('adjoint') && why !== undefined)
      .map(({ name, why }) => `${workload.name}: ${name} ${why}`),
  );
  if (lonely.length === 0) return;
  console.error(`\nOur own numbers are not those of the others:\n${lonely.join('\n')}`);
  process.exitCode = 1;
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 2;
}
// A library's idle thread must not keep the process.
process.exit();
