/** Fourier transforms against extended precision and JAX (scripts/golden/fourier_jax.py): values, gradients, Hessian-vector products; and their laws. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  define,
  evaluate,
  f32,
  f64,
  fft,
  grad,
  gradients,
  i32,
  ifft,
  irfft,
  rfft,
  stats,
  vjp,
  vmap,
  where,
  type Graph,
  type Pair,
  type Sym,
  type TensorLike,
} from 'adjoint';
import { messageOf, summaryOf } from '@adjoint/testkit';

/** Every `step`-th element of an array, and the greatest magnitude in all of it. */
interface Some {
  readonly greatest: number;
  readonly step: number;
  readonly elements: readonly number[];
}
interface Case {
  readonly op: 'fft' | 'ifft' | 'rfft' | 'irfft';
  readonly name: string;
  readonly inputs: number;
  readonly shape: readonly number[];
  readonly axis: number;
  readonly size?: number;
  readonly result: readonly number[];
  readonly value: readonly Some[];
  readonly gradients: readonly Some[];
  readonly products: readonly Some[];
}
const { cases } = JSON.parse(readFileSync('packages/testkit/golden/fourier.json', 'utf8')) as { cases: Case[] };

/** As the script draws them. */
const drawn = (shape: readonly number[], which: number): TensorLike => {
  const size = shape.reduce((product, dim) => product * dim, 1);
  const data = Float64Array.from({ length: size }, (_, i) => {
    return (((i * i * 37 + i * 7919 + 104729 * (which + 1)) % 2003) * 4) / 2003 - 2;
  });
  return { dtype: 'f64', shape, data };
};

const build = ({ op, axis, size }: Case, [re, im]: readonly Sym[]): readonly Sym[] => {
  if (op === 'irfft') return [irfft({ re: re!, im: im! }, axis, size)];
  const y = op === 'rfft' ? rfft(re!, axis) : (op === 'fft' ? fft : ifft)({ re: re!, im: im! }, axis);
  return [y.re, y.im];
};

const names = (name: string, all: readonly Sym[]): Record<string, Sym> =>
  Object.fromEntries(all.map((sym, i) => [`${name}${i}`, sym]));
const total = (all: readonly Sym[]): Sym => all.reduce((sum, term) => sum.add(term));

/** The value, the gradients of Σ w · sin(value), and the gradients of their products with the directions. */
const derived = (golden: Case): Graph => {
  const inputs = Array.from({ length: golden.inputs }, (_, i) => `x${i}`);
  return define(Object.fromEntries(inputs.map((name) => [name, f64(...golden.shape)])), (symbols) => {
    const x = inputs.map((name) => symbols[name]!);
    const value = build(golden, x);
    const phi = total(
      value.map((y, i) =>
        y
          .sin()
          .mul(drawn(golden.result, 4 + i))
          .sum(),
      ),
    );
    const first = grad(phi, x);
    const along = total(first.map((gradient, i) => gradient.mul(drawn(golden.shape, 2 + i)).sum()));
    return { ...names('y', value), ...names('g', first), ...names('h', grad(along, x)) };
  });
};

/** The greatest error, as a part of the greatest element. */
const errorOf = (found: ArrayLike<number>, { greatest, step, elements }: Some): number => {
  expect(elements).toHaveLength(Math.ceil(found.length / step));
  return elements.reduce((worst, x, i) => Math.max(worst, Math.abs(x - found[i * step]!)), 0) / (greatest || 1);
};

/**
 * Each of log₂ n rounds adds about an ulp (Van Loan 1992, §1.4); a convolution is two transforms of up to four times the length. Derivatives
 * go through sin and cos of values up to some hundred, whose own errors they inherit as they are, not in proportion, on both sides.
 */
const limit = (length: number): number => 2 ** -52 * (1 + Math.log2(length));

test.each(cases.map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
  const feeds = Object.fromEntries(golden.gradients.map((_x, i) => [`x${i}`, drawn(golden.shape, i)]));
  const found = evaluate(derived(golden), feeds);
  const length = golden.result.at(golden.axis)!;
  const most = Math.max(...golden.value.map(({ greatest }) => greatest));
  golden.value.forEach((wanted, i) => {
    expect(found[`y${i}`]!.shape).toEqual(golden.result);
    expect(errorOf(found[`y${i}`]!.data, { ...wanted, greatest: most })).toBeLessThan(limit(length));
  });
  golden.gradients.forEach((wanted, i) =>
    expect(errorOf(found[`g${i}`]!.data, wanted)).toBeLessThan(2 * limit(length) * (1 + most)),
  );
  golden.products.forEach((wanted, i) =>
    expect(errorOf(found[`h${i}`]!.data, wanted)).toBeLessThan(2 * limit(length) * (1 + most)),
  );
});

