// What is made for the viewer and by it: the program and styles of its page, as the text of a module with the security policy that allows these
// alone; and the pictures of the documentation.
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { at, bundle } from './lib.mjs';

const PAGE = 'packages/viewer/src/written/page.ts';
const PICTURES = `import { gradients, scan, define, f64, toSvg } from 'adjoint';
import { regression } from './packages/examples/src/pictures/regression.ts';
const descent = define({ start: f64(2), rate: f64() }, ({ start, rate }) => ({
  w: scan((w) => ({ carry: w.sub(w.cos().mul(rate)) }), start, null, { length: 50 }).carry,
}));
const gradient = gradients(regression, { of: 'loss', wrt: ['w'] });
export const pictures = [
  ['docs/pictures/gradient.svg', toSvg(gradient, { title: 'a logistic regression and its gradient' })],
  ['docs/pictures/loop.svg', toSvg(descent, { title: 'a loop and its body' })],
];`;

/** The files that there should be, by their paths. */
export async function viewerFiles() {
  const page = await pageText();
  const outfile = at('.cache/viewer-pictures.mjs');
  const fresh = {
    name: 'fresh',
    setup: ({ onLoad }) => onLoad({ filter: /viewer[\\/]src[\\/]written[\\/]page\.ts$/ }, () => ({ contents: page })),
  };
  await bundle({
    stdin: { contents: PICTURES, resolveDir: at('.') },
    outfile,
    plugins: [fresh],
    alias: { adjoint: at('packages/adjoint/src/index.ts') },
  });
  const { pictures } = await import(pathToFileURL(outfile).href);
  return [[PAGE, page], ...pictures];
}

async function pageText() {
  const [script, page, picture] = await Promise.all([
    small('packages/viewer/page/main.ts', { format: 'iife' }),
    small('packages/viewer/page/page.css'),
    small('packages/viewer/page/picture.css'),
  ]);
  if (/<\/(?:script|style)/i.test(script + page + picture)) throw new Error('The page would end its own elements.');
  const styles = [picture, page].map(hash).join(' ');
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${styles}; base-uri 'none'; form-action 'none'`;
  const named = { PICTURE_STYLE: picture, PAGE_STYLE: page, PAGE_SCRIPT: script, PAGE_POLICY: policy };
  const lines = Object.entries(named).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`);
  return `/** Written by npm run docs from packages/viewer/page. */\n${lines.join('')}`;
}

async function small(entry, options) {
  const { outputFiles } = await bundle({
    entryPoints: [entry],
    platform: 'browser',
    target: 'es2022',
    minify: true,
    sourcemap: false,
    write: false,
    charset: 'utf8',
    ...options,
  });
  return outputFiles[0].text.trim();
}

function hash(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
