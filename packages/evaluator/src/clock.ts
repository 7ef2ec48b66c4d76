/** Milliseconds by the finest clock of the host; where there is no DOM, types lack it. */
interface Clock {
  readonly now: () => number;
}

export const now = (): number => ((globalThis as { readonly performance?: Clock }).performance ?? Date).now();
