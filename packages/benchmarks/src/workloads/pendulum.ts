/** A double pendulum, 100 steps of Runge and Kutta unrolled into one graph of scalars, and its gradient by the first state. */
import { define, f64, gradients, stack, type Sym } from 'adjoint';
import { gradientInJaxJs, type JaxArray } from '../peers/jaxjs.ts';
import type { Workload } from '../workload.ts';
import { DT, G, pendulumByHand } from './pendulum-by-hand.ts';
import { NO_DERIVATIVES, NO_F64 } from './reasons.ts';

const STEPS = { full: 100, tiny: 3 } as const;
const STATE = ['p', 'q', 'v', 'w'] as const;
type Four<T> = readonly [T, T, T, T];

/** Angles p and q, speeds v and w; rods and masses of 1: what the state becomes by the second. */
const motion = ([p, q, v, w]: Four<Sym>): Four<Sym> => {
  const bend = p.sub(q);
  const [s, c] = [bend.sin(), bend.cos()];
  const [vv, ww] = [v.square(), w.square()];
  const below = bend.mul(2).cos().neg().add(3);
  const fall = p
    .sin()
    .mul(3 * G)
    .add(p.sub(q.mul(2)).sin().mul(G));
  const first = fall
    .add(s.mul(2).mul(ww.add(vv.mul(c))))
    .neg()
    .div(below);
  const second = s
    .mul(2)
    .mul(
      vv
        .mul(2)
        .add(p.cos().mul(2 * G))
        .add(ww.mul(c)),
    )
    .div(below);
  return [v, w, first, second];
};

const step = (x: Four<Sym>): Four<Sym> => {
  const along = (by: Four<Sym>, h: number): Four<Sym> =>
    x.map((at, i) => at.add(by[i]!.mul(h))) as unknown as Four<Sym>;
  const k1 = motion(x);
  const k2 = motion(along(k1, DT / 2));
  const k3 = motion(along(k2, DT / 2));
  const k4 = motion(along(k3, DT));
  return x.map((at, i) =>
    at.add(
      k1[i]!.add(k2[i]!.mul(2))
        .add(k3[i]!.mul(2))
        .add(k4[i]!)
        .mul(DT / 6),
    ),
  ) as unknown as Four<Sym>;
};

/** The same on an array of four, for a library whose every operation is a kernel. */
const jaxJsStep = (np: typeof import('@jax-js/jax').numpy) => {
  const motion = (x: JaxArray): JaxArray => {
    const [p, q, v, w] = [x.ref.slice(0), x.ref.slice(1), x.ref.slice(2), x.slice(3)];
    const bend = p.ref.sub(q.ref);
    const [s, c] = [np.sin(bend.ref), np.cos(bend.ref)];
    const [vv, ww] = [np.square(v.ref), np.square(w.ref)];
    const below = np.cos(bend.mul(2)).neg().add(3);
    const fall = np
      .sin(p.ref)
      .mul(3 * G)
      .add(np.sin(p.ref.sub(q.mul(2))).mul(G));
    const first = fall
      .add(s.ref.mul(2).mul(ww.ref.add(vv.ref.mul(c.ref))))
      .neg()
      .div(below.ref);
    const second = s
      .mul(2)
      .mul(
        vv
          .mul(2)
          .add(np.cos(p).mul(2 * G))
          .add(ww.mul(c)),
      )
      .div(below);
    return np.stack([v, w, first, second]);
  };
  return (x: JaxArray): JaxArray => {
    const k1 = motion(x.ref);
    const k2 = motion(x.ref.add(k1.ref.mul(DT / 2)));
    const k3 = motion(x.ref.add(k2.ref.mul(DT / 2)));
    const k4 = motion(x.ref.add(k3.ref.mul(DT)));
    return x.add(
      k1
        .add(k2.mul(2))
        .add(k3.mul(2))
        .add(k4)
        .mul(DT / 6),
    );
  };
};

export const pendulum: Workload = {
  name: 'pendulum',
  what: 'RK4 double pendulum, 100 steps as one graph, gradient, f64',
  reach: 0.05,
  problem: (size) => {
    const steps = STEPS[size];
    const cost = () =>
      define({ p: f64(), q: f64(), v: f64(), w: f64() }, ({ p, q, v, w }) => {
        let x: Four<Sym> = [p, q, v, w];
        for (let i = 0; i < steps; i++) x = step(x);
        return { cost: stack(x).square().sum() };
      });
    return {
      graph: () => gradients(cost(), { of: 'cost', wrt: STATE }),
      outputs: ['cost', ...STATE.map((name) => `d(cost)/d(${name})`)],
      feeds: {
        p: Float64Array.of(1.2),
        q: Float64Array.of(0.7),
        v: Float64Array.of(0.3),
        w: Float64Array.of(-0.2),
      },
      tolerance: {
        within: 1e-10,
        because: 'a hundred steps, each of which rounds some hundred times: 100·100·2⁻⁵³ = 1e-12',
      },
      law: { cost, of: 'cost', wrt: STATE },
      peers: {
        hand: pendulumByHand(steps),
        jaxjs:
          steps > 20
            ? 'unrolled, its compile time grows faster than the graph: it is given 20 steps at most'
            : gradientInJaxJs(STATE, ({ numpy: np }) => ({ p, q, v, w }) => {
                const next = jaxJsStep(np);
                let x = np.stack([p!, q!, v!, w!]);
                for (let i = 0; i < steps; i++) x = next(x);
                return np.square(x).sum();
              }),
        tfjs: NO_F64,
        mathjs: 'its derivatives are of a text, which 100 steps would have to be written out as, without shared parts',
        onnx: NO_DERIVATIVES,
        jax: { file: 'pendulum.py', numbers: { steps } },
        torch: { file: 'pendulum.py', numbers: { steps } },
        casadi: { file: 'pendulum.py', numbers: { steps } },
      },
    };
  },
};
