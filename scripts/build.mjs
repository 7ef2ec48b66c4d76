// Builds each package's dist (declarations, ES module, CommonJS, command), then weighs `adjoint` in a page.
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { at, bundle, fail, node, ok, packages } from './lib.mjs';

// What a page that takes one gradient may weigh, in kB. Tables are total, so by itself a page carries every op: 30 were reached with those of
// the first pipeline; windows and sorting, control flow, special functions, linear algebra, random numbers, generated code and its procedures,
// and formulas in two precisions came since. @adjoint/slim takes out again what the page does not use.
const LIMITS_KB = {
  'as it is': { limit: 166 },
  'slim, all targets': { limit: 62, targets: ['interpreter', 'js', 'wasm'] },
  'slim, js and the interpreter': { limit: 50, targets: ['interpreter', 'js'] },
  'slim, the interpreter': { limit: 30, targets: ['interpreter'] },
};
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
// A page that imports every name carries the tools too.
const PAGE = `import { compile, define, f64, gradients, sin } from 'adjoint';
const graph = define({ x: f64() }, ({ x }) => sin(x));
document.title = String(compile(gradients(graph, { of: 'out', wrt: ['x'] }))({ x: 1 })['d(out)/d(x)'].item());`;
const { slim } = await import(pathToFileURL(at('packages/slim/dist/index.js')).href);
const scratch = mkdtempSync(join(tmpdir(), 'adjoint-page-'));
const sources = join(scratch, 'page.js');
writeFileSync(sources, PAGE);
symlinkSync(at('packages/cli/node_modules'), join(scratch, 'node_modules'), 'junction');
console.log('a page that takes one gradient, min+gzip:');
for (const [name, { limit, targets }] of Object.entries(LIMITS_KB)) {
  const kB = await weigh(PAGE, targets === undefined ? [] : [slim.esbuild({ sources, targets })]);
  console.log(`  ${name}: ${kB.toFixed(1)} kB of ${limit}`);
  if (kB > limit)
    fail(`A page that takes one gradient (${name}) weighs ${kB.toFixed(1)} kB, over its limit of ${limit} kB.`);
}
rmSync(scratch, { recursive: true });
console.log(`adjoint, every name, min+gzip: ${(await weigh(`export * from 'adjoint';`)).toFixed(1)} kB`);

/** tsc leaves `./op.ts` in declarations: they become `./op.js`, with a twin for require() that says `./op.cjs`. */
function writeDeclarations(dist) {
  for (const file of readdirSync(dist, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(dist, file), 'utf8');
    const importing = (extension) => text.replace(/(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g, `$1$2.${extension}$1`);
    writeFileSync(join(dist, file), importing('js'));
    writeFileSync(join(dist, file.replace(/\.ts$/, '.cts')), importing('cjs'));
  }
}

/** Kilobytes of a browser program, bundled with all that it uses. */
async function weigh(program, plugins = []) {
  const { outputFiles } = await bundle({
    stdin: { contents: program, resolveDir: at('packages/cli') },
    platform: 'browser',
    target: 'es2022',
    minify: true,
    sourcemap: false,
    write: false,
    conditions: [],
    plugins,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
}
