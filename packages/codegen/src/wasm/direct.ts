/** A product whose operands are read where they stand: tiles of sums in registers, the last of which are narrower. */
import { cutLoop, FEW_ROWS, rowsOfTile, TILE, type Product, type Slot } from '../loop/product.ts';
import { Assembler } from './assembler.ts';
import type { Bytes } from './bytes.ts';
import { directTile, ONE_ROW, OWN_VECTORS, type Pointers } from './direct-tile.ts';
import * as X from './opcodes.ts';
import { FROM, PART_PARAMETERS, TO } from './part.ts';

const I32_EQ = 0x46;

/** Writes the body of the function of a product that is direct. */
export const writeDirect = (to: Bytes, product: Product, relaxed: boolean, isPart: boolean): void => {
  const { around, m, n, width } = product;
  const [row, column] = [m[0] ?? ONE_ROW, n[0]!];
  const cut = isPart ? cutLoop(product) : undefined;
  const step = isPart ? PART_PARAMETERS : 0;
  const first = step + around.length;
  const [i, j, left, right, result] = [first, first + 1, first + 2, first + 3, first + 4];
  const pointers: Pointers = { left, right, result, column: j, own: first + 5 };
  const high = rowsOfTile(product);
  // Fewer rows take more columns, for sums would wait for each other.
  const flat = cut === undefined && row.size < TILE.rows ? Math.floor(TILE.rows / row.size) : 1;
  const wide = flat * TILE.columns[width];
  const f = new Assembler(to);
  const tile = (rows: number, columns: number): void => directTile(f, product, pointers, relaxed, rows, columns);

  /** Sets a pointer to where an operand begins in this step of the loops around. */
  const begin = (local: number, slot: Slot): void => {
    f.int(width * product[slot].base);
    around.forEach((index, depth) => {
      if (index[slot] === 0) return;
      f.get(step + depth);
      f.int(width * index[slot]).op(X.I32_MUL, X.I32_ADD);
    });
    f.set(local);
  };
  /** `whole` for each `by` of `size` steps, and then `rest` for those that are left; a part has those that are left if it has the last. */
  const cover = (
    local: number,
    size: number,
    by: number,
    inPart: boolean,
    whole: () => void,
    rest: (left: number) => void,
  ): void => {
    const even = size - (size % by);
    const until = (): void =>
      void (inPart
        ? f.least(
            () => f.get(TO),
            () => f.int(even),
          )
        : f.int(even));
    if (even > 0) f.loop(local, until, by, whole, () => void (inPart ? f.get(FROM) : f.int(0)));
    if (even === size) return;
    if (even === 0 || inPart) f.int(even).set(local);
    if (!inPart) return rest(size - even);
    f.get(TO).int(size).op(I32_EQ);
    f.when(() => rest(size - even));
  };
  const eachRows = (inside: (rows: number) => void): void => {
    begin(left, 'a');
    begin(result, 'o');
    const skip = (local: number, by: number): void =>
      void f.add(local, () =>
        f
          .get(FROM)
          .int(by * width)
          .op(X.I32_MUL),
      );
    if (cut === 'm') {
      skip(left, row.a);
      skip(result, row.o);
    }
    const next = (): void => {
      inside(high);
      f.add(left, () => f.int(high * row.a * width)).add(result, () => f.int(high * row.o * width));
    };
    cover(i, row.size, high, cut === 'm', next, inside);
  };
  const eachColumns = (inside: (columns: number) => void): void =>
    cover(j, column.size, wide, cut === 'n', () => inside(wide), inside);
  const tiles = (): void => {
    begin(right, 'b');
    // What is long stays near while what is short goes over it.
    if (row.size <= FEW_ROWS) eachColumns((columns) => eachRows((rows) => tile(rows, columns)));
    else eachRows((rows) => eachColumns((columns) => tile(rows, columns)));
  };
  const within = (depth: number): void => {
    const loop = around[depth];
    if (loop === undefined) return tiles();
    const inPart = depth === 0 && cut === 'around';
    const limit = (): void => void (inPart ? f.get(TO) : f.int(loop.size));
    f.loop(
      step + depth,
      limit,
      1,
      () => within(depth + 1),
      () => void (inPart ? f.get(FROM) : f.int(0)),
    );
  };
  f.locals([around.length + 9, X.I32], [OWN_VECTORS, X.V128]);
  within(0);
  f.end();
};
