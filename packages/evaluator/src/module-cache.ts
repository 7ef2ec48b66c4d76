/** Compiled code kept by its source, for programs that compile graphs of one structure again and again. Who wants one makes one. */
import { givenOptions, wrongOption } from '@adjoint/ir';

/** What engines made of texts and bytes, each made once. */
export interface ModuleCache {
  /** Bytes of source that it holds; at most those it was made for. */
  readonly bytes: number;
  /** What was made of the source before, unless it was dropped. */
  readonly find: (source: Source) => object | undefined;
  /** Keeps what was made of the source, and gives it back. */
  readonly keep: <T extends object>(source: Source, made: T) => T;
}

type Source = string | Uint8Array;

/** As many characters as there are bytes. */
const keyOf = (source: Source): string => {
  if (typeof source === 'string') return source;
  let key = '';
  for (let i = 0; i < source.length; i += 4096) key += String.fromCharCode(...source.subarray(i, i + 4096));
  return key;
};

/**
 * A cache to give to `compile` as `cache`: equal code is compiled by the engine once. It holds at most so many `bytes` of source (16 MiB when left
 * out), and drops what was not asked for longest. Graphs that differ in no more than what they are fed, or in the elements of constant arrays, have
 * equal code; a single number that is constant is part of the code. Throws `option`.
 */
export const moduleCache = (options: { readonly bytes?: number } = {}): ModuleCache => {
  const { bytes: most = 2 ** 24 } = givenOptions('moduleCache', options, { bytes: true });
  if (typeof most !== 'number' || !(most >= 0)) throw wrongOption('bytes', most, 'a number ≥ 0');
  const kept = new Map<string, object>();
  let bytes = 0;
  const drop = (key: string): object | undefined => {
    const made = kept.get(key);
    if (kept.delete(key)) bytes -= key.length;
    return made;
  };
  // A Map keeps the order in which keys came: the one asked for last is its last.
  const add = <T extends object>(key: string, made: T): T => {
    drop(key);
    if (key.length > most) return made;
    kept.set(key, made);
    bytes += key.length;
    for (const oldest of kept.keys()) {
      if (bytes <= most) break;
      drop(oldest);
    }
    return made;
  };
  return {
    get bytes() {
      return bytes;
    },
    find: (source) => {
      const key = keyOf(source);
      const made = drop(key);
      return made && add(key, made);
    },
    keep: (source, made) => add(keyOf(source), made),
  };
};
