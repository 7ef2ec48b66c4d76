/** The golden tables of functions that have formulas (scripts/golden/elementary.py and special.py), and how far off a function is, in units in the last place. */
import { readFileSync } from 'node:fs';
import type { WithFormula, Precision } from '@adjoint/ir';

export interface MathTable {
  readonly name: WithFormula;
  readonly precision: Precision;
  /** Arguments: one list each. */
  readonly x: readonly Float64Array[];
  /** The number nearest to the value, and how much greater the value is, in 1/254 of its last place. */
  readonly near: Float64Array;
  readonly rest: Int8Array;
  /** How large the greatest term of a sum is that cancels; 0 where none does. */
  readonly size: Float32Array | undefined;
}

const bytesOf = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text, 'base64')).buffer;

export const mathTables = (): MathTable[] => ['elementary', 'special'].flatMap(tablesIn);

const tablesIn = (file: string): MathTable[] => {
  const text = readFileSync(`packages/testkit/golden/${file}.json`, 'utf8');
  const tables = JSON.parse(text) as (Pick<MathTable, 'name' | 'precision'> &
    Record<'x' | 'y' | 'near' | 'rest' | 'size', string>)[];
  return tables.map(({ name, precision, x, y, near, rest, size }) => {
    const numbers = (column: string): Float64Array =>
      precision === 'f64' ? new Float64Array(bytesOf(column)) : Float64Array.from(new Float32Array(bytesOf(column)));
    const columns = y === undefined ? [x] : [x, y];
    return {
      name,
      precision,
      x: columns.map(numbers),
      near: numbers(near),
      rest: new Int8Array(bytesOf(rest)),
      size: size === undefined ? undefined : new Float32Array(bytesOf(size)),
    };
  });
};

const FORMAT: { readonly [P in Precision]: readonly [digits: number, least: number] } = {
  f64: [53, -1074],
  f32: [24, -149],
};
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** The last place of a number: 2 to its exponent less its digits, and never less than the least number. */
const lastPlace = (x: number, precision: Precision): number => {
  const [digits, least] = FORMAT[precision];
  double[0] = x;
  const exponent = ((words[1]! >>> 20) & 0x7ff) - 1022;
  return 2 ** Math.max(least, exponent - digits);
};

/** How many units in the last place of the value, or of the greatest of its terms, `got` is off that of a row. */
export const errorAt = ({ near, rest, size, precision }: MathTable, at: number, got: number): number => {
  const unit = lastPlace(near[at]!, precision);
  const share = unit / Math.max(unit, lastPlace(size?.[at] ?? 0, precision));
  if (Object.is(near[at], got)) return (share * Math.abs(rest[at]!)) / 254;
  const units = (got - near[at]!) / unit;
  return Number.isFinite(units) ? share * Math.abs(units - rest[at]! / 254) : Infinity;
};
