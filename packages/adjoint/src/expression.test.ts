/** An infix text is the graph that the operations would write; any other text is a fault with its place. */
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '@adjoint/evaluator';
import { f32, f64, i32, InputError, print, verify, type Numeric } from '@adjoint/ir';
import { refusal } from '@adjoint/testkit';
import fc from 'fast-check';
import { expression } from './expression.ts';

const valueOf = (text: string, feeds: Readonly<Record<string, Numeric>> = {}) =>
  evaluate(expression(text), feeds)['out']!.toArray();
const faultOf = (text: string, inputs = {}): InputError => refusal(() => expression(text, inputs));

test('is the graph that the operations would write', () => {
  expect(print(expression('sum((a*x + b - y)^2)', { x: f64(3), y: f64(3) }))).toMatchInlineSnapshot(`
"%0 = input a                 : f64[]
%1 = input x                 : f64[3]
%2 = input b                 : f64[]
%3 = input y                 : f64[3]
%4 = broadcast %0 {axes: [0], shape: [3]} : f64[3]
%5 = mul %4 %1               : f64[3]
%6 = broadcast %2 {axes: [0], shape: [3]} : f64[3]
%7 = add %5 %6               : f64[3]
%8 = sub %7 %3               : f64[3]
%9 = constant {data: [2]}    : f64[]
%10 = broadcast %9 {axes: [0], shape: [3]} : f64[3]
%11 = pow %8 %10             : f64[3]
%12 = sum %11 {axes: [0]}    : f64[]
return out = %12"
`);
});