const LENGTHS = [1, 2, 3, 4, 5, 6, 9, 10, 15, 31, 32, 37, 74, 360, 961, 1009, 4096];
const flat = ({ re, im }: Pair): Record<'yr' | 'yi', Sym> => ({ yr: re, yi: im });

describe('what a transform is', () => {
  test.each(LENGTHS)('ifft undoes fft, and irfft rfft: %i', (n) => {
    const graph = define({ re: f64(n), im: f64(n) }, ({ re, im }) => ({
      ...flat(ifft(fft({ re, im }))),
      real: irfft(rfft(re), -1, n),
    }));
    const [re, im] = [drawn([n], 0), drawn([n], 1)];
    const found = evaluate(graph, { re, im });
    const off = (y: ArrayLike<number>, x: ArrayLike<number>): number =>
      Math.max(...Array.from(y, (value, i) => Math.abs(value - x[i]!)));
    expect(off(found.yr.data, re.data)).toBeLessThan(2 * 2 * limit(n));
    expect(off(found.yi.data, im.data)).toBeLessThan(2 * 2 * limit(n));
    expect(off(found.real.data, re.data)).toBeLessThan(2 * 2 * limit(n));
  });

  test.each([64, 37, 1 << 16, 65537])('a wave of one frequency is one number: %i', (n) => {
    const wave = (of: (x: number) => number): Float64Array =>
      Float64Array.from({ length: n }, (_, j) => of((2 * Math.PI * ((5 * j) % n)) / n));
    const graph = define({ re: f64(n), im: f64(n) }, (x) => flat(fft({ re: x.re, im: x.im })));
    const { yr, yi } = evaluate(graph, { re: wave(Math.cos), im: wave(Math.sin) });
    expect(yr.data[5]! / n).toBeCloseTo(1, 14);
    const rest = Array.from<number>(yr.data).reduce(
      (most, x, k) => Math.max(most, k === 5 ? 0 : Math.hypot(x, yi.data[k]!)),
      0,
    );
    expect(rest / n).toBeLessThan(limit(n));
  });

  test('the adjoint is the transform of the other sign, and nothing else', () => {
    const graph = define({ re: f64(6), im: f64(6) }, ({ re, im }) => fft({ re, im }).re.sum());
    const back = gradients(graph, { of: 'out', wrt: ['re', 'im'] });
    expect(back.nodes.filter(({ op }) => op === 'fft').map(({ attrs }) => attrs['inverse'])).toEqual([false, true]);
    expect(graph.scopes?.map(({ name }) => name)).toEqual(['fft']);
  });

  test('a convolution is a product of transforms, and so is its gradient', () => {
    const graph = define({ x: f64(8), k: f64(8) }, ({ x, k }) => {
      const [a, b] = [x.rfft(), k.rfft()];
      return irfft({ re: a.re.mul(b.re).sub(a.im.mul(b.im)), im: a.re.mul(b.im).add(a.im.mul(b.re)) });
    });
    const [x, k, c] = [drawn([8], 0), drawn([8], 1), drawn([8], 2)];
    const at = (y: TensorLike, i: number): number => y.data[(i + 8) % 8]!;
    const circular = (term: (i: number, j: number) => number): number[] =>
      Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_y, j) => term(i, j)).reduce((s, y) => s + y));
    const found = evaluate(vjp(graph, { of: 'out', wrt: ['x'] }), { x, k, 'ct(out)': c });
    circular((i, j) => at(x, j) * at(k, i - j)).forEach((y, i) => expect(found.out.data[i]).toBeCloseTo(y, 13));
    circular((i, j) => at(c, j) * at(k, j - i)).forEach((y, i) => expect(found['vjp(x)'].data[i]).toBeCloseTo(y, 13));
  });

  test('f32 is computed in double precision and rounded once', () => {
    const x = Float32Array.from(drawn([360], 0).data);
    const single = evaluate(
      define({ x: f32(360) }, ({ x: real }) => flat(real.fft())),
      { x },
    );
    const double = evaluate(
      define({ x: f64(360) }, ({ x: real }) => flat(real.fft())),
      { x: Float64Array.from(x) },
    );
    expect(single.yr.dtype).toBe('f32');
    expect(Array.from<number>(single.yr.data)).toEqual(Array.from(Float32Array.from(double.yr.data)));
  });

  test('what is not finite stays in its row', () => {
    const x = [
      [1, Number.NaN, 3],
      [1, 2, 3],
    ];
    const found = evaluate(
      define({ x: f64(2, 3) }, ({ x: real }) => flat(fft(real))),
      { x },
    );
    expect(Array.from<number>(found.yr.data).map(Number.isNaN)).toEqual([true, true, true, false, false, false]);
    expect(found.yr.data[3]).toBe(6);
  });

  test('imaginary parts that a real value cannot have count for nothing', () => {
    const graph = define({ re: f64(3), im: f64(3) }, ({ re, im }) => irfft({ re, im }).square().sum());
    const feeds = { re: [1, 2, 3], im: [7, 0.5, -9] };
    const found = evaluate(gradients(graph, { of: 'out', wrt: ['re', 'im'] }), feeds);
    expect(evaluate(graph, { ...feeds, im: [0, 0.5, 0] }).out.item()).toBe(found.out.item());
    const slopes = found['d(out)/d(im)'].data;
    expect([slopes[0], slopes[2]]).toEqual([0, 0]);
    expect(slopes[1]).toBeCloseTo((4 * 0.5) / 4, 14);
  });

  test('a real value is a pair with zeros', () => {
    const graph = define({ x: f64(5) }, ({ x }) => ({ ...flat(fft(x)), r: fft({ re: x, im: 0 }).re, i: ifft(x).im }));
    const found = evaluate(graph, { x: drawn([5], 0) });
    expect(found.yr.toArray()).toEqual(found.r.toArray());
    expect(found.i.data[1]).toBeCloseTo(-found.yi.data[1]! / 5, 15);
  });
});

