// Checks that what @adjoint/slim leaves of Adjoint is enough: programs of one op each, and those of the documentation, give the same by
// modules made for them alone as by the whole; and the plugins for esbuild and Rollup make such a page.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { rollup } from 'rollup';
import { at, bundle, fail } from './lib.mjs';
import { methodsCalled } from './slim/methods.mjs';
import { programs as more } from './slim/programs.mjs';

if (!existsSync(at('packages/adjoint/dist/index.js'))) fail('Nothing is built.', 'npm run build');
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'adjoint-slim-')));
mkdirSync(join(scratch, 'node_modules'));
symlinkSync(realpathSync(at('packages/optimizer/node_modules/immer')), join(scratch, 'node_modules/immer'), 'junction');
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** How a line begins that tells of an error: none of the programs throws. */
const THROWN = 'it throws';
const PACKAGES = ['ir', 'autodiff', 'transform', 'optimizer', 'codegen', 'evaluator', 'viewer', 'adjoint'];
const nameOf = (folder) => (folder === 'adjoint' ? folder : `@adjoint/${folder}`);
const texts = new Map(
  PACKAGES.map((each) => [nameOf(each), readFileSync(at('packages', each, 'dist/index.js'), 'utf8')]),
);
const { goldenCases, goldenFeeds, goldenGraph, modulesOf, names, print, slimmed } = await sources();
const modules = modulesOf(texts, names);

const programs = [
  ...programsOfOps(),
  ...programsOfDocs(),
  ...Object.entries(more).map(([name, text]) => ({ name, text })),
];
const [failed, words] = [[], /[A-Za-z_$][\w$]*/g];
for (const [i, { name, text }] of programs.entries()) {
  const want = await printed(`whole-${i}`, text, texts);
  const slim = slimmed(modules, { used: new Set(text.match(words)), targets: new Set(['interpreter', 'js', 'wasm']) });
  const got = await printed(`slim-${i}`, text, slim);
  if (want !== got || want.includes(THROWN))
    failed.push(`${name}\n  by the whole: ${want.slice(0, 400)}\n  by its own:   ${got.slice(0, 400)}`);
}
if (failed.length > 0) fail(`${failed.length} of ${programs.length} programs differ:\n${failed.join('\n')}`);
console.log(`${programs.length} programs give the same by modules made for them alone`);

const alike = more['its own rule'];
const wanted = await printed('alike', alike, texts);
for (const targets of [['interpreter'], ['interpreter', 'js'], ['wasm']]) {
  const slim = slimmed(modules, { used: new Set(alike.match(words)), targets: new Set(targets) });
  const got = await printed(`alike-${targets.join('-')}`, alike, slim);
  if (got !== wanted || wanted.includes(THROWN))
    fail(`With the targets ${targets.join()} a page says ${got}, not ${wanted}`);
}

const methods = methodsCalled();
if (methods.length > 0) fail(`Adjoint itself calls methods of symbols:\n${methods.join('\n')}`, 'call the functions');

const page = more['a loop until'];
const folder = join(scratch, 'page');
mkdirSync(folder);
symlinkSync(at('packages/cli/node_modules'), join(folder, 'node_modules'), 'junction');
writeFileSync(join(folder, 'page.js'), page);
const { slim } = await import(pathToFileURL(at('packages/slim/dist/index.js')).href);
const whole = await byEsbuild([]);
for (const [name, code] of [
  ['esbuild', await byEsbuild([slim.esbuild({ sources: folder })])],
  ['Rollup', await byRollup([slim.rollup({ sources: join(folder, 'page.js') })])],
]) {
  const [got, want] = [
    await printed(`page-${name}`, code, new Map()),
    await printed(`page-${name}-whole`, whole, new Map()),
  ];
  if (got !== want || want.includes(THROWN))
    fail(`The page by the plugin for ${name} says ${got}, and the whole ${want}`);
  if (code.length > 0.8 * whole.length)
    fail(`The plugin for ${name} leaves ${code.length} of ${whole.length} characters.`);
  console.log(`the plugin for ${name} leaves ${code.length} of ${whole.length} characters, and they say the same`);
}

