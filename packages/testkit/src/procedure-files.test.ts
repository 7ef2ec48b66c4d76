/** The functions of procedures that the interpreter calls are those of the sources, to the letter. */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { procedureFiles } from './procedure-files.ts';

const folder = fileURLToPath(new URL('../../evaluator/src/kernels/procedures/', import.meta.url));

test('each file is what npm run docs writes, and there are no others', () => {
  const files = procedureFiles();
  for (const [name, text] of files) expect(readFileSync(folder + name, 'utf8')).toBe(text);
  expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort());
});
