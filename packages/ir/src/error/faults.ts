/** Every fault an input can have: one union of codes, each with its data, and one total table that explains them. */
import { describe, quote } from './describe.ts';

export interface Faults {
  readonly shape: { what: string };
  readonly dtype: { op: string; got: readonly string[]; want: string };
  readonly 'literal-dtype': { value: string; dtype: string };
  readonly broadcast: { op: string; shapes: readonly (readonly number[])[] };
  readonly axis: { op: string; axis: number; rank: number; more?: string };
  readonly 'axis-repeated': { op: string; axis: number };
  readonly size: { op: string; from: readonly number[]; to: readonly number[]; rule: string };
  readonly attribute: { op: string; attribute: string; got: string; want: string };
  readonly arity: { op: string; got: number; want: string };
  readonly op: { op: string; near: readonly string[] };
  readonly value: { got: string; want: string };
  readonly symbol: { why: string };
  readonly operator: { as: string };
  readonly name: { name: string; why: string };
  readonly 'name-taken': { name: string; by: string };
  readonly 'name-unknown': { name: string; what: string; known: readonly string[] };
  readonly option: { option: string; got: string; want: string };
  readonly feed: { name: string; got: string; want: string };
  readonly body: { op: string; what: string; got: string; want: string };
  readonly index: { op: string; index: number; size: number };
  readonly 'not-scalar': { name: string; shape: readonly number[] };
  readonly 'not-float': { name: string; dtype: string };
  readonly outside: { of: string; wrt: string; by: string };
  readonly disconnected: { of: string; wrt: string; cut: string };
  readonly 'not-implemented': { of: string; wrt: string; op: string; why: string };
  readonly standalone: { what: string };
  readonly parse: { line: number; column: number; got: string; want: string };
  readonly json: { path: string; got: string; want: string };
  readonly graph: { label: string; issues: readonly string[] };
  readonly gradient: { what: string; analytic: number; numeric: number; tolerance: number };
}

export type FaultCode = keyof Faults;

/** What reshaping owes. */
export const SAME_COUNT = 'both must have the same number of elements';

export interface Explanation {
  /** What is wrong, with the numbers. */
  readonly what: string;
  /** What would be right. */
  readonly right?: string;
}

const list = (items: readonly string[], none: string): string =>
  items.length === 0 ? none : items.slice(0, 12).join(', ') + (items.length > 12 ? ', …' : '');
const shapes = (all: readonly (readonly number[])[]): string =>
  all.map((dims) => `[${dims.map(describe).join(',')}]`).join(' and ');

const axesOfRank = (rank: number): string => {
  if (rank === 0) return 'a scalar has no axes';
  return `axes of a rank-${rank} value are 0${rank === 1 ? '' : rank === 2 ? ' and 1' : ` to ${rank - 1}`}`;
};

