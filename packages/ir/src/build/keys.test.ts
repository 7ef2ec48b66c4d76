/** Keys: what is one, how it is split, and that each batch member and each step of a loop has its own. */
import { describe, expect, test } from '@jest/globals';
import { categorical, define, evaluate, i32, key, randint, scan, split, splitKey, uniform, type Sym } from 'adjoint';
import { evaluated, numbersOf } from '@adjoint/testkit';

describe('a key', () => {
  test('of a symbol is that of its number', () => {
    const graph = define({ seed: i32(3) }, ({ seed }) => ({ keys: key(seed), one: key(seed.at(1)) }));
    const found = evaluate(graph, { seed: [5, -7, 0] });
    expect(found.keys.toArray()).toEqual([5, -7, 0].map((seed) => numbersOf(key(seed))));
    expect(found.one.toArray()).toEqual(numbersOf(key(-7)));
  });
  test('that is fed splits; an i32[2] with an axis or with sizes is cut', () => {
    const graph = define({ k: i32(2) }, ({ k }) => {
      const [a, b] = split(k, 2);
      const [c] = k.split(1);
      return { a, b, c, low: split(k, 2, 0)[1], high: k.split([1, 1])[0], all: split(k, 1, 0)[0] };
    });
    const found = evaluate(graph, { k: [3, 9] });
    const [a, b] = splitKey([3, 9], 2).map(numbersOf);
    expect([found.a.toArray(), found.b.toArray()]).toEqual([a, b]);
    expect(found.c.toArray()).toEqual(a);
    expect([found.low.toArray(), found.high.toArray(), found.all.toArray()]).toEqual([[9], [3], [3, 9]]);
  });
  test('is two i32: numbers, a typed array or a symbol', () => {
    const one = numbersOf(uniform([0, 42], [2]));
    expect(numbersOf(uniform(Int32Array.of(0, 42), [2]))).toEqual(one);
    expect(numbersOf(uniform(key(42), [2]))).toEqual(one);
  });
  test('of many gives each its own', () => {
    const keys = [1, 2, 3].map((seed) => numbersOf(key(seed)));
    const each = keys.map((own) => numbersOf(uniform(own, [4])));
    expect(evaluated(uniform(keys, [4])).toArray()).toEqual(each);
    expect(evaluated(splitKey(keys, 2)[1]!).toArray()).toEqual(keys.map((own) => numbersOf(splitKey(own, 2)[1]!)));
    expect(evaluated(randint(keys, [2], { max: 9 })).toArray()).toEqual(
      keys.map((own) => numbersOf(randint(own, [2], { max: 9 }))),
    );
    expect(evaluated(categorical(keys, [0, 1, 2])).toArray()).toEqual(
      keys.map((own) => evaluated(categorical(own, [0, 1, 2])).item()),
    );
  });
});

test('a key goes through a loop, and each step has its own', () => {
  const graph = define({ k: i32(2) }, ({ k }) => {
    const step = ({ from }: { readonly from: Sym }): { carry: { from: Sym }; out: Sym } => {
      const [next, own] = split(from, 2);
      return { carry: { from: next }, out: uniform(own, [2]) };
    };
    return scan(step, { from: k }, null, { length: 3 }).out;
  });
  let from = numbersOf(key(5));
  const wanted = [0, 1, 2].map(() => {
    const [next, own] = splitKey(from, 2).map(numbersOf) as [number[], number[]];
    from = next;
    return numbersOf(uniform(own, [2]));
  });
  expect(evaluate(graph, { k: numbersOf(key(5)) }).out.toArray()).toEqual(wanted);
});

test.each([2 ** 31, -1, 2.5, NaN])('keys are split into a number of them that memory holds: %p is none', (count) => {
  expect(() => define({ key: i32(2) }, ({ key: from }) => ({ first: split(from, count)[0]! }))).toThrow(
    /splitKey: count is .*[^]*from 0 to 1000000/,
  );
});