test('nothing leaks from a branch that is not taken', () => {
  const graph = define({ x: f64(4) }, ({ x }) => where(x.gt(0), x.sqrt(), 0).fft().re.square().sum());
  const found = evaluate(gradients(graph, { of: 'out', wrt: ['x'] }), { x: [0, 1, 4, -1] })['d(out)/d(x)'].data;
  expect(Array.from<number>(found).every(Number.isFinite)).toBe(true);
  expect([found[0], found[3]]).toEqual([0, 0]);
});

test('a length in the place of the axis, as NumPy has it, is told where lengths go', () => {
  define({ y: f64(5) }, ({ y }) => {
    const told = (run: () => unknown): string => messageOf(run).split('\n').at(-1)!.trim();
    expect(messageOf(() => irfft({ re: y, im: y }, 8))).toMatch('irfft: axis 8 is out of range');
    expect(told(() => irfft({ re: y, im: y }, 8))).toBe(
      'axes of a rank-1 value are 0; a length comes after the axis: irfft(y, -1, 8)',
    );
    expect(irfft({ re: y, im: y }, -1, 8).shape).toEqual([8]);
    expect(told(() => irfft({ re: y, im: y }, -9))).toBe('axes of a rank-1 value are 0');
    for (const call of [fft, ifft, rfft])
      expect(told(() => call(y, 8))).toMatch('0; pad or slice before for another length');
    return y;
  });
});

test('batched = mapped, over any axis', () => {
  const graph = define({ re: f64(3, 5), im: f64(5) }, ({ re, im }) => ({
    ...flat(fft({ re, im }, 0)),
    back: irfft({ re, im }, 1),
  }));
  const [re, im] = [drawn([4, 3, 5], 0), drawn([5, 4], 1)];
  const together = evaluate(vmap(graph, { axes: { re: 0, im: 1 }, size: 4 }), { re, im });
  for (let m = 0; m < 4; m++) {
    const own = Float64Array.from({ length: 5 }, (_, i) => im.data[4 * i + m]!);
    const alone = evaluate(graph, { re: re.data.slice(15 * m, 15 * m + 15), im: own });
    for (const name of ['yr', 'yi', 'back'] as const) {
      const { data } = alone[name];
      expect(together[name].data.slice(m * data.length, (m + 1) * data.length)).toEqual(data);
    }
  }
});

test('work is counted by rounds', () => {
  const graph = define({ re: f64(3, 1024), im: f64(3, 1024) }, ({ re, im }) => fft({ re, im }).re);
  expect(stats(graph).flops).toBe(5 * 3 * 1024 * 10);
});

describe('what is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['an axis that is not there', () => fft([1, 2], 1), 'axis: fft: axis 1 is out of range for a value of rank 1'],
    ['a number', () => fft(1), 'axis: fft: axis -1 is out of range for a value of rank 0'],
    ['whole numbers', () => define({ x: i32(4) }, ({ x }) => fft(x).re), 'dtype: fft: takes f64 or f32, got i32'],
    [
      'parts that do not fit',
      () => fft({ re: [1, 2], im: [1, 2, 3] }),
      'broadcast: fft: shapes [2] and [3] do not broadcast',
    ],
    ['a size that does not fit', () => irfft([1, 2, 3], -1, 6), 'option: irfft: size is 6'],
    ['a size of nothing', () => irfft([1]), 'option: irfft: size is 0'],
    [
      'a pair for a real value',
      () => rfft({ re: [1], im: [2] } as never),
      'value: an object of class Object is not a value',
    ],
  ])('%s', (_, body, message) => {
    expect(summaryOf(body)).toBe(message);
  });
});