test.each([
  ['2^3^2', 512],
  ['-2^2', -4],
  ['2^-1', 0.5],
  ['2^-1*6', 3],
  ['-2*-3', 6],
  ['- -+2', 2],
  ['1 - 2 - 3', -4],
  ['12/2/3', 2],
  ['1 + 2*3^2', 19],
  ['(1 + 2)*3', 9],
  ['1e-3*1E3 + .5 + 2.', 3.5],
  ['1 + 1 == 2', true],
  ['2 != 2', false],
  ['cos(pi) + log(e)', 0],
  ['max([3, 1, 2])', 3],
  ['sum([[1, 2], [3, 4]], 0)', [4, 6]],
  ['sum([[1, 2], [3, 4]], [0, -1])', 10],
  ['where(1 < 2, [1, 2], 0)', [1, 2]],
  ['clip(5, 0, 3)', 3],
  ['matmul([[1, 2]], transpose([[3, 4]]))', [[11]]],
  [
    'reshape([1, 2, 3, 4], [2, -1])',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ['at([[1, 2], [3, 4]], [1, 0])', 3],
  ['i32(2.7)', 2],
  ['not(isNaN(NaN))', false],
])('%s', (text, value) => {
  expect(valueOf(text)).toEqual(value);
});

const [x, y] = [1.5, -0.75];
test.each([
  ['-x^2 + 0*y', -(x ** 2)],
  ['2^-x*y', 2 ** -x * y],
  ['x*-y', x * -y],
  ['-x*-y', -x * -y],
  ['x^y^2', x ** (y ** 2)],
  ['x - y/2 - -x', x - y / 2 + x],
  ['(x + y)*(x - y)', (x + y) * (x - y)],
  ['x/y/2*3', (x / y / 2) * 3],
])('%s binds as mathematics has it', (text, value) => {
  expect(valueOf(text, { x, y })).toBe(value);
});

describe('names', () => {
  test('are inputs in order of appearance, scalars unless typed', () => {
    const graph = expression('b*x + sum(a)', { a: f32(2), x: f32(), b: f32() });
    expect(Object.keys(graph.inputs)).toEqual(['b', 'x', 'a']);
    expect(graph.nodes.slice(0, 3).map(({ type }) => type)).toEqual([f32(), f32(), f32(2)]);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', 'sum', 'σ_1', 'π'])('%s is one', (name) => {
    expect(evaluate(expression(`2*${name}`), { [name]: 3 })['out']!.item()).toBe(6);
  });

  test('of constants are inputs where they are typed', () => {
    expect(Object.keys(expression('e*pi', { e: f64() }).inputs)).toEqual(['e']);
  });

  test('that are defined are outputs, for later statements to use', () => {
    const graph = expression('r = a*x - b;\nloss = r^2; loss > 1;');
    expect(Object.keys(graph.inputs)).toEqual(['a', 'x', 'b']);
    const { r, loss, out } = evaluate(graph, { a: 2, x: 3, b: 1 });
    expect([r!.item(), loss!.item(), out!.toArray()]).toEqual([5, 25, true]);
  });

  test('__proto__ is refused, and a type for no variable too', () => {
    expect(faultOf('__proto__ + 1').code).toBe('name');
    expect(faultOf('lable + 1', { label: f64() }).message).toMatchInlineSnapshot(`
"there is no variable of the expression "label"
  known: "lable""
`);
  });
});

test('numbers take the dtype of what they meet', () => {
  expect(expression('1/2*x - 3^2', { x: f32() }).nodes.map(({ type }) => type.dtype)).not.toContain('f64');
  expect(expression('-2*i', { i: i32() }).nodes.map(({ type }) => type.dtype)).toEqual(['i32', 'i32', 'i32']);
});

test('depth and length have no limit', () => {
  const deep = 100_000;
  expect(valueOf(`${'('.repeat(deep)}1${')'.repeat(deep)}`)).toBe(1);
  expect(valueOf(`${'-('.repeat(deep)}1${')'.repeat(deep)}`)).toBe(1);
  expect(valueOf(`${'-'.repeat(deep)}x`, { x: 1 })).toBe(1);
  expect(valueOf(`${'1^'.repeat(deep)}x`, { x: 1 })).toBe(1);
  expect(valueOf(`${'x+'.repeat(deep)}x`, { x: 1 })).toBe(deep + 1);
  expect(valueOf(`${'abs('.repeat(deep)}x${')'.repeat(deep)}`, { x: -1 })).toBe(1);
  expect(faultOf('('.repeat(deep)).code).toBe('parse');
  expect(faultOf('['.repeat(deep) + ']'.repeat(deep)).code).toBe('value');
}, 30_000);

describe('faults', () => {
  test.each([
    ['', 'a value', 1, 1],
    ['x +', 'a value', 1, 4],
    ['x y', 'an operator', 1, 3],
    ['2x', 'an operator', 1, 2],
    ['(x', '")" for the "(" of line 1, column 1', 1, 3],
    ['x)', 'an operator or the end of the text', 1, 2],
    ['(x]', '")"', 1, 3],
    ['(x, y)', 'an operator or ")"', 1, 3],
    ['[1, 2)', '"]"', 1, 6],
    ['x,', 'an operator or the end of the text', 1, 2],
    ['f()', 'a value', 1, 3],
    ['a < b < c', 'one comparison: and(a < b, b < c) joins two', 1, 7],
    ['a\n  + $', 'a value', 2, 5],
    ['x = 1 = 2', 'an operator', 1, 7],
    ['sni(x)', 'a function such as sin', 1, 1],
    ['1 + constructor(x)', 'a function', 1, 5],
    ['sin(x, y)', '1 argument of sin', 1, 1],
    ['sum(x, 1, 2)', '1 to 2 arguments of sum', 1, 1],
    ['sum(x, 0.5)', 'an axis, as a whole number, or a list of them', 1, 8],
    ['max(x, y)', 'an axis, as a whole number, or a list of them; maximum(a, b) is of two values', 1, 8],
    ['1 + [x, 2]', 'a value, as stack([…]) makes of a list', 1, 5],
    ['[x, [1]]', 'no list among symbols', 1, 5],
    ['x*2; x = 3', 'a name that is free', 1, 6],
    ['a; b', 'a name that is free', 1, 4],
  ])('%j', (text, want, line, column) => {
    const { code, fault } = faultOf(text);
    expect({ code, ...fault }).toMatchObject({ code: 'parse', want, line, column });
  });

  test('of operations are told with their place', () => {
    const { code, where } = faultOf('1 +\n x*y', { x: f64(2), y: f64(3) });
    expect([code, where.at(-1)]).toEqual(['broadcast', 'in the expression at line 2, column 3']);
  });
});

test('any text gives a graph or an InputError', () => {
  const piece = fc.constantFrom(
    'x',
    'y',
    '1',
    '2.5',
    '+',
    '-',
    '*',
    '/',
    '^',
    '(',
    ')',
    '[',
    ']',
    ',',
    ';',
    '=',
    '==',
    '<',
    ' ',
    '\n',
    'sum',
    'sum(',
    'stack([',
    'e',
    '$',
    'é',
    '__proto__',
  );
  const property = fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 12 }), (pieces) => {
    try {
      expect(verify(expression(pieces.join('')))).toEqual([]);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  });
  fc.assert(property, { numRuns: 3000 });
});
