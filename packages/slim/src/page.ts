/** The modules of Adjoint for a page, without what the page does not use. */
import { explain, givenOptions, InputError, OPS, wrongOption } from '@adjoint/ir';
import { readFileSync } from 'node:fs';
import { modulesOf, slimmed, TARGETS } from './slimmed.ts';
import { sourceFiles, wordsIn } from './sources.ts';

export interface SlimOptions {
  /** Files or folders of the program: what their words name of Adjoint stays, methods and ops in quotes too. */
  readonly sources: string | readonly string[];
  /** More names to keep: of what the program makes of data, as the ops of a graph that it parses. */
  readonly keep?: readonly string[];
  /** The ways to compile that stay; all when left out. Without 'js' and 'wasm' nothing is left of the code generator. */
  readonly targets?: readonly ('interpreter' | 'js' | 'wasm')[];
}

/** The file that an import means, in a file. */
export type Resolve = (what: string, importer: string) => Promise<string | undefined>;

/** Kinds of nodes that have work of their own, and of work: tables of the code generator have a row for each. */
const ALONE = ['contraction', 'placed', 'running', 'procedure', 'control'] as const;
const WORK = ['nest', 'product', 'strip', 'routine', 'calls'] as const;

const IMPORTED = /^(?:import|export) [^"]*"(@adjoint\/[^"]+)"/gm;

const listOf = (
  option: string,
  given: unknown,
  isItem: (item: unknown) => boolean,
  want: string,
): readonly string[] => {
  if (!Array.isArray(given)) throw wrongOption(option, given, want);
  const wrong = given.findIndex((item) => !isItem(item));
  if (wrong >= 0) throw wrongOption(option, given[wrong], want);
  return given as readonly string[];
};

/** The modules of `adjoint`, by what they are imported as: where each is. Throws `option` where there is none. */
const filesOf = async (importer: string, resolve: Resolve): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  const waiting: [what: string, importer: string][] = [['adjoint', importer]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [what, from] = next;
    if (found.has(what)) continue;
    const path = await resolve(what, from);
    if (path === undefined) {
      const want = 'a program that can import it';
      throw new InputError('option', { option: 'sources', got: `a program that does not find ${what}`, want });
    }
    found.set(what, path);
    for (const [, other] of readFileSync(path, 'utf8').matchAll(IMPORTED)) waiting.push([other!, path]);
  }
  return found;
};

/** The texts that stand in the place of files. Throws `option`. */
export const textsOf = async (options: SlimOptions, resolve: Resolve): Promise<ReadonlyMap<string, string>> => {
  const {
    sources,
    keep = [],
    targets = [...TARGETS],
  } = givenOptions<SlimOptions>('slim', options, { sources: true, keep: true, targets: true });
  const files = sourceFiles(sources);
  const kept = listOf('keep', keep, (item) => typeof item === 'string', 'a list of names');
  const wanted = listOf(
    'targets',
    targets,
    (item) => TARGETS.has(item as string),
    "some of 'interpreter', 'js', 'wasm'",
  );
  const paths = await filesOf(files[0]!, resolve);
  const texts = new Map([...paths].map(([what, path]) => [what, readFileSync(path, 'utf8')]));
  const names = new Set([...Object.keys(OPS), ...Object.keys(explain), ...ALONE, ...WORK]);
  const modules = modulesOf(texts, names);
  if (![...modules.values()].some(({ units }) => units.some(({ entries }) => entries.length > 0))) {
    throw new InputError('option', {
      option: 'adjoint',
      got: paths.get('adjoint')!,
      want: 'its modules as they are published',
    });
  }
  const slim = slimmed(modules, { used: new Set([...wordsIn(files), ...kept]), targets: new Set(wanted) });
  return new Map([...slim].map(([what, text]) => [paths.get(what)!, text]));
};
