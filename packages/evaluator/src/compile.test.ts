/** A compiled graph: what it computes, what it is fed, where it writes, and what it says of itself. */
import { describe, expect, test } from '@jest/globals';
import { bool, define, f32, f64, i32, InputError, sin, take, type Sym } from '@adjoint/ir';
import { compile, compileAsync, evaluate, Tensor, tensor, type CompileOptions } from './index.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return 'nothing';
};

const graph = define({ x: f64(2), y: f64(2), k: i32() }, ({ x, y, k }) => {
  const product = x.mul(y).named('product');
  return { dot: product.sum(), twice: k.mul(2), sine: sin(y).sum() };
});
const feeds = { x: [1, 2], y: new Float64Array([3, 4]), k: 21 };

describe('evaluate and compile agree', () => {
  test.each<[string, (outputs?: readonly string[]) => Record<string, Tensor>]>([
    ['evaluate', (outputs) => evaluate(graph, feeds, outputs && { outputs })],
    ['compile', (outputs) => compile(graph, outputs && { outputs })(feeds)],
    ['js', (outputs) => compile(graph, { target: 'js', ...(outputs && { outputs }) })(feeds)],
    ['wasm', (outputs) => compile(graph, { target: 'wasm', ...(outputs && { outputs }) })(feeds)],
    [
      'compile without optimization',
      (outputs) => compile(graph, { optimize: false, ...(outputs && { outputs }) })(feeds),
    ],
  ])('%s gives all outputs, or those asked for by any name', (_, run) => {
    expect(Object.keys(run())).toEqual(['dot', 'twice', 'sine']);
    expect(run()['dot']!.item()).toBe(11);
    const some = run(['product', 'x', 'twice']);
    expect(Object.fromEntries(Object.entries(some).map(([name, x]) => [name, x.toArray()]))).toEqual({
      product: [3, 8],
      x: [1, 2],
      twice: 42,
    });
    expect(codeOf(() => run(['nothing']))).toBe('name-unknown');
    expect(codeOf(() => run(['__proto__']))).toBe('name-unknown');
    expect(run([])).toEqual({});
  });
});

describe('a subset of outputs', () => {
  test('needs only the inputs that it depends on; others may be fed, and are checked', () => {
    const run = compile(graph, { outputs: ['twice'] });
    expect(run({ k: 4 }).twice.item()).toBe(8);
    expect(run({ k: 4, x: [1, 2] }).twice.item()).toBe(8);
    expect(codeOf(() => run({ k: 4, x: [1] }))).toBe('feed');
    expect(codeOf(() => run({ x: [1, 2] }))).toBe('feed');
    expect(evaluate(graph, { k: 4 }, { outputs: ['twice'] }).twice.item()).toBe(8);
  });
  test('without one, every input must be fed', () => {
    const idle = define({ x: f64(), idle: f64() }, ({ x }) => x.mul(2));
    expect(codeOf(() => compile(idle)({ x: 1 } as never))).toBe('feed');
    expect(codeOf(() => evaluate(idle, { x: 1 } as never))).toBe('feed');
  });
  test('computes only what it needs', () => {
    const heavy = define({ x: f64(1000, 1000), k: f64() }, ({ x, k }) => ({ big: x.matmul(x), small: k.add(1) }));
    const run = compile(heavy, { outputs: ['small'], optimize: false, target: 'interpreter' });
    expect(run.bytes).toBeLessThan(64);
    expect(run.explain()).toMatch(/3 of 5 nodes needed.* 1 kernels/);
    expect(run.explain()).not.toMatch(/contract/);
  });
});

