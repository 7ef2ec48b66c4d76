/** The functions that generated code asks of its host, as text that stands alone. */
import type { HostFunction } from '@adjoint/codegen';
import { InputError, isHosted, MIDDLE_BITS, NEAR, type Hosted } from '@adjoint/ir';

/** Of an angle that is not near: what `part` makes of the angle t in (−π, π] and its whole number q of quarter turns. */
const far = (limit: number, part: string): string =>
  `(x, near) => { if (!(Math.abs(x) > ${limit})) return near; ` +
  `const t = Math.atan2(Math.sin(x), Math.cos(x)), q = Math.round(t / ${Math.PI / 2}); return ${part}; }`;

/** π/2 in two parts. */
const REST = `(t - q * ${Math.PI / 2}) - q * 6.123233995736766e-17`;

/** Far angles are those of \`Math\`, a bit off what the library computes; all else is the same, bit for bit. */
const TEXTS: { readonly [F in Exclude<HostFunction, Hosted>]: string } = {
  fmod: '(a, b) => a % b',
  toInt32: '(x) => x | 0',
  quarters: far(NEAR.f64, 'q & 3'),
  rest: far(NEAR.f64, REST),
  lost: far(NEAR.f64, '0'),
  quartersf: far(NEAR.f32, 'q & 3'),
  restf: far(NEAR.f32, `Math.fround(${REST})`),
  lostf: far(NEAR.f32, '0'),
};

/** What formulas have of the host beside: powers of two, and the exponents of numbers. */
const BITS = [
  'const f = new Float64Array(1), u = new Int32Array(f.buffer);',
  'const power = (n) => 2 ** n;',
  `const exponent = (x) => { f[0] = x; return (u[1] - ${MIDDLE_BITS}) >> 20; };`,
  'const fraction = (x) => x * power(-exponent(x));',
];

const textOf = (name: HostFunction): string => {
  if (isHosted(name)) throw new InputError('standalone', { what: name });
  return `${name}: ${TEXTS[name]}`;
};

/** The record `h` of those functions and of what formulas ask for. Throws `standalone` for one that is a library's. */
export const hostText = (names: readonly HostFunction[]): string[] => [
  ...BITS,
  `const h = { power, exponent, fraction, ${names.map(textOf).join(', ')} };`,
];
