/** The plugins find the program and the modules of adjoint, replace their texts, and say what does not fit. */
import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plugin as EsbuildPlugin } from 'esbuild';
import type { Plugin as RollupPlugin } from 'rollup';
import { slim } from './index.ts';
import { textsOf, type Resolve, type SlimOptions } from './page.ts';
import { sourceFiles, wordsIn } from './sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'adjoint-slim-'));
const put = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

const page = put('src/page.ts', `import { define } from 'adjoint'; x.sin();`);
put('src/deeper/part.vue', '<script>tan("log(x)")</script>');
put('src/data.json', '{ "cos": 1 }');
put('src/node_modules/other.js', 'cosh()');
put('src/.cache/old.js', 'sinh()');
const adjoint = put(
  'lib/adjoint.js',
  'import { table } from "@adjoint/ir";\nvar define = () => table;\nexport { define };\n',
);
const ir = put('lib/ir.js', 'var table = {\n  sin: 1,\n  cos: 2\n};\nexport { table };\n');
const resolve: Resolve = async (what) => ({ adjoint, '@adjoint/ir': ir })[what];

test('programs are read: folders through and through, but for what is installed, hidden, or no program', () => {
  const words = wordsIn(sourceFiles(join(folder, 'src')));
  expect(['define', 'sin', 'tan', 'log'].every((word) => words.has(word))).toBe(true);
  expect(['cos', 'cosh', 'sinh'].some((word) => words.has(word))).toBe(false);
});

test('the modules of adjoint are found from the program on, and their texts replaced', async () => {
  const texts = await textsOf({ sources: [page] }, resolve);
  expect([...texts.keys()].sort()).toEqual([adjoint, ir].sort());
  expect(texts.get(ir)).toBe('var table = {\n  sin: 1,\n\n};\nexport { table };\n');
});

test('names are kept that the program does not say', async () => {
  const texts = await textsOf({ sources: page, keep: ['cos'] }, resolve);
  expect(texts.get(ir)).toMatch(/cos: 2/);
});

const wrong: readonly [string, unknown, RegExp][] = [
  ['no options', undefined, /slim/],
  ['no sources', {}, /sources/],
  ['a file that is not there', { sources: join(folder, 'none') }, /sources.*none/],
  ['a folder without a program', { sources: join(folder, 'src/deeper/..', 'data') }, /sources/],
  ['names that are no list', { sources: page, keep: 'sin' }, /keep is "sin"[^]*list of names/],
  ['an unknown target', { sources: page, targets: ['c'] }, /targets is "c"[^]*interpreter/],
];
test.each(wrong)('%s: an error', async (_, options, message) => {
  await expect(textsOf(options as SlimOptions, resolve)).rejects.toThrow(message);
});

test('a program that does not find adjoint: an error', async () => {
  await expect(textsOf({ sources: page }, async () => undefined)).rejects.toThrow(/does not find adjoint/);
});

test('modules in which there are no tables: an error', async () => {
  const other = put('lib/other.js', 'var a=1;export{a as define};');
  await expect(textsOf({ sources: page }, async () => other)).rejects.toThrow(/other.js[^]*published/);
});

test('plugins are what the bundlers take', () => {
  const plugins: readonly [EsbuildPlugin, RollupPlugin, RollupPlugin] = [
    slim.esbuild({ sources: page }),
    slim.rollup({ sources: page }),
    slim.vite({ sources: page }),
  ];
  expect(new Set(plugins.map(({ name }) => name))).toEqual(new Set(['adjoint-slim']));
});
