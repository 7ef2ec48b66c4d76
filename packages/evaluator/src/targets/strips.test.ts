/** Nests and products over the same rows, block by block: the bits of what goes nest by nest, on all targets, ahead of time and in parts. */
import { describe, expect, test } from '@jest/globals';
import { gradients } from '@adjoint/autodiff';
import { crossEntropy, define, f32, f64, i32, layerNorm, type DType, type Graph } from '@adjoint/ir';
import { compile, evaluate, profile, threadPool, toModule, type Feeds, type ThreadPool } from '../index.ts';

const [ROWS, COLUMNS] = [810, 90] as const;

const feed = (dtype: DType, length: number): Float64Array | Float32Array | Int32Array => {
  if (dtype === 'i32') return Int32Array.from({ length }, (_, i) => i % COLUMNS);
  const numbers = Float64Array.from({ length }, (_, i) => 3 * Math.sin(1.3 * i));
  return dtype === 'f32' ? Float32Array.from(numbers) : numbers;
};
const feedsOf = ({ nodes, inputs }: Graph): Readonly<Record<string, Float64Array | Float32Array | Int32Array>> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, id]) => {
      const { dtype, shape } = nodes[id]!.type;
      return [
        name,
        feed(
          dtype,
          shape.reduce((product, dim) => product * dim, 1),
        ),
      ];
    }),
  );

