// What the scripts share: where things are, which packages there are, running a command, bundling a program.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const windows = process.platform === 'win32';
export const root = fileURLToPath(new URL('..', import.meta.url));
export const at = (...parts) => join(root, ...parts);
export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Every package as { dir, manifest, published, started }; one is started once it has a source to build. */
export function packages() {
  return readdirSync(at('packages'))
    .map((name) => at('packages', name))
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .map((dir) => {
      const manifest = readJson(join(dir, 'package.json'));
      const started = ['index.ts', 'main.ts'].some((file) => existsSync(join(dir, 'src', file)));
      return { dir, manifest, published: !manifest.private, started };
    });
}

/** Runs a command in the root, on the terminal's own streams unless told otherwise. */
export const run = (command, args, options) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: command !== process.execPath && windows, ...options });

export const node = (args, options) => run(process.execPath, args, options);

/** Runs a tool that a devDependency of the root brings. */
export const tool = (name, args, options) => run(at('node_modules/.bin', name), args, options);

export const ok = (result) => result.status === 0;

/** Bundles programs for Node, with every workspace package read from its sources. */
export async function bundle(options) {
  const esbuild = await import('esbuild');
  return esbuild.build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@adjoint/source'],
    sourcemap: true,
    logLevel: 'warning',
    ...options,
  });
}

/** Ends a script whose check failed: says what is wrong and, where one is known, the command that cures it. */
export function fail(message, cure) {
  console.error(cure ? `${message}\n  cure: ${cure}` : message);
  process.exit(1);
}
