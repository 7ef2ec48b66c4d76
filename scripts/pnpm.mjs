// Runs the pnpm that package.json pins: the installed one if it is that version, else by npx; nothing goes global.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const spec = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).packageManager.split('+')[0];
const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' };
const quiet = { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: '0', COREPACK_ENABLE_NETWORK: '0' };

const installed = spawnSync('pnpm', ['--version'], { ...options, env: quiet });
const fits = installed.status === 0 && installed.stdout.trim() === spec.split('@')[1];
const [command, ...prefix] = fits ? ['pnpm'] : ['npx', '--yes', '--prefer-offline', '--loglevel=error', spec];
process.exit(spawnSync(command, [...prefix, ...process.argv.slice(2)], { ...options, stdio: 'inherit' }).status ?? 1);
