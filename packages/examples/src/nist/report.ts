/** How well an estimate agrees with the certified one: digits, and a table of them. */
import type { Estimate } from './problem.ts';

const CERTIFIED_DIGITS = 11;

/** The log relative error −log₁₀(|found − certified| / |certified|), between 0 and the 11 digits that are certified. */
export function correctDigits(found: number, certified: number): number {
  const digits = -Math.log10(Math.abs(found - certified) / Math.abs(certified));
  return Number.isNaN(digits) ? 0 : Math.min(Math.max(digits, 0), CERTIFIED_DIGITS);
}

export interface Agreement {
  /** The fewest correct digits of a parameter. */
  readonly parameters: number;
  /** The fewest correct digits of a standard deviation. */
  readonly deviations: number;
}

const fewest = (found: readonly number[], certified: readonly number[]): number =>
  Math.min(...certified.map((value, i) => correctDigits(found[i] ?? Number.NaN, value)));

export const agreement = (found: Estimate, certified: Estimate): Agreement => ({
  parameters: fewest(found.parameters, certified.parameters),
  deviations: fewest(found.deviations, certified.deviations),
});

const cells = (found: number, certified: number): string[] => [
  found.toExponential(10),
  certified.toExponential(10),
  correctDigits(found, certified).toFixed(1),
];

const line = (columns: readonly string[]): string => {
  const widths = [-4, 18, 18, 8, 18, 18, 8];
  return columns.map((text, i) => (widths[i]! < 0 ? text.padEnd(-widths[i]!) : text.padStart(widths[i]!))).join('');
};

/** A line a parameter, and one for the residual sum of squares. */
export function table(found: Estimate, certified: Estimate): string {
  const rows = certified.parameters.map((parameter, i) => [
    `b${i + 1}`,
    ...cells(found.parameters[i]!, parameter),
    ...cells(found.deviations[i]!, certified.deviations[i]!),
  ]);
  const head = ['', 'found', 'certified', 'digits', 'std deviation', 'certified', 'digits'];
  return [head, ...rows, ['Σr²', ...cells(found.squares, certified.squares)]].map(line).join('\n');
}
