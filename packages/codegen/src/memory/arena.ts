/**
 * Takes and gives back stretches of memory, in doubles: the smallest free one that fits, cut where it is longer. Those of more than one begin
 * at even places, where vectors are aligned.
 */
export class Arena {
  private readonly free = new Map<number, number[]>();
  /** Places in all. */
  size: number;
  /** All that was ever taken. */
  sum: number;
  /** The most that was taken at a time. */
  peak: number;
  private live: number;

  constructor(first: number) {
    this.size = first;
    this.sum = first;
    this.peak = first;
    this.live = first;
  }

  /** The first place of `count` places that nobody has. */
  take(count: number): number {
    this.sum += count;
    this.live += count;
    this.peak = Math.max(this.peak, this.live);
    if (count === 0) return this.size;
    const whole = wholeOf(count);
    const from = this.free.get(whole)?.pop();
    return from ?? this.cut(whole) ?? this.grow(whole);
  }

  /** Counts what takes the place of something else. */
  reuse(count: number): void {
    this.sum += count;
  }
  give(start: number, count: number): void {
    this.live -= count;
    this.release(start, count);
  }

  private release(start: number, count: number): void {
    if (count === 0) return;
    const whole = wholeOf(count);
    const same = this.free.get(whole);
    if (same === undefined) this.free.set(whole, [start]);
    else same.push(start);
  }

  private cut(count: number): number | undefined {
    let best = Infinity;
    for (const [size, starts] of this.free) if (size > count && size < best && starts.length > 0) best = size;
    const start = this.free.get(best)?.pop();
    if (start === undefined) return undefined;
    if (count === 1) this.release(start + 1, 1);
    const taken = Math.max(2, count);
    this.release(start + taken, best - taken);
    return start;
  }

  private grow(count: number): number {
    if (count > 1 && this.size % 2 === 1) this.release(this.size++, 1);
    this.size += count;
    return this.size - count;
  }
}

/** So many doubles, up to an even number: one stands alone. */
const wholeOf = (count: number): number => (count === 1 ? 1 : count + (count % 2));
