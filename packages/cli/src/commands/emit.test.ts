/** `adjoint emit` writes modules that depend on nothing. */
import { describe, expect, test } from '@jest/globals';
import { terminal } from '@adjoint/testkit';
import { run } from '../index.ts';

const { adjoint, printed } = terminal(run);

describe('emit', () => {
  test('writes a module that depends on nothing', async () => {
    const text = await printed('emit', 'sin(x)*x');
    expect(text).toMatch(/^\/\/ Made by adjoint\.\n/);
    expect(text).toMatch('export default (feeds) => {');
    expect(text).not.toMatch('import');
  });

  test('for WebAssembly, of the outputs asked for', async () => {
    const text = await printed('emit', '--target', 'wasm', '--output', 'loss', 'line.txt');
    expect(text).toMatch('WebAssembly.Instance');
    expect(text).toMatch('"loss": [');
  });

  test('tells what it cannot', async () => {
    expect((await adjoint(['emit', 'exp1(x)'])).err).toMatch('no module can be made of');
    expect((await adjoint(['emit', '--target', 'c', 'x'])).code).toBe(2);
  });
});
