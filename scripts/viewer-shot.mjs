// Writes docs/pictures/viewer.png: the viewer's page of an optimization, as Chromium draws it. Needs what is built.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { at, fail } from './lib.mjs';
import { chromiumPath } from './page/chromium.mjs';

/** A step that adds nodes. */
const SHOWN = 1;

const { path, why } = chromiumPath();
if (path === undefined) fail(`${why}.`);
const { define, f64, gradients, optimizeWithTrace, toHtml } = await import(
  pathToFileURL(at('packages/adjoint/dist/index.js')).href
);
const regression = define({ X: f64(4, 2), y: f64(4), w: f64(2) }, ({ X, y, w }) => {
  const logit = X.matmul(w).named('logit');
  return { loss: logit.softplus().sub(y.mul(logit)).mean() };
});
const { trace } = optimizeWithTrace(gradients(regression, { of: 'loss', wrt: ['w'] }));
const X = [1, 0, 1, 1, 1, 2, 1, 3];
const options = {
  at: { X: Float64Array.from(X), y: [0, 0, 1, 1], w: [0.5, -1] },
  title: 'a regression and its gradient, pass by pass',
};
const folder = mkdtempSync(join(tmpdir(), 'adjoint-shot-'));
const file = join(folder, 'page.html');
writeFileSync(file, toHtml(trace, { ...options, origins: false }));

const { chromium } = await import('playwright-core');
const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(pathToFileURL(file).href);
await page.locator('.bars button').nth(SHOWN).click();
await page.keyboard.press('0');
await page.locator('.marks .added').click();
await page.screenshot({ path: at('docs/pictures/viewer.png') });
await browser.close();
rmSync(folder, { recursive: true });
