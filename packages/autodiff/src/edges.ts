/** Values whose derivative is changed on the way: rules for a single edge of the graph. */
import { Builder, describe, InputError, isSym, maximum, minimum, mul, type Graph, type Sym } from '@adjoint/ir';
import { custom } from './custom.ts';
import { place } from './control/rule.ts';

/** x with a rule for its cotangent alone: tangents pass as `forth` says. */
const onEdge = (x: Sym, forth: (t: Sym) => Sym, back: (ct: Sym) => Sym): Sym => {
  const builder = new Builder();
  builder.output('y', builder.input('x', x.type));
  const graph = custom(builder.close() as Graph<'x', 'y'>, {
    jvp: (_, { x: t }) => ({ y: forth(t) }),
    vjp: (_, { y: ct }) => ({ x: back(ct) }),
  });
  return place(x.builder, graph, [x])[0]!;
};

const demandSym = (x: unknown): Sym => {
  if (!isSym(x)) throw new InputError('value', { got: describe(x), want: 'a symbol' });
  return x;
};

/** x, whose derivative is `factor` times what it would be, in both modes: −1 turns gradients round. Throws `value`. */
export const scaleGradient = (x: Sym, factor: number): Sym =>
  onEdge(
    demandSym(x),
    (t) => mul(t, factor),
    (ct) => mul(ct, factor),
  );

/** x, whose cotangent is clipped to [lo, hi] in reverse mode; tangents pass as they are. Throws `value`. */
export const clipGradient = (x: Sym, lo: number, hi: number): Sym =>
  onEdge(
    demandSym(x),
    (t) => t,
    (ct) => minimum(maximum(ct, lo), hi),
  );
