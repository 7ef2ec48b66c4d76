/** The sizes of the convolutional network, and its weights by name. */
import type { Size } from '../workload.ts';

export const CLASSES = 10;
export const KERNEL = 5;

interface Sizes {
  readonly rows: number;
  readonly side: number;
  readonly channels: readonly [number, number];
  readonly hidden: readonly [number, number];
}

export const SIZES: { readonly [S in Size]: Sizes } = {
  full: { rows: 32, side: 28, channels: [6, 16], hidden: [120, 84] },
  tiny: { rows: 2, side: 12, channels: [2, 3], hidden: [5, 4] },
};

/** After both poolings, the second of a valid convolution. */
export const lastSide = (side: number): number => (side / 2 - KERNEL + 1) / 2;

export const PARAMETERS = ['k1', 'b1', 'k2', 'b2', 'w3', 'b3', 'w4', 'b4', 'w5', 'b5'] as const;

export const weightsAt = (size: Size): { readonly [P in (typeof PARAMETERS)[number]]: readonly number[] } => {
  const { side, channels, hidden } = SIZES[size];
  const [c1, c2] = channels;
  const [h1, h2] = hidden;
  return {
    k1: [c1, 1, KERNEL, KERNEL],
    b1: [c1],
    k2: [c2, c1, KERNEL, KERNEL],
    b2: [c2],
    w3: [c2 * lastSide(side) ** 2, h1],
    b3: [h1],
    w4: [h1, h2],
    b4: [h2],
    w5: [h2, CLASSES],
    b5: [CLASSES],
  };
};
