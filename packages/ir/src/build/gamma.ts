/** The gamma distribution: loops that draw until every number is accepted. */
import { givenOptions } from '../error/guard.ts';
import type { FloatType, Shape } from '../type/type.ts';
import { broadcastTo } from './apply.ts';
import { whileLoop } from './control.ts';
import { full } from './creation.ts';
import { randomBits, splitKey } from './keys.ts';
import type { Value } from './lift.ts';
import { add, and, div, ge, le, log, lt, mul, pow, sqrt, square, stopGradient, sub, where } from './pointwise.ts';
import { DRAW, drawOf, normal, uniform, type DrawOptions } from './random.ts';
import { any } from './reductions.ts';
import { expandDims } from './shaping.ts';
import type { Sym } from './symbol.ts';

export interface GammaOptions extends DrawOptions {
  /** The shape parameter, > 0; broadcasts to the shape. */
  readonly alpha: Value;
  /** What the numbers are multiplied by, 1 when left out; broadcasts to the shape. */
  readonly scale?: Value;
}

const newKey = (wanted: Sym, now: Sym, before: Sym): Sym => where(expandDims(wanted, -1), now, before);

/** For each key x and v = 1 + c·x: the first normal x of which v > 0. */
const proposal = (keys: Sym, c: Sym, like: (value: number) => Sym): { readonly x: Sym; readonly v: Sym } =>
  whileLoop(
    ({ v }) => any(le(v, 0)),
    ({ key, x, v }) => {
      const again = le(v, 0);
      const [next, own] = splitKey(key);
      const drawn = normal(own, [], { dtype: c.dtype as FloatType });
      return {
        key: newKey(again, next, key),
        x: where(again, drawn, x),
        v: where(again, add(mul(drawn, c), 1), v),
      };
    },
    { key: keys, x: like(0), v: like(-1) },
  );

/**
 * v³ of which d·v³, with d = α − 1/3, has the gamma distribution of α ≥ 1 (Marsaglia, Tsang 2000, "A simple method for generating gamma
 * variables"): proposals until they are accepted, a few in a hundred are not. Those that are done wait for the others.
 */
const accepted = (keys: Sym, d: Sym, like: (value: number) => Sym): Sym => {
  const c = div(1 / 3, sqrt(d));
  const refused = (xx: Sym, cube: Sym, u: Sym): Sym =>
    and(ge(u, sub(1, mul(square(xx), 0.0331))), ge(log(u), add(mul(xx, 0.5), mul(d, add(sub(1, cube), log(cube))))));
  const found = whileLoop(
    (state) => any(refused(state.xx, state.cube, state.u)),
    ({ key, xx, cube, u }) => {
      const again = refused(xx, cube, u);
      const [next, forX, forU] = splitKey(key, 3);
      const { x, v } = proposal(forX, c, like);
      return {
        key: newKey(again, next, key),
        xx: where(again, square(x), xx),
        cube: where(again, mul(square(v), v), cube),
        u: where(again, uniform(forU, [], { dtype: c.dtype as FloatType }), u),
      };
    },
    { key: keys, xx: like(0), cube: like(1), u: like(2) },
  );
  return found.cube;
};

/**
 * The gamma distribution with density xᵅ⁻¹e⁻ˣ/Γ(α), times `scale`, of `shape`; keys [..., 2] give [..., ...shape]. The numbers of
 * `jax.random.gamma`. Gradients flow to the scale; to α they are stopped, for acceptance is no smooth function of it. Throws `dtype`, `size`,
 * `shape`, `broadcast` or `option`.
 */
export const gamma = (from: Value, shape: Shape, options: GammaOptions): Sym => {
  const { alpha, scale = 1, ...type } = givenOptions('gamma', options, { ...DRAW, alpha: true, scale: true });
  const draw = drawOf('gamma', from, [alpha, scale], type);
  return draw.key.builder.within('gamma', () => {
    const own = randomBits(draw.key, shape, { width: 64 });
    const all = own.shape.slice(0, -1);
    const [a, factor] = draw.parameters.map((parameter) => broadcastTo(parameter, all)) as [Sym, Sym];
    const like = (value: number): Sym => full(all, value, draw.dtype);
    const order = stopGradient(a);
    // A number of α < 1 is one of α + 1 times the power 1/α of a uniform one.
    const small = lt(order, 1);
    const d = sub(where(small, add(order, 1), order), 1 / 3);
    const [keys, last] = splitKey(own);
    const u = sub(1, uniform(last, [], { dtype: draw.dtype }));
    const boost = where(small, pow(u, div(1, order)), 1);
    return mul(mul(mul(d, accepted(keys, d, like)), boost), factor);
  });
};
