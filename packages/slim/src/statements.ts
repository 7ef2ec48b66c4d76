/** The statements of a bundled module, and the rows of its tables: read off the lines, as esbuild lays them out. */

/** An entry of a table or a method of a class, from one place in the text to another. */
export interface Row {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

export interface Statement {
  readonly from: number;
  readonly to: number;
  /** The variables that it declares. */
  readonly names: readonly string[];
  readonly isClass: boolean;
  /** What stands at its first level, where it is a table or a class. */
  readonly rows: readonly Row[];
}

/** What else stands at the first column belongs to the statement before it. */
const START = /^(?:var|(?:async )?function\*?|class|import|export) /gm;
const DECLARED = /^(?:var|(?:async )?function\*?|class) (?:([\w$]+)|[[{]([^\]}=]*)[\]}])/;
const SHORT = /^var [\w$]+ = \{ ((?:[\w$]+(?:: [\w$]+)?(?:, )?)+) \};$/m;
const SHORT_ITEM = /([\w$]+)(?:: [\w$]+)?(?:, )?/g;
/** A line two columns in: the key of a row, or something else that ends the row before. */
const LINE = /^(?: {2}(?:(?:static |get |\*)?(?:"([^"]+)"|([\w$]+))(?=[:(,]|$)|[^ })\]])|\})/gm;

const declaredBy = (text: string): readonly string[] => {
  const [, one, several = ''] = DECLARED.exec(text) ?? [];
  if (one !== undefined) return [one];
  return [...several.matchAll(/(?:[\w$]+: )?([\w$]+)/g)].map(([, name]) => name!);
};

const shortRows = (text: string, from: number): readonly Row[] => {
  const [line, items] = SHORT.exec(text) ?? [];
  if (line === undefined) return [];
  const start = from + line.indexOf('{ ') + 2;
  return [...items!.matchAll(SHORT_ITEM)].map(({ 0: item, 1: key, index }) => {
    return { key: key!, from: start + index, to: start + index + item.length };
  });
};

const longRows = (text: string, from: number): readonly Row[] => {
  const marks = [...text.matchAll(LINE)];
  const last = marks.findIndex(([mark]) => mark === '}');
  return marks.slice(0, last).flatMap(({ 1: quoted, 2: plain = quoted, index }, i) => {
    return plain === undefined ? [] : [{ key: plain, from: from + index, to: from + marks[i + 1]!.index }];
  });
};

/** The statements of a module, in order. */
export const statementsOf = (text: string): readonly Statement[] => {
  const starts = [...text.matchAll(START)].map(({ index }) => index);
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? text.length;
    const own = text.slice(from, to);
    const first = own.slice(0, own.indexOf('\n'));
    const names = declaredBy(own);
    const rowsIn = first.endsWith('{') ? longRows : shortRows;
    return { from, to, names, isClass: /\bclass\b/.test(first), rows: names.length === 0 ? [] : rowsIn(own, from) };
  });
};
