/** Orders: NaN comes last, and zeros of either sign are equal. Merging from the bottom up keeps equal elements in turn (Knuth 1998, vol. 3, §5.2.4). */
import type { Int, Truth } from './language.ts';
import { procedure, type Typed, type Writer } from './writer.ts';

/** The lesser, as a counter. */
const least = (p: Writer, a: Int, b: Int): Int => {
  const found = p.int(a);
  p.when(found.gt(b), () => found.set(b));
  return found;
};

/** Numbers, and where `places` says so, how far behind them it stands whose place each was. */
interface Row {
  readonly from: Int;
  readonly to: Int;
  readonly places: Int | undefined;
}

/** Element i of the first, or where `which` is 1, j of the second, comes to stand at k. */
const take = (p: Writer, { from, to, places }: Row, k: Int, i: Int, j: Int, isSecond: Truth): Int => {
  const which = p.int(isSecond.count());
  p.at(to.plus(k)).set(isSecond.select(p.at(from.plus(j)), p.at(from.plus(i))));
  if (places !== undefined)
    p.at(to.plus(places).plus(k)).set(p.at(from.plus(places).plus(i.plus(which.times(j.minus(i))))));
  return which;
};

/** Merges two sorted rows of `width` from both ends at once: neither end of a row is passed in so many steps. */
const mergeEven = (p: Writer, row: Row, first: Int, width: Int): void => {
  const [i, j] = [p.int(first), p.int(first.plus(width))];
  const [last, end] = [p.int(j.minus(1)), p.int(j.plus(width).minus(1))];
  const top = p.int(end);
  const greater = (x: Int, y: Int): Truth => p.real(p.at(row.from.plus(x))).gt(p.real(p.at(row.from.plus(y))));
  p.for(0, width, (step) => {
    const isRight = take(p, row, first.plus(step), i, j, greater(i, j));
    i.set(i.plus(1).minus(isRight));
    j.set(j.plus(isRight));
    const isLeft = take(p, row, top.minus(step), end, last, greater(last, end));
    end.set(end.minus(1).plus(isLeft));
    last.set(last.minus(isLeft));
  });
};

/** Merges two sorted rows, the second as long or shorter. */
const mergeRest = (p: Writer, row: Row, first: Int, middle: Int, end: Int): void => {
  const { from, to, places } = row;
  const [i, j, k] = [p.int(first), p.int(middle), p.int(first)];
  p.while(i.lt(middle).and(j.lt(end)), () => {
    const isRight = take(p, row, k, i, j, p.at(from.plus(i)).gt(p.at(from.plus(j))));
    k.set(k.plus(1));
    i.set(i.plus(1).minus(isRight));
    j.set(j.plus(isRight));
  });
  p.when(i.eq(middle), () => i.set(j));
  // What is left of either goes last.
  for (const part of places === undefined ? [0] : [0, places])
    p.for(0, end.minus(k), (step) =>
      p.at(to.plus(part).plus(k).plus(step)).set(p.at(from.plus(part).plus(i).plus(step))),
    );
};

/** Merges the sorted rows of `work` until they are one of n numbers; gives where it is. */
const merge = (p: Writer, n: Int, work: Int, along: Int, isPlaces: boolean): Int => {
  const places = isPlaces ? along : undefined;
  const [from, to] = [p.int(work), p.int(work.plus(isPlaces ? along.times(2) : along))];
  const row = { from, to, places };
  const width = p.int(1);
  p.while(width.lt(n), () => {
    const first = p.int(0);
    p.while(first.lt(n), () => {
      const end = p.int(first.plus(width.times(2)));
      p.when(
        end.le(n),
        () => mergeEven(p, row, first, width),
        () => {
          end.set(n);
          mergeRest(p, row, first, least(p, first.plus(width), n), end);
        },
      );
      first.set(end);
    });
    const kept = p.int(from);
    from.set(to);
    to.set(kept);
    width.set(width.times(2));
  });
  return from;
};

/** Rows of `along` elements, `after` apart: their elements in turn, or the places of these. */
const orderBy = (name: string, places: boolean): Typed<readonly ['before', 'along', 'after', 'from', 'to', 'work']> =>
  procedure(name, ['before', 'along', 'after', 'from', 'to', 'work'], (p, before, along, after, from, to, work) =>
    p.for(0, before, (block) =>
      p.for(0, after, (row) => {
        const start = p.int(block.times(along).times(after).plus(row));
        const count = p.int(0);
        /** Brings the elements that are no NaN, or the others, behind those that are there. */
        const take = (to: Int, which: (i: Int) => Truth): void =>
          p.for(0, along, (i) =>
            p.when(which(from.plus(start).plus(i.times(after))), () => {
              p.at(to.plus(count)).set(p.at(from.plus(start).plus(i.times(after))));
              if (places) p.at(to.plus(along).plus(count)).set(i.double());
              count.set(count.plus(1));
            }),
          );
        take(work, (place) => p.at(place).eq(p.at(place)));
        const found = merge(p, p.int(count), work, along, places);
        p.when(count.lt(along), () => take(found, (place) => p.at(place).ne(p.at(place))));
        const first = places ? p.int(found.plus(along)) : found;
        p.for(0, along, (i) => p.at(to.plus(start).plus(i.times(after))).set(p.at(first.plus(i))));
      }),
    ),
  );

export const sort = orderBy('sort', false);
export const argsort = orderBy('argsort', true);

/** Of each of the values, `each` for each sorted row of n: how many of the row come before it, and as many as equal it where `right` is 1. */
export const searchSorted = procedure(
  'searchSorted',
  ['count', 'each', 'row', 'values', 'to', 'n', 'right'],
  (p, count, each, row, values, to, n, right) =>
    p.for(0, count, (i) => {
      const start = p.int(row.plus(i.over(each).times(n)));
      const value = p.real(p.at(values.plus(i)));
      const [low, high] = [p.int(0), p.int(n)];
      p.while(low.lt(high), () => {
        const middle = p.int(low.plus(high).half());
        const x = p.real(p.at(start.plus(middle)));
        const isLess = x.lt(value).or(value.ne(value).and(x.eq(x)));
        const isEqual = x.eq(value).or(value.ne(value));
        p.when(
          isLess.or(right.eq(1).and(isEqual)),
          () => low.set(middle.plus(1)),
          () => high.set(middle),
        );
      });
      p.at(to.plus(i)).set(low.double());
    }),
);
