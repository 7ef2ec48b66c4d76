/** Text is read as loosely as people write it; what is no graph is refused, with the line and column of its fault. */
import { describe, expect, test } from '@jest/globals';
import { InputError } from '../error/error.ts';
import { parse } from './parse.ts';

const messageOf = (text: string): string => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof InputError && error.code === 'parse') return error.message;
    throw error;
  }
  return 'no fault';
};

const start = '%0 = input x : f64[2,3]\n%1 = input y : f64[3]\n';

describe('parse', () => {
  test('reads what is written loosely', () => {
    const graph = parse(
      '\r\n ; a graph\n%0=input "x;y":f64[]\t; fed\n\n%1  = neg %0 as a,"b"\nreturn "__proto"=%1,o=%0\nscope s %0..%1 ;end',
    );
    expect(graph.nodes[1]).toEqual({ id: 1, op: 'neg', args: [0], attrs: {}, type: { dtype: 'f64', shape: [] } });
    expect(graph.inputs).toEqual({ 'x;y': 0 });
    expect(graph.outputs).toEqual({ __proto: 1, o: 0 });
    expect(graph.names).toEqual({ a: 1, b: 1 });
    expect(graph.scopes).toEqual([{ name: 's', from: 0, to: 2 }]);
  });

  test.each([
    ['hello', 'line 1, column 1: expected %0, return, a scope or the end of the text, got "hello"'],
    ['%1 = input x : f64[]', 'line 1, column 1: expected %0, got "%1"'],
    ['%0 input x : f64[]', 'line 1, column 4: expected "=", got "input"'],
    ['%0 = input : f64[]', 'line 1, column 12: expected a name, got ":"'],
    ['%0 = input x', 'line 1, column 13: expected ":" and the type of the input, got the end of the text'],
    ['%0 = input x : f64[2', 'line 1, column 16: expected a type such as f64[2,3], got "f64"'],
    ['%0 = input x : f16[2]', 'line 1, column 16: expected a type such as f64[2,3], got "f16[2]"'],
    [
      '%0 = input x : f64[9007199254740991,2]',
      'line 1, column 16: expected a type such as f64[2,3], got "f64[9007199254740991,2]"',
    ],
    [
      '%0 = input "x : f64[2]',
      'line 1, column 12: expected a text that ends with a double quote on its line, got "\\"x : f64[2]"',
    ],
    ['%0 = input "\\q" : f64[2]', 'line 1, column 12: expected a text as JSON writes it, got "\\"\\\\q\\""'],
    ['%0 = input "" : f64[2]', 'line 1, column 12: expected a name that is free, got "", but it is empty'],
    [
      '%0 = input __proto__ : f64[2]',
      'line 1, column 12: expected a name that is free, got "__proto__", but it would change what every object inherits',
    ],
    ['%0 = input x : f64[2] ; a comment\n\n  %1 = smu %0', 'line 3, column 8: expected an op such as sum, got "smu"'],
    ['%0 = conv %0', 'line 1, column 6: expected an op such as cond, got "conv"'],
    [`${start}%2 = neg %2`, 'line 3, column 10: expected a node from %0 to %1, got "%2"'],
    [
      `${start}%2 = neg %99999999999999999`,
      'line 3, column 10: expected % and the number of a node, got "%99999999999999999"',
    ],
    [
      `${start}%2 = add %0 %1`,
      'line 3, column 6: expected an op and arguments that fit, got add: shapes [2,3] and [3] do not broadcast; aligned at the last axis, two dimensions must be equal or one of them 1',
    ],
    [`${start}%2 = sum %0 {axis: [0]}`, 'line 3, column 14: expected an attribute: axes, got "axis"'],
    [`${start}%2 = sum %0 {axes: [0], axes: [1]}`, 'line 3, column 25: expected each attribute once, got "axes"'],
    [`${start}%2 = sum %0 {axes: [-1]}`, 'line 3, column 20: expected a list of at most 64 whole numbers ≥ 0, got "["'],
    [`${start}%2 = sum %0 {axes: [0, x]}`, 'line 3, column 24: expected a number, got "x"'],
    [`${start}%2 = sum %0 {axes: [0}`, 'line 3, column 22: expected "," or "]", got "}"'],
    [
      `${start}%2 = sum %0`,
      'line 3, column 12: expected sum with axes: a list of at most 64 whole numbers ≥ 0, got the end of the text',
    ],
    [
      `${start}%2 = sum %0 {axes: [2]}`,
      'line 3, column 6: expected an op and arguments that fit, got sum: axes is [2]; it must be ascending axes of a rank-2 value',
    ],
    [`${start}%2 = sum %0 {axes: [1]} : f64[3]`, 'line 3, column 27: expected f64[2], got f64[3]'],
    [`${start}%2 = neg %0 {__proto__: [1]}`, 'line 3, column 14: expected no attributes, got "__proto__"'],
    [`${start}%2 = neg %0 as x`, 'line 3, column 16: expected a name that is free, got "x", but it is taken by %0'],
    [`${start}%2 = neg %0 neg`, 'line 3, column 13: expected the end of the line, got "neg"'],
    [
      `${start}%2 = constant {data: [1, 2.5]} : i32[2]`,
      'line 3, column 6: expected an op and arguments that fit, got constant: data is 2.5; it must be numbers that i32 holds exactly',
    ],
    [`${start}return a = %2`, 'line 3, column 12: expected a node from %0 to %1, got "%2"'],
    [
      `${start}return a = %0, a = %1`,
      'line 3, column 16: expected a name that is free, got "a", but it is taken by %0',
    ],
    [`${start}return a = %0\n%2 = neg %0`, 'line 4, column 1: expected a scope or the end of the text, got "%2"'],
    [`${start}return a = %0\nreturn b = %0`, 'line 4, column 1: expected a scope or the end of the text, got "return"'],
    [`${start}scope s %1..%0`, 'line 3, column 13: expected a node from %1 on, got "%0"'],
    [`${start}scope s %0..%5`, 'line 3, column 13: expected a node from %0 to %1, got "%5"'],
    [
      `${start}%2 = neg %0\nscope s %0..%1\nscope t %1..%2`,
      'line 5, column 1: expected a scope in "s" or apart from it, got "t", which crosses it',
    ],
  ])('says where the fault is: %j', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  test('the place is that of the token', () => {
    const text = `${start}  %2 = mul %0   %7`;
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'parse', fault: expect.objectContaining({ line: 3, column: 17 }) }),
    );
  });

  test('work is linear in the text, whatever it says', () => {
    const long = 1_000_000;
    const list = '1, '.repeat(long / 4);
    const texts = [
      '%'.repeat(long),
      '"'.repeat(long),
      `"${'\\"'.repeat(long)}`,
      ' '.repeat(long),
      ';'.repeat(long),
      '('.repeat(long),
      'a'.repeat(long),
      `%0 = ${'a'.repeat(long)}`,
      `%0 = input ${'a'.repeat(long)}`,
      `%0 = input x : f64[${'9'.repeat(long)}`,
      `%0 = input x : f64[${list}`,
      `%0 = constant {data: [${'9'.repeat(long)}`,
      `%0 = constant {data: [${list}`,
      `%0 = input x : f64[]\n%1 = neg${' %0'.repeat(long / 4)}`,
      `%0 = input x : f64[]\n%1 = broadcast %0 {axes: [${list}1], shape: [${list}1]}`,
      `%0 = input x : f64[]${' as a, '.repeat(1)}${'a,'.repeat(long)}`,
      '\n'.repeat(long),
      `%0 = input x : f64[]\n${'scope s %0..%0\n'.repeat(long / 20)}x`,
    ];
    for (const text of texts) {
      const began = performance.now();
      expect(messageOf(text).length).toBeLessThan(400);
      expect(performance.now() - began).toBeLessThan(2000);
    }
  }, 60_000);
});
