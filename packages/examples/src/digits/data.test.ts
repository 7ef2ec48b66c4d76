/** Images of digits are read as they stand in the file, and every fifth is held out. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { emptyBatch, fillBatch, PIXELS, readDigits } from './data.ts';

const blank = (label: number, ink = 0): string => [...new Array<number>(PIXELS).fill(ink), label].join();

describe('readDigits', () => {
  test('holds out every fifth image', () => {
    const { train, heldOut } = readDigits([0, 1, 2, 3, 4, 5, 6].map((label) => blank(label)).join('\n'));
    expect([...train.labels]).toEqual([0, 1, 2, 3, 5, 6]);
    expect([...heldOut.labels]).toEqual([4]);
    expect(heldOut.pixels).toHaveLength(PIXELS);
  });

  test('gives ink between 0 and 1', () => {
    expect(new Set(readDigits(blank(3, 4)).train.pixels)).toEqual(new Set([0.25]));
  });

  test.each([
    ['too short', '1,2,3'],
    ['too much ink', blank(1, 17)],
    ['no digit', blank(10)],
    ['no number', blank(1).replace('0', 'x')],
  ])('refuses a line with %s, and says which', (_, line) => {
    expect(() => readDigits(`${blank(0)}\n${line}`)).toThrow('line 2');
  });

  test('reads the file: 1,797 images, every digit in both parts', () => {
    const { train, heldOut } = readDigits(gunzipSync(readFileSync('packages/examples/data/digits.csv.gz')).toString());
    expect([train.count, heldOut.count]).toEqual([1438, 359]);
    expect(new Set(train.labels).size).toBe(10);
    expect(new Set(heldOut.labels).size).toBe(10);
  });
});

test('fillBatch copies the chosen images', () => {
  const { train } = readDigits([blank(0, 0), blank(1, 8), blank(2, 16)].join('\n'));
  const batch = emptyBatch(2);
  fillBatch(batch, train, Int32Array.of(2, 0));
  expect([...batch.labels]).toEqual([2, 0]);
  expect([...batch.pixels]).toEqual([...new Array<number>(PIXELS).fill(1), ...new Array<number>(PIXELS).fill(0)]);
});
