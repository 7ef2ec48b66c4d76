/** `adjoint dot`: a graph as a picture. */
import { describe, expect, test } from '@jest/globals';
import { terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { printed } = terminal(run);

describe('dot', () => {
  test('writes Graphviz or Mermaid', async () => {
    expect(await printed('dot', 'x^2')).toMatch(/^digraph .*\}\n$/s);
    expect(await printed('dot', '--mermaid', 'line.json')).toMatch(/^flowchart /);
    expect(await printed('dot', 'x*1', '--optimize')).not.toMatch('mul');
  });
});
