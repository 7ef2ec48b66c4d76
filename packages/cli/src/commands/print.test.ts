/** `adjoint print`: a graph as text or JSON. */
import { describe, expect, test } from '@jest/globals';
import { fromJSON, isomorphic } from 'adjoint';
import { LINE, terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { printed } = terminal(run);

describe('print', () => {
  test('writes text, folded text, text without types, JSON', async () => {
    const types = ['--input', 'x:f64[3]'];
    expect(await printed('print', 'softmax(x)', '--fold', ...types)).toMatch('= softmax %0');
    expect(await printed('print', 'exp(x)', '--no-types', ...types)).toMatch('%1 = exp %0\n');
    expect(isomorphic(fromJSON(await printed('print', 'line.txt', '--json')), LINE)).toBe(true);
  });

  test('optimizes', async () => {
    expect(await printed('print', 'x*1', '--optimize')).toBe('%0 = input x                 : f64[]\nreturn out = %0\n');
  });
});
