// The program and styles of the viewer's page as the text of a module, with the security policy that allows these alone.
import { createHash } from 'node:crypto';
import { bundle } from './lib.mjs';

const PATH = 'packages/viewer/src/written/page.ts';

/** The file that there should be, by its path. */
export async function viewerPage() {
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
  return [PATH, `/** Written by npm run docs from packages/viewer/page. */\n${lines.join('')}`];
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
