/**
 * Angles of any size modulo π/2: x is a whole number times 2ᵉ, so x·2/π modulo 4 needs of 2/π only some digits (Payne and Hanek 1983). Whole
 * numbers of any length do the work: at most 62 digits of a rest are zeros, and 53 more are wanted.
 */
import { NEAR, type Precision } from './machine.ts';

/** 2/π · 2¹¹⁵² */
const TWO_OVER_PI = BigInt(
  `0x${[
    'a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921c',
    'fe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980f',
    'ef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d08',
  ].join('')}`,
);
/** π/2 · 2¹²⁷ */
const HALF_PI = BigInt('0xc90fdaa22168c234c4c6628b80dc1cd1');
const [DIGITS, KEPT] = [1152, 128] as const;
/** What 1 is in a product of the two. */
const UNIT = 2 ** 255;

interface Reduced {
  readonly quarters: number;
  readonly rest: number;
  readonly lost: number;
}

/** The number of quarter turns in x, modulo 4, and what is left, in two parts. */
const reduced = (x: number, round: (x: number) => number): Reduced => {
  if (!Number.isFinite(x)) return { quarters: 0, rest: NaN, lost: NaN };
  const e = Math.floor(Math.log2(Math.abs(x))) - 53;
  const product = (BigInt(x * 2 ** -e) * TWO_OVER_PI) << BigInt(e);
  const turn = BigInt.asUintN(DIGITS + 2, product) >> BigInt(DIGITS - KEPT);
  const quarters = (turn + (1n << BigInt(KEPT - 1))) >> BigInt(KEPT);
  const left = turn - (quarters << BigInt(KEPT));
  const exact = left * HALF_PI;
  const rest = round(Number(exact) / UNIT);
  return { quarters: Number(quarters % 4n), rest, lost: round(Number(exact - BigInt(rest * UNIT)) / UNIT) };
};

/** Operations of machines, on numbers. */
const far = (precision: Precision, part: keyof Reduced): ((x: number, near: number) => number) => {
  const limit = NEAR[precision];
  const round = precision === 'f32' ? Math.fround : (x: number): number => x;
  return (x, near) => (Math.abs(x) > limit ? reduced(x, round)[part] : near);
};

export const quarters = far('f64', 'quarters');
export const rest = far('f64', 'rest');
export const lost = far('f64', 'lost');
export const quartersf = far('f32', 'quarters');
export const restf = far('f32', 'rest');
export const lostf = far('f32', 'lost');
