/** Unrolled loops that are not all alike: turns that differ are left out, what is no loop stays as it is, and every value keeps its bits. */
import { expect, test } from '@jest/globals';
import { define, f64, optimize, stack, stats, type Graph, type Sym } from 'adjoint';
import { keptBy, repeated } from '@adjoint/testkit';
import { roll } from './index.ts';

const TURNS = 1500;

/** The graph rolled: sound, with the same outputs to the bit. */
const rolledFrom = (graph: Graph): Graph => keptBy(roll, graph);

const one = { x: f64() };

interface Had {
  readonly y: Sym;
  /** y, the turn before. */
  readonly old: Sym;
  readonly x: Sym;
  /** The element of x, and that three places on. */
  readonly here: Sym;
  readonly there: Sym;
}
const usual = ({ y, old, here, x }: Had): Sym =>
  y
    .sin()
    .mul(here)
    .add(old.cos())
    .add(y.sin().mul(x.at(0)));
const odd: Readonly<Record<string, (had: Had) => Sym>> = {
  'reads another element': (had) => usual({ ...had, here: had.there }),
  'reads what is a turn older': ({ y, old, here, x }) =>
    y
      .sin()
      .mul(here)
      .add(old.cos())
      .add(old.sin().mul(x.at(0))),
  'reads another value of its own': ({ y, old, here, x }) => {
    const [first, second] = [y.sin(), old.cos()];
    return first
      .mul(here)
      .add(second)
      .add(second.mul(x.at(0)));
  },
  'does something else': ({ y, old, here, x }) =>
    y
      .sin()
      .mul(here)
      .sub(old.cos())
      .add(y.sin().mul(x.at(0))),
  'does it the other way round': ({ y, old, here, x }) =>
    here
      .mul(y.sin())
      .add(old.cos())
      .add(y.sin().mul(x.at(0))),
};
test.each(Object.entries(odd))('a turn in the midst of others that %s', (_, step) => {
  const graph = define({ x: f64(TURNS + 3), k: f64() }, ({ x, k }) => {
    let [y, old] = [k, k];
    for (let i = 0; i < TURNS; i++) {
      const had = { y, old, x, here: x.at(i), there: x.at(i + 3) };
      [y, old] = [i === 700 ? step(had) : usual(had), y];
    }
    return { y };
  });
  const scans = rolledFrom(graph).nodes.filter(({ op }) => op === 'scan');
  const turns = scans.map(({ attrs }) => attrs['length'] as number);
  expect([turns.length, turns[0]! + turns[1]! > TURNS - 8]).toEqual([2, true]);
});

test('turns that read what was given, and from some turn on what was handed on', () => {
  const graph = define(one, ({ x }) =>
    repeated(TURNS, x, (y, i) =>
      y
        .sin()
        .mul(1.1)
        .add((i < 700 ? x : y).cos())
        .sub(0.1),
    ),
  );
  expect(rolledFrom(graph).nodes.filter(({ op }) => op === 'scan')).toHaveLength(2);
});

test('values that two halves of a turn gave are read one by one', () => {
  const graph = define({ x: f64(), k: f64() }, ({ x, k }) => {
    const path: Sym[] = [];
    let y = x;
    for (let i = 0; i < TURNS; i++) path.push((y = (i % 2 === 0 ? y.sin() : y.cos()).mul(1.3).add(k)));
    return { y: path.reduce((sum, each) => sum.mul(0.5).add(each.square()), k) };
  });
  expect(rolledFrom(optimize(graph)).nodes.filter(({ op }) => op === 'scan')).toHaveLength(2);
});

test('what is read many turns later is not handed on through all of them', () => {
  const late = define(one, ({ x }) => {
    const values = [x];
    for (let i = 0; i < TURNS; i++)
      values.push(
        values[i]!.mul(1.01)
          .sin()
          .add(values[Math.max(0, i - 40)]!.cos()),
      );
    return { y: values.at(-1)! };
  });
  const states = rolledFrom(optimize(late)).nodes.flatMap(({ op, attrs }) => (op === 'scan' ? [attrs['carry']] : []));
  expect(states.length).toBeGreaterThan(10);
  expect(Math.max(...(states as number[]))).toBe(1);
});

test('small graphs, and turns that are not alike, stay the same object', () => {
  const few = define(one, ({ x }) => repeated(100, x, (y) => y.mul(1.1).sin()));
  let drawn = 1;
  const irregular = define({ x: f64(64) }, ({ x }) => {
    const values = Array.from({ length: 64 }, (_, i) => x.at(i));
    const draw = (): number => (drawn = (drawn * 16807) % 2147483647) % 64;
    for (let i = 0; i < 2000; i++) values[draw()] = values[draw()]!.mul(values[draw()]!).add(values[draw()]!.sin());
    return { y: stack(values) };
  });
  for (const graph of [few, irregular]) expect(roll(graph)).toBe(graph);
});

test('turns that read what stands in no array are not worth to bring it together, unless they do more', () => {
  let drawn = 1;
  const from = (step: (y: Sym) => Sym): Graph =>
    define({ x: f64(64) }, ({ x }) => {
      const draw = (): Sym => x.at((drawn = (drawn * 16807) % 2147483647) % 64);
      const values = Array.from({ length: TURNS }, () => draw().mul(draw()).add(draw()));
      return { y: stack(values.map(step)) };
    });
  const [little, more] = [from((y) => y.sin()), from((y) => y.sin().mul(1.1).cos().add(y.square()))];
  expect(keptBy(roll, little)).toBe(little);
  expect(stats(rolledFrom(more)).ops.sin).toBe(1);
});

test('labels of what is computed in turns are gone, others stay', () => {
  const graph = define(one, ({ x }) => {
    const y = repeated(TURNS, x.exp().named('start'), (y, i) => {
      const next = y.mul(1.1).sin().add(0.1).cos().mul(0.7).sub(0.01);
      return i === 700 ? next.named('inside') : next;
    });
    return { y, z: y.mul(x).named('product') };
  });
  expect(Object.keys(rolledFrom(graph).names)).toEqual(['start', 'product']);
});
