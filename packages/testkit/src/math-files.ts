/** The files of packages/ir/src/math/numbers: each function that has a formula, on numbers, printed from it; what they share they call. */
import { bodyFrom, writeBody } from '@adjoint/codegen';
import { FORMULAS, SHARED, workingPrecision, hasFormula, type Formula, type Precision } from '@adjoint/ir';
import { callsIn, type Named } from './outline.ts';

/** Which functions stand in which file: those whose formulas do, called before callers. */
const FILES = {
  exp: ['exp', 'exp2', 'expm1', 'timesExp', 'expm1Within', 'halfExp', 'sigmoid'],
  log: ['log', 'log1p', 'logOfSum', 'log2', 'log10', 'softplus'],
  trig: ['sin', 'cos', 'tan'],
  'inverse-trig': ['asin', 'acos', 'atan', 'atan2'],
  hyperbolic: ['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
  power: ['pow', 'cbrt'],
  sums: ['xlogy', 'xlog1py', 'logaddexp', 'log1mexp', 'hypot'],
  erf: ['scaledErfc', 'erf', 'erfc', 'erfcx', 'logndtr'],
  quantile: ['quantile', 'erfinv', 'ndtri'],
  lgamma: ['lgamma'],
  digamma: ['digamma'],
} as const satisfies { readonly [file: string]: readonly Name[] };

type Name = keyof typeof FORMULAS | keyof typeof SHARED;
const ALL: { readonly [N in Name]: Formula } = { ...FORMULAS, ...SHARED };

const SUFFIX: { readonly [P in Precision]: string } = { f64: '', f32: 'f' };
const BITS = ['exponent', 'fraction', 'power'];
const FAR: { readonly [P in Precision]: readonly string[] } = {
  f64: ['quarters', 'rest', 'lost'],
  f32: ['quartersf', 'restf', 'lostf'],
};

const importing = (names: readonly string[], from: string, text: string): string => {
  const used = names.filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  return used.length === 0 ? '' : `import { ${used.join(', ')} } from '${from}.ts';\n`;
};

/** How many arguments a formula takes beside its machine. */
const arityOf = (name: Name): number => ALL[name].length - 1;

/** What is computed in doubles, whatever the precision. */
const isRounded = (name: Name, precision: Precision): boolean =>
  hasFormula(name) && workingPrecision(name, precision) !== precision;

/** What is worth a call. */
const LEAST = 10;

/** The text of each function that is computed in a precision, by its name there; of what is shared only what is called. */
const textsIn = (precision: Precision): ReadonlyMap<Name, string> => {
  const own = (name: Name): string => `${name}${SUFFIX[precision]}`;
  const named: Named[] = (Object.keys(ALL) as Name[])
    .filter((name) => !isRounded(name, precision))
    .map((name) => ({ name: own(name), body: bodyFrom(ALL[name], arityOf(name), precision, precision) }))
    .sort((a, b) => b.body.result - a.body.result);
  const texts = new Map<Name, string>();
  for (const name of Object.values(FILES).flat().reverse()) {
    if (isRounded(name, precision)) {
      const x = ['x', 'y'].slice(0, arityOf(name));
      const typed = x.map((each) => `${each}: number`).join(', ');
      texts.set(name, `const ${own(name)} = (${typed}): number => Math.fround(${name}(${x.join(', ')}));`);
      continue;
    }
    const { body } = named.find((each) => each.name === own(name))!;
    const others = named.filter((each) => each.body.result < body.result && each.body.result >= LEAST);
    const isAsked = name in FORMULAS || [...texts.values()].some((text) => text.includes(`${own(name)}(`));
    if (isAsked) texts.set(name, writeBody(own(name), body, callsIn(body, others), true));
  }
  return texts;
};

const inFile = (name: Name, file: string): boolean =>
  (FILES[file as keyof typeof FILES] as readonly Name[]).includes(name);

/** The text of each file, by its name. */
export const numberFiles = (): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const precision of ['f64', 'f32'] as const) {
    const suffix = SUFFIX[precision];
    const texts = textsIn(precision);
    for (const [file, names] of Object.entries(FILES)) {
      const isAbroad = (name: Name): boolean =>
        name in FORMULAS ||
        [...texts].some(([other, text]) => !inFile(other, file) && text.includes(`${name}${suffix}(`));
      const text = [...texts]
        .filter(([name]) => inFile(name, file))
        .map(([name, each]) => `${isAbroad(name) ? 'export ' : ''}${each}\n`)
        .reverse()
        .join('\n');
      const others = Object.entries(FILES).filter(([other]) => other !== file);
      const imports = [
        importing(BITS, '../bits', text),
        importing(FAR[precision], '../far', text),
        precision === 'f32' ? importing(names, `./${file}`, text) : '',
        ...others.map(([other, theirs]) =>
          importing(
            theirs.map((name) => `${name}${suffix}`),
            `./${other}${suffix}`,
            text,
          ),
        ),
      ].join('');
      const head = `/** Written by \`npm run docs\` from ../${file}.ts, in ${precision}. */\n`;
      files.set(`${file}${suffix}.ts`, `${head}${imports}\n${text}`);
    }
  }
  return files;
};
