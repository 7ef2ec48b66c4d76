/**
 * The innermost loops of sums of products, over the result `o` and the operands `a` and `b`. Each sum takes its terms in the order of the
 * loops, so that unrolling changes no bit.
 */
import type { Memory } from './kernel.ts';
import type { Body, Loop } from './nest.ts';

/** No sum: the product itself. */
export const product = (m: Memory): Body => {
  return (outer, inner, o, a, b) => {
    for (let row = 0; row < outer.size; row++) {
      let [to, x, y] = [o + row * outer.o, a + row * outer.a, b + row * outer.b];
      for (let i = 0; i < inner.size; i++, to += inner.o, x += inner.a, y += inner.b) m[to] = m[x]! * m[y]!;
    }
  };
};

/** Any sum of any steps. */
export const plain = (m: Memory): Body => {
  return (outer, inner, o, a, b) => {
    for (let row = 0; row < outer.size; row++) {
      let [to, x, y] = [o + row * outer.o, a + row * outer.a, b + row * outer.b];
      for (let i = 0; i < inner.size; i++, to += inner.o, x += inner.a, y += inner.b) m[to] = m[to]! + m[x]! * m[y]!;
    }
  };
};

/** Sums of 32-bit integers, which wrap. */
export const integer = (m: Memory): Body => {
  return (outer, inner, o, a, b) => {
    for (let row = 0; row < outer.size; row++) {
      let [to, x, y] = [o + row * outer.o, a + row * outer.a, b + row * outer.b];
      for (let i = 0; i < inner.size; i++, to += inner.o, x += inner.a, y += inner.b) {
        m[to] = (m[to]! + Math.imul(m[x]!, m[y]!)) | 0;
      }
    }
  };
};

/** A row of sums, each of `outer.size` terms: row of o += Σ a · row of b, four terms at a time. The operand `a` stays along the row. */
export const rows = (m: Memory): Body => {
  const rest = plain(m);
  return (outer, inner, o, a, b) => {
    const n = inner.size;
    const { a: ka, b: kb } = outer;
    const { o: so, b: sb } = inner;
    const last = outer.size - 3;
    let k = 0;
    for (; k < last; k += 4, a += 4 * ka, b += 4 * kb) {
      const x0 = m[a]!;
      const x1 = m[a + ka]!;
      const x2 = m[a + 2 * ka]!;
      const x3 = m[a + 3 * ka]!;
      for (let i = 0, to = o, y = b; i < n; i++, to += so, y += sb) {
        m[to] = m[to]! + x0 * m[y]! + x1 * m[y + kb]! + x2 * m[y + 2 * kb]! + x3 * m[y + 3 * kb]!;
      }
    }
    if (k < outer.size) rest({ ...outer, size: outer.size - k }, inner, o, a, b);
  };
};

/** Rows of sums for each step of `across`, along which `b` stays: two rows at a time, for one reading of b. */
export const rowPairs = (m: Memory, across: Loop): Body => {
  const single = rows(m);
  const rest = plain(m);
  const pair: Body = (outer, inner, o, a, b) => {
    const n = inner.size;
    const { a: ka, b: kb } = outer;
    const { o: so, b: sb } = inner;
    const { o: ro, a: ra } = across;
    const last = outer.size - 3;
    let k = 0;
    for (; k < last; k += 4, a += 4 * ka, b += 4 * kb) {
      const x0 = m[a]!;
      const x1 = m[a + ka]!;
      const x2 = m[a + 2 * ka]!;
      const x3 = m[a + 3 * ka]!;
      const z0 = m[a + ra]!;
      const z1 = m[a + ka + ra]!;
      const z2 = m[a + 2 * ka + ra]!;
      const z3 = m[a + 3 * ka + ra]!;
      for (let i = 0, to = o, y = b; i < n; i++, to += so, y += sb) {
        const y0 = m[y]!;
        const y1 = m[y + kb]!;
        const y2 = m[y + 2 * kb]!;
        const y3 = m[y + 3 * kb]!;
        m[to] = m[to]! + x0 * y0 + x1 * y1 + x2 * y2 + x3 * y3;
        m[to + ro] = m[to + ro]! + z0 * y0 + z1 * y1 + z2 * y2 + z3 * y3;
      }
    }
    if (k === outer.size) return;
    const tail = { ...outer, size: outer.size - k };
    rest(tail, inner, o, a, b);
    rest(tail, inner, o + ro, a + ra, b);
  };
  return (outer, inner, o, a, b) => {
    let row = 0;
    for (; row + 1 < across.size; row += 2) pair(outer, inner, o + row * across.o, a + row * across.a, b);
    if (row < across.size) single(outer, inner, o + row * across.o, a + row * across.a, b);
  };
};

/** `outer.size` sums, each of `inner.size` terms: o += Σ a · b, four at a time. The operand `a` is the same for all. */
export const dots = (m: Memory): Body => {
  const rest = eachDot(m);
  return (outer, inner, o, a, b) => {
    const n = inner.size;
    const [sa, sb, so, kb] = [inner.a, inner.b, outer.o, outer.b];
    const blocks = outer.size >> 2;
    for (let block = 0; block < blocks; block++, o += 4 * so, b += 4 * kb) {
      let [s0, s1, s2, s3] = [m[o]!, m[o + so]!, m[o + 2 * so]!, m[o + 3 * so]!];
      for (let i = 0, x = a, y = b; i < n; i++, x += sa, y += sb) {
        const f = m[x]!;
        s0 += f * m[y]!;
        s1 += f * m[y + kb]!;
        s2 += f * m[y + 2 * kb]!;
        s3 += f * m[y + 3 * kb]!;
      }
      m[o] = s0;
      m[o + so] = s1;
      m[o + 2 * so] = s2;
      m[o + 3 * so] = s3;
    }
    rest({ ...outer, size: outer.size & 3 }, inner, o, a, b);
  };
};

/** `outer.size` sums, each of `inner.size` terms, one at a time. */
export const eachDot = (m: Memory): Body => {
  return (outer, inner, o, a, b) => {
    for (let row = 0; row < outer.size; row++) {
      const to = o + row * outer.o;
      let sum = m[to]!;
      let [x, y] = [a + row * outer.a, b + row * outer.b];
      for (let i = 0; i < inner.size; i++, x += inner.a, y += inner.b) sum += m[x]! * m[y]!;
      m[to] = sum;
    }
  };
};
