/** Threads: the same bits for any number of them, on random programs, gradients and networks; and in whatever parts work is cut, in any order. */
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Feeds } from '@adjoint/evaluator';
import {
  compile,
  conv,
  crossEntropy,
  define,
  f32,
  f64,
  gradients,
  i32,
  maxPool,
  softmax,
  threadPool,
  vmap,
  type Graph,
  type Tensor,
  type ThreadPool,
} from 'adjoint';
import { anyPoint, programs } from './index.ts';

type Outputs = Readonly<Record<string, Tensor>>;

/** The first element that is another number, or another zero. */
const apart = (got: Outputs, wanted: Outputs): string | undefined => {
  for (const [name, { data }] of Object.entries(wanted)) {
    const found = got[name]!.data;
    for (let i = 0; i < data.length; i++)
      if (!Object.is(found[i], data[i])) return `${name}[${i}]: ${found[i]}, not ${data[i]}`;
    expect(found.length).toBe(data.length);
  }
  return undefined;
};

const wave = (size: number, scale = 1): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => scale * Math.sin(1 + 1.7 * i));
const waves = (size: number, scale = 1): Float32Array => Float32Array.from(wave(size, scale));

/** Nobody helps, but all work is cut as finely as it may be, and the last parts come first. */
const backward: ThreadPool = {
  threads: 2,
  start: () => Promise.resolve(),
  close: () => {},
  sharing: threadPool({ threads: 2 }).sharing,
  enlist:
    () =>
    ({ size, step, compute }) => {
      const by = step * Math.ceil(size / step / 40);
      const parts = Math.max(1, Math.floor(size / by));
      for (let part = parts - 1; part >= 0; part--) compute(part * by, part === parts - 1 ? size : (part + 1) * by);
    },
};

const never = new Int32Array(new SharedArrayBuffer(4));
/** The same threads, but the calling one is held up before each of its parts; tells how many steps it took of how many. */
const heldUp = (pool: ThreadPool, count: (own: number, all: number) => void): ThreadPool => ({
  threads: pool.threads,
  start: pool.start,
  close: pool.close,
  sharing: pool.sharing,
  enlist: (program) => {
    const share = pool.enlist(program);
    return (shared) => {
      count(0, shared.size);
      const compute = (from: number, to: number): void => {
        count(to - from, 0);
        if (pool.threads > 1) Atomics.wait(never, 0, 0, 2);
        shared.compute(from, to);
      };
      share({ ...shared, compute });
    };
  },
});

const pools = [1, 2, 3, 5].map((threads) => threadPool({ threads }));
afterAll(() => pools.forEach((pool) => pool.close()));
const soon = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms));

/** Before threads have come, while they come, and then; at last they do take part. */
const agrees = async (graph: Graph, feeds: Feeds): Promise<void> => {
  const wanted = compile(graph, { target: 'wasm' })(feeds);
  expect(apart(compile(graph, { target: 'wasm', pool: backward })(feeds), wanted)).toBeUndefined();
  for (const pool of pools) {
    const run = compile(graph, { target: 'wasm', pool });
    for (let i = 0; i < 4; i++) {
      expect(apart(run(feeds), wanted)).toBeUndefined();
      await soon(1);
    }
    await pool.start();
    const steps = { own: 0, all: 0 };
    const helped = heldUp(pool, (own, all) => {
      steps.own += own;
      steps.all += all;
    });
    const slow = compile(graph, { target: 'wasm', pool: helped });
    const others = (): boolean => steps.own < steps.all;
    for (let tries = 0; tries < (pool.threads > 1 ? 100 : 1) && !others(); tries++) {
      expect(apart(slow(feeds), wanted)).toBeUndefined();
      await soon(1);
    }
    expect([pool.threads, others()]).toEqual([pool.threads, pool.threads > 1]);
  }
};

