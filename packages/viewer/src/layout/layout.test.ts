/** Geometry of pictures: what stands where, over random programs with scopes, bodies and gradients. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { programs } from '@adjoint/testkit';
import { crossEntropy, define, f64, gradients, i32, layerNorm, scan, type Graph } from 'adjoint';
import { draw } from '../draw.ts';
import { foldScene } from '../fold.ts';
import { NONE, type Scene } from '../scene.ts';
import { sceneOf } from '../scene-of.ts';
import type { Layout, Rect } from './layout.ts';

const CLOSE = 1e-6;
const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width - CLOSE &&
  b.x < a.x + a.width - CLOSE &&
  a.y < b.y + b.height - CLOSE &&
  b.y < a.y + a.height - CLOSE;
const holds = (a: Rect, b: Rect): boolean =>
  a.x <= b.x + CLOSE &&
  a.y <= b.y + CLOSE &&
  a.x + a.width >= b.x + b.width - CLOSE &&
  a.y + a.height >= b.y + b.height - CLOSE;

const around = ({ groups }: Scene, group: number): ReadonlySet<number> => {
  const found = new Set<number>();
  for (let at = group; at !== NONE; at = groups[at]!.parent) found.add(at);
  return found;
};

/** The pieces of a line that go straight down: x, and from where to where. */
const straights = (points: readonly number[]): Rect[] => {
  const found: Rect[] = [];
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x, y] = [points[i - 2]!, points[i - 1]!, points[i]!, points[i + 1]!];
    if (Math.abs(x - x0) < CLOSE) found.push({ x, y: y0, width: 2 * CLOSE, height: y - y0 });
  }
  return found;
};

/** All that is wrong with a layout, in words. */
const faults = (scene: Scene, { boxes, groups, arrows, width, height }: Layout): string[] => {
  const wrong: string[] = [];
  const whole = { x: 0, y: 0, width, height };
  boxes.forEach((box, i) => {
    const own = around(scene, scene.boxes[i]!.group);
    if (!holds(whole, box)) wrong.push(`box ${i} is outside`);
    boxes.forEach((other, j) => void (j < i && meets(box, other) && wrong.push(`boxes ${i} and ${j} overlap`)));
    groups.forEach((group, g) => {
      if (own.has(g) && !holds(group, box)) wrong.push(`box ${i} is not in group ${g}`);
      if (!own.has(g) && meets(group, box)) wrong.push(`box ${i} is in group ${g}`);
    });
  });
  groups.forEach((group, g) => {
    const own = around(scene, g);
    groups.forEach((other, h) => {
      if (own.has(h) && !holds(other, group)) wrong.push(`group ${g} is not in group ${h}`);
      if (!own.has(h) && !around(scene, h).has(g) && meets(group, other)) wrong.push(`groups ${g} and ${h} overlap`);
    });
  });
  arrows.forEach((points, a) => {
    const { from, to } = scene.arrows[a]!;
    const [above, below] = [boxes[from]!, boxes[to]!];
    if (above.y + above.height >= below.y) wrong.push(`box ${to} is not below ${from}`);
    const ends = [points[0]!, points[1]!, points.at(-2)!, points.at(-1)!] as const;
    if (Math.abs(ends[1] - above.y - above.height) > CLOSE || Math.abs(ends[3] - below.y) > CLOSE)
      wrong.push(`arrow ${a} hangs in the air`);
    if (ends[0] < above.x || ends[0] > above.x + above.width || ends[2] < below.x || ends[2] > below.x + below.width)
      wrong.push(`arrow ${a} is beside its boxes`);
    for (let i = 3; i < points.length; i += 2)
      if (points[i]! < points[i - 2]! - CLOSE) wrong.push(`arrow ${a} goes up`);
    for (const line of straights(points)) {
      boxes.forEach((box, i) => {
        if (i !== from && i !== to && meets(line, box)) wrong.push(`arrow ${a} goes through box ${i}`);
      });
    }
  });
  return wrong;
};

const faultsOf = (graph: Graph, fold = false): string[] => {
  const { scene } = sceneOf(graph, false);
  const shown = fold ? foldScene(scene, new Set(scene.groups.keys())).scene : scene;
  return faults(shown, draw(shown).layout);
};

