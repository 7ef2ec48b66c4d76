/** The short way in and out of a run gives what the long way gives: the same numbers, and the same errors. */
import { describe, expect, test } from '@jest/globals';
import { bool, cast, define, f32, f64, i32, InputError, type TensorType, type TypedArray } from '@adjoint/ir';
import fc from 'fast-check';
import { compile, tensor, Tensor } from './index.ts';

const types = { x: f64(), y: f32(2), k: i32(), v: f64(20) } satisfies Record<string, TensorType>;
const outcome = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
};

const short = compile(
  define(types, (inputs) => inputs),
  { target: 'js' },
);
/** Truth values are never fed the short way, so nothing of this graph is. */
const long = compile(define({ ...types, truth: bool() }, ({ truth, ...inputs }) => ({ ...inputs, truth })));
const known = (found: unknown): unknown => (typeof found === 'string' ? found.replace(', "truth"', '') : found);

const detached = (): Float64Array => {
  const array = new Float64Array(20);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
};
const values: readonly unknown[] = [
  1.5,
  -0,
  7,
  NaN,
  2 ** 31,
  0.1,
  true,
  null,
  undefined,
  'x',
  [],
  [1, 2],
  tensor(3),
  tensor([1, 2], f32(2)),
  tensor([[1, 2]], f32(1, 2)),
  new Float64Array(1).fill(4),
  new Float32Array([1, 2]),
  new Float32Array(1),
  new Int32Array([5]),
  new Uint8Array(2),
  new Float64Array(20).fill(6),
  new (class extends Float32Array {})(2),
  detached(),
  Object.create(Float64Array.prototype),
];

const blank = () => ({ x: new Float64Array(1), y: new Float32Array(2), k: new Int32Array(1), v: new Float64Array(20) });
const dataOf = (found: unknown): unknown =>
  Object.fromEntries(
    Object.entries(found as Record<string, Tensor | TypedArray>).map(([name, each]) => [
      name,
      each instanceof Tensor ? each.data : each,
    ]),
  );

const value = fc.constantFrom(...values);
const good = { x: 0.5, y: new Float32Array([1, 2]), k: 3, v: new Float64Array(20).fill(0.25) };
/** Records in the order of the graph go the shortest way, `gate.ts`. */
const names = fc.oneof(
  fc.constantFrom(['x', 'y', 'k', 'v'], ['x', 'y', 'k']),
  fc.shuffledSubarray(['x', 'y', 'k', 'v', 'nothing', 'toString'], { minLength: 3 }),
);

describe('feeds', () => {
  test('of any kind and order', () => {
    fc.assert(
      fc.property(names, fc.dictionary(fc.constantFrom('x', 'y', 'k', 'v'), value, { maxKeys: 2 }), (order, odd) => {
        const feeds = Object.fromEntries(order.map((name) => [name, { ...good, ...odd }[name as 'x']]));
        const wanted = outcome(() => {
          const { truth: _, ...rest } = long({ ...feeds, truth: true } as never);
          return rest;
        });
        expect(outcome(() => short(feeds as never))).toEqual(known(wanted));
        const into = outcome(() => short.into(feeds as never, blank()));
        expect(typeof into === 'string' ? into : dataOf(into)).toEqual(
          typeof wanted === 'string' ? known(wanted) : dataOf(wanted),
        );
      }),
      { numRuns: 2000 },
    );
  });
  test.each(['x', 'v'] as const)('of the prototype are none: %s', (name) => {
    for (const enumerable of [true, false]) {
      const { [name]: value, ...own } = good;
      const feeds = Object.assign(Object.create({}, { [name]: { value, enumerable } }), own);
      const inherited = Object.setPrototypeOf({ ...own }, feeds);
      for (const run of [() => short(inherited), () => short.into(inherited, blank())])
        expect(outcome(run)).toMatch(`feed "${name}": got nothing`);
    }
  });
});

describe('what is no record', () => {
  const run = compile(
    define({ 0: f64(), 1: f64() }, (inputs) => ({ 2: inputs[0].mul(inputs[1]) })),
    { target: 'js' },
  );
  const target = new Float64Array(1);
  test.each([[[2, 3]], [null], [undefined], ['23']])('%p', (feeds) => {
    expect(outcome(() => run.into(feeds as never, { 2: target }))).toMatch(/feed/);
    expect(outcome(() => run.into({ 0: 2, 1: 3 }, (feeds === undefined ? 5 : feeds) as never))).toMatch(
      /outputs|output/,
    );
  });
  test('a function', () => {
    const feeds = Object.assign(() => 0, good);
    expect(outcome(() => short.into(feeds, blank()))).toMatch(
      'feeds is a function\n  it must be a record of a value for each input',
    );
  });
  test('a record that gained a name is told', () => {
    const feeds: Record<string, number> = { 0: 2, 1: 3 };
    run.into(feeds as never, { 2: target });
    expect(target[0]).toBe(6);
    feeds['3'] = 1;
    expect(outcome(() => run.into(feeds as never, { 2: target }))).toMatch(/no input/);
  });
});

