// Builds each package's dist (declarations, ES module, CommonJS, command), then weighs `adjoint` in a page.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { at, bundle, fail, node, ok, packages } from './lib.mjs';

// 30 kB is the number to reach. It was reached with the ops of the first pipeline (29.9); since then came windows and sorting (5), control
// flow with its passes (11), special functions (6), linear algebra (3), random numbers and Fourier transforms (7), generated code (32),
// procedures, as sources and on numbers (19), elementary and special functions, as formulas and on numbers, in two precisions (25).
// The tables of ops are closed, so a page carries every op, used or not: until a bundler plugin prunes them by what a page uses, this
// limit only holds what there is.
const LIMIT_KB = 153;
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
// A page that takes one gradient carries the whole compiler; one that imports every name carries the tools too.
const PAGE = `import { compile, define, f64, gradients, sin } from 'adjoint';
const graph = define({ x: f64() }, ({ x }) => sin(x));
document.title = String(compile(gradients(graph, { of: 'out', wrt: ['x'] }))({ x: 1 })['d(out)/d(x)'].item());`;
const page = await weigh(PAGE);
console.log(`a page that takes one gradient, min+gzip: ${page.toFixed(1)} kB of ${LIMIT_KB}`);
console.log(`adjoint, every name, min+gzip: ${(await weigh(`export * from 'adjoint';`)).toFixed(1)} kB`);
if (page > LIMIT_KB)
  fail(`A page that takes one gradient weighs ${page.toFixed(1)} kB, over its limit of ${LIMIT_KB} kB.`);

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
async function weigh(program) {
  const { outputFiles } = await bundle({
    stdin: { contents: program, resolveDir: at('packages/cli') },
    platform: 'browser',
    target: 'es2022',
    minify: true,
    sourcemap: false,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
}
