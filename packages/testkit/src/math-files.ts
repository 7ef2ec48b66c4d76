/** The files of packages/ir/src/math/numbers: each elementary function on numbers, printed from its formula. */
import { nameOf, writeFormula } from '@adjoint/codegen';
import { OPS, workingPrecision, type Elementary, type Precision } from '@adjoint/ir';

/** Which functions stand in which file: those whose formulas do. */
const FILES = {
  exp: ['exp', 'exp2', 'expm1', 'sigmoid'],
  log: ['log', 'log1p', 'log2', 'log10', 'softplus'],
  trig: ['sin', 'cos', 'tan'],
  'inverse-trig': ['asin', 'acos', 'atan', 'atan2'],
  hyperbolic: ['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
  power: ['pow', 'cbrt'],
  sums: ['xlogy', 'xlog1py', 'logaddexp', 'log1mexp', 'hypot'],
  erf: ['erf', 'erfc', 'erfcx', 'logndtr'],
  quantile: ['erfinv', 'ndtri'],
  gamma: ['lgamma', 'digamma'],
} as const satisfies { readonly [file: string]: readonly Elementary[] };

const SUFFIX: { readonly [P in Precision]: string } = { f64: '', f32: 'f' };
const BITS = ['exponent', 'fraction', 'power'];
const FAR: { readonly [P in Precision]: readonly string[] } = {
  f64: ['quarters', 'rest', 'lost'],
  f32: ['quartersf', 'restf', 'lostf'],
};

const importing = (names: readonly string[], from: string, text: string): string => {
  const used = names.filter((name) => text.includes(`${name}(`));
  return used.length === 0 ? '' : `import { ${used.join(', ')} } from '${from}.ts';\n`;
};

/** A function that works in doubles is the one of doubles, rounded. */
const textOf = (name: Elementary, precision: Precision): string => {
  const own = nameOf(name, precision);
  if (workingPrecision(name, precision) === precision) return writeFormula(own, true);
  const x = OPS[name].of.length === 1 ? ['x'] : ['x', 'y'];
  const typed = x.map((each) => `${each}: number`).join(', ');
  return `const ${own} = (${typed}): number => Math.fround(${name}(${x.join(', ')}));`;
};

/** The text of each file, by its name. */
export const numberFiles = (): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const precision of ['f64', 'f32'] as const) {
    for (const [file, names] of Object.entries(FILES)) {
      const text = names.map((name) => `export ${textOf(name, precision)}\n`).join('\n');
      const imports = [
        importing(BITS, '../bits', text),
        importing(FAR[precision], '../far', text),
        precision === 'f32' ? importing(names, `./${file}`, text) : '',
      ].join('');
      const head = `/** Written by \`npm run docs\` from ../${file}.ts, in ${precision}. */\n`;
      files.set(`${file}${SUFFIX[precision]}.ts`, `${head}${imports}\n${text}`);
    }
  }
  return files;
};
