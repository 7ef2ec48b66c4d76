/** The words of a program: every name and every word of its texts, whatever they stand for. */
import { wrongOption } from '@adjoint/ir';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const IS_PROGRAM = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|html?)$/;
const WORD = /[A-Za-z_$][\w$]*/g;

const filesIn = (path: string): readonly string[] => {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const file = join(path, entry.name);
    if (!entry.isDirectory()) return IS_PROGRAM.test(entry.name) ? [file] : [];
    return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesIn(file);
  });
};

/** The files, and all programs in the folders among them. Throws `option` where there is none. */
export const sourceFiles = (sources: unknown): readonly string[] => {
  const paths: unknown[] = Array.isArray(sources) ? sources : [sources];
  const want = 'a file or a folder of the program, or several';
  const files = paths.flatMap((path) => {
    if (typeof path === 'string' && statSync(path, { throwIfNoEntry: false }) !== undefined) return filesIn(path);
    throw wrongOption('sources', path, want);
  });
  if (files.length === 0) throw wrongOption('sources', sources, want);
  return files;
};

/** The words of the files. */
export const wordsIn = (files: readonly string[]): ReadonlySet<string> =>
  new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(WORD) ?? []));
