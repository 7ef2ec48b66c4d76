/** The module of a program: the host's functions and memory come in, a function for each nest goes out, by its number. */
import { FUNCTIONS, isFunction, type Function } from '../loop/code.ts';
import type { Nest } from '../loop/nest.ts';
import { Bytes } from './bytes.ts';
import { writeNest } from './nest.ts';
import * as X from './opcodes.ts';

/** Memory comes in pages of so many bytes. */
export const PAGE = 65536;

/** What is imported, and from where: modules and names of one letter, and the functions by their own names. */
export const HOST = 'h';
export const MEMORY = 'm';

const TWO: ReadonlySet<Function> = new Set<Function>(['atan2', 'pow', 'fmod']);
const [TYPE, IMPORT, FUNCTION, EXPORT, CODE] = [1, 2, 3, 7, 10] as const;
/** Types of functions, by their numbers in the module. */
const [NOTHING, ONE, PAIR] = [0, 1, 2] as const;

const usedBy = (nests: readonly Nest[]): Function[] => {
  const used = new Set<string>();
  for (const { code } of nests) for (const op of code.ops) if (isFunction(op)) used.add(op);
  return FUNCTIONS.filter((name) => used.has(name));
};

/** The bytes of the module. Its memory has `pages` pages or more. */
export const wasmModule = (nests: readonly Nest[], pages: number): Uint8Array<ArrayBuffer> => {
  const to = new Bytes();
  const used = usedBy(nests);
  const indices = new Map(used.map((name, i) => [name, i]));
  const section = (id: number, count: number, write: () => void): void => {
    to.byte(id);
    to.sized(() => {
      to.unsigned(count);
      write();
    });
  };
  to.bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  section(TYPE, 3, () => {
    to.bytes(0x60, 0, 0);
    to.bytes(0x60, 1, X.F64, 1, X.F64);
    to.bytes(0x60, 2, X.F64, X.F64, 1, X.F64);
  });
  section(IMPORT, used.length + 1, () => {
    to.name(HOST);
    to.name(MEMORY);
    to.bytes(2, 0);
    to.unsigned(pages);
    for (const name of used) {
      to.name(HOST);
      to.name(name);
      to.bytes(0, TWO.has(name) ? PAIR : ONE);
    }
  });
  section(FUNCTION, nests.length, () => nests.forEach(() => to.byte(NOTHING)));
  section(EXPORT, nests.length, () =>
    nests.forEach((_, i) => {
      to.name(String(i));
      to.byte(0);
      to.unsigned(used.length + i);
    }),
  );
  section(CODE, nests.length, () => {
    for (const nest of nests) to.sized(() => writeNest(to, nest, (name) => indices.get(name)!));
  });
  return to.written;
};
