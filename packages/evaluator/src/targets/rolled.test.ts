/** Unrolled loops on every target: generated code has them as loops, the interpreter as they are, and all give the same bits. */
import { expect, test } from '@jest/globals';
import { define, f64, gradients, jvp, pick, type Graph, type Sym } from 'adjoint';
import { compile, evaluate, toModule } from '../index.ts';

/** A pendulum that is driven and damped, step by step, and how far it comes. */
const pendulum = define({ angle: f64(), speed: f64(), drive: f64(300) }, ({ angle, speed, drive }) => {
  let [p, v] = [angle, speed];
  let cost = angle.square();
  for (let step = 0; step < 300; step++) {
    v = v.add(p.sin().mul(-0.1).sub(v.mul(0.02)).add(drive.at(step)));
    p = p.add(v.mul(0.1));
    cost = cost.add(p.square());
  }
  return { cost };
});
const wrt = ['angle', 'speed', 'drive'] as const;
const slope = gradients(pendulum, { of: 'cost', wrt });
const names = wrt.map((x) => `jvp(d(cost)/d(${x}))`);
const bent = pick(jvp(slope, { wrt }), names);

const drive = Float64Array.from({ length: 300 }, (_, i) => 0.01 * Math.sin(i * i));
const feeds = { angle: 1.2, speed: -0.3, drive, 't(angle)': 1, 't(speed)': 0.5, 't(drive)': drive };
const fed = ({ inputs }: Graph): Record<string, number | Float64Array> =>
  Object.fromEntries(Object.keys(inputs).map((name) => [name, feeds[name as keyof typeof feeds]]));

test.each([
  ['a gradient', slope],
  ['a product with a Hessian', bent],
] as [string, Graph][])('%s has the same bits on every target', (_, graph) => {
  const want = evaluate(graph, fed(graph));
  for (const target of ['interpreter', 'js', 'wasm'] as const) {
    const run = compile(graph, { target });
    const straight = compile(graph, { target, optimize: false });
    expect(run(fed(graph))).toEqual(want);
    const [nodes, all] = [run, straight].map((each) => Number(/(\d+) nodes/.exec(each.explain())![1]));
    const isRolled = nodes! < all! / 10;
    expect([target, isRolled]).toEqual([target, target !== 'interpreter']);
  }
});

test('generated text does not grow with the number of steps', async () => {
  const chain = (steps: number): Graph =>
    define({ x: f64() }, ({ x }) => {
      let y: Sym = x;
      for (let i = 0; i < steps; i++) y = y.sin().add(y.mul(0.1));
      return { y };
    });
  const [short, long] = [3_000, 30_000].map((steps) => gradients(chain(steps), { of: 'y', wrt: ['x'] }));
  const sizes = [short!, long!].map((graph) => compile(graph, { target: 'js' }).source!.length);
  expect(sizes[1]! - sizes[0]!).toBeLessThan(100);
  const modules = [short!, long!].map((graph) => toModule(graph).length);
  expect(modules[1]! - modules[0]!).toBeLessThan(100);
  expect(compile(long!, { target: 'js' })({ x: 0.7 })).toEqual(evaluate(long!, { x: 0.7 }));
});
