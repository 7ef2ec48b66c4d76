/** Gradients through slices of one value: what they are, and that they cost what the slices hold. */
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '@adjoint/evaluator';
import { concat, define, f64, sizeOf, stack, stridesOf, where, type Graph, type Sym } from '@adjoint/ir';
import fc from 'fast-check';
import { gradients } from './index.ts';

interface Part {
  readonly starts: readonly number[];
  readonly sizes: readonly number[];
  readonly weight: number;
}

/** Every place of a part, as that of its element in the value. */
const placesOf = ({ starts, sizes }: Part, strides: readonly number[]): number[] =>
  sizes.reduce(
    (places, size, axis) =>
      places.flatMap((place) => Array.from({ length: size }, (_, i) => place + (starts[axis]! + i) * strides[axis]!)),
    [0],
  );

/** Σ over parts of weight · Σ i·xᵢ, i counting the elements of the part: all whole numbers, so that sums are exact in any order. */
const costOf = (shape: readonly number[], parts: readonly Part[]): Graph =>
  define({ x: f64(...shape) }, ({ x }) => ({
    y: parts
      .map(({ starts, sizes, weight }): Sym => {
        const part = x.slice(...starts.map((start, axis): [number, number] => [start, start + sizes[axis]!]));
        const numbers = Array.from({ length: sizeOf(sizes) }, (_, i) => i + 1);
        return part.reshape(numbers.length).mul(Float64Array.from(numbers)).sum().mul(weight);
      })
      .reduce((sum, term) => sum.add(term)),
  }));

const slopeOf = (shape: readonly number[], parts: readonly Part[]): Float64Array => {
  const slope = new Float64Array(sizeOf(shape));
  for (const part of parts)
    placesOf(part, stridesOf(shape)).forEach((place, i) => {
      slope[place]! += (i + 1) * part.weight;
    });
  return slope;
};

const problem = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }).chain((shape) => {
  const interval = (dim: number): fc.Arbitrary<[number, number]> =>
    fc
      .integer({ min: 0, max: dim })
      .chain((start) => fc.tuple(fc.constant(start), fc.integer({ min: 0, max: dim - start })));
  const part = fc.record({
    ranges: fc.tuple(...shape.map(interval)),
    weight: fc.integer({ min: -9, max: 9 }),
  });
  return fc.record({ shape: fc.constant(shape), parts: fc.array(part, { minLength: 1, maxLength: 40 }) });
});

test('of any boxes, gaps and overlaps', () => {
  fc.assert(
    fc.property(problem, ({ shape, parts: drawn }) => {
      const parts = drawn.map(({ ranges, weight }) => ({
        starts: ranges.map(([start]) => start),
        sizes: ranges.map(([, size]) => size),
        weight,
      }));
      const graph = gradients(costOf(shape, parts), { of: 'y', wrt: ['x'] });
      const x = new Float64Array(sizeOf(shape));
      // + 0: a sum of nothing is 0, of either sign.
      const found = [...evaluate(graph, { x })['d(y)/d(x)']!.data].map((each) => each + 0);
      expect(found).toEqual([...slopeOf(shape, parts)].map((each) => each + 0));
    }),
    { numRuns: 300 },
  );
});

test('more overlaps than there are layers', () => {
  const parts = Array.from({ length: 50 }, (_, i) => ({ starts: [i], sizes: [100 - 2 * i], weight: 1 }));
  const graph = gradients(costOf([100], parts), { of: 'y', wrt: ['x'] });
  expect(evaluate(graph, { x: new Float64Array(100) })['d(y)/d(x)']!.data).toEqual(slopeOf([100], parts));
});

/** Elements of all derivative nodes. */
const held = (graph: Graph, from: number): number =>
  graph.nodes.slice(from).reduce((sum, { type }) => sum + sizeOf(type.shape), 0);

describe('what they hold grows as what is read', () => {
  const added = (graph: Graph): number => held(gradients(graph, { of: 'y', wrt: ['x'] }), graph.nodes.length);
  const each: Record<string, (n: number) => Graph> = {
    'elements of a vector': (n) =>
      define({ x: f64(n) }, ({ x }) => ({
        y: Array.from({ length: n }, (_, i) => x.at(i).sin()).reduce((sum, term) => sum.add(term)),
      })),
    'neighbours in a vector': (n) =>
      define({ x: f64(n) }, ({ x }) => ({
        y: Array.from({ length: n - 1 }, (_, i) => x.at(i).mul(x.at(i + 1))).reduce((sum, term) => sum.add(term)),
      })),
    'elements of a matrix': (n) =>
      define({ x: f64(n / 10, 10) }, ({ x }) => ({
        y: Array.from({ length: n }, (_, i) => x.at(Math.floor(i / 10), i % 10).sin()).reduce((sum, t) => sum.add(t)),
      })),
    'columns of a matrix': (n) =>
      define({ x: f64(5, n) }, ({ x }) => ({
        y: Array.from({ length: n }, (_, i) =>
          x
            .slice(null, [i, i + 1])
            .sin()
            .sum(),
        ).reduce((sum, t) => sum.add(t)),
      })),
  };
  test.each(Object.keys(each))('%s', (name) => {
    const [few, many] = [added(each[name]!(50)), added(each[name]!(500))];
    // Ten times as many, and a tenth for what does not scale evenly.
    expect(many / few).toBeLessThan(11);
  });
});

describe('what is put together comes apart in linear time', () => {
  /** How often shapes are read while the gradient is made. */
  const reads = (graph: Graph): number => {
    let count = 0;
    const nodes = graph.nodes.map(({ type: { dtype, shape }, ...rest }) => {
      const type = {
        dtype,
        get shape() {
          count++;
          return shape;
        },
      };
      return { ...rest, type };
    });
    gradients({ ...graph, nodes }, { of: 'y', wrt: ['x'] });
    return count;
  };
  const each: Record<string, (parts: readonly Sym[]) => Sym> = {
    concat: (parts) => concat(parts, 1),
    stack: (parts) => stack(parts),
    'concat under a mask': (parts) => {
      const whole = concat(parts, 1);
      return where(whole.gt(0), whole.square().sqrt(), 0);
    },
  };
  const graphOf = (name: string, n: number): Graph =>
    define({ x: f64(2, 1) }, ({ x }) => ({ y: each[name]!(Array.from({ length: n }, (_, i) => x.mul(i - 1))).sum() }));

  test.each(Object.keys(each))('%s', (name) => {
    expect(reads(graphOf(name, 1000)) / reads(graphOf(name, 100))).toBeLessThan(11);
  });
  test.each<[name: string, slope: number]>([
    ['concat', 199_970_000],
    ['stack', 199_970_000],
    // Of the first two parts one is −x and one is 0.
    ['concat under a mask', 199_970_001],
  ])('%s of 20 000 parts', (name, slope) => {
    const found = evaluate(gradients(graphOf(name, 20_000), { of: 'y', wrt: ['x'] }), { x: [[1], [2]] });
    expect([...found['d(y)/d(x)']!.data]).toEqual([slope, slope]);
  });
});