/** What is only to be had from the sources. */
async function sources() {
  const outfile = join(scratch, 'sources.mjs');
  const contents = `export { goldenCases, goldenFeeds, goldenGraph } from './src/golden.ts';
    export { modulesOf, slimmed } from '${at('packages/slim/src/slimmed.ts')}';
    import { explain, OPS } from '@adjoint/ir';
    export { print } from '@adjoint/ir';
    export const names = new Set([...Object.keys(OPS), ...Object.keys(explain)]);`;
  await bundle({ stdin: { contents, resolveDir: at('packages/testkit') }, outfile, sourcemap: false });
  return import(pathToFileURL(outfile).href);
}

/** What the program prints, or the message of its error, with these modules of Adjoint. */
async function printed(name, text, modulesThere) {
  const folder = join(scratch, name);
  for (const [what, contents] of modulesThere) {
    const place = join(folder, 'node_modules', what);
    mkdirSync(place, { recursive: true });
    mkdirSync(join(place, 'dist'));
    writeFileSync(join(place, 'package.json'), '{ "type": "module", "main": "dist/index.js" }');
    writeFileSync(join(place, 'dist/index.js'), contents);
  }
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'program.mjs');
  writeFileSync(file, (await transform(text, { loader: 'ts' })).code);
  const lines = [];
  const { log } = console;
  console.log = (...values) =>
    lines.push(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    lines.push(`${THROWN} ${String(error)}`);
  } finally {
    console.log = log;
  }
  rmSync(folder, { recursive: true });
  return lines.join('\n').replaceAll(folder, '');
}

/** For each op a graph of it, with derivatives to third order, by every target. */
function programsOfOps() {
  const cases = new Map(goldenCases().map((golden) => [golden.op, golden]));
  return [...cases].map(([op, golden]) => {
    const graph = goldenGraph(golden);
    const wrt = Object.keys(graph.inputs).filter((_, i) => golden.directions[i] !== null);
    const feeds = Object.entries(goldenFeeds(golden)).map(
      ([name, { data }]) => `${name}: ${data.constructor.name}.of(${[...data].join()})`,
    );
    const text = `import { compile, hvp, jvp, parse } from 'adjoint';
      const graph = parse(${JSON.stringify(print(graph))});
      const feeds = { ${feeds.join()} };
      const wrt = ${JSON.stringify(wrt)};
      const bent = ${golden.orders === undefined ? 'graph' : "jvp(hvp(graph, { of: 'phi', wrt: wrt[0] }), { wrt })"};
      for (const name in bent.inputs) {
        const { dtype, shape } = bent.nodes[bent.inputs[name]].type;
        const Class = dtype === 'f32' ? Float32Array : Float64Array;
        feeds[name] ??= new Class(shape.reduce((a, b) => a * b, 1)).fill(0.5);
      }
      for (const target of ['interpreter', 'js', 'wasm']) {
        const found = compile(bent, { target })(feeds);
        for (const name in found) console.log(target, name, [...found[name].data].map(String));
      }`;
    return { name: op, text };
  });
}

/** The programs of README.md and docs/, but for fragments and for what prints timings. */
function programsOfDocs() {
  const pages = [
    'README.md',
    ...readdirSync(at('docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  return pages.flatMap((page) =>
    [...readFileSync(at(page), 'utf8').matchAll(/^```ts\n([^]*?)^```$(\n\n```console)?/gm)]
      .map(([, text, timed], i) => ({ name: `${page}, ${i + 1}`, text, timed }))
      .filter(({ timed }) => timed === undefined),
  );
}

/** The page as one text. */
async function byEsbuild(plugins) {
  const { outputFiles } = await bundle({
    entryPoints: [join(folder, 'page.js')],
    platform: 'browser',
    target: 'es2022',
    conditions: [],
    minify: true,
    sourcemap: false,
    write: false,
    logLevel: 'error',
    plugins,
  });
  return outputFiles[0].text;
}

async function byRollup(plugins) {
  const nodeModules = {
    name: 'node-modules',
    resolveId: (what, importer) => {
      if (importer === undefined || what.startsWith('.')) return null;
      if (what === 'immer') return { id: what, external: true };
      return createRequire(importer)
        .resolve(what)
        .replace(/\.cjs$/, '.js');
    },
  };
  const input = join(folder, 'page.js');
  const treeshake = { moduleSideEffects: false };
  const build = await rollup({ input, plugins: [...plugins, nodeModules], treeshake, logLevel: 'silent' });
  const { output } = await build.generate({ format: 'es' });
  return (await transform(output[0].code, { minify: true })).code;
}
