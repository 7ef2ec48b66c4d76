// Writes docs/ops.md, one card per op, from the tables of the packages; check-docs.mjs holds the page against them.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at, bundle } from './lib.mjs';

export const page = at('docs/ops.md');

/** The text that docs/ops.md should have, or undefined while the testkit has no generator for it. */
export async function opsDoc() {
  const generator = at('packages/testkit/src/ops-doc.ts');
  if (!existsSync(generator)) return undefined;
  const outfile = at('.cache/ops-doc.mjs');
  await bundle({ entryPoints: [generator], outfile });
  return (await import(pathToFileURL(outfile).href)).opsDoc();
}

if (process.argv[1] === import.meta.filename) {
  const text = await opsDoc();
  if (text !== undefined) {
    mkdirSync(at('docs'), { recursive: true });
    writeFileSync(page, text);
  }
}