describe('the same bits for 1, 2, 3 and 5 threads', () => {
  test('elementwise loops of doubles and singles, of any length', async () => {
    // For 5 threads 19 parts of 1280 steps, and one step more.
    const n = 24_321;
    const graph = define({ x: f64(n), y: f32(n) }, ({ x, y }) => ({
      functions: x.tanh().mul(x.exp()).add(x.sin()),
      single: y.square().sqrt().add(y.cos()),
      mixed: y.cast('f64').mul(x).rem(0.3),
      whole: x.mul(100).cast('i32').mul(7),
      later: x.cumsum(0).square().add(1),
    }));
    await agrees(graph, { x: wave(n, 9), y: waves(n, 9) });
  }, 60_000);

  test('rows: sums, running sums, softmax, and rows that are looked up', async () => {
    const graph = define({ x: f64(83, 700), y: f32(83, 700), at: i32(90) }, ({ x, y, at }) => ({
      sums: x.sum(1).add(y.max(1).cast('f64')),
      columns: x.sum(0),
      running: x.cumsum(1).mul(2),
      soft: softmax(y, 1),
      taken: x.take(at).square(),
      turned: x.transpose().add(1),
    }));
    const at = Int32Array.from({ length: 90 }, (_, i) => (i * 37) % 83);
    await agrees(graph, { x: wave(83 * 700, 3), y: waves(83 * 700), at });
  }, 60_000);

  test('angles that are far: parts that meet one are given back', async () => {
    const n = 50_000;
    const graph = define({ x: f64(n) }, ({ x }) => ({ sine: x.sin(), both: x.cos().mul(x.tan()) }));
    const x = wave(n, 1e9).map((far, i) => (i % 29_000 === 3 ? far : far / 1e9));
    await agrees(graph, { x });
  }, 60_000);

  test.each([
    [130, 300, 517],
    [517, 300, 130],
    [64, 2000, 40],
    [1003, 61, 123],
    [7, 61, 6003],
  ])(
    'products %s×%s×%s in f64 and f32, and batches of them',
    async (m, k, n) => {
      const graph = define({ a: f64(m, k), b: f64(k, n), c: f32(n, k), d: f32(m, k) }, ({ a, b, c, d }) => ({
        plain: a.matmul(b),
        turned: b.transpose().matmul(a.transpose()),
        single: d.matmul(c.transpose()),
        batch: a.broadcastTo(2, m, k).add(1).matmul(b),
      }));
      await agrees(graph, { a: wave(m * k), b: wave(k * n), c: waves(n * k), d: waves(m * k) });
    },
    60_000,
  );

  test('a vector times a matrix in f32', async () => {
    const graph = define({ v: f32(1500), a: f32(1500, 2001) }, ({ v, a }) => ({
      before: v.matmul(a),
      after: a.transpose().matmul(v),
    }));
    await agrees(graph, { v: waves(1500), a: waves(1500 * 2001) });
  }, 60_000);

  test('the gradients of a network of dense layers', async () => {
    const sizes = { x: f32(96, 392), w: f32(392, 256), b: f32(256), v: f32(256, 10), labels: i32(96) };
    const net = define(sizes, ({ x, w, b, v, labels }) => ({
      loss: crossEntropy(x.matmul(w).add(b).relu().matmul(v), labels).mean(),
    }));
    const labels = Int32Array.from({ length: 96 }, (_, i) => i % 10);
    const feeds = { x: waves(96 * 392), w: waves(392 * 256, 0.1), b: waves(256), v: waves(2560, 0.1), labels };
    await agrees(gradients(net, { of: 'loss', wrt: ['w', 'b', 'v'] }), feeds);
  }, 60_000);

  test('the gradients of a network of convolutions', async () => {
    const sizes = { x: f32(16, 1, 28, 28), k: f32(8, 1, 5, 5), l: f32(16, 8, 5, 5), w: f32(256, 10), labels: i32(16) };
    const net = define(sizes, ({ x, k, l, w, labels }) => {
      const first = maxPool(conv(x, k).relu(), [2, 2]);
      const second = maxPool(conv(first, l).relu(), [2, 2]);
      return { loss: crossEntropy(second.reshape(16, 256).matmul(w), labels).mean() };
    });
    const labels = Int32Array.from({ length: 16 }, (_, i) => i % 10);
    const feeds = { x: waves(12544), k: waves(200, 0.3), l: waves(3200, 0.1), w: waves(2560, 0.1), labels };
    await agrees(gradients(net, { of: 'loss', wrt: ['k', 'l', 'w'] }), feeds);
  }, 60_000);
});

test('random programs in large batches, in parts and by threads', () => {
  const size = 6000;
  const pool = pools[2]!;
  const points = (from: readonly Float64Array[]): Float64Array =>
    Float64Array.from({ length: 6 * size }, (_, i) => from[Math.floor(i / 6) % from.length]![i % 6]!);
  const some = fc.array(anyPoint, { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(programs(12), some, some, (graph, x, y) => {
      const batch = vmap(graph, { axes: { x: 0, y: 0 }, size });
      const feeds = { x: points(x), y: points(y) };
      const wanted = compile(batch, { target: 'wasm' })(feeds);
      expect(apart(compile(batch, { target: 'wasm', pool: backward })(feeds), wanted)).toBeUndefined();
      const run = compile(batch, { target: 'wasm', pool });
      for (let i = 0; i < 3; i++) expect(apart(run(feeds), wanted)).toBeUndefined();
    }),
    { numRuns: 15 },
  );
}, 120_000);
