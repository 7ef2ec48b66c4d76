/** The files of packages/evaluator/src/kernels/procedures: each procedure over a memory of doubles, printed from its source. */
import { PROCEDURES, withCalled, writeProcedure, type Procedure } from '@adjoint/codegen';

/** Which procedures stand in which file: those whose sources do. */
const FILES: { readonly [file: string]: readonly string[] } = {
  matrices: ['turn', 'fixSigns'],
  products: ['addProduct', 'subtractProduct', 'subtractCarefully', 'accumulate', 'multiply', 'reduce'],
  cholesky: ['cholesky'],
  triangular: ['substitute', 'triangularSolve'],
  elimination: ['eliminate', 'solveIn', 'solve'],
  determinants: ['det', 'signDet', 'logAbsDet'],
  reflections: ['reflect', 'reflectAll'],
  householder: ['orthogonalize', 'qr'],
  tridiagonal: ['tridiagonalize'],
  symmetric: ['turnOnce', 'iterate', 'eigh'],
  singular: ['sweep', 'singular', 'svd'],
  inverses: ['pinv', 'adjugate'],
  exponential: ['multiplyDuals', 'expm'],
  order: ['sort', 'argsort', 'searchSorted'],
  random: ['randomBits'],
  transform: ['roots', 'transform'],
  fourier: ['fft', 'fftByConvolution'],
};

/** The interpreter knows only doubles. */
const LEFT_OUT: ReadonlySet<string> = new Set(['widen', 'narrow', 'round']);

const fileOf = (name: string): string => Object.keys(FILES).find((file) => FILES[file]!.includes(name))!;

const textOf = (file: string, procedures: readonly Procedure[]): string => {
  const own = procedures.filter(({ name }) => fileOf(name) === file);
  const called = new Set(own.flatMap((each) => each.body().procedures.map(({ name }) => name)));
  const imports = Object.keys(FILES).flatMap((other) => {
    const names = FILES[other]!.filter((name) => other !== file && called.has(name));
    return names.length === 0 ? [] : [`import { ${names.join(', ')} } from './${other}.ts';`];
  });
  if (own.some((each) => each.body().functions.length > 0)) imports.unshift("import { N } from '@adjoint/ir';");
  const source = `packages/codegen/src/procedure/${file}.ts`;
  const head = `/** Written by \`npm run docs\` from ${source}: over a memory m, of whose places and sizes arguments tell. */`;
  const inTurn = FILES[file]!.flatMap((name) => own.filter((each) => each.name === name));
  const isAbroad = ({ name }: Procedure): boolean =>
    name in PROCEDURES ||
    procedures.some(
      (each) => fileOf(each.name) !== file && each.body().procedures.some((other) => other.name === name),
    );
  const texts = inTurn.map((each) => `${isAbroad(each) ? 'export ' : ''}${writeProcedure(each, true)}\n`);
  return `${[head, ...imports].join('\n')}\n\n${texts.join('\n')}`;
};

/** The text of each file, by its name. */
export const procedureFiles = (): ReadonlyMap<string, string> => {
  const procedures = withCalled(Object.values(PROCEDURES).filter(({ name }) => !LEFT_OUT.has(name)));
  return new Map(Object.keys(FILES).map((file) => [`${file}.ts`, textOf(file, procedures)]));
};
