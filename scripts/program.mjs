// Runs packages/<name>/src/main.ts: node scripts/program.mjs <name> [arguments]; its exit status is the program's.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { at, bundle, fail, node, readJson } from './lib.mjs';

const [name, ...args] = process.argv.slice(2);
const dir = at('packages', name);
const entry = join(dir, 'src/main.ts');
if (!existsSync(entry)) fail(`There is no packages/${name}/src/main.ts to run.`);

// In dist/, libraries resolve from the package itself, and ../data is where it is seen from src/.
const outfile = join(dir, 'dist/main.js');
const external = Object.entries(readJson(join(dir, 'package.json')).dependencies)
  .filter(([, version]) => !version.startsWith('workspace:'))
  .map(([dependency]) => dependency);
await bundle({ entryPoints: [entry], outfile, external });
process.exit(node(['--enable-source-maps', outfile, ...args]).status ?? 1);
