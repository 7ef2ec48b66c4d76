/** jax-js on its WebAssembly device, under `jit`. */
import type * as JaxJs from '@jax-js/jax';
import { batchLater, type Contender } from '../contender.ts';
import type { Problem } from '../workload.ts';
import { shapeOf } from './shapes.ts';

export type Jax = typeof JaxJs;
export type JaxArray = JaxJs.numpy.Array;
export type JaxArrays = Readonly<Record<string, JaxArray>>;

/** A function of the named arrays that gives the outputs. It is jitted; it owns what it is given, as functions of jax-js do. */
export type InJaxJs = (jax: Jax) => (at: JaxArrays) => readonly JaxArray[];

/** The library. It asks `instanceof Float16Array`, which Node has from version 24 on: until then any class that no data is of serves. */
const load = async (): Promise<Jax> => {
  if (!('Float16Array' in globalThis)) Object.assign(globalThis, { Float16Array: WeakRef });
  const jax = await import('@jax-js/jax');
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  return jax;
};

/** References for a call: jax-js counts them, and a call uses up one of each. */
const shared = (at: JaxArrays): JaxArrays => Object.fromEntries(Object.entries(at).map(([name, x]) => [name, x.ref]));

export const inJaxJs = (program: InJaxJs, problem: Problem): Contender => ({
  name: 'jax-js',
  make: async () => {
    const jax = await load();
    const { feeds, graph } = problem;
    const types = graph();
    const at: JaxArrays = Object.fromEntries(
      Object.entries(feeds).map(([name, data]) => [
        name,
        jax.numpy.array(data as Float64Array<ArrayBuffer>, { shape: shapeOf(types, name) }),
      ]),
    );
    const run = jax.jit(program(jax) as (at: JaxArrays) => JaxArray[]);
    let last: JaxArray[] = [];
    const once = async (): Promise<void> => {
      for (const old of last) old.dispose();
      last = run(shared(at));
      await jax.blockUntilReady(last);
    };
    return {
      batch: batchLater(once),
      results: () => last.map((x) => Float64Array.from(x.ref.dataSync() as Float64Array)),
      close: () => {
        for (const old of [...last, ...Object.values(at)]) old.dispose();
        run.dispose();
      },
    };
  },
});

/** The cost and its gradient by the named arrays, as a program. */
export const gradientInJaxJs =
  (wrt: readonly string[], cost: (jax: Jax) => (at: JaxArrays) => JaxArray): InJaxJs =>
  (jax) =>
  (at) => {
    const of = cost(jax);
    const rest = Object.fromEntries(Object.entries(at).filter(([name]) => !wrt.includes(name)));
    const given = wrt.map((name) => at[name]!);
    const named = (xs: readonly JaxArray[]): JaxArrays => ({
      ...rest,
      ...Object.fromEntries(wrt.map((name, i) => [name, xs[i]!])),
    });
    const [value, slopes] = jax.valueAndGrad((xs: JaxArray[]) => of(named(xs)))(given);
    return [value, ...slopes];
  };
