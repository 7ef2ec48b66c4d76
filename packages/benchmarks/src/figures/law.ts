/** What derivatives cost: time of a gradient over that of its value, of a Hessian-vector product over that of a gradient. */
import { gradients, jvp, pick, type Graph } from 'adjoint';
import { interleave, median, ratioOf, type Effort } from '../measure/interleave.ts';
import { adjoint } from '../peers/adjoint.ts';
import { f32s, f64s } from '../workloads/data.ts';
import type { Feeds, Numbers, Size, Workload } from '../workload.ts';

export interface Law {
  readonly name: string;
  readonly valueMs: number;
  /** At most 4 is to be reached; 5 is what theory proves. */
  readonly gradient: number;
  /** At most 3 is to be reached. */
  readonly product: number;
}

const like = (data: Numbers, seed: number): Numbers =>
  data instanceof Float32Array ? f32s(data.length, seed) : f64s(data.length, seed);

/** Undefined where the workload has no cost. */
export const lawOf = async ({ name, problem }: Workload, size: Size, effort: Effort): Promise<Law | undefined> => {
  const stated = problem(size);
  if (stated.law === undefined) return undefined;
  const { cost, of, wrt } = stated.law;
  const slope = (): Graph => gradients(cost(), { of, wrt });
  const products = wrt.map((x) => `jvp(d(${of})/d(${x}))`);
  const tangents: Feeds = Object.fromEntries(wrt.map((x, i) => [`t(${x})`, like(stated.feeds[x]!, 70 + i)]));
  const ready = (graph: () => Graph, feeds: Feeds) => adjoint({ graph, feeds, outputs: [] }, 'auto').make();
  const [value, gradient, product] = await interleave(
    await Promise.all([
      ready(cost, stated.feeds),
      ready(slope, stated.feeds),
      ready(() => pick(jvp(slope(), { wrt }), products), { ...stated.feeds, ...tangents }),
    ]),
    effort,
  );
  return {
    name,
    valueMs: median(value!),
    gradient: ratioOf(gradient!, value!),
    product: ratioOf(product!, gradient!),
  };
};