describe('targets', () => {
  const graph = define({ x: f64(2), y: f64(2) }, ({ x, y }) => ({
    sum: x.add(y),
    product: x.mul(y),
    k: cast(x, 'i32'),
  }));
  const feeds = { x: [1, 2], y: [3, 4] };
  const found = { sum: [4, 6], product: [3, 8], k: [1, 2] };
  const listsOf = (targets: Readonly<Record<string, Tensor | TypedArray>>): unknown =>
    Object.fromEntries(
      Object.entries(targets).map(([name, each]) => [name, [...(each instanceof Tensor ? each.data : each)]]),
    );
  describe.each(['interpreter', 'js', 'wasm'] as const)('of %s', (target) => {
    const run = compile(graph, { target });
    test('each have memory of their own', () => {
      const shared = new Float64Array(5);
      const [first, second, across] = [shared.subarray(0, 2), shared.subarray(2, 4), shared.subarray(1, 3)];
      const ints = new Int32Array(shared.buffer, 8, 2);
      const k = new Int32Array(2);
      const good = { sum: first, product: second, k };
      const wrong = [
        { sum: first, product: first, k },
        { sum: new Float64Array(shared.buffer, 0, 2), product: first, k },
        { sum: first, product: across, k },
        { sum: across, product: second },
        { sum: first, product: new Float64Array(2), k: ints },
        { sum: tensor([0, 0], f64(2)), product: new Tensor('f64', [2], first), k: ints },
      ];
      // What was right in the last call, or was found wrong in it, is no less asked.
      for (const targets of [...wrong, ...wrong.flatMap((each) => [good, each, each])]) {
        const outcomes = outcome(() => listsOf(run.into(feeds, targets)));
        if (targets === good) expect(outcomes).toEqual(found);
        else expect(outcomes).toMatch(/^into: the memory of "(product|k)" is also that of "(sum|product)"\n/);
      }
      expect(listsOf(run.into(feeds, { sum: first, k: new Int32Array(2) }))).toEqual({ sum: found.sum, k: found.k });
      expect(outcome(() => run.into(feeds, { sum: across, product: second, k }))).toMatch('into: the memory of');
    });
    test('may be the feeds, which are read before', () => {
      const [x, y] = [Float64Array.from(feeds.x), Float64Array.from(feeds.y)];
      run.into({ x, y }, { sum: y, product: x });
      expect([[...y], [...x]]).toEqual([found.sum, found.product]);
      // Twice in turn, as one who steps from state to state writes them.
      const [a, b] = [
        { sum: x, product: y },
        { sum: new Float64Array(2), product: new Float64Array(2) },
      ];
      for (let i = 0; i < 3; i++) {
        expect(listsOf(run.into(feeds, a))).toEqual({ sum: found.sum, product: found.product });
        expect(run.into(feeds, b)).toBe(b);
      }
    });
  });
  test('of no elements share any memory', () => {
    const none = compile(
      define({ x: f64(0) }, ({ x }) => ({ a: x.neg(), b: x.abs(), s: x.sum() })),
      { target: 'js' },
    );
    const [s, empty] = [new Float64Array(3), new Float64Array(0)];
    const within = new Float64Array(s.buffer, 8, 0);
    expect(none.into({ x: [] }, { a: empty, b: empty, s: s.subarray(0, 1) })).toBeDefined();
    expect(none.into({ x: [] }, { a: within, b: within, s: s.subarray(0, 1) })).toBeDefined();
  });
  const fitting: Readonly<Record<string, () => unknown>> = {
    x: () => new Float64Array(1),
    y: () => new Float32Array(2),
    k: () => tensor(0, i32()),
    v: () => new Float64Array(20),
  };
  /** Most fit: records go the shortest way until one does not. */
  const target = fc.oneof({ weight: 6, arbitrary: fc.constant('fitting') }, { weight: 1, arbitrary: value });
  test('of any kind, in any order, some or all', () => {
    fc.assert(
      fc.property(names, fc.array(target, { minLength: 6, maxLength: 6 }), (order, kinds) => {
        const made = (): Record<string, unknown> =>
          Object.fromEntries(
            order.map((name, i) => {
              const make = Object.hasOwn(fitting, name) ? fitting[name] : undefined;
              return [name, kinds[i] === 'fitting' && make !== undefined ? make() : kinds[i]];
            }),
          );
        // A tensor that no run has made goes the long way, and so do those beside it.
        const wanted = outcome(() => {
          const { truth: _, ...rest } = long.into({ ...good, truth: true }, {
            ...made(),
            truth: tensor(true),
          } as never) as never as Record<string, unknown>;
          return rest;
        });
        expect(outcome(() => short.into(good, made() as never))).toEqual(known(wanted));
      }),
      { numRuns: 1000 },
    );
  });
  test('may be the tensors of a run, and those of another graph where they fit', () => {
    const found = short(good);
    expect(short.into({ ...good, x: 2, y: found.y, v: found.v }, found)).toBe(found);
    expect([found.x.item(), found.y, found.v.data]).toEqual([2, tensor([1, 2], f32(2)), good.v]);
    const other = long({ ...good, truth: true });
    expect(short.into(good, { k: other.k, x: other.x }).k.item()).toBe(3);
    expect(outcome(() => short.into(good, { x: other.k } as never))).toMatch(/dtype|f64/);
  });
  test('of a run that failed are not written by the next', () => {
    const run = compile(define({ x: f64(2), k: i32(1) }, ({ x, k }) => ({ picked: x.take(k), sum: x.sum() })));
    const picked = new Float64Array(1);
    expect(outcome(() => run.into({ x: [1, 2], k: [5] }, { picked }))).toMatch(/index 5/);
    run.into({ x: [3, 4], k: [1] }, { sum: new Float64Array(1) });
    expect(picked[0]).toBe(0);
  });
});
