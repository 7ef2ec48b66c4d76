/** Rounds of Stockham's Fourier transform: each takes one factor out of the length (Van Loan 1992, §1.7). */

/** cos and sin of 2π·k/n for each k < n, from angles of at most π/4: exact at quarters. */
interface Roots {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

export const rootsOf = (n: number): Roots => {
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const quarter = Math.round((4 * k) / n);
    const angle = (Math.PI * (4 * k - quarter * n)) / (2 * n);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    cos[k] = [c, -s, -c, s, c][quarter]!;
    sin[k] = [s, c, -s, -c, s][quarter]!;
  }
  return { cos, sin };
};

/** One round from x to y: `span` numbers are left to transform, in `stride` rows that lie side by side. */
export type Round = (xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array) => void;

export const byFour = ({ cos, sin }: Roots, span: number, stride: number): Round => {
  const m = span / 4;
  const far = stride * m;
  return (xr, xi, yr, yi) => {
    for (let q = 0; q < m; q++) {
      const [at1, at2, at3] = [q * stride, 2 * q * stride, 3 * q * stride];
      const [c1, c2, c3] = [cos[at1]!, cos[at2]!, cos[at3]!];
      const [s1, s2, s3] = [sin[at1]!, sin[at2]!, sin[at3]!];
      for (let a = stride * q, to = 4 * stride * q; a < stride * (q + 1); a++, to++) {
        // a ± c, and b + d, −i·(b − d).
        const acR = xr[a]! + xr[a + 2 * far]!;
        const acI = xi[a]! + xi[a + 2 * far]!;
        const gapR = xr[a]! - xr[a + 2 * far]!;
        const gapI = xi[a]! - xi[a + 2 * far]!;
        const bdR = xr[a + far]! + xr[a + 3 * far]!;
        const bdI = xi[a + far]! + xi[a + 3 * far]!;
        const turnR = xi[a + far]! - xi[a + 3 * far]!;
        const turnI = xr[a + 3 * far]! - xr[a + far]!;
        yr[to] = acR + bdR;
        yi[to] = acI + bdI;
        const r1 = gapR + turnR;
        const i1 = gapI + turnI;
        yr[to + stride] = r1 * c1 + i1 * s1;
        yi[to + stride] = i1 * c1 - r1 * s1;
        const r2 = acR - bdR;
        const i2 = acI - bdI;
        yr[to + 2 * stride] = r2 * c2 + i2 * s2;
        yi[to + 2 * stride] = i2 * c2 - r2 * s2;
        const r3 = gapR - turnR;
        const i3 = gapI - turnI;
        yr[to + 3 * stride] = r3 * c3 + i3 * s3;
        yi[to + 3 * stride] = i3 * c3 - r3 * s3;
      }
    }
  };
};

/** The same for any factor, by its definition. */
export const byFactor = ({ cos, sin }: Roots, factor: number, span: number, stride: number): Round => {
  const m = span / factor;
  const turn = m * stride;
  const [re, im] = [new Float64Array(factor), new Float64Array(factor)];
  return (xr, xi, yr, yi) => {
    for (let q = 0; q < m; q++) {
      for (let t = 0; t < stride; t++) {
        for (let j = 0, at = t + stride * q; j < factor; j++, at += stride * m) {
          re[j] = xr[at]!;
          im[j] = xi[at]!;
        }
        for (let k = 0, to = t + stride * factor * q; k < factor; k++, to += stride) {
          let sumR = re[0]!;
          let sumI = im[0]!;
          for (let j = 1; j < factor; j++) {
            const root = ((j * k) % factor) * turn;
            sumR += re[j]! * cos[root]! + im[j]! * sin[root]!;
            sumI += im[j]! * cos[root]! - re[j]! * sin[root]!;
          }
          const c = cos[q * k * stride]!;
          const s = sin[q * k * stride]!;
          yr[to] = sumR * c + sumI * s;
          yi[to] = sumI * c - sumR * s;
        }
      }
    }
  };
};