describe('into', () => {
  const run = compile(graph);
  test('fills and gives back what it is given, and nothing else', () => {
    const dot = new Float64Array(1);
    const twice = tensor(0, i32());
    const targets = { dot, twice };
    expect(run.into(feeds, targets)).toBe(targets);
    expect([targets.dot, targets.twice, dot[0], twice.item(), Object.keys(targets)]).toEqual([
      dot,
      twice,
      11,
      42,
      ['dot', 'twice'],
    ]);
    expect(targets.dot).toBe(dot);
  });
  test('may write to what it is fed', () => {
    const step = compile(define({ x: f64(2) }, ({ x }) => ({ x1: x.mul(2) })));
    const x = new Float64Array([1, 2]);
    for (let i = 0; i < 3; i++) step.into({ x }, { x1: x });
    expect(Array.from(x)).toEqual([8, 16]);
  });
  test.each<[string, object, string]>([
    ['an unknown output', { nothing: new Float64Array(1) }, 'name-unknown'],
    ['another dtype', { dot: new Float32Array(1) }, 'dtype'],
    ['another size', { dot: new Float64Array(2) }, 'size'],
    ['a tensor of another shape', { dot: tensor([0]) }, 'size'],
    ['a plain array', { dot: [0] }, 'value'],
    ['null', { dot: null }, 'value'],
    ['a number', { dot: 1 }, 'value'],
  ])('refuses %s, before it runs', (_, targets, code) => {
    expect(codeOf(() => run.into({} as never, targets))).toBe(code);
  });
  test('gives every dtype its array', () => {
    const all = compile(
      define({ x: f64(3) }, ({ x }) => ({ f: x.cast('f32'), i: x.cast('i32'), b: x.cast('bool'), d: x.add(0) })),
    );
    const out = { f: new Float32Array(3), i: new Int32Array(3), b: new Uint8Array(3), d: new Float64Array(3) };
    all.into({ x: [0.1, -2.7, 0] }, out);
    expect(out).toEqual({
      f: new Float32Array([0.1, -2.7, 0]),
      i: new Int32Array([0, -2, 0]),
      b: new Uint8Array([1, 1, 0]),
      d: new Float64Array([0.1, -2.7, 0]),
    });
    const fresh = all({ x: [0.1, -2.7, 0] });
    expect([fresh.f.data, fresh.i.data, fresh.b.data, fresh.b.toArray()]).toEqual([
      out.f,
      out.i,
      out.b,
      [true, true, false],
    ]);
  });
});

describe('a call', () => {
  test('gives fresh tensors, that later calls leave alone', () => {
    const run = compile(graph);
    const first = run(feeds);
    const second = run({ ...feeds, x: [0, 0] });
    expect([first.dot.item(), second.dot.item()]).toEqual([11, 0]);
    expect(first.dot.data).not.toBe(second.dot.data);
  });
  test('after one that failed computes as before', () => {
    const picking = define({ x: f64(3), at: i32(2) }, ({ x, at }) => ({ picked: take(x, at), sum: x.sum() }));
    const run = compile(picking);
    expect(codeOf(() => run({ x: [1, 2, 3], at: [0, 3] }))).toBe('index');
    expect(() => run({ x: [1, 2, 3], at: [0, -1] })).toThrow(
      /take: index -1 is out of range\n[^]*%2 = take %0 %1 \{axis: 0\}[^]*indices are whole numbers from 0 to 2/,
    );
    expect(run({ x: [1, 2, 3], at: [2, 0] }).picked.toArray()).toEqual([3, 1]);
  });
  test('runs a chain of 100,000 nodes', () => {
    const chain = define({ x: f64() }, ({ x }) => {
      let y: Sym = x;
      for (let i = 0; i < 100_000; i++) y = y.add(x);
      return { y };
    });
    expect(evaluate(chain, { x: 1 }).y.item()).toBe(100_001);
  });
  test('keeps bool and constants, which no run overwrites', () => {
    const run = compile(
      define({ c: bool(2) }, ({ c }) => ({ picked: c.where([1, 2], -0), one: c.cast('f64').mul(0).add(1) })),
    );
    for (const c of [
      [true, false],
      [false, true],
    ])
      expect(run({ c }).picked.toArray()).toEqual(c[0] ? [1, -0] : [-0, 2]);
  });
});

