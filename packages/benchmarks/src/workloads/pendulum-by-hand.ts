/** The pendulum's gradient by hand: states are kept, stages computed again on the way back. */
import type { Feeds } from '../workload.ts';

export const G = 9.81;
export const DT = 0.01;

/** k = f(x) for x at `i`, written at `o`. */
const motion = (x: Float64Array, i: number, k: Float64Array, o: number): void => {
  const [p, q, v, w] = [x[i]!, x[i + 1]!, x[i + 2]!, x[i + 3]!];
  const bend = p - q;
  const [s, c] = [Math.sin(bend), Math.cos(bend)];
  const below = 3 - Math.cos(2 * bend);
  k[o] = v;
  k[o + 1] = w;
  k[o + 2] = -(3 * G * Math.sin(p) + G * Math.sin(p - 2 * q) + 2 * s * (w * w + v * v * c)) / below;
  k[o + 3] = (2 * s * (2 * v * v + 2 * G * Math.cos(p) + w * w * c)) / below;
};

/** x̄ += (∂f/∂x)ᵀ·k̄ at x, with k̄ at `o`. */
const pullBack = (x: Float64Array, kBar: Float64Array, o: number, xBar: Float64Array): void => {
  const [p, q, v, w] = [x[0]!, x[1]!, x[2]!, x[3]!];
  const bend = p - q;
  const [s, c, s2] = [Math.sin(bend), Math.cos(bend), Math.sin(2 * bend)];
  const below = 3 - Math.cos(2 * bend);
  const [sp, cp] = [Math.sin(p), Math.cos(p)];
  const [st, ct] = [Math.sin(p - 2 * q), Math.cos(p - 2 * q)];
  const inner = w * w + v * v * c;
  const outer = 2 * v * v + 2 * G * cp + w * w * c;
  const first = -(3 * G * sp + G * st + 2 * s * inner) / below;
  const second = (2 * s * outer) / below;
  const [a, b] = [kBar[o + 2]! / below, kBar[o + 3]! / below];
  const swing = 2 * c * inner - 2 * s * s * v * v;
  const turn = 2 * c * outer - 2 * s * s * w * w;
  xBar[0] =
    xBar[0]! + a * (-3 * G * cp - G * ct - swing - 2 * s2 * first) + b * (turn - 4 * G * s * sp - 2 * s2 * second);
  xBar[1] = xBar[1]! + a * (2 * G * ct + swing + 2 * s2 * first) + b * (-turn + 2 * s2 * second);
  xBar[2] = xBar[2]! + kBar[o]! - 4 * a * s * c * v + 8 * b * s * v;
  xBar[3] = xBar[3]! + kBar[o + 1]! - 4 * a * s * w + 4 * b * s * c * w;
};

/** So far along the stage before does each stage of the method stand. */
const ALONG = [0, DT / 2, DT / 2, DT] as const;
const WEIGHTS = [DT / 6, DT / 3, DT / 3, DT / 6] as const;

export const pendulumByHand =
  (steps: number) =>
  ({ p, q, v, w }: Feeds) => {
    const states = new Float64Array(4 * (steps + 1));
    const [stages, slopes] = [new Float64Array(16), new Float64Array(16)];
    const [bars, xBar, at, atBar] = [
      new Float64Array(16),
      new Float64Array(4),
      new Float64Array(4),
      new Float64Array(4),
    ];
    const cost = [0];
    const results = [cost, ...[0, 1, 2, 3].map((i) => xBar.subarray(i, i + 1))];
    const stagesFrom = (from: number): void => {
      for (let k = 0; k < 4; k++) {
        for (let i = 0; i < 4; i++) {
          stages[4 * k + i] = states[from + i]! + (k === 0 ? 0 : ALONG[k]! * slopes[4 * k - 4 + i]!);
        }
        motion(stages, 4 * k, slopes, 4 * k);
      }
    };
    const forward = (): void => {
      [p, q, v, w].forEach((x, i) => (states[i] = x![0]!));
      for (let from = 0; from < 4 * steps; from += 4) {
        stagesFrom(from);
        for (let i = 0; i < 4; i++) {
          let sum = states[from + i]!;
          for (let k = 0; k < 4; k++) sum += WEIGHTS[k]! * slopes[4 * k + i]!;
          states[from + 4 + i] = sum;
        }
      }
    };
    const back = (from: number): void => {
      stagesFrom(from);
      for (let k = 0; k < 4; k++) for (let i = 0; i < 4; i++) bars[4 * k + i] = WEIGHTS[k]! * xBar[i]!;
      for (let k = 3; k >= 0; k--) {
        for (let i = 0; i < 4; i++) [at[i], atBar[i]] = [stages[4 * k + i]!, 0];
        pullBack(at, bars, 4 * k, atBar);
        for (let i = 0; i < 4; i++) {
          xBar[i] = xBar[i]! + atBar[i]!;
          if (k > 0) bars[4 * k - 4 + i] = bars[4 * k - 4 + i]! + ALONG[k]! * atBar[i]!;
        }
      }
    };
    return () => {
      forward();
      cost[0] = 0;
      for (let i = 0; i < 4; i++) {
        const last = states[4 * steps + i]!;
        cost[0] += last * last;
        xBar[i] = 2 * last;
      }
      for (let from = 4 * (steps - 1); from >= 0; from -= 4) back(from);
      return results;
    };
  };
