/** A nest as a function of JavaScript over the memory, as doubles `m` and as singles `s`. No text of a user is in it: places and numbers are all it knows. */
import { showNumber } from '@adjoint/ir';
import { arityOf, COMBINES } from '../loop/code.ts';
import type { Access, Nest } from '../loop/nest.ts';
import { walk } from '../loop/walk.ts';
import { isCall, PRIMS } from './prims.ts';

const term = (step: number, name: string): string[] => {
  if (step === 0) return [];
  const times = Math.abs(step) === 1 ? name : `${Math.abs(step)} * ${name}`;
  return [step < 0 ? `- ${times}` : `+ ${times}`];
};

/** `at` is the name of the index, if there is one. */
const place = ({ base, strides, width, by }: Access, at = ''): string => {
  const terms = strides.flatMap((stride, depth) => term(stride, `i${depth}`));
  if (by !== undefined) terms.push(...term(by, at));
  return `${width === 8 ? 'm' : 's'}[${[String(base), ...terms].join(' ')}]`;
};

/** How each fold combines: the host's own `max` and `min` tell −0 from 0 and keep NaN. */
const combined = { add: PRIMS.add, max: PRIMS.max, min: PRIMS.min, mul: PRIMS.mul } as const;

/** The text of the function; of a part, from which step of the outermost loop to which are its parameters. */
export const writeNest = (name: string, nest: Nest, isPart = false): string => {
  const { code, sizes, accesses } = nest;
  const inner = sizes.length - 1;
  const lines: string[] = [];
  const names: string[] = [];
  const say = (depth: number, line: string): void => void lines.push(`${'  '.repeat(depth + 1)}${line}`);
  const operand = (at: number, slot: number): string => names[code.value(at, slot)]!;
  walk(nest, {
    instruction: (at, depth) => {
      const op = code.ops[at]!;
      const a = code.a[at]!;
      if (op === 'const') {
        const x = code.numbers[a]!;
        names[at] = x < 0 || Object.is(x, -0) ? `(${showNumber(x)})` : showNumber(x);
        return;
      }
      if (op === 'store') return say(depth, `${place(accesses[a]!)} = ${names[code.b[at]!]!};`);
      if (op === 'accumulate') {
        const to = place(accesses[a]!);
        return say(depth, `${to} = ${combined[COMBINES[code.c[at]!]!](to, names[code.b[at]!]!, '')};`);
      }
      if (op === 'addAt') {
        const to = place(accesses[a]!, operand(at, 1));
        return say(depth, `${to} = ${to} + ${operand(at, 0)};`);
      }
      if (op === 'while') return say(depth, `if (${names[a]!} === 0) break;`);
      names[at] = `v${at}`;
      if (op === 'index') return say(depth, `const v${at} = i${a};`);
      if (op === 'state') return say(depth, `const v${at} = c${a};`);
      if (op === 'loadAt') return say(depth, `const v${at} = ${place(accesses[a]!, operand(at, 0))};`);
      if (op === 'load') return say(depth, `const v${at} = ${place(accesses[a]!)};`);
      const count = arityOf(op);
      const [x, y, z] = [operand(at, 0), count > 1 ? operand(at, 1) : '', count > 2 ? operand(at, 2) : ''];
      const value = isCall(op) ? `${op}(${count > 1 ? `${x}, ${y}` : x})` : PRIMS[op](x, y, z);
      say(depth, `const v${at} = ${code.rounds[at] ? PRIMS.fround(value, '', '') : value};`);
    },
    openLoop: (depth) => {
      const [from, to] = isPart && depth === 0 ? ['from', 'to'] : [0, sizes[depth]];
      say(depth, `for (let i${depth} = ${from}; i${depth} < ${to}; i${depth}++) {`);
    },
    closeLoop: (depth) => say(depth, '}'),
    openFold: ({ start, access, depth }, i) =>
      say(depth, `let s${i} = ${start === undefined ? place(accesses[access]!) : showNumber(start)};`),
    stepFold: ({ combine, value, rounds }, i) => {
      const [sum, x] = [`s${i}`, names[value]!];
      if (rounds === 'wrap' && combine === 'mul') return say(sizes.length, `${sum} = ${PRIMS.imul(sum, x, '')};`);
      const step = combined[combine](sum, x, '');
      say(sizes.length, `${sum} = ${rounds === 'wrap' ? `(${step}) | 0` : step};`);
    },
    closeFold: ({ access, rounds, depth }, i) =>
      say(depth, `${place(accesses[access]!)} = ${rounds === 'fround' ? `Math.fround(s${i})` : `s${i}`};`),
    openState: ({ start }, i) =>
      say(inner, `let c${i} = ${'number' in start ? showNumber(start.number) : place(accesses[start.read]!)};`),
    stepState: ({ next }, i) => say(inner + 1, `c${i} = ${names[next]!};`),
    closeState: ({ access }, i) => {
      if (access !== undefined) say(inner, `${place(accesses[access]!)} = c${i};`);
    },
  });
  return `const ${name} = (${isPart ? 'from, to' : ''}) => {\n${lines.join('\n')}\n};`;
};