const STRIP = /\d+ by \d+ \(/;

const OF = { f64, f32 } as const;
const programs = (dtype: keyof typeof OF): Readonly<Record<string, Graph>> => {
  const type = OF[dtype];
  const x = type(ROWS, COLUMNS);
  const softmax = define({ x, w: x }, ({ x, w }) => x.softmax().mul(w).sum());
  const norm = define({ x, s: type(COLUMNS), w: x }, ({ x, s, w }) => layerNorm(x, { scale: s }).mul(w).sum());
  const classes = define({ x, l: i32(ROWS) }, ({ x, l }) => crossEntropy(x, l).mean());
  return {
    values: define({ x }, ({ x }) => ({ p: x.softmax(), l: x.logSumExp(1), n: layerNorm(x) })),
    softmax: gradients(softmax, { of: 'out', wrt: ['x', 'w'] }),
    norm: gradients(norm, { of: 'out', wrt: ['x', 's'] }),
    classes: gradients(classes, { of: 'out', wrt: ['x'] }),
  };
};
const CASES = (['f64', 'f32'] as const).flatMap((dtype) =>
  Object.entries(programs(dtype)).map(([name, graph]): [string, Graph] => [`${name} in ${dtype}`, graph]),
);

/** Nobody helps, but what may be cut is cut, and the last parts come first. */
const backward: ThreadPool = {
  threads: 2,
  start: () => Promise.resolve(),
  close: () => {},
  sharing: threadPool({ threads: 2 }).sharing,
  enlist:
    () =>
    ({ size, step, compute }) => {
      const half = step * Math.floor(size / step / 2);
      compute(half, size);
      compute(0, half);
    },
};
const exported = (text: string): ((feeds: Feeds) => Readonly<Record<string, ArrayLike<number>>>) =>
  // oxlint-disable-next-line typescript/no-implied-eval -- the text under test
  new Function(text.replace('export default', 'return'))() as ReturnType<typeof exported>;

describe.each(CASES)('%s', (_, graph) => {
  const feeds = feedsOf(graph);
  test('JavaScript has the bits of the interpreter', () => {
    const run = compile(graph, { target: 'js' });
    expect(run.explain()).toMatch(/810 by \d+ \(/);
    expect(run(feeds)).toEqual(evaluate(graph, feeds));
  });
  test('WebAssembly has the bits of its nests alone, and of parts', () => {
    const run = compile(graph, { target: 'wasm' });
    expect(run.explain()).toMatch(/810 by \d+ \(/);
    const wanted = run(feeds);
    expect(compile(graph, { target: 'wasm', pool: backward })(feeds)).toEqual(wanted);
    expect(run(feeds)).toEqual(wanted);
  });
});

/** Rows do not know of each other, and few of them are no strip: all of them at once must have the bits of few at a time. */
const LAYERS = (['f64', 'f32'] as const).flatMap((dtype): [string, (rows: number) => Graph, number][] => {
  const type = OF[dtype];
  const net = (rows: number, wide: number): Graph =>
    define({ x: type(rows, COLUMNS), v: type(COLUMNS, wide), w: type(wide, wide), b: type(wide) }, ({ x, v, w, b }) => {
      const h = x.sub(1).matmul(v).add(b).maximum(0);
      return { h, y: h.matmul(w).sub(b).tanh() };
    });
  const batch = (rows: number): Graph =>
    define({ x: type(rows, 9, 17), y: type(rows, 17, 5) }, ({ x, y }) => x.matmul(y).softmax().square());
  return [
    [`layers in ${dtype}`, (rows) => net(rows, 43), ROWS],
    [`layers of one vector in ${dtype}`, (rows) => net(rows, dtype === 'f32' ? 3 : 2), ROWS],
    [`a batch of products in ${dtype}`, batch, ROWS],
  ];
});

describe.each(LAYERS)('%s', (_, graphOf, rows) => {
  const graph = graphOf(rows);
  const feeds = feedsOf(graph);
  test('products go by blocks with what follows them', () => {
    const run = compile(graph, { target: 'wasm' });
    expect(run.explain()).toMatch(/810 by \d+ \((.*; )?matmul/);
    const wanted = run(feeds);
    expect(compile(graph, { target: 'wasm', pool: backward })(feeds)).toEqual(wanted);
    const few = 90;
    const byFew = compile(graphOf(few), { target: 'wasm' });
    expect(byFew.explain()).not.toMatch(STRIP);
    for (const [name, { data, shape }] of Object.entries(wanted)) {
      const row = data.length / shape[0]!;
      for (let from = 0; from < rows; from += few) {
        const some = Object.entries(feeds).map(([input, all]) => {
          const each = all.length / rows;
          const isOfRows = graph.nodes[graph.inputs[input]!]!.type.shape[0] === rows;
          return [input, isOfRows ? all.slice(from * each, (from + few) * each) : all];
        });
        expect(byFew(Object.fromEntries(some))[name]!.data).toEqual(data.slice(from * row, (from + few) * row));
      }
    }
  });
  test('a module has them too', () => {
    for (const target of ['js', 'wasm'] as const) {
      const wanted = compile(graph, { target })(feeds);
      const found = exported(toModule(graph, { target }))(feeds);
      for (const name of Object.keys(wanted)) expect(found[name]).toEqual(wanted[name]!.data);
    }
  });
});

test('a long product goes by blocks by itself', () => {
  const form = (rows: number, columns: number): string =>
    compile(
      define({ x: f32(rows, 64), w: f32(64, columns) }, ({ x, w }) => x.matmul(w)),
      {
        target: 'wasm',
      },
    ).explain();
  expect(form(4096, 64)).toMatch(/4096 by \d+ \(matmul 4096×64×64\)/);
  expect(form(1024, 64)).not.toMatch(STRIP);
  // Its right operand does not stay near.
  expect(form(4096, 1024)).not.toMatch(STRIP);
});

test('a module has strips too', () => {
  const type = f64(ROWS, COLUMNS);
  const graph = define({ x: type }, ({ x }) => ({
    y: x
      .sub(x.mean(1, { keepDims: true }))
      .square()
      .sum(),
  }));
  const feeds = { x: feed('f64', ROWS * COLUMNS) };
  for (const target of ['js', 'wasm'] as const) {
    const wanted = compile(graph, { target })(feeds).y.data;
    expect(exported(toModule(graph, { target }))(feeds)['y']).toEqual(wanted);
  }
});

test('a strip is one piece of a profile', () => {
  const graph = define({ x: f64(ROWS, COLUMNS) }, ({ x }) => x.softmax());
  const { rows } = profile(compile(graph, { target: 'wasm' }), { x: feed('f64', ROWS * COLUMNS) }, { runs: 2 });
  expect(rows.map(({ form }) => form)).toEqual([expect.stringMatching(/^810 by \d+ \(810×90; 810×90; 810×90\)$/)]);
});
