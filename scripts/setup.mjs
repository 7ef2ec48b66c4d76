// Installs from the lockfile; does nothing when the last install had the same lockfile, manifests, platform and place.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, fail, node, ok, packages, root } from './lib.mjs';

const stamp = at('node_modules/.adjoint-setup');
const manifests = packages().map(({ dir }) => join(dir, 'package.json'));
const hash = createHash('sha256').update([process.platform, process.arch, root].join());
for (const file of [at('pnpm-lock.yaml'), at('pnpm-workspace.yaml'), at('package.json'), ...manifests]) {
  hash.update(readFileSync(file));
}
const wanted = hash.digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('installing from pnpm-lock.yaml');
  if (!ok(node(['scripts/pnpm.mjs', 'install', '--frozen-lockfile', '--prefer-offline']))) {
    fail('The install failed.', 'node scripts/pnpm.mjs install');
  }
  writeFileSync(stamp, wanted);
}
