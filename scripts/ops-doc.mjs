// Writes what is made of the tables of the packages: docs/ops.md, docs/math.md, and functions with formulas as numbers have them; and what
// is made for the viewer and by it.
// check-docs.mjs holds the files against them.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at, bundle } from './lib.mjs';
import { viewerFiles } from './viewer-files.mjs';

/** The files that there should be, by their paths; none while the testkit has no generator for them. */
export async function written() {
  const generator = at('packages/testkit/src/written.ts');
  if (!existsSync(generator)) return new Map();
  const outfile = at('.cache/written.mjs');
  await bundle({ entryPoints: [generator], outfile });
  return new Map([...(await import(pathToFileURL(outfile).href)).written(), ...(await viewerFiles())]);
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(at('docs'), { recursive: true });
  for (const [path, text] of await written()) writeFileSync(at(path), text);
}
