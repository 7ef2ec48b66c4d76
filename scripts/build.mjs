// Builds each package's dist (declarations, ES module, CommonJS, command), then weighs `adjoint` with everything in it.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at, bundle, fail, node, ok, packages } from './lib.mjs';

const LIMIT_KB = 30;
const started = packages().filter((each) => each.started);

// tsc trusts its build info even when dist is gone, so both go.
for (const { dir } of started) rmSync(join(dir, 'dist'), { recursive: true, force: true });
rmSync(at('.cache/tsc'), { recursive: true, force: true });
if (!ok(node(['node_modules/typescript/bin/tsc', '-b', ...started.map(({ dir }) => dir)]))) {
  fail('The packages do not compile, or one imports what its tsconfig.json does not reference.');
}

for (const { dir, manifest, published } of started) {
  if (!published) continue;
  writeDeclarations(join(dir, 'dist'));
  const library = { platform: 'neutral', target: 'es2022', packages: 'external', conditions: [] };
  const index = join(dir, 'src/index.ts');
  await bundle({ ...library, entryPoints: [index], outfile: join(dir, 'dist/index.js') });
  await bundle({ ...library, entryPoints: [index], outfile: join(dir, 'dist/index.cjs'), format: 'cjs' });
  for (const file of Object.values(manifest.bin ?? {})) {
    const source = join(dir, file.replace('dist', 'src').replace(/\.js$/, '.ts'));
    await bundle({ entryPoints: [source], outfile: join(dir, file), packages: 'external', conditions: [] });
  }
  console.log(`built ${manifest.name}`);
}
await weigh(at('packages/adjoint/src/index.ts'));

/** tsc leaves `./op.ts` in declarations: they become `./op.js`, with a twin for require() that says `./op.cjs`. */
function writeDeclarations(dist) {
  for (const file of readdirSync(dist, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(dist, file), 'utf8');
    const importing = (extension) => text.replace(/(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g, `$1$2.${extension}$1`);
    writeFileSync(join(dist, file), importing('js'));
    writeFileSync(join(dist, file.replace(/\.ts$/, '.cts')), importing('cjs'));
  }
}

/** A page that imports all of `adjoint` downloads this much. */
async function weigh(entry) {
  if (!existsSync(entry)) return;
  const { outputFiles } = await bundle({
    entryPoints: [entry],
    platform: 'browser',
    target: 'es2022',
    minify: true,
    sourcemap: false,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const kb = gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
  console.log(`adjoint, whole, min+gzip: ${kb.toFixed(1)} kB of ${LIMIT_KB}`);
  if (kb > LIMIT_KB) fail(`adjoint weighs ${kb.toFixed(1)} kB, over its limit of ${LIMIT_KB} kB.`);
}
