/** What a piece of generated text mentions: names, and words in quotes. */

export interface Mentions {
  /** Names of variables. */
  readonly names: ReadonlySet<string>;
  /** Words in quotes, but for those that something is only compared with, and those of sets. */
  readonly words: ReadonlySet<string>;
}

const COMMENT = /\/\/.*|\/\*[^]*?\*\//.source;
const PATTERN = /(?<=[(=,:!&|?] ?)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.source;
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/.source;
const WORDS_OF_SET = /new Set\(\[(?:\s*"\w+",?)*\s*\]\)/.source;
/** A field of a class, or the name of a method. */
const FIELD = /^ +(?:(?:static|get|set|async) |\*)?[\w$]+(?:;$|(?=\(.*\) \{$))/.source;
const CODE = new RegExp(
  `${COMMENT}|${PATTERN}|${QUOTED}|${WORDS_OF_SET}|${FIELD}|[\`{}]|(?:\\.{3}|\\??\\.)?[A-Za-z_$][\\w$]*`,
  'gm',
);
/** The rest of a template's text, up to its end or to code within. */
const TEMPLATE = /(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)/gsy;
const COMPARED_BEFORE = /(?:[=!]==? |case )$/;
const COMPARED_AFTER = /^(?: [=!]==?| in\b|:)/;

/** The templates that are open at a place in a text: how many braces are in the code within each. */
class Templates {
  private readonly text: string;
  private readonly open: number[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** Where code goes on after the text of a template from there. */
  past(from: number): number {
    TEMPLATE.lastIndex = from;
    const end = TEMPLATE.exec(this.text);
    if (end?.[1] === '${') this.open.push(0);
    return end === null ? this.text.length : TEMPLATE.lastIndex;
  }

  /** Where code goes on after a brace, which may end the code within a template. */
  brace(token: string, end: number): number {
    const last = this.open.length - 1;
    if (last < 0) return end;
    this.open[last]! += token === '{' ? 1 : -1;
    if (this.open[last]! >= 0) return end;
    this.open.pop();
    return this.past(end);
  }
}

const isCompared = (text: string, from: number, to: number): boolean =>
  COMPARED_BEFORE.test(text.slice(Math.max(0, from - 6), from)) || COMPARED_AFTER.test(text.slice(to, to + 5));

/** What `text` mentions. A key of an object is not a name, unless it is the value too. */
export const mentionsOf = (text: string): Mentions => {
  const [names, words] = [new Set<string>(), new Set<string>()];
  const templates = new Templates(text);
  const read = (token: string, from: number, to: number): number => {
    if (token === '`') return templates.past(to);
    if (token === '{' || token === '}') return templates.brace(token, to);
    if (/^["']/.test(token)) {
      if (!isCompared(text, from, to)) words.add(token.slice(1, -1));
    } else if (token.startsWith('...')) names.add(token.slice(3));
    else if (/^[\w$]/.test(token) && !token.startsWith('new Set(') && text[to] !== ':') names.add(token);
    return to;
  };
  CODE.lastIndex = 0;
  for (let found = CODE.exec(text); found !== null; found = CODE.exec(text)) {
    CODE.lastIndex = read(found[0], found.index, CODE.lastIndex);
  }
  return { names, words };
};
