// Finds a Chromium on this machine; in CI, where apt can, installs one.
import { existsSync } from 'node:fs';
import { run, ok } from '../lib.mjs';

const PLACES = [
  process.env.ADJOINT_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const INSTALL = [
  ['update', '-qq'],
  ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
];
const PATIENCE_MS = 240_000;

const found = () => PLACES.find((place) => place !== undefined && existsSync(place));

/** Whether apt could: only how it ended counts. */
const installed = () => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: 'ignore', env, timeout: PATIENCE_MS };
  return INSTALL.every((args) => ok(run('apt-get', args, quiet)));
};

/** The path of a Chromium, or why there is none. */
export const chromiumPath = () => {
  const path = found();
  if (path !== undefined) return { path };
  if (process.env.CI !== 'true') return { why: 'no Chromium was found; ADJOINT_CHROMIUM can name one' };
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { why: 'there is no Chromium, and no apt to install one' };
  console.log('installing Chromium');
  if (!installed()) return { why: 'apt could not install Chromium' };
  const made = found();
  return made === undefined ? { why: 'apt installed no Chromium where one was looked for' } : { path: made };
};
