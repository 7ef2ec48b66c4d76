/**
 * The documentation says what is so. A program followed by a `text` fence prints it; a fragment after a line that names a file stands in
 * that file; so do the unmarked lines of a diff; and docs/errors.md has a true message for each code.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { format } from 'node:util';
import { expect, test } from '@jest/globals';
import * as adjoint from 'adjoint';
import * as autodiff from '@adjoint/autodiff';
import { demandGraph, explain } from '@adjoint/ir';

interface Fence {
  readonly info: string;
  readonly text: string;
  /** The last line before it that is not blank. */
  readonly before: string;
  readonly line: number;
}

const fencesIn = (page: string): Fence[] => {
  const lines = readFileSync(page, 'utf8').split('\n');
  const found: Fence[] = [];
  let before = '';
  for (let open = 0; open < lines.length; open++) {
    const info = /^```(\S.*)$/.exec(lines[open]!)?.[1];
    if (info === undefined) {
      if (lines[open]!.trim() !== '') before = lines[open]!;
      continue;
    }
    const close = lines.indexOf('```', open + 1);
    found.push({ info, text: lines.slice(open + 1, close).join('\n'), before, line: open + 1 });
    before = '';
    open = close;
  }
  return found;
};

const docs = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'ops.md');
const pages = ['README.md', ...docs.map((name) => `docs/${name}`)].filter((page) => existsSync(page));
const fences = pages.flatMap((page) => fencesIn(page).map((fence) => ({ ...fence, page })));
const titled = <T extends { page: string; line: number }>(list: readonly T[]): (readonly [string, T])[] =>
  list.map((each) => [`${each.page}:${each.line}`, each] as const);

const modules: Readonly<Record<string, object>> = { adjoint, '@adjoint/autodiff': autodiff };

/** What a program of a page prints. Programs are written without type annotations, so that they run as they are. */
const printed = (program: string): string => {
  const body = program.replace(
    /^import \{([^}]*)\} from '([^']+)';$/gm,
    (_, names: string, from: string) => `const {${names}} = modules['${from}'];`,
  );
  const lines: string[] = [];
  const log = (...items: unknown[]): void => void lines.push(format(...items));
  // oxlint-disable-next-line no-implied-eval, no-new-func
  const run = new Function('modules', 'console', `'use strict';\n${body}`) as (from: object, to: object) => void;
  run(modules, { log });
  return lines.join('\n');
};
/** Where a node was built is another place here than in a program of its own. */
const placeless = (text: string): string => text.replace(/ *(; )?built at .*$/gm, '').trimEnd();

const programs = fences.flatMap((fence, i) => {
  const next = fences[i + 1];
  const prints = fence.info === 'ts' && next?.page === fence.page && next.info === 'text';
  return prints ? [{ ...fence, output: next.text }] : [];
});
test.each(titled(programs))('%s prints what follows it', (_, { text, output }) => {
  expect(placeless(printed(text))).toBe(placeless(output));
});

const FILE = /`((?:packages|scripts)\/[\w./-]+\.\w+)`/;
const plain = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '…')
    .join('\n');

const quotes = fences.filter(({ info, before }) => info === 'ts fragment' && FILE.test(before));
test.each(titled(quotes))('%s quotes its file', (_, { text, before }) => {
  const file = plain(readFileSync(FILE.exec(before)![1]!, 'utf8'));
  // A line of … stands for lines left out.
  for (const part of text.split(/^\s*…$/m)) expect(file).toContain(plain(part));
});

const additions = fences.filter(({ info }) => info === 'diff');
test.each(titled(additions))('%s is about lines of its file', (_, { text, before }) => {
  const file = plain(readFileSync(FILE.exec(before)![1]!, 'utf8'));
  const unmarked = text.split('\n').filter((line) => line.startsWith(' '));
  expect(unmarked.length).toBeGreaterThan(0);
  for (const line of unmarked) expect(file).toContain(line.trim());
});

const errors = 'docs/errors.md';
const sections = existsSync(errors) ? readFileSync(errors, 'utf8').split(/^### /m).slice(1) : [];
const sectionOf = (code: string): string => sections.find((text) => text.startsWith(`${code}\n`)) ?? '';

test('every code has its section in docs/errors.md, and no other has one', () => {
  expect(sections.map((text) => text.split('\n')[0]).sort()).toEqual(Object.keys(explain).sort());
});

/** Nothing raises the other, as the page says. */
const RAISED = Object.keys(explain).filter((code) => code !== 'op');
test.each(RAISED)('docs/errors.md shows the message of %s', (code) => {
  const [, example] = /```ts fragment\n([\s\S]*?)\n```/.exec(sectionOf(code)) ?? [];
  const [, message] = /```text\n([\s\S]*?)\n```/.exec(sectionOf(code)) ?? [];
  const scope = { ...adjoint, demandGraph } as Readonly<Record<string, unknown>>;
  // oxlint-disable-next-line no-implied-eval, no-new-func
  const run = new Function(...Object.keys(scope), `'use strict';\n${example}`) as (...scope: unknown[]) => void;
  let thrown: unknown;
  try {
    run(...Object.values(scope));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(adjoint.InputError);
  expect((thrown as adjoint.InputError).code).toBe(code);
  expect(placeless((thrown as adjoint.InputError).message)).toBe(placeless(message!));
});

test('docs/jax.md names functions that are there', () => {
  const page = readFileSync('docs/jax.md', 'utf8').split('## Missing')[0]!;
  const rows = page.split('\n').filter((line) => line.startsWith('| ') || line.startsWith('Beyond'));
  const names = rows
    .flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name!))
    .filter((name) => name !== 'code');
  expect(names.length).toBeGreaterThan(150);
  expect(names.filter((name) => typeof (adjoint as Readonly<Record<string, unknown>>)[name] !== 'function')).toEqual(
    [],
  );
});
