// Installs the peers that are too large for the lock file where `npm run bench` looks for them. Nothing of theirs is run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { at, fail, ok, run } from './lib.mjs';

const PEERS = { 'onnxruntime-node': '1.30.0' };
const place = at('packages/benchmarks/out/peers');

mkdirSync(place, { recursive: true });
writeFileSync(`${place}/package.json`, `${JSON.stringify({ private: true, dependencies: PEERS }, null, 2)}\n`);
console.log(`installing ${Object.keys(PEERS).join(', ')} in packages/benchmarks/out/peers`);
if (!ok(run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: place })))
  fail('npm could not install them.');
