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

/** What `text` mentions. A key of an object is not a name, unless it is the value too. */
export const mentionsOf = (text: string): Mentions => {
  const [names, words] = [new Set<string>(), new Set<string>()];
  // For each template that is open, how many braces are open in the code within.
  const open: number[] = [];
  const inTemplate = (from: number): number => {
    TEMPLATE.lastIndex = from;
    const end = TEMPLATE.exec(text);
    if (end?.[1] === '${') open.push(0);
    return end === null ? text.length : TEMPLATE.lastIndex;
  };
  const brace = (by: number): boolean => {
    if (open.length === 0) return false;
    const depth = open.at(-1)! + by;
    if (depth < 0) open.pop();
    else open[open.length - 1] = depth;
    return depth < 0;
  };
  const quoted = (token: string, from: number, to: number): void => {
    const isCompared = COMPARED_BEFORE.test(text.slice(Math.max(0, from - 6), from));
    if (!isCompared && !COMPARED_AFTER.test(text.slice(to, to + 5))) words.add(token.slice(1, -1));
  };
  CODE.lastIndex = 0;
  for (let found = CODE.exec(text); found !== null; found = CODE.exec(text)) {
    const [token] = found;
    const end = found.index + token.length;
    if (token === '`') CODE.lastIndex = inTemplate(end);
    else if (token === '{') brace(1);
    else if (token === '}') {
      if (brace(-1)) CODE.lastIndex = inTemplate(end);
    } else if (/^["']/.test(token)) quoted(token, found.index, end);
    else if (/^(?:\/| |new Set\()/.test(token)) continue;
    else if (token.startsWith('...')) names.add(token.slice(3));
    else if (!/^\??\./.test(token) && text[end] !== ':') names.add(token);
  }
  return { names, words };
};
