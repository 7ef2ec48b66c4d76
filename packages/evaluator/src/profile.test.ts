/** A profile: what its rows are, and that what it rests on holds: a watched run is the run, and a piece may be run twice. */
import { describe, expect, test } from '@jest/globals';
import { define, f64, i32, InputError, scan, take, whileLoop, type Graph } from '@adjoint/ir';
import { compile, profile, type Piece, type Target } from './index.ts';

const TARGETS: readonly Target[] = ['interpreter', 'js', 'wasm'];
const graph = define({ a: f64(20, 30), b: f64(30, 20), k: i32(2) }, ({ a, b, k }) => {
  const hidden = a.matmul(b).named('hidden');
  // A kernel runs the loop, for places are checked in it.
  const looped = scan(
    (s, x) => ({ carry: s.sin().add(x).add(s.take(k, 0).sum(0)), out: s.sum() }),
    hidden,
    hidden.sum(1).slice([0, 5]),
  );
  return { loss: looped.carry.softmax(1).sum(), sums: looped.out, picked: take(hidden, k).sort(0) };
});
const feeds = { a: new Float64Array(600).fill(0.1), b: new Float64Array(600).fill(-0.2), k: new Int32Array([3, 0]) };

describe.each(TARGETS)('of %s', (target) => {
  const run = compile(graph, { target });
  test('each piece once, with its cost, the slowest first', () => {
    const { rows, ms, ...rest } = profile(run, feeds, { runs: 3 });
    expect(rest.target).toBe(target);
    expect(ms).toBeGreaterThan(0);
    expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    for (let i = 1; i < rows.length; i++) expect(rows[i - 1]!.ms).toBeGreaterThanOrEqual(rows[i]!.ms);
    const product = rows.find(({ ops }) => ops === 'contract')!;
    expect(product).toMatchObject({
      name: 'hidden',
      calls: 1,
      flops: 2 * 20 * 30 * 20,
      bytes: 8 * 1600,
      within: undefined,
    });
    expect(product.gflopPerSecond).toBeCloseTo(product.flops! / product.ms / 1e6);
    expect(product.gbPerSecond).toBeCloseTo(product.bytes / product.ms / 1e6);
    expect(product.builtAt).toMatch(/profile\.test\.ts/);
    const inside = rows.filter(({ within }) => within !== undefined);
    expect(inside.map(({ within }) => within)).toEqual(inside.map(() => expect.stringMatching(/^scan \(%\d+\)$/)));
    expect(inside.find(({ ops }) => ops.includes('sin'))!.calls).toBe(5);
    expect(rows.find(({ ops }) => ops === 'scan')).toMatchObject({
      calls: 1,
      flops: undefined,
      gflopPerSecond: undefined,
    });
  });
  test('prints as a table', () => {
    const lines = String(profile(run, feeds, { runs: 1 })).split('\n');
    expect(lines[0]).toMatch(new RegExp(`^${target}: [\\d.]+ [µm]s a run$`));
    expect(lines[1]).toMatch(/^ *share +time +calls +bytes +GB\/s +GFLOP\/s +form +ops +name$/);
    expect(lines.find((line) => line.includes('hidden'))).toMatch(/contract/);
  });
  test('refuses the feeds that a run refuses', () => {
    expect(() => profile(run, { ...feeds, k: [0, 20] })).toThrow(InputError);
    // @ts-expect-error k must be fed
    expect(() => profile(run, { a: feeds.a, b: feeds.b })).toThrow(/feed "k"/);
  });
  test('a watched run gives what a run gives, and so does one in which each piece is run twice: what one writes over is put back', () => {
    const alone = run(feeds);
    for (const times of [1, 2]) {
      const pieces: Piece[] = [];
      const watched = run.program.watched({
        piece: (piece, kernel, kept) => {
          pieces.push(piece);
          return () => {
            const before = piece.inPlace ? kept().map((values) => values.slice()) : [];
            for (let i = 0; i < times; i++) {
              kept().forEach((values, at) => piece.inPlace && values.set(before[at]!));
              kernel();
            }
          };
        },
      });
      run({ ...feeds, a: new Float64Array(600) });
      run.into(feeds, {});
      watched();
      expect(Array.from(run.program.outputs.get('loss')!)).toEqual(Array.from(alone.loss.data));
      expect(Array.from(run.program.outputs.get('sums')!)).toEqual(Array.from(alone.sums.data));
      const ids = pieces.filter((piece) => piece.graph === pieces.at(-1)!.graph).flatMap(({ nodes }) => nodes);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

test('short pieces are timed in repetition, and graphs of nothing have no rows', () => {
  const small = compile(define({ x: f64() }, ({ x }) => x.sin().add(1)));
  const [row] = profile(small, { x: 1 }).rows;
  expect(row!.ms).toBeGreaterThan(0);
  expect(row!.ms).toBeLessThan(0.01);
  const none: Graph<'x', 'x'> = define({ x: f64() }, ({ x }) => ({ x }));
  expect(profile(compile(none), { x: 1 }).rows).toEqual([]);
});

test('a loop that makes no step has no pieces inside, and one of generated code is a piece', () => {
  const idle = define({ x: f64() }, ({ x }) =>
    whileLoop(
      (s) => s.lt(0),
      (s) => s.add(1).sin(),
      x,
    ),
  );
  const opsOf = (target: Target): string[] =>
    profile(compile(idle, { target }), { x: 1 })
      .rows.map(({ ops }) => ops)
      .sort();
  expect(opsOf('interpreter')).toEqual(['lt', 'whileLoop']);
  expect(opsOf('wasm')).toEqual(['whileLoop']);
});

test('what control flow computes has its labels', () => {
  const labelled = define({ x: f64(4), k: f64() }, ({ x, k }) => {
    const looped = scan((s, each) => ({ carry: s.mul(each).named('wave').sin(), out: s }), k, x);
    let y = looped.carry;
    for (let i = 0; i < 1500; i++) y = y.mul(k).sin().named(`turn ${i}`).add(x.at(0));
    return { y: y.exp(), all: looped.out };
  });
  for (const target of TARGETS) {
    const { rows } = profile(compile(labelled, { target }), { x: [1, 2, 3, 4], k: 0.5 }, { runs: 1 });
    const names = rows.filter(({ ops }) => ops === 'scan').map(({ name }) => name);
    expect(names.sort()).toEqual(target === 'interpreter' ? ['wave'] : ['turn 0', 'wave']);
  }
});

test('what is written over what is read is known, and timed all the same', () => {
  const chain = define({ x: f64(64) }, ({ x }) => x.cumsum(0).mul(2).add(1).cumsum(0).sub(1).cumsum(0));
  const run = compile(chain, { target: 'wasm' });
  const inPlace: boolean[] = [];
  run.program.watched({ piece: (piece, kernel) => (inPlace.push(piece.inPlace), kernel) });
  expect(inPlace).toContain(true);
  const x = new Float64Array(64).fill(0.5);
  const [before, { rows }] = [run({ x }), profile(run, { x })];
  expect(rows.length).toBe(inPlace.length);
  expect(run({ x })).toEqual(before);
});

test('a graph of numbers that is still interpreted is a tape', () => {
  const long = define({ x: f64() }, ({ x }) => {
    let y = x;
    for (let i = 0; i < 2000; i++) y = y.mul(x).add(0.5);
    return y;
  });
  expect(profile(compile(long), { x: 0.5 }).rows).toMatchObject([
    { form: 'tape', flops: 4000, ops: 'mul×2000 add×2000' },
  ]);
});
