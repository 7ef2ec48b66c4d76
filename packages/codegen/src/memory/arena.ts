/** Takes and gives back stretches of memory: the smallest free one that fits, cut where it is longer. */
export class Arena {
  private readonly free = new Map<number, number[]>();
  /** Places in all. */
  size: number;
  /** All that was ever taken. */
  sum: number;

  constructor(first: number) {
    this.size = first;
    this.sum = first;
  }

  /** The first place of `count` places that nobody has. */
  take(count: number): number {
    this.sum += count;
    if (count === 0) return this.size;
    const from = this.free.get(count)?.pop();
    return from ?? this.cut(count) ?? this.grow(count);
  }

  give(start: number, count: number): void {
    if (count === 0) return;
    const same = this.free.get(count);
    if (same === undefined) this.free.set(count, [start]);
    else same.push(start);
  }

  private cut(count: number): number | undefined {
    let best = Infinity;
    for (const [size, starts] of this.free) if (size > count && size < best && starts.length > 0) best = size;
    const start = this.free.get(best)?.pop();
    if (start !== undefined) this.give(start + count, best - count);
    return start;
  }

  private grow(count: number): number {
    this.size += count;
    return this.size - count;
  }
}
