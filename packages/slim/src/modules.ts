/** Bundled modules as statements that know what they mention, and what each imports and exports. */
import { statementsOf, type Row, type Statement } from './statements.ts';
import { mentionsOf, type Mentions } from './mentions.ts';

/** What the rows of a table are about. */
export type Kind = 'op' | 'method' | 'target';

/** A row that may go. */
export interface Entry extends Row {
  readonly kind: Kind;
  readonly mentions: Mentions;
}

/** A statement, what it mentions outside of its entries, and these. */
export interface Unit {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  /** Whether it is given its value by what follows. */
  readonly isVariable: boolean;
  readonly mentions: Mentions;
  readonly entries: readonly Entry[];
}

/** Where a name comes from. */
interface Place {
  readonly module: string;
  readonly name: string;
}

export interface Module {
  readonly text: string;
  readonly units: readonly Unit[];
  /** What declares a variable. */
  readonly unitOf: ReadonlyMap<string, Unit>;
  /** Names of variables that come from other modules. */
  readonly imports: ReadonlyMap<string, Place>;
  /** The variables behind the names that are exported. */
  readonly exports: ReadonlyMap<string, string>;
}

/** What the rows of a statement are about; undefined where none may go. */
export type KindOf = (statement: Statement) => Kind | undefined;

const LIST = /^(import|export) \{([^}]*)\}(?: from "([^"]+)")?/gm;
const ITEM = /([\w$]+)(?: as ([\w$]+))?/g;

/** A part of a text, and what is put in its place. */
export interface Cut {
  readonly from: number;
  readonly to: number;
  readonly instead?: string;
}

/** The text from one place to another after the cuts: lines stay where they are. */
export const cut = (text: string, from: number, to: number, cuts: readonly Cut[]): string => {
  let [left, at] = ['', from];
  for (const each of cuts) {
    left += text.slice(at, each.from) + (each.instead ?? '') + text.slice(each.from, each.to).replaceAll(/[^\n]+/g, '');
    at = each.to;
  }
  return left + text.slice(at, to);
};

const unitIn = (text: string, statement: Statement, kind: Kind | undefined): Unit => {
  const { from, to, names } = statement;
  const isVariable = text.startsWith('var ', from);
  const rows = kind === undefined ? [] : statement.rows;
  const entries = rows.map((row) => ({ ...row, kind: kind!, mentions: mentionsOf(text.slice(row.from, row.to)) }));
  return { from, to, names, isVariable, mentions: mentionsOf(cut(text, from, to, rows)), entries };
};

/** The module of a text. */
export const moduleOf = (text: string, kindOf: KindOf): Module => {
  const [imports, exports] = [new Map<string, Place>(), new Map<string, string>()];
  for (const [, kind, items, from] of text.matchAll(LIST)) {
    for (const [, name, as = name] of items!.matchAll(ITEM)) {
      if (kind === 'import') imports.set(as!, { module: from!, name: name! });
      else exports.set(as!, name!);
    }
  }
  const units = statementsOf(text).map((each) => unitIn(text, each, kindOf(each)));
  const unitOf = new Map(units.flatMap((unit) => unit.names.map((name) => [name, unit] as const)));
  return { text, units, unitOf, imports, exports };
};
