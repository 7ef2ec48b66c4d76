/** A routine as a function of JavaScript, beside those of its work. */
import type { Copy, Routine, Statement, Stretch } from '../loop/routine.ts';

const arrayOf = ({ width }: Stretch): string => (width === 8 ? 'm' : 's');

const placeOf = ({ base }: Stretch, step: number): string =>
  step === 0 ? `${base}` : `${base} ${step < 0 ? '-' : '+'} ${Math.abs(step)} * t`;

/** Longer copies between elements that are alike are the engine's. */
const MOST_BY_HAND = 32;

const copyLines = ({ from, to, size, fromStep, toStep }: Copy): string[] => {
  const [source, target] = [placeOf(from, fromStep), placeOf(to, toStep)];
  const [m, n] = [arrayOf(from), arrayOf(to)];
  if (size === 1) return [`${n}[${target}] = ${m}[${source}];`];
  if (m === n && size > MOST_BY_HAND) return [`${n}.copyWithin(${target}, ${source}, ${source} + ${size});`];
  return [`for (let i = 0; i < ${size}; i++) ${n}[${target} + i] = ${m}[${source} + i];`];
};

const linesOf = (routine: Routine): string[] => routine.flatMap(statementLines);

const statementLines = (statement: Statement): string[] => {
  const inside = (routine: Routine): string[] => linesOf(routine).map((line) => `  ${line}`);
  const isTrue = (at: Stretch): string => `${arrayOf(at)}[${at.base}] !== 0`;
  if ('copy' in statement) return copyLines(statement.copy);
  if ('run' in statement) {
    const [from, to] = statement.run;
    return Array.from({ length: to - from }, (_, i) => `k${from + i}();`);
  }
  if ('times' in statement) return [`for (let t = 0; t < ${statement.times}; t++) {`, ...inside(statement.each), '}'];
  if ('test' in statement) {
    const { test, verdict, each } = statement;
    return ['for (;;) {', ...inside(test), `  if (!(${isTrue(verdict)})) break;`, ...inside(each), '}'];
  }
  const { choice, yes, no } = statement;
  return [`if (${isTrue(choice)}) {`, ...inside(yes), '} else {', ...inside(no), '}'];
};

/** The text of the function. */
export const writeRoutine = (name: string, routine: Routine): string =>
  `const ${name} = () => {\n${linesOf(routine)
    .map((line) => `  ${line}`)
    .join('\n')}\n};`;
