/** docs/math.md: how far off each function is that has a formula, measured on the golden tables. */
import { isSpecial, OPS, scalarRule, type WithFormula, type Precision } from '@adjoint/ir';
import { errorAt, mathTables, type MathTable } from './math-golden.ts';

interface Worst {
  readonly error: number;
  readonly at: string;
  readonly count: number;
}

export const worstOf = (table: MathTable): Worst => {
  const rule = scalarRule(table.name, table.precision);
  let [error, where] = [0, 0];
  table.near.forEach((_, at) => {
    const here = errorAt(table, at, rule(...table.x.map((column) => column[at]!)));
    if (!(here <= error)) [error, where] = [here, at];
  });
  const at = table.x.map((column) => String(Number(column[where]!.toPrecision(6)))).join(', ');
  return { error, at, count: table.near.length };
};

/** The units in the last place that tests hold. */
export const boundOf = (name: WithFormula): number => (isSpecial(name) ? 4 : 2);

const HEAD = `# Elementary and special functions

Written by \`npm run docs\`.

Each is one formula over the operations of a processor (packages/ir/src/math): from it come the function on numbers, which the interpreter and the
folding of constants use, the text that the target \`js\` prints, the function within a WebAssembly module and the instructions that stand in its
loops, two numbers at a time, or four of f32. So every bit is the same on all targets, in every engine, whatever its \`Math\` does. Formulas in f32
round each operation to f32; powers in f32 are those of doubles, rounded. Sine, cosine and tangent reduce an angle of any size
by as many digits of π as it takes: up to 51471 (3216 in f32) by subtraction, beyond by a slower path. Signs of zero, infinities, NaN and subnormal numbers are as IEEE 754-2019 §9.2 asks.

The greatest error found, in units in the last place (½ is what rounding alone may cost), against values to 70 digits at arguments
that are crowded where formulas fail (scripts/golden/elementary.py). The bound that tests hold is 2; sweeps over each
2999th number of f32, and over 7000 to 20000 doubles a function, found at most 1.85.

`;

const SPECIAL_HEAD = `
## Special functions

Those of one argument whose families end with it, and those that are logarithms of sums, are formulas too (coefficients: scripts/golden/fits.py); the
others, in which the number of steps depends on the argument, are functions of the host. The bound is 4; sweeps over 8000 to 14000 numbers a
function and precision found at most 3.8 (scripts/golden/special.py). Near 1 and 2 log |Γ|, and ψ near its zero right of 0, are as good. Where a sum cancels, units are those of
its greatest term: left of 0 that is ψ(1 + |x|), left of −2 log Γ(1 + |x|), in log(eᵃ + eᵇ) the second of max(a, b) + log(1 + e^(−|a − b|)).

`;

const COLUMNS = `| | f64 | at | points | f32 | at | points |
|---|--:|---|--:|--:|---|--:|
`;

/** The text of the page. */
export const mathDoc = (): string => {
  const found = new Map(mathTables().map((table) => [`${table.name} ${table.precision}`, worstOf(table)]));
  const cells = (name: WithFormula, precision: Precision): string => {
    const { error, at, count } = found.get(`${name} ${precision}`)!;
    return `${error.toFixed(2)} | ${at} | ${count}`;
  };
  const names = [...new Set(mathTables().map(({ name }) => name))];
  const row = (name: WithFormula): string => {
    const doc = OPS[name].doc.replace('|x|', '\\|x\\|').replace('|Γ(x)|', '\\|Γ(x)\\|');
    return `| \`${name}\`: ${doc} | ${cells(name, 'f64')} | ${cells(name, 'f32')} |\n`;
  };
  const table = (of: readonly WithFormula[]): string => `${COLUMNS}${of.map(row).join('')}`;
  const elementary = table(names.filter((name) => !isSpecial(name)));
  return `${HEAD}${elementary}${SPECIAL_HEAD}${table(names.filter(isSpecial))}`;
};
