/** Requests: names of what is added, targets of every kind, seeds, and dtypes of gradients. */
import { describe, expect, test } from '@jest/globals';
import { cast, define, evaluate, f32, f64, gradients, jvp } from 'adjoint';
import { messageOf, valuesOf } from '@adjoint/testkit';

const square = define({ x: f64() }, ({ x }) => ({ y: x.mul(x) }));

describe('names', () => {
  test('compose, and a request made twice gives the same node under the same name', () => {
    const once = gradients(square, { of: 'y', wrt: ['x'] });
    const twice = gradients(once, { of: 'y', wrt: ['x'] });
    expect(twice.nodes).toEqual(once.nodes);
    const second = gradients(once, { of: 'd(y)/d(x)', wrt: ['x'] });
    expect(valuesOf(second, { x: 3 })).toEqual({ y: 9, 'd(y)/d(x)': 6, 'd(d(y)/d(x))/d(x)': 2 });
  });
  test('the jvp of a jvp is the second derivative along the same tangent', () => {
    const second = jvp(jvp(square, { wrt: 'x' }), { wrt: 'x' });
    expect(Object.keys(second.inputs)).toEqual(['x', 't(x)']);
    expect(valuesOf(second, { x: 3, 't(x)': 10 })).toEqual({ y: 9, 'jvp(y)': 60, 'jvp(jvp(y))': 200 });
  });
  test('can be chosen, and must be free', () => {
    const graph = gradients(square, { of: 'y', wrt: ['x'], names: { 'd(y)/d(x)': 'slope' } });
    expect(valuesOf(graph, { x: 3 })).toEqual({ y: 9, slope: 6 });
    expect(messageOf(() => gradients(square, { of: 'y', wrt: ['x'], names: { 'd(y)/d(x)': 'y' } }))).toMatch(
      'the name "y" is taken by an output',
    );
    expect(messageOf(() => gradients(square, { of: 'y', wrt: ['x'], names: { nope: 'z' } }))).toMatch(
      'there is no added name "nope"',
    );
    const taken = define({ x: f64(), 't(x)': f64(2) }, ({ x }) => x);
    expect(messageOf(() => jvp(taken, { wrt: 'x' }))).toMatch('the name "t(x)" is taken by an input');
  });
});

describe('targets', () => {
  const chain = define({ x: f64() }, ({ x }) => {
    const u = x.mul(3).named('u');
    return { y: u.mul(u).named('label') };
  });
  test('inputs, intermediates, the cost itself, duplicates, each other’s ancestors', () => {
    const graph = gradients(chain, { of: 'y', wrt: ['x', 'u', 'y', 'x', 'label'] });
    expect(valuesOf(graph, { x: 2 })).toEqual({
      y: 36,
      'd(y)/d(x)': 36,
      'd(y)/d(u)': 12,
      'd(y)/d(y)': 1,
      'd(y)/d(label)': 1,
    });
  });
  test('a tangent of an input and of what depends on it add up', () => {
    const graph = jvp(chain, { wrt: ['x', 'u'] });
    expect(valuesOf(graph, { x: 2, 't(x)': 1, 't(u)': 10 })['jvp(y)']).toBe(12 * (3 + 10));
  });
  test('seeds and shapes', () => {
    const graph = define({ x: f64(3) }, ({ x }) => ({ y: x.mul(x) }));
    const seeded = gradients(graph, { of: 'y', wrt: ['x'], seed: [1, 10, 100] });
    expect(valuesOf(seeded, { x: [1, 2, 3] })['d(y)/d(x)']).toEqual([2, 40, 600]);
    expect(messageOf(() => gradients(graph, { of: 'y', wrt: ['x'] }))).toMatch('"y" has shape [3]');
    expect(messageOf(() => gradients(graph, { of: 'y', wrt: ['x'], seed: [1, 2] }))).toMatch(
      'seed: shape [2] does not fit [3]',
    );
  });
  test('the dtype of a gradient is that of its variable', () => {
    const graph = define({ a: f32(2), b: f64() }, ({ a, b }) => cast(a.mul(0.1).sum(), 'f64').mul(b));
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['a', 'b'] }), { a: [1, 2], b: 3 });
    expect(found['d(out)/d(a)'].dtype).toBe('f32');
    expect([...found['d(out)/d(a)'].data]).toEqual([
      Math.fround(3 * Math.fround(0.1)),
      Math.fround(3 * Math.fround(0.1)),
    ]);
    expect(found['d(out)/d(b)'].dtype).toBe('f64');
  });
});

test('a cast has derivative one, in the dtype it came from', () => {
  const graph = define({ x: f64() }, ({ x }) => cast(cast(x, 'f32').square(), 'f64'));
  // 0.1 as f32 is 0.10000000149011612; its square's slope is twice that.
  expect(evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: 0.1 })['d(out)/d(x)'].item()).toBe(
    2 * Math.fround(0.1),
  );
});
