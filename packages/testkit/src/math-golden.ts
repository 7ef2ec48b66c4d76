/** The golden table of elementary functions (scripts/golden/elementary.py), and how far off a function is, in units in the last place. */
import { readFileSync } from 'node:fs';
import type { Elementary, Precision } from '@adjoint/ir';

export interface MathTable {
  readonly name: Elementary;
  readonly precision: Precision;
  /** Arguments: one list each. */
  readonly x: readonly Float64Array[];
  /** The number nearest to the value, and how much greater the value is, in 1/254 of its last place. */
  readonly near: Float64Array;
  readonly rest: Int8Array;
}

const bytesOf = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text, 'base64')).buffer;

export const mathTables = (): MathTable[] => {
  const text = readFileSync('packages/testkit/golden/elementary.json', 'utf8');
  const tables = JSON.parse(text) as (Pick<MathTable, 'name' | 'precision'> &
    Record<'x' | 'y' | 'near' | 'rest', string>)[];
  return tables.map(({ name, precision, x, y, near, rest }) => {
    const numbers = (column: string): Float64Array =>
      precision === 'f64' ? new Float64Array(bytesOf(column)) : Float64Array.from(new Float32Array(bytesOf(column)));
    const columns = y === undefined ? [x] : [x, y];
    return { name, precision, x: columns.map(numbers), near: numbers(near), rest: new Int8Array(bytesOf(rest)) };
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

/** How many units in the last place `got` is off the value of a row. */
export const errorAt = ({ near, rest, precision }: MathTable, at: number, got: number): number => {
  if (Object.is(near[at], got)) return Math.abs(rest[at]!) / 254;
  const units = (got - near[at]!) / lastPlace(near[at]!, precision);
  return Number.isFinite(units) ? Math.abs(units - rest[at]! / 254) : Infinity;
};
