/** `adjoint grad`: gradients of a cost, or why there is none. */
import { describe, expect, test } from '@jest/globals';
import { gradients, parse, print } from 'adjoint';
import { LINE, terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { adjoint, printed } = terminal(run);

describe('grad', () => {
  test('adds the gradients of the one cost to all floats', async () => {
    const out = await printed('grad', 'line.txt');
    expect(out).toBe(`${print(gradients(LINE, { of: 'loss', wrt: ['a', 'x'] }))}\n`);
  });

  test('takes a cost, targets and an order', async () => {
    const out = parse(
      await printed(
        'grad',
        'line.json',
        '--of',
        'loss',
        '--wrt',
        'a,scaled',
        '--wrt',
        'x',
        '--order',
        '2',
        '--optimize',
      ),
    );
    expect(Object.keys(out.outputs)).toEqual([
      'loss',
      'n',
      'd(loss)/d(a)',
      'd(loss)/d(scaled)',
      'd(loss)/d(x)',
      'd2(loss)/d(a)d(a)',
      'd2(loss)/d(scaled)d(scaled)',
      'd2(loss)/d(x)d(x)',
    ]);
  });

  test('says why there is none', async () => {
    const { code, err } = await adjoint(['grad', 'floor(x)']);
    expect(code).toBe(1);
    expect(err).toMatch('<expression>: "out" has no gradient with respect to "x": floor (%1) cuts the path');
    expect(err).not.toMatch('built at');
  });
});
