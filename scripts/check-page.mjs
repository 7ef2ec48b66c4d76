// Checks that what was built works in a page: every target, and a module compiled ahead of time, as an
// ES module and as a script, under five security policies; and threads, in a page that may share memory; and that the viewer's pages work.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at, bundle, fail } from './lib.mjs';
import { chromiumPath } from './page/chromium.mjs';
import { layerOf } from './page/verdicts.js';
import { viewerFaults } from './page/viewer.mjs';

const WORKS = 'agrees';
const REFUSED = 'refused';

/** What each policy allows, and so what must come of each target. Where a target is refused, `auto` falls back on what is not. */
const NO_EVAL = "script-src 'self' 'wasm-unsafe-eval'";
const POLICIES = [
  { name: 'none', header: undefined, js: WORKS, wasm: WORKS, auto: ['js', 'wasm'], threads: REFUSED },
  { name: 'no-eval', header: NO_EVAL, js: REFUSED, wasm: WORKS, auto: ['wasm'], threads: REFUSED },
  { name: 'no-code', header: "script-src 'self'", js: REFUSED, wasm: REFUSED, auto: ['interpreter'], threads: REFUSED },
  {
    name: 'isolated',
    header: `${NO_EVAL}; worker-src blob:`,
    isolated: true,
    js: REFUSED,
    wasm: WORKS,
    auto: ['wasm'],
    threads: WORKS,
  },
  { name: 'no-blob', header: NO_EVAL, isolated: true, js: REFUSED, wasm: WORKS, auto: ['wasm'], threads: REFUSED },
];
/** Without these a page has no shared memory. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const PROGRAMS = {
  module: `import * as adjoint from '/adjoint.js';`,
  script: `const { adjoint } = globalThis;`,
};
const PATIENCE_MS = 30_000;

const { path, why } = chromiumPath();
if (path === undefined) {
  console.log(`SKIPPED: ${why}. Nothing was checked in a page.`);
  process.exit(0);
}
if (!existsSync(at('packages/adjoint/dist/index.js'))) fail('Nothing is built.', 'npm run build');

const built = {
  entryPoints: [at('packages/adjoint/dist/index.js')],
  platform: 'browser',
  minify: true,
  conditions: [],
};
const production = {
  define: { 'process.env.NODE_ENV': '"production"' },
  sourcemap: false,
  write: false,
  logLevel: 'error',
};
const textOf = async (options) => (await bundle({ ...built, ...production, ...options })).outputFiles[0].text;
const adjoint = await import(pathToFileURL(at('packages/adjoint/dist/index.js')).href);
const files = {
  '/ahead.js': adjoint.toModule(layerOf(adjoint)),
  '/adjoint.js': await textOf({ format: 'esm' }),
  '/adjoint.script.js': await textOf({ format: 'iife', globalName: 'adjoint' }),
  '/verdicts.js': readFileSync(at('scripts/page/verdicts.js'), 'utf8'),
  ...Object.fromEntries(Object.entries(PROGRAMS).map(([form, start]) => [`/${form}.js`, programFrom(start)])),
};

const waiting = new Map();
const server = createServer(answer);
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;
const { chromium } = await import('playwright-core');
const args = ['--no-sandbox', '--disable-background-networking', '--disable-quic'];
const browser = await chromium.launch({ executablePath: path, args }).catch((error) => {
  console.log(`SKIPPED: ${path} does not start: ${String(error).split('\n')[0]}. Nothing was checked in a page.`);
  process.exit(0);
});

const faults = [];
for (const policy of POLICIES) {
  for (const form of Object.keys(PROGRAMS)) {
    const found = await visit(policy.name, form);
    faults.push(...faultsOf(policy, found).map((fault) => `policy ${policy.name}, as a ${form}: ${fault}`));
  }
}
faults.push(...(await viewerFaults(browser, adjoint)));
console.log(
  `Chromium ${browser.version()}: ${POLICIES.length} policies, as a module and as a script; every target, and a module made ahead of time; the viewer`,
);
await browser.close();
server.close();
if (faults.length > 0) fail(`In a page:\n${faults.join('\n')}`);

/** The page's program: it tells the server what it found, for under a policy nobody outside may ask it. */
function programFrom(start) {
  return `${start}
import * as ahead from '/ahead.js';
import { verdicts } from '/verdicts.js';
const found = await verdicts(adjoint, ahead).catch((error) => ({ failed: String(error) }));
await fetch(\`/found\${location.pathname}\`, { method: 'POST', body: JSON.stringify(found) });`;
}

/** /POLICY/FORM is a page, /found/POLICY/FORM takes what it found, all else is a file. */
function answer(request, response) {
  const [, first, second, third] = request.url.split('/');
  if (first === 'found') {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      waiting.get(`${second}/${third}`)?.(JSON.parse(Buffer.concat(parts).toString()));
      response.end();
    });
    return;
  }
  const policy = POLICIES.find(({ name }) => name === first);
  if (policy === undefined) {
    const text = files[request.url];
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/javascript' }).end(text);
    return;
  }
  const header = {
    ...(policy.header && { 'content-security-policy': policy.header }),
    ...(policy.isolated && ISOLATION),
  };
  const library = second === 'script' ? '<script src="/adjoint.script.js"></script>' : '';
  response.writeHead(200, { 'content-type': 'text/html', ...header });
  response.end(`<!doctype html><title>page</title>${library}<script type="module" src="/${second}.js"></script>`);
}

/** What the page found, by target. */
async function visit(policy, form) {
  const page = await browser.newPage();
  const said = [];
  page.on('pageerror', (error) => said.push(String(error)));
  let timer;
  const found = new Promise((resolve) => {
    waiting.set(`${policy}/${form}`, resolve);
    timer = setTimeout(
      () => resolve({ failed: `nothing in ${PATIENCE_MS / 1000} s. ${said.join('; ')}` }),
      PATIENCE_MS,
    );
  });
  await page.goto(`${origin}/${policy}/${form}`);
  const verdicts = await found;
  clearTimeout(timer);
  await page.close();
  return verdicts;
}

function faultsOf(policy, found) {
  if (found.failed !== undefined) return [found.failed];
  return Object.entries(found).flatMap(([name, verdict]) => {
    const target = name.replace('async ', '');
    const wanted = policy[target] ?? WORKS;
    const told = JSON.stringify(verdict);
    if (wanted === REFUSED)
      return /^InputError: .*may not/s.test(verdict.error) ? [] : [`${name} should be refused: ${told}`];
    const serves = Array.isArray(wanted) ? wanted.includes(verdict.target) : true;
    return verdict.agrees === true && serves ? [] : [`${name}: ${told}`];
  });
}
