/** `npm run bench [-- links]`: targets side by side, the growth of gradients and the scale of the pipeline, as tables. */
import { growth } from './growth.ts';
import { scale } from './scale.ts';
import { targets } from './targets.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const columns = (...cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(29) : cell.padStart(11))).join('');

say(columns('workload', 'target', 'compile, ms', 'run, ms', 'times as', 'rate'));
targets(({ workload, target, compileMs, runMs, ratio, rate }) => {
  say(columns(workload, target, compileMs.toFixed(1), runMs.toFixed(3), ratio.toFixed(2), rate.padStart(16)));
});

say(`\n${columns('gradient of', 'edges', 'added', 'c', 'gradients', 'optimize', 'run, ms')}`);
for (const { program, edges, added, ms } of growth()) {
  say(columns(program, String(edges), String(added), (added / edges).toFixed(2), ...ms.map((each) => each.toFixed(1))));
}

const links = Number(process.argv[2] ?? 1_000_000);
if (links === 0) process.exit();
say(`\n${columns(`x ← sin x, ${links.toLocaleString('en')} links`, 'seconds', 'nodes', 'bytes/node')}`);
scale(links, ({ stage, seconds, nodes, bytes }) => {
  say(columns(stage, seconds.toFixed(2), String(nodes ?? ''), bytes.toFixed(0)));
});
