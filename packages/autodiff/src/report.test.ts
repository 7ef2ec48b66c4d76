/** What has no derivative says so, and why, where it reaches a target and only there. */
import { describe, expect, test } from '@jest/globals';
import { cast, define, evaluate, f64, gradients, i32, stopGradient, vjp, where, type Graph } from 'adjoint';
import { Builder, Sym } from '@adjoint/ir';
import { messageOf } from '@adjoint/testkit';
import { backpropagate } from './modes/reverse.ts';
import { notImplemented } from './rules/partial.ts';
import { RULES } from './rules/rules.ts';

describe('what has no derivative says so', () => {
  const graph = define({ x: f64(), n: i32(), z: f64() }, ({ x, n, z }) => ({
    flat: x.mul(2).floor(),
    stopped: stopGradient(x).mul(z),
    truth: where(x.gt(0), z, 1),
    whole: cast(cast(x, 'i32'), 'f64'),
    place: cast(x.reshape(1).argmax(0), 'f64'),
    both: x.floor().add(x),
    absent: cast(n, 'f64'),
  }));
  test.each<[string, string]>([
    ['flat', 'floor (%5) cuts the path, for it is constant between its jumps'],
    ['stopped', 'stopGradient (%6) cuts the path, for it was written to stop gradients'],
    ['truth', 'gt (%9) cuts the path, for its result is a truth value'],
    ['whole', 'cast (%12) cuts the path, for its result is i32'],
    ['place', 'argmax (%15) cuts the path, for its result is a place, a whole number'],
    ['absent', 'it does not depend on it'],
  ])('%s', (of, cut) => {
    expect(messageOf(() => gradients(graph as Graph, { of, wrt: ['x'] }))).toContain(
      `"${of}" has no gradient with respect to "x": ${cut}`,
    );
    const zeros = gradients(graph as Graph, { of, wrt: ['x'], disconnected: 'zero' });
    expect(evaluate(zeros, { x: 1.5, n: 1, z: 1 })[`d(${of})/d(x)`]!.item()).toBe(0);
  });
  test('only a path that is cut everywhere is an error', () => {
    const found = gradients(graph, { of: 'both', wrt: ['x'] });
    expect(evaluate(found, { x: 1.5, n: 1, z: 1 })['d(both)/d(x)'].item()).toBe(1);
  });
  test('the message shows the lines of the graph', () => {
    expect(messageOf(() => gradients(graph, { of: 'flat', wrt: ['x'] }))).toMatchInlineSnapshot(`
""flat" has no gradient with respect to "x": floor (%5) cuts the path, for it is constant between its jumps
  %0 = input x : f64[]  @ report.test.ts
  %5 = floor %4 : f64[]  @ report.test.ts
  pass { disconnected: 'zero' } if zeros are what you mean"
`);
  });
  test('whole numbers have no gradient', () => {
    expect(messageOf(() => gradients(graph, { of: 'flat', wrt: ['n'] }))).toMatch(
      '"n" is i32, which has no derivative',
    );
    expect(messageOf(() => gradients(graph, { of: 'nope' as 'flat', wrt: ['x'] }))).toMatch(
      'there is no input, output or label "nope"',
    );
    expect(messageOf(() => gradients(graph, { of: ['flat'] as unknown as 'flat', wrt: ['x'] }))).toMatch(
      'of is ["flat"]',
    );
    expect(messageOf(() => gradients(graph, { of: 'flat' } as never))).toMatch('wrt is missing');
    expect(messageOf(() => vjp(graph, { wrt: ['x'] } as never))).toMatch('of is missing');
  });
  test('what is not implemented is an error where it reaches the target, and only there', () => {
    const rules = {
      ...RULES,
      partials: { ...RULES.partials, atan2: [() => notImplemented('nobody wrote it'), () => 1] as const },
    };
    const builder = new Builder();
    const [a, b] = ['a', 'b'].map((name) => new Sym(builder, builder.input(name, f64())));
    const y = a!.atan2(b!);
    expect(backpropagate(builder, new Map([[y.id, y]]), [b!.id], rules).has(b!.id)).toBe(true);
    expect(() => backpropagate(builder, new Map([[y.id, y]]), [a!.id], rules)).toThrow(
      'atan2, whose derivative is not implemented: nobody wrote it',
    );
  });
});
