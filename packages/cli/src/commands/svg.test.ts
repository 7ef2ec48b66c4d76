/** `adjoint svg`: a graph as a picture that stands alone. */
import { describe, expect, test } from '@jest/globals';
import { terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { adjoint, printed } = terminal(run);

describe('svg', () => {
  test('writes a picture, called as the command line calls the graph', async () => {
    expect(await printed('svg', 'x^2 < 3')).toMatch(/^<svg [^]*<title>x\^2 &lt; 3<\/title>[^]*<\/svg>\n$/);
    expect(await printed('svg', 'line.json')).toContain('<title>line.json</title>');
    expect((await adjoint(['svg', '-'], '%0 = input x : f64[]')).out).toContain('<title>a graph of 1 node</title>');
  });

  test('optimizes and folds', async () => {
    expect(await printed('svg', 'x*1')).toMatch('mul');
    expect(await printed('svg', 'x*1', '--optimize')).not.toMatch('mul');
    const scoped = '%0 = input x : f64[]\n%1 = neg %0\n%2 = neg %1\nreturn y = %2\nscope "twice" %1..%2';
    expect((await adjoint(['svg', '-'], scoped)).out).not.toMatch('2 nodes</text>');
    expect((await adjoint(['svg', '-', '--fold'], scoped)).out).toMatch('2 nodes</text>');
  });

  test('tells where a fault is', async () => {
    expect(await adjoint(['svg', 'broken.txt'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^broken\.txt:2:6: /),
    });
    expect(await adjoint(['svg', 'x', '--mermaid'])).toMatchObject({ code: 2, out: '' });
  });
});
