/** Functions with formulas as functions of JavaScript, from their formulas. */
import { showNumber } from '@adjoint/ir';
import { isTruth as givesTruth, type Prim } from '../loop/code.ts';
import { bodyOf, operandsOf, type Body } from '../loop/formula.ts';
import type { FormulaName } from '../loop/functions.ts';

/** An expression, and whether it may stand within another as it is. */
interface Text {
  readonly text: string;
  readonly isWhole: boolean;
  /** Whether it is true or false. */
  readonly isTruth: boolean;
}

const INFIX: { readonly [P in Prim]?: string } = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  eq: '===',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  both: '&&',
  either: '||',
};
const MATH: ReadonlySet<Prim> = new Set<Prim>(['abs', 'sqrt', 'floor']);
const ROUNDED: ReadonlySet<Prim> = new Set<Prim>(['add', 'sub', 'mul', 'div', 'sqrt']);
const LONGEST = 90;

const within = ({ text, isWhole }: Text): string => (isWhole ? text : `(${text})`);
const literal = (x: number): Text => {
  const text = showNumber(x);
  return { text, isWhole: !text.startsWith('-'), isTruth: false };
};

const expression = (op: Prim, x: readonly Text[], single: boolean): Text => {
  const sign = INFIX[op];
  const isTruth = givesTruth(op);
  if (op === 'lesser' || op === 'greater') {
    const [a, b] = [within(x[0]!), within(x[1]!)];
    const [less, more] = op === 'lesser' ? [b, a] : [a, b];
    return { text: `${less} < ${more} ? ${b} : ${a}`, isWhole: false, isTruth };
  }
  if (sign === undefined) {
    if (op === 'neg') return { text: `-${within(x[0]!)}`, isWhole: false, isTruth };
    if (op === 'select') {
      const condition = x[0]!.isTruth ? x[0]!.text : `${within(x[0]!)} !== 0`;
      return { text: `${condition} ? ${within(x[1]!)} : ${within(x[2]!)}`, isWhole: false, isTruth };
    }
    const call = `${MATH.has(op) ? `Math.${op}` : op}(${x.map(({ text }) => text).join(', ')})`;
    return { text: single && op === 'sqrt' ? `Math.fround(${call})` : call, isWhole: true, isTruth };
  }
  const text = x.map(within).join(` ${sign} `);
  return single && ROUNDED.has(op)
    ? { text: `Math.fround(${text})`, isWhole: true, isTruth }
    : { text, isWhole: false, isTruth };
};

const calling = (name: string, x: readonly Text[]): Text => ({
  text: `${name}(${x.map(({ text }) => text).join(', ')})`,
  isWhole: true,
  isTruth: false,
});

/** A value that a function of that name gives. */
export interface Call {
  readonly name: string;
  readonly x: readonly number[];
}
/** Values that are calls, and are not computed in place. */
export type Calls = ReadonlyMap<number, Call>;

/** How often each value is used by what the result needs. */
const usesOf = (body: Body, calls: Calls): Int32Array => {
  const { code, result } = body;
  const uses = new Int32Array(code.ops.length);
  uses[result] = 1;
  for (let at = result; at >= 0; at--) {
    if (uses[at] === 0) continue;
    const op = code.ops[at]!;
    // These name their operands twice.
    const times = !calls.has(at) && (op === 'lesser' || op === 'greater') ? 2 : 1;
    for (const x of calls.get(at)?.x ?? operandsOf(body, at)) uses[x]! += times;
  }
  return uses;
};

const NAMES = ['x', 'y', 'z'] as const;

/** The text of the function. */
export const writeFormula = (name: FormulaName): string => writeBody(name, bodyOf(name));

/** The text of a body as a function of that name; with types it is TypeScript. */
export const writeBody = (name: string, body: Body, calls: Calls = new Map<number, Call>(), typed = false): string => {
  const { code, result, parameters, working, precision } = body;
  const uses = usesOf(body, calls);
  const texts: Text[] = [];
  const lines: string[] = [];
  for (let at = 0; at <= result; at++) {
    if (uses[at] === 0) continue;
    const op = code.ops[at]!;
    if (op === 'load') texts[at] = { text: NAMES[code.a[at]!]!, isWhole: true, isTruth: false };
    else if (op === 'const') texts[at] = literal(code.numbers[code.a[at]!]!);
    else {
      const call = calls.get(at);
      const operands = (call?.x ?? operandsOf(body, at)).map((x) => texts[x]!);
      const text = call === undefined ? expression(op, operands, working === 'f32') : calling(call.name, operands);
      if (at === result || (uses[at] === 1 && text.text.length < LONGEST)) texts[at] = text;
      else {
        const own = `v${lines.length}`;
        lines.push(`  const ${own} = ${text.text};`);
        texts[at] = { text: own, isWhole: true, isTruth: text.isTruth };
      }
    }
  }
  const found = texts[result]!.text;
  const value = working === precision ? found : `Math.fround(${found})`;
  const taken = NAMES.slice(0, parameters).map((each) => (typed ? `${each}: number` : each));
  const head = `const ${name} = (${taken.join(', ')})${typed ? ': number' : ''} => {`;
  return [head, ...lines, `  return ${value};`, '};'].join('\n');
};
