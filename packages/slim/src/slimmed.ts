/**
 * Modules without the rows that a program does not need. A bundler drops what nothing refers to, but a table refers to all of its rows. An op has
 * a row in each table and each row says what other ops it is made of, so the rows that a program needs are found as reachable statements are:
 * from the names that it uses, on to every name that something reached makes.
 */
import { cut, moduleOf, type Cut, type KindOf, type Module, type Unit } from './modules.ts';
import { reached, type Reached, type Wanted } from './reach.ts';

/** The texts of modules, by what they are imported as. */
type Texts = ReadonlyMap<string, string>;
type Modules = ReadonlyMap<string, Module>;

/** Of the keys of a table of ops so many are ops at least. */
const MOST = 0.6;
/** The ways to compile. */
export const TARGETS: ReadonlySet<string> = new Set(['interpreter', 'js', 'wasm']);

const kinds =
  (names: ReadonlySet<string>): KindOf =>
  ({ names: [name], isClass, rows }) => {
    if (isClass) return name!.endsWith('Methods') ? 'method' : undefined;
    if (rows.length === 0) return undefined;
    if (rows.length === TARGETS.size && rows.every(({ key }) => TARGETS.has(key))) return 'target';
    return rows.filter(({ key }) => names.has(key)).length >= MOST * rows.length ? 'op' : undefined;
  };

/** What goes: of a variable that is not in reach its value, for a bundler cannot know that to make it does nothing else. */
const cutsIn = (unit: Unit, { units, entries }: Reached): readonly Cut[] => {
  if (units.has(unit)) return unit.entries.filter((entry) => !entries.has(entry));
  const { from, to, names, isVariable } = unit;
  return isVariable ? [{ from, to, instead: `var ${names.join(', ')};` }] : [];
};

/** The modules of texts whose tables have rows by these names. */
export const modulesOf = (texts: Texts, names: ReadonlySet<string>): Modules =>
  new Map([...texts].map(([name, text]) => [name, moduleOf(text, kinds(names))]));

/** The texts of the modules without what the program does not need; places in their lines stay what they are. */
export const slimmed = (modules: Modules, wanted: Wanted): Texts => {
  const stay = reached(modules, wanted);
  return new Map(
    [...modules].map(([name, { text, units }]) => {
      const cuts = units.flatMap((unit) => cutsIn(unit, stay));
      return [name, cut(text, 0, text.length, cuts)];
    }),
  );
};
