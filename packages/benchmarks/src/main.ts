/** `npm run bench [-- links]`: the scale of the pipeline, as a table. */
import { scale } from './scale.ts';

const links = Number(process.argv[2] ?? 1_000_000);
process.stdout.write(
  `x ← sin x, ${links.toLocaleString('en')} links\n\nstage        seconds      nodes   bytes a node\n`,
);
scale(links, ({ stage, seconds, nodes, bytes }) => {
  const size = bytes.toFixed(0);
  process.stdout.write(
    `${stage.padEnd(10)} ${seconds.toFixed(2).padStart(9)} ${String(nodes ?? '').padStart(10)} ${size.padStart(14)}\n`,
  );
});
