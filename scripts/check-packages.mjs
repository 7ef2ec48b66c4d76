// Checks each published package as its users get it: manifest (publint), types (attw), loaded both ways; then knip.
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fail, node, ok, packages, readJson, run, tool } from './lib.mjs';

const published = packages().filter((each) => each.published && each.started);
const scratch = mkdtempSync(join(tmpdir(), 'adjoint-packages-'));
const modules = join(scratch, 'node_modules');
const quiet = { stdio: 'pipe', encoding: 'utf8' };
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

for (const { dir, manifest } of packages()) {
  const { references = [] } = readJson(join(dir, 'tsconfig.json'));
  const arrows = references.map(({ path }) => readJson(join(dir, path, 'package.json')).name);
  const ours = Object.keys(manifest.dependencies ?? {}).filter((name) => isOurs(manifest, name));
  if (String(arrows.sort()) !== String(ours.sort())) {
    fail(`${manifest.name}: the references of its tsconfig.json are not its dependencies in this workspace.`);
  }
}

const chosen = published.flatMap(({ manifest }) => ['--filter', manifest.name]);
expect('pnpm pack', node(['scripts/pnpm.mjs', ...chosen, 'pack', '--pack-destination', scratch], quiet));
for (const { dir, manifest } of published) {
  const tarball = join(scratch, `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`);
  expect(`publint of ${manifest.name}`, tool('publint', ['run', tarball, '--strict'], quiet));
  expect(`attw of ${manifest.name}`, tool('attw', ['--no-emoji', tarball], quiet));
  install(tarball, dir, manifest);
}
for (const { manifest } of published) {
  const inScratch = { ...quiet, cwd: scratch };
  expect(`import '${manifest.name}'`, node(['--input-type=module', '-e', `import '${manifest.name}'`], inScratch));
  expect(`require('${manifest.name}')`, node(['-e', `require('${manifest.name}')`], inScratch));
  console.log(`checked ${manifest.name}`);
}
expect('knip', tool('knip', ['--no-progress'], quiet));

function isOurs({ dependencies }, name) {
  return dependencies[name].startsWith('workspace:');
}

function expect(what, result) {
  if (!ok(result)) fail(`${what} failed.\n${result.error ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`);
}

/** Unpacks a tarball where a user's install would; what is not ours is linked from the workspace. */
function install(tarball, dir, manifest) {
  const place = join(modules, manifest.name);
  mkdirSync(place, { recursive: true });
  expect(`unpacking ${manifest.name}`, run('tar', ['-xzf', tarball, '-C', place, '--strip-components=1'], quiet));
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    const link = join(modules, dependency);
    if (isOurs(manifest, dependency) || existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(dir, 'node_modules', dependency)), link, 'junction');
  }
}
