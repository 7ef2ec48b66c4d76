/** Functions that have formulas are right to 2 units in the last place, special functions to 4; and they are printed from the formulas. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { boundOf, worstOf } from './math-doc.ts';
import { numberFiles } from './math-files.ts';
import { errorAt, mathTables } from './math-golden.ts';

test.each(mathTables().map((table) => [table.name, table.precision, table] as const))(
  '%s in %s is right to some units in the last place',
  (name, _precision, table) => expect(worstOf(table).error).toBeLessThan(boundOf(name)),
);

test('an error of one place is seen', () => {
  const table = mathTables().find(({ name, precision }) => name === 'exp' && precision === 'f64')!;
  const at = table.near.findIndex((x) => x > 1 && x < 2);
  expect(errorAt(table, at, table.near[at]! + 2 ** -52)).toBeCloseTo(1 - table.rest[at]! / 254, 10);
});

test('the functions on numbers are printed from the formulas', () => {
  const folder = 'packages/ir/src/math/numbers';
  const files = numberFiles();
  expect(readdirSync(folder).sort()).toEqual([...files.keys(), 'index.ts'].sort());
  for (const [name, text] of files)
    expect([name, readFileSync(`${folder}/${name}`, 'utf8') === text]).toEqual([name, true]);
});
