/** Between elements of four bytes and doubles, which are all that procedures compute with. */
import { procedure } from './writer.ts';

/** The `count` singles from `from` on, as doubles at `to`. */
export const widen = procedure('widen', ['count', 'from', 'to'], (p, count, from, to) =>
  p.for(0, count, (i) => p.at(to.plus(i)).set(p.at(from.plus(i), true))),
);

/** The `count` doubles from `from` on, rounded, as singles at `to`. */
export const narrow = procedure('narrow', ['count', 'from', 'to'], (p, count, from, to) =>
  p.for(0, count, (i) => p.at(to.plus(i), true).set(p.at(from.plus(i)))),
);

/** The `count` doubles from `at` on, rounded to singles where they are. */
export const inSingles = procedure('inSingles', ['count', 'at'], (p, count, at) =>
  p.for(0, count, (i) => p.at(at.plus(i)).set(p.at(at.plus(i)).fround())),
);