const network = define({ x: f64(3, 4), t: i32(3), w: f64(4, 5), b: f64(5) }, ({ x, t, w, b }) => ({
  loss: crossEntropy(layerNorm(x.matmul(w).add(b)), t).mean(),
}));
const descent = define({ start: f64(2), rate: f64() }, ({ start, rate }) => {
  const { carry, out } = scan((w) => ({ carry: w.sub(w.cos().mul(rate)), out: w.norm() }), start, null, { length: 5 });
  return { reached: carry.square().sum(), way: out };
});

describe('a layout', () => {
  test.each<[string, Graph]>([
    ['a network', network],
    ['its gradient', gradients(network, { of: 'loss', wrt: ['w', 'b'] })],
    ['a loop', descent],
    ['its gradient', gradients(descent, { of: 'reached', wrt: ['rate'] })],
    ['one box', define({ x: f64() }, ({ x }) => x)],
    ['nothing', define({}, () => ({}))],
    ['the same argument twice', define({ x: f64() }, ({ x }) => x.sub(x))],
    [
      'many inputs of one',
      define(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x${i}`, f64()])), (all) =>
        Object.values(all).reduce((a, b) => a.add(b)),
      ),
    ],
  ])('has boxes apart, groups around what is theirs, and lines that go down beside boxes: %s', (_name, graph) => {
    expect(faultsOf(graph)).toEqual([]);
    expect(faultsOf(graph, true)).toEqual([]);
  });

  test('of random programs and their gradients', () => {
    fc.assert(
      fc.property(programs(18), fc.boolean(), (graph, fold) => {
        expect(faultsOf(graph, fold)).toEqual([]);
        const slopes = gradients(graph, { of: 'cost', wrt: ['x'], disconnected: 'zero' });
        expect(faultsOf(slopes, fold)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('has no crossing where there need be none', () => {
    const ladder = define({ a: f64(), b: f64(), c: f64() }, ({ a, b, c }) => {
      const [p, q, r] = [c.sin(), a.sin(), b.sin()];
      return { r: r.exp(), p: p.exp(), q: q.exp() };
    });
    const { scene } = sceneOf(ladder, false);
    const { arrows } = draw(scene).layout;
    for (const points of arrows)
      for (let i = 2; i < points.length; i += 2) expect(points[i]).toBeCloseTo(points[0]!, 1);
  });

  test('has no crossing in a tree, in whatever order its leaves come', () => {
    const leaves = Array.from({ length: 16 }, (_, i) => `x${i}`);
    const tree = define(Object.fromEntries(leaves.map((name) => [name, f64()])), (given) => {
      let level = leaves.map((_, i) => given[`x${(i * 7 + 3) % 16}`]!);
      while (level.length > 1) {
        const half = level.length / 2;
        level = level.slice(0, half).map((_, i) => level[i]!.mul(level[half + ((i * 3 + 1) % half)]!));
      }
      return level[0]!;
    });
    const { arrows } = draw(sceneOf(tree, false).scene).layout;
    expect(arrows).toHaveLength(30);
    arrows.forEach((a, i) => {
      for (const b of arrows.slice(0, i)) {
        if (a[1] === b[1]) expect((a[0]! - b[0]!) * (a.at(-2)! - b.at(-2)!)).toBeGreaterThanOrEqual(-CLOSE);
      }
    });
  });

  test('has room for the name of a group', () => {
    const name = 'a name much wider than the one box in it';
    const graph = define({ x: f64() }, ({ x }) => x.builder.within(name, () => x.sin()));
    const { groups } = draw(sceneOf(graph, false).scene).layout;
    expect(groups[0]!.width).toBeGreaterThan(name.length * 6.6);
  });

  test('puts a constant by its first use, not at the top', () => {
    const chain = define({ x: f64() }, ({ x }) => x.sin().cos().exp().tanh().mul(2));
    const { scene } = sceneOf(chain, false);
    const { boxes } = draw(scene).layout;
    const [two, tanh] = ['2', 'tanh'].map((op) => scene.boxes.findIndex(({ lines }) => lines[0]![1] === op));
    expect(boxes[two!]!.y).toBe(boxes[tanh!]!.y);
  });
});
