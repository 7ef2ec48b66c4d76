/** A nest as text, for people: `m[3 + 4·i]` is the double 3 + 4·i of the arena, `s[…]` the single. */
import { arityOf, COMBINES } from './code.ts';
import type { Access, Nest } from './nest.ts';
import { walk } from './walk.ts';

const INDICES = 'ijklpqrstuvwxyz';
const index = (depth: number): string => INDICES[depth] ?? `i${depth}`;

const showAccess = ({ base, strides, width, by }: Access, at?: number): string => {
  const term = (step: number, name: string): string[] => (step === 0 ? [] : [step === 1 ? name : `${step}·${name}`]);
  const terms = strides.flatMap((stride, depth) => term(stride, index(depth)));
  if (by !== undefined) terms.push(...term(by, `v${at}`));
  return `${width === 8 ? 'm' : 's'}[${[...(base === 0 && terms.length > 0 ? [] : [String(base)]), ...terms].join(' + ')}]`;
};

const showNumber = (x: number): string => (Object.is(x, -0) ? '-0' : String(x));

/** The nest, one line an instruction. */
export const printNest = (nest: Nest): string => {
  const { code, sizes, accesses } = nest;
  const lines: string[] = [];
  const inner = nest.sizes.length - 1;
  const say = (depth: number, line: string): void => void lines.push(`${'  '.repeat(depth)}${line}`);
  walk(nest, {
    instruction: (at, depth) => {
      const op = code.ops[at]!;
      const [a, b] = [code.a[at]!, code.b[at]!];
      if (op === 'const') say(depth, `v${at} = ${showNumber(code.numbers[a]!)}`);
      else if (op === 'loadAt') say(depth, `v${at} = ${showAccess(accesses[a]!, b)}`);
      else if (op === 'addAt') {
        const to = showAccess(accesses[a]!, code.c[at]);
        say(depth, `${to} = add ${to} v${b}`);
      } else if (op === 'index') say(depth, `v${at} = ${index(a)}`);
      else if (op === 'state') say(depth, `v${at} = c${a}`);
      else if (op === 'while') say(depth, `while v${a}`);
      else if (op === 'load') say(depth, `v${at} = ${showAccess(accesses[a]!)}`);
      else if (op === 'store') say(depth, `${showAccess(accesses[a]!)} = v${b}`);
      else if (op === 'accumulate')
        say(depth, `${showAccess(accesses[a]!)} = ${COMBINES[code.c[at]!]} ${showAccess(accesses[a]!)} v${b}`);
      else {
        const operands = Array.from({ length: arityOf(op) }, (_, i) => `v${code.value(at, i)}`);
        say(depth, `v${at} = ${[...(code.rounds[at] ? ['fround'] : []), op, ...operands].join(' ')}`);
      }
    },
    openLoop: (depth) => say(depth, sizes[depth] === Infinity ? 'loop' : `for ${index(depth)} < ${sizes[depth]}`),
    closeLoop: () => {},
    openFold: ({ start, access, depth }, i) =>
      say(depth, `s${i} = ${start === undefined ? showAccess(accesses[access]!) : showNumber(start)}`),
    stepFold: ({ combine, value, rounds }, i) => {
      const step = `${combine} s${i} v${value}`;
      say(sizes.length, `s${i} = ${rounds === 'wrap' ? `wrap ${step}` : step}`);
    },
    closeFold: ({ access, rounds, depth }, i) =>
      say(depth, `${showAccess(accesses[access]!)} = ${rounds === 'fround' ? 'fround ' : ''}s${i}`),
    openState: ({ start }, i) =>
      say(inner, `c${i} = ${'number' in start ? showNumber(start.number) : showAccess(accesses[start.read]!)}`),
    stepState: ({ next }, i) => say(inner + 1, `c${i} = v${next}`),
    closeState: ({ access }, i) => {
      if (access !== undefined) say(inner, `${showAccess(accesses[access]!)} = c${i}`);
    },
  });
  return lines.join('\n');
};
