/** A strip as a function of JavaScript, beside those of its nests. */
import type { Member, Strip } from '../loop/strip.ts';

const times = (at: string, by: number): string => (by === 1 ? at : `${by} * ${at}`);

/** The text of the function. */
export const writeStrip = (name: string, { size, block, members }: Strip): string => {
  const call = ({ work, times: by }: Member): string => `k${work}(${times('i', by)}, ${times('j', by)});`;
  return [
    `const ${name} = () => {`,
    `  for (let i = 0, j; i < ${size}; i = j) {`,
    `    j = i > ${size - 2 * block} ? ${size} : i + ${block};`,
    ...members.map((member) => `    ${call(member)}`),
    '  }',
    '};',
  ].join('\n');
};
