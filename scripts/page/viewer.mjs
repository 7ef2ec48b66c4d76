// Drives the viewer's pages as a person would: what is clicked, typed and pressed, and what is seen then.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NASTY = '</script><img src=x onerror="hacked=1">';

/** What the browser says of the script that a test adds, to see that it does not run. */
const REFUSED = 'Executing inline script violates';

/** What is wrong with the pages that toHtml and toSvg make, in words. */
export async function viewerFaults(browser, adjoint) {
  const folder = mkdtempSync(join(tmpdir(), 'adjoint-viewer-'));
  const faults = [];
  const visit = async (name, text, look) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(15_000);
    const expect = (what, found, wanted) => {
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        faults.push(`${name}: ${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
    };
    page.on('pageerror', (error) => faults.push(`${name}: ${String(error)}`));
    page.on('console', (message) => {
      if (!message.text().startsWith(REFUSED)) faults.push(`${name} says: ${message.text()}`);
    });
    page.on('dialog', (dialog) => faults.push(`${name} opens a dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) faults.push(`${name} asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await look(page, expect).catch((error) =>
      faults.push(`${name}: ${String(error).split('\n').slice(0, 8).join(' ')}`),
    );
    await page.close();
  };
  const { define, f64, gradients, optimizeWithTrace, softmax, sqrt, toHtml, toSvg } = adjoint;
  const fit = define({ x: f64(3), [NASTY]: f64() }, ({ x, [NASTY]: w }) => ({
    loss: sqrt(softmax(x.mul(w)).sub(0.2))
      .named(`root ${NASTY}`)
      .mean(),
  }));
  const slope = gradients(fit, { of: 'loss', wrt: [NASTY] });
  const { trace } = optimizeWithTrace(slope);

  await visit('graph.html', toHtml(slope, { at: { x: [0, 1, 2], [NASTY]: 1 }, title: NASTY }), (page, expect) =>
    graph(page, expect, slope),
  );
  await visit('trace.html', toHtml(trace), (page, expect) => steps(page, expect, trace));
  await visit('picture.svg', toSvg(slope, { title: NASTY }), async (page, expect) => {
    expect('boxes', await page.locator('.box').count(), slope.nodes.length);
  });
  rmSync(folder, { recursive: true });
  return faults;
}

async function graph(page, expect, { nodes }) {
  const panel = page.locator('.panel');
  const text = (selector) => page.locator(selector).allInnerTexts();
  const id = (op) => nodes.find((node) => node.op === op).id;
  expect('title', await text('h1'), [NASTY]);
  expect('boxes', await page.locator('.box').count(), nodes.length);
  expect('elements that a name made', await page.locator('img').count(), 0);
  await page.keyboard.press('0');

  await page.locator(`.box[data-key="${id('sqrt')}"]`).click();
  expect('heading', await text('.panel h2'), [`%${id('sqrt')} sqrt`]);
  expect('value', (await panel.innerText()).includes('1 NaN of 3'), true);
  expect('name', (await panel.innerText()).includes(`“root ${NASTY.slice(0, 10)}`), true);
  expect('line that is chosen', await text('.listing .chosen'), [(await text('.listing div'))[id('sqrt')]]);
  expect('box where the NaN begins', await page.locator(`.box.bad[data-key="${id('sqrt')}"]`).count(), 1);
  const [argument] = nodes[id('sqrt')].args;
  expect('box before it', await page.locator(`.box.bad[data-key="${argument}"]`).count(), 0);
  await page.locator('.panel .link').first().click();
  expect('argument', await text('.panel h2'), [`%${argument} sub`]);
  await page.locator('.listing div').nth(0).click();
  expect('box of a line', await page.locator('.box.chosen').getAttribute('data-key'), '0');

  await page.keyboard.press('/');
  await page.keyboard.type('SQRT');
  const found = nodes.filter(({ op }) => op === 'sqrt').length;
  expect('found', await text('.count'), [`${found} of ${nodes.length}`]);
  expect('dimmed', await page.locator('.box.missed').count(), nodes.length - found);
  await page.keyboard.press('Enter');
  expect('chosen by search', await text('.panel h2'), [`%${id('sqrt')} sqrt`]);
  await page.getByLabel('search').fill('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');

  await page.locator('.group > text', { hasText: 'softmax' }).click();
  expect('folded box', await page.locator('.box[data-key^="g"] .op').allTextContents(), ['softmax']);
  await page.locator('.box[data-key^="g"]').click();
  await page.getByLabel('open softmax').click();
  expect('opened', await page.locator('.box').count(), nodes.length);
  await page.getByLabel('fold all composites').click();
  expect('all folded', (await page.locator('.box').count()) < nodes.length, true);
  await page.locator('.listing div').nth(id('exp')).click();
  expect('opened to show a line', await page.locator('.box.chosen').getAttribute('data-key'), String(id('exp')));

  const view = () => page.locator('.stage svg > g').getAttribute('transform');
  await page.keyboard.press('0');
  const seen = [await view()];
  const differs = async (what) => {
    seen.push(await view());
    expect(what, seen.at(-1) !== seen.at(-2), true);
  };
  await page.mouse.move(60, 600);
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(
    (last) => document.querySelector('.stage svg > g').getAttribute('transform') !== last,
    seen[0],
  );
  await differs('the wheel');
  await page.mouse.down();
  await page.mouse.move(160, 500, { steps: 4 });
  await page.mouse.up();
  await differs('dragging');
  await page.keyboard.press('+');
  await differs('a key');
  await page.getByLabel('show all').click();
  await differs('the button');

  const ran = await page.evaluate(async () => {
    const element = document.createElement('script');
    element.textContent = 'globalThis.hacked = 1';
    const refused = new Promise((done) => {
      addEventListener('securitypolicyviolation', () => done('refused'), { once: true });
      setTimeout(() => done('ran'), 2000);
    });
    document.body.append(element);
    return (await refused) === 'refused' && globalThis.hacked === undefined;
  });
  expect('refuses other scripts', ran, true);
}

async function steps(page, expect, trace) {
  const told = async () => (await page.locator('.told').innerText()).split('\n')[0];
  const last = trace.steps.length;
  expect('first', (await told()).startsWith(`step 0 of ${last}: the graph as it was given`), true);
  for (const [i, { pass, round }] of trace.steps.entries()) {
    await page.keyboard.press('ArrowRight');
    expect(`step ${i + 1}`, await told(), `step ${i + 1} of ${last}, round ${round}: ${pass}`);
  }
  expect('bars', await page.locator('.bars button').count(), last + 1);
  expect('bar', await page.locator('.bars button').nth(last).getAttribute('class'), 'chosen');
  const rules = trace.steps.findIndex(({ fired }) => fired.length > 0);
  await page
    .locator('.bars button')
    .nth(rules + 1)
    .click();
  expect('rules', (await page.locator('.told li').count()) > 0, true);
  const marked = async (mark) => {
    const count = Number.parseInt(await page.locator(`.marks .${mark}`).innerText(), 10);
    return [count, await page.locator(`.box.${mark}`).count()];
  };
  for (let step = 1; step <= last; step++) {
    await page.locator('.bars button').nth(step).click();
    for (const [side, mark] of Object.entries({ before: 'removed', after: 'added' })) {
      await page.locator('.controls button', { hasText: side }).click();
      const [count, boxes] = await marked(mark);
      expect(`step ${step}: boxes ${mark}`, boxes, count);
      if (count === 0) continue;
      await page.locator(`.marks .${mark}`).click();
      expect('box of that mark', await page.locator(`.box.${mark}.chosen`).count(), 1);
    }
  }
  await page.getByLabel('the step before').click();
  await page.getByLabel('step', { exact: true }).fill('0');
  expect('slider', (await told()).startsWith('step 0 of'), true);
}
