/** `adjoint eval`: values from files and options, and outputs that can be fed. */
import { describe, expect, test } from '@jest/globals';
import { terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { adjoint, printed } = terminal(run);

describe('eval', () => {
  test('takes values from a file and from options, which win', async () => {
    expect(await printed('eval', 'a*x', '--feed', 'feeds.json')).toBe('out : f64[3] = [2, NaN, -0]\n');
    expect(await printed('eval', 'a*x', '--feed', 'feeds.json', '--set', 'x=[[pi, -Infinity]]')).toBe(
      `out : f64[1,2] = [[${2 * Math.PI}, -Infinity]]\n`,
    );
    expect(await adjoint(['eval', 'line.txt', '--feed', '-'], '{"a": 1, "x": [1, 2, 3]}')).toEqual({
      code: 0,
      out: 'loss : f64[] = 14\nn : i32[] = 2\n',
      err: '',
    });
  });

  test('gives the outputs asked for, and JSON that can be fed', async () => {
    expect(await printed('eval', 'line.txt', '--output', 'scaled,n', '--set', 'a=2', '--set', 'x=[1, 3, 2]')).toBe(
      'scaled : f64[3] = [2, 6, 4]\nn : i32[] = 1\n',
    );
    expect(await printed('eval', 'y = x/0; z = isNaN(x); w = -0*x', '--json', '--set', 'x=[1, 0]')).toBe(
      '{"y": ["Infinity", "NaN"], "z": [false, false], "w": ["-0", "-0"]}\n',
    );
  });

  test('numbers take the dtype of the input', async () => {
    expect(await printed('eval', 'i*2', '--input', 'i:i32[2]', '--set', 'i=[3, 4]')).toBe('out : i32[2] = [6, 8]\n');
    expect(await printed('eval', 'where(c, 1, 2)', '--set', 'c=true')).toBe('out : f64[] = 1\n');
  });

  test.each([
    [['line.txt', '--set', 'a=1'], 'line.txt: feed "x": got nothing'],
    [['line.txt', '--set', 'a=1', '--set', 'x=[1, 2]'], 'line.txt: feed "x": got numbers of shape [2]'],
    [['line.txt', '--set', 'b=1'], 'line.txt: there is no input "b"'],
    [['line.txt', '--set', '__proto__=1'], 'line.txt: there is no input "__proto__"'],
    [['x', '--set', 'y=1'], '<expression>: there is no variable of the expression "y"'],
    [['x', '--feed', 'list.json'], 'list.json: expected an object of a value for each input'],
    [['x', '--feed', 'broken.json'], 'broken.json:2:2: this is no JSON'],
    [['line.txt', '--output', 'lost', '--feed', 'feeds.json'], 'line.txt: there is no input, output or label "lost"'],
  ])('%j fails', async (args, message) => {
    const { code, out, err } = await adjoint(['eval', ...args]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  });
});