export const explain: { readonly [C in FaultCode]: (fault: Faults[C]) => Explanation } = {
  shape: ({ what }) => ({
    what: `${what} is not a type`,
    right:
      'a dtype is f64, f32, i32 or bool; at most 64 dimensions are whole numbers ≥ 0, with fewer than 2^53 elements in all',
  }),
  dtype: ({ op, got, want }) => ({
    what: `${op}: takes ${want}, got ${got.join(' and ')}`,
    right: `nothing is converted silently: write cast(x, 'f64') (or 'f32', 'i32', 'bool') where you mean it`,
  }),
  'literal-dtype': ({ value, dtype }) => ({
    what: `the literal ${value} meets a value of dtype ${dtype}, which cannot hold it`,
    right: `cast the value first, as in cast(x, 'f64'), or write a literal that is ${dtype}`,
  }),
  broadcast: ({ op, shapes: all }) => ({
    what: `${op}: shapes ${shapes(all)} do not broadcast`,
    right: 'aligned at the last axis, two dimensions must be equal or one of them 1',
  }),
  axis: ({ op, axis, rank, more = '' }) => ({
    what: `${op}: axis ${axis} is out of range for a value of rank ${rank}`,
    right: axesOfRank(rank) + more,
  }),
  'axis-repeated': ({ op, axis }) => ({ what: `${op}: axis ${axis} is named twice`, right: 'name each axis once' }),
  size: ({ op, from, to, rule }) => ({
    what: `${op}: shape ${shapes([from])} does not fit ${shapes([to])}`,
    right: rule,
  }),
  attribute: ({ op, attribute, got, want }) => ({ what: `${op}: ${attribute} is ${got}`, right: `it must be ${want}` }),
  arity: ({ op, got, want }) => ({ what: `${op}: got ${got} arguments`, right: `it takes ${want}` }),
  op: ({ op, near }) => ({
    what: `there is no op ${quote(op)}`,
    right:
      near.length === 0
        ? 'docs/ops.md lists all ops; a page may have left some out'
        : `did you mean ${near.join(' or ')}?`,
  }),
  value: ({ got, want }) => ({ what: `${got} is not a value`, right: `give ${want}` }),
  symbol: ({ why }) => ({
    what: why,
    right: 'a symbol lives in the definition that made it; call(f, { … }) inlines a graph',
  }),
  operator: ({ as }) => ({
    what: `a symbol was taken for a ${as}: it has no number yet, and the signs + − * / < > of JavaScript do not see it`,
    right: 'write x.add(y), x.mul(y), x.lt(y), and where(condition, a, b) for a choice',
  }),
  name: ({ name, why }) => ({
    what: `${quote(name)} is not a name: ${why}`,
    right: 'a name is any text without control characters, not empty, and not __proto__',
  }),
  'name-taken': ({ name, by }) => ({
    what: `the name ${quote(name)} is taken by ${by}`,
    right: 'inputs, outputs and labels share one space of names; choose another',
  }),
  'name-unknown': ({ name, what, known }) => ({
    what: `there is no ${what} ${quote(name)}`,
    right: `known: ${list(known.map(quote), 'none')}`,
  }),
  option: ({ option, got, want }) => ({
    what: `${option} is ${got === 'nothing' ? 'missing' : got}`,
    right: `it must be ${want}`,
  }),
  feed: ({ name, got, want }) => ({ what: `feed ${quote(name)}: got ${got}`, right: `the graph takes ${want}` }),
  body: ({ op, what, got, want }) => ({ what: `${op}: ${what} ${got}`, right: `it must be ${want}` }),
  index: ({ op, index, size }) => ({
    what: `${op}: index ${describe(index)} is out of range`,
    right: size === 0 ? 'the axis is empty' : `indices are whole numbers from 0 to ${size - 1}`,
  }),
  'not-scalar': ({ name, shape }) => ({
    what: `${quote(name)} has shape ${shapes([shape])}: the gradient of more than one number needs to know which`,
    right: 'reduce it (sum, mean), give a seed, or ask for the jacobian or vjp',
  }),
  'not-float': ({ name, dtype }) => ({
    what: `${quote(name)} is ${dtype}, which has no derivative`,
    right: `only f64 and f32 do: write cast(x, 'f64') before it`,
  }),
  outside: ({ of, wrt, by }) => ({
    what: `d(${of})/d(${wrt}) goes through ${by}, which was computed outside of the body that asks for it`,
    right: 'compute it in the body, ask for the derivative outside, or hold it fixed with stopGradient',
  }),
  disconnected: ({ of, wrt, cut }) => ({
    what: `${quote(of)} has no gradient with respect to ${quote(wrt)}: ${cut}`,
    right: `pass { disconnected: 'zero' } if zeros are what you mean`,
  }),
  'not-implemented': ({ of, wrt, op, why }) => ({
    what: `d(${of})/d(${wrt}) passes through ${op}, whose derivative is not implemented: ${why}`,
  }),
  standalone: ({ what }) => ({
    what: `no module can be made of ${what}: it is not generated, but part of this library`,
    right: 'compile(graph) runs it',
  }),
  parse: ({ line, column, got, want }) => ({ what: `line ${line}, column ${column}: expected ${want}, got ${got}` }),
  json: ({ path, got, want }) => ({ what: `${path}: expected ${want}, got ${got}` }),
  graph: ({ label, issues }) => ({
    what: [`${label} is not well formed:`, ...issues.map((issue) => `  ${issue}`)].join('\n'),
  }),
  gradient: ({ what, analytic, numeric, tolerance }) => ({
    what: `${what}: the graph says ${analytic}, finite differences say ${numeric}`,
    right: `they differ by ${Math.abs(analytic - numeric)}, and may by ${tolerance}`,
  }),
};
