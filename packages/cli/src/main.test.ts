/** The command as a process of its own: standard streams, exit codes, a pipe that closes early. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const place = mkdtempSync(join(tmpdir(), 'adjoint-cli-'));
const main = join(place, 'dist/main.js');

beforeAll(() => {
  mkdirSync(join(place, 'dist'));
  writeFileSync(join(place, 'package.json'), '{ "type": "module", "version": "1.2.3" }');
  const options = ['--bundle', '--platform=node', '--format=esm', '--conditions=@adjoint/source', `--outfile=${main}`];
  const built = spawnSync(
    process.execPath,
    ['node_modules/esbuild/bin/esbuild', 'packages/cli/src/main.ts', ...options],
    { encoding: 'utf8' },
  );
  if (built.status !== 0) throw new Error(built.stderr);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

const adjoint = (args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
};

test('--version is that of the package', () => {
  expect(adjoint(['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
});

test('graphs pass from one command to the next', () => {
  const printed = adjoint(['grad', '--json', 'x^3']);
  expect(adjoint(['eval', '-', '--set', 'x=2', '--output', 'd(out)/d(x)'], printed.stdout)).toEqual({
    status: 0,
    stdout: 'd(out)/d(x) : f64[] = 12\n',
    stderr: '',
  });
});

test('exit codes and messages reach the shell', () => {
  expect(adjoint(['print', 'x +'])).toEqual({
    status: 1,
    stdout: '',
    stderr: '<expression>:1:4: expected a value, got the end of the text\n',
  });
  expect(adjoint([]).status).toBe(2);
});

test('a directory or a text too long for a file name is an expression', () => {
  expect(adjoint(['print', 'packages']).stdout).toMatch('input packages');
  expect(adjoint(['eval', `1${'+1'.repeat(5000)}`]).stdout).toBe('out : f64[] = 5001\n');
});

test('a reader that has enough ends it quietly', async () => {
  const child = spawn(process.execPath, [main, 'print', '-']);
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.stdout.once('data', () => child.stdout.destroy());
  child.stdin.end(`x${'+x'.repeat(100_000)}`);
  const status = await new Promise((done) => child.once('close', done));
  expect({ status, errors }).toEqual({ status: 0, errors: [] });
});
