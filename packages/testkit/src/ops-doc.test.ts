/** The page of the ops: every op has its card, and what the card says of a derivative is what the rules do. */
import { expect, test } from '@jest/globals';
import { isOp, OPS, type Op } from '@adjoint/ir';
import { opsDoc } from './ops-doc.ts';

const text = opsDoc();
const cardOf = (op: Op): string => text.split(`\n### ${op}\n`)[1]!.split(/\n##+ /)[0]!;

test.each(Object.keys(OPS).filter(isOp))('%s has a row and a card with its sentence', (op) => {
  expect(text).toContain(`| [${op}](#${op.toLowerCase()}) | ${OPS[op].form} |`);
  expect(cardOf(op)).toContain(`\`${op}`);
  expect(cardOf(op)).toMatch(/Takes|Of |everse|cotangents|derivative/);
});

test('cards say derivatives as the rules build them', () => {
  expect(cardOf('sin')).toContain('- `∂y/∂x = cos(x)`');
  expect(cardOf('div')).toContain('- `∂y/∂b = neg(div(y, b))`');
  expect(cardOf('relu')).toContain('- `∂y/∂x = 1` where `gt(x, 0)`, no path elsewhere');
  expect(cardOf('sum')).toContain('- `x̄ = broadcast(ȳ, {axes: [0], shape: [2, 3]})`');
  expect(cardOf('floor')).toContain('No derivative (zero): it is constant between its jumps.');
});

test('cards say what comes out at special points', () => {
  expect(cardOf('maximum')).toContain('| a = 2, b = 2 | 2 | 0.5, 0.5 |');
  expect(cardOf('prod')).toContain('| x = 0, 2, 3 | 0 | 6, 0, 0 |');
});

test('dtypes are those that the type rules take', () => {
  expect(cardOf('where')).toContain('Takes f64, f32, i32, bool; gives the same.');
  expect(cardOf('floor')).toContain('Takes f64, f32; gives the same.');
  expect(cardOf('lt')).toContain('Takes f64, f32, i32; gives bool.');
  expect(cardOf('iota')).toContain('Of f64, f32, i32.');
});

// docs/errors.md says so of the code `not-implemented`.
test('of this version, only the order of a family and the shape of the incomplete gamma functions have a derivative that is not implemented', () => {
  const lacking = Object.keys(OPS)
    .filter(isOp)
    .filter((op) => cardOf(op).includes('not implemented'));
  expect(lacking).toEqual([
    'polygamma',
    'gammainc',
    'gammaincc',
    'sincDerivative',
    'besselj',
    'bessely',
    'besseli',
    'besselie',
  ]);
});

test('the page is deterministic', () => {
  expect(opsDoc()).toBe(text);
});
