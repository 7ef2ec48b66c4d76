/** Tools for a loss that is NaN or slow, on gradients: they know the names and lines of the program that was differentiated. */
import { expect, test } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { compile, define, f64, firstNaN, gradients, profile, type FirstNaN, type Profile } from './index.ts';

const root = define({ x: f64(2) }, ({ x }) => ({ y: x.square().sum().sqrt().named('length') }));
const slope = gradients(root, { of: 'y', wrt: ['x'] });

test('a NaN in a gradient has the line of what is differentiated', () => {
  const found = firstNaN(slope, { x: [0, 0] });
  expectTypeOf(found).toEqualTypeOf<FirstNaN | undefined>();
  expect(found).toMatchObject({ node: { op: 'mul' }, value: NaN, index: [0] });
  expect(found!.builtAt).toMatch(/debugging\.test\.ts:6:\d+$/);
  expect(firstNaN(slope, { x: [0, 0] }, { outputs: ['y'] })).toBeUndefined();
  // @ts-expect-error there is no input of that name
  expect(() => firstNaN(slope, { z: 1 })).toThrow(/no input "z"/);
});

test('a profile is asked for of a run and its feeds', () => {
  const run = compile(slope);
  const found = profile(run, { x: [3, 4] });
  expectTypeOf(found).toEqualTypeOf<Profile>();
  expect(found.rows.some(({ name }) => name.includes('length'))).toBe(true);
  // @ts-expect-error x must be fed
  expect(() => profile(run, {})).toThrow(/feed "x"/);
});
