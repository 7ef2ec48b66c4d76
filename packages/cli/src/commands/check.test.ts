/** `adjoint check` tells a derivative that finite differences do not confirm. */
import { describe, expect, test } from '@jest/globals';
import { LINE, terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { adjoint, printed } = terminal(run);

describe('check', () => {
  test('says that a graph is well formed', async () => {
    expect(await printed('check', 'line.txt')).toBe(`line.txt: ${LINE.nodes.length} nodes, well formed\n`);
  });

  test('holds derivatives against finite differences', async () => {
    expect(
      await printed('check', 'line.txt', '--of', 'loss', '--order', '2', '--set', 'a=2', '--set', 'x=[1, 2, 3]'),
    ).toMatch('line.txt: derivatives of loss with respect to a, x agree with finite differences\n');
  });

  test('fails where they differ', async () => {
    const { code, err } = await adjoint(['check', 'sin(stopGradient(x))', '--set', 'x=1']);
    expect(code).toBe(1);
    expect(err).toMatch('<expression>: d(out)/d(x), element 0: the graph says 0, finite differences say 0.54030');
  });
});
