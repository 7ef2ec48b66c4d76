/** The convolutional network by hand: convolutions as loops over kernels, poolings that remember what they took. */
import type { Feeds, Size } from '../workload.ts';
import { crossEntropy, Layer } from './by-hand-layers.ts';
import { CLASSES, KERNEL, lastSide, SIZES } from './lenet-sizes.ts';

/** Images of so many channels and that side, so many of them. */
interface Images {
  readonly rows: number;
  readonly channels: number;
  readonly side: number;
}

const arrayOf = ({ rows, channels, side }: Images): Float32Array => new Float32Array(rows * channels * side * side);

/** A convolution with relu and pooling by 2. */
class Block {
  readonly out: Float32Array;
  readonly bar: Float32Array;
  readonly dk: Float32Array;
  readonly db: Float32Array;
  private readonly from: Images;
  private readonly mid: Images;
  private readonly full: Float32Array;
  private readonly fullBar: Float32Array;
  private readonly taken: Int32Array;
  private readonly k: Float32Array;
  private readonly b: Float32Array;
  private readonly pad: number;

  constructor(from: Images, channels: number, pad: number, k: Float32Array, b: Float32Array) {
    const side = from.side + 2 * pad - KERNEL + 1;
    [this.from, this.pad, this.k, this.b] = [from, pad, k, b];
    this.mid = { rows: from.rows, channels, side };
    [this.full, this.fullBar] = [arrayOf(this.mid), arrayOf(this.mid)];
    const pooled = { ...this.mid, side: side / 2 };
    [this.out, this.bar] = [arrayOf(pooled), arrayOf(pooled)];
    this.taken = new Int32Array(this.out.length);
    [this.dk, this.db] = [new Float32Array(k.length), new Float32Array(b.length)];
  }

  /** Goes over every (image, out, in, place in the kernel) with the run of columns that lie within. */
  private each(body: (weight: number, mid: number, from: number, count: number) => void): void {
    const { from, mid, pad } = this;
    for (let row = 0; row < from.rows; row++) {
      for (let o = 0; o < mid.channels; o++) {
        for (let c = 0; c < from.channels; c++) {
          const [plane, image] = [(row * mid.channels + o) * mid.side ** 2, (row * from.channels + c) * from.side ** 2];
          for (let u = 0; u < KERNEL; u++) {
            for (let v = 0; v < KERNEL; v++) {
              const weight = ((o * from.channels + c) * KERNEL + u) * KERNEL + v;
              const [first, last] = [Math.max(0, pad - v), Math.min(mid.side, from.side + pad - v)];
              for (let i = Math.max(0, pad - u); i < Math.min(mid.side, from.side + pad - u); i++) {
                const at = image + (i + u - pad) * from.side + first + v - pad;
                body(weight, plane + i * mid.side + first, at, last - first);
              }
            }
          }
        }
      }
    }
  }

  forward(x: Float32Array): Float32Array {
    const { full, k, b, mid } = this;
    const area = mid.side ** 2;
    for (let plane = 0; plane * area < full.length; plane++) {
      full.fill(b[plane % mid.channels]!, plane * area, (plane + 1) * area);
    }
    this.each((weight, to, from, count) => {
      const scale = k[weight]!;
      for (let j = 0; j < count; j++) full[to + j] = full[to + j]! + scale * x[from + j]!;
    });
    this.pool();
    return this.out;
  }

  /** The greatest of each 2×2, at least 0: relu and pooling at once. */
  private pool(): void {
    const { full, out, taken, mid } = this;
    const half = mid.side / 2;
    for (let at = 0; at < out.length; at++) {
      const [row, column] = [Math.floor(at / half), at % half];
      const corner = 2 * row * mid.side + 2 * column;
      let best = corner;
      for (const place of [corner + 1, corner + mid.side, corner + mid.side + 1]) {
        if (full[place]! > full[best]!) best = place;
      }
      taken[at] = best;
      out[at] = Math.max(full[best]!, 0);
    }
  }

  backward(x: Float32Array, xBar?: Float32Array): void {
    const { fullBar, bar, out, taken, dk, db, k, mid } = this;
    fullBar.fill(0);
    for (let at = 0; at < bar.length; at++) if (out[at]! > 0) fullBar[taken[at]!] = bar[at]!;
    db.fill(0);
    const area = mid.side ** 2;
    for (let at = 0; at < fullBar.length; at++) {
      const channel = Math.floor(at / area) % mid.channels;
      db[channel] = db[channel]! + fullBar[at]!;
    }
    dk.fill(0);
    xBar?.fill(0);
    this.each((weight, to, from, count) => {
      let sum = 0;
      for (let j = 0; j < count; j++) sum += fullBar[to + j]! * x[from + j]!;
      dk[weight] = dk[weight]! + sum;
      if (xBar === undefined) return;
      const scale = k[weight]!;
      for (let j = 0; j < count; j++) xBar[from + j] = xBar[from + j]! + scale * fullBar[to + j]!;
    });
  }
}

export const lenetByHand = (size: Size) => (feeds: Feeds) => {
  const { rows, side, channels, hidden } = SIZES[size];
  const at = feeds as Readonly<Record<string, Float32Array>>;
  const [c1, c2] = channels;
  const flat = c2 * lastSide(side) ** 2;
  const one = new Block({ rows, channels: 1, side }, c1, 2, at['k1']!, at['b1']!);
  const two = new Block({ rows, channels: c1, side: side / 2 }, c2, 0, at['k2']!, at['b2']!);
  const three = new Layer(rows, flat, hidden[0], at['w3']!, at['b3']!);
  const four = new Layer(rows, hidden[0], hidden[1], at['w4']!, at['b4']!);
  const five = new Layer(rows, hidden[1], CLASSES, at['w5']!, at['b5']!);
  const cost = [0];
  const layers = [three, four, five].flatMap(({ dw, db }) => [dw, db]);
  const results = [cost, one.dk, one.db, two.dk, two.db, ...layers];
  return () => {
    const first = one.forward(at['x']!);
    const second = two.forward(first);
    const third = three.forward(second, true);
    const fourth = four.forward(third, true);
    cost[0] = crossEntropy(five.forward(fourth, false), at['y']!, five.bar, rows, CLASSES);
    five.backward(fourth, four.bar);
    four.backward(third, three.bar);
    three.backward(second, two.bar);
    two.backward(first, one.bar);
    one.backward(at['x']!);
    return results;
  };
};