describe('rounding', () => {
  test('f32 ops round as single precision does', () => {
    const f = define({ x: f32(), y: f32() }, ({ x, y }) => ({ add: x.add(y), mul: x.mul(y), div: x.div(y) }));
    const [x, y] = [Math.fround(0.1), Math.fround(0.7)];
    const { add, mul, div } = evaluate(f, { x: 0.1, y: 0.7 });
    expect([add.item(), mul.item(), div.item()]).toEqual([Math.fround(x + y), Math.fround(x * y), Math.fround(x / y)]);
    expect(evaluate(f, { x: 2 ** 24, y: 1 }).add.item()).toBe(2 ** 24);
    expect(evaluate(f, { x: 3e38, y: 3e38 }).add.item()).toBe(Infinity);
    expect(evaluate(f, { x: 2 ** -100, y: 2 ** -100 }).mul.item()).toBe(0);
  });
  test('i32 ops wrap', () => {
    const f = define({ x: i32(), y: i32() }, ({ x, y }) => ({ add: x.add(y), mul: x.mul(y), sub: x.sub(y) }));
    const most = 2 ** 31 - 1;
    const { add, mul, sub } = evaluate(f, { x: most, y: most });
    expect([add.item(), mul.item(), sub.item()]).toEqual([-2, 1, 0]);
    expect(evaluate(f, { x: -(2 ** 31), y: 1 }).sub.item()).toBe(most);
  });
});

describe('what it says of itself', () => {
  test('target, bytes and a table of the plan', () => {
    const run = compile(graph, { optimize: false, target: 'interpreter' });
    expect([run.target, run.bytes, run.source]).toEqual([
      'interpreter',
      8 * (1 + 2 + 2 + 1 + 2 + 1 + 1 + 1 + 2 + 1),
      undefined,
    ]);
    expect(run.explain().split('\n').slice(0, 4)).toEqual([
      'interpreter: 9 of 9 nodes needed, 0 of them views; 5 kernels over 112 bytes',
      'nodes computed, by op',
      '         3  input',
      '         2  mul',
    ]);
  });
  test.each<[string, CompileOptions]>([['an unknown one', { target: 'toString' as never }]])(
    'there is no target %s',
    async (_, options) => {
      expect(codeOf(() => compile(graph, options))).toBe('option');
      await expect(compileAsync(graph, options)).rejects.toThrow(InputError);
    },
  );
  test('compileAsync gives what compile gives', async () => {
    const run = await compileAsync(graph, { target: 'auto' });
    expect(run(feeds).dot.item()).toBe(11);
  });
  test.each(['interpreter', 'js', 'wasm'] as const)('compileAsync makes %s', async (target) => {
    const run = await compileAsync(graph, { target });
    expect([run.target, run(feeds).sine.item()]).toEqual([target, evaluate(graph, feeds).sine.item()]);
  });
  test('auto takes JavaScript for a few numbers, WebAssembly for many, and the interpreter where neither may be made', () => {
    const many = define({ x: f64(5000) }, ({ x }) => x.mul(2).sum());
    expect([compile(graph).target, compile(many).target]).toEqual(['js', 'wasm']);
    const { Function: ofText, WebAssembly: ofBytes } = globalThis as never as Record<string, unknown>;
    try {
      Object.assign(globalThis, { Function: () => codeOf(() => undefined), WebAssembly: undefined });
      expect(compile(many).target).toBe('interpreter');
      expect(codeOf(() => compile(many, { target: 'wasm' }))).toBe('option');
    } finally {
      Object.assign(globalThis, { Function: ofText, WebAssembly: ofBytes });
    }
  });
  test('values that fit in no memory are told', () => {
    const huge = define({ x: f64() }, ({ x }) => x.broadcastTo(2 ** 40).sum());
    expect(codeOf(() => evaluate(huge, { x: 1 }))).toBe('value');
  });
});

test('names of inputs and outputs are known to types', () => {
  const run = compile(graph);
  // @ts-expect-error there is no output of that name
  void run(feeds).nothing;
  // @ts-expect-error k must be fed
  expect(codeOf(() => run({ x: [1, 2], y: [1, 2] }))).toBe('feed');
  // @ts-expect-error there is no input of that name
  expect(codeOf(() => run({ ...feeds, z: 1 }))).toBe('name-unknown');
  // @ts-expect-error there is no output of that name
  expect(codeOf(() => run.into(feeds, { nothing: new Float64Array(1) }))).toBe('name-unknown');
  const { sine }: { sine: Tensor } = run(feeds);
  expect(sine).toBeInstanceOf(Tensor);
});
