/** Pages: what is in them, that no name is markup, and how they are refused. check-page drives them in a browser. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { messageOf, summaryOf } from '@adjoint/testkit';
import { define, f64, gradients, optimizeWithTrace, print, scan, softmax, sqrt, type Graph } from 'adjoint';
import type { PageData } from './page-data.ts';
import { toHtml } from './to-html.ts';

const fit = define({ x: f64(3), w: f64() }, ({ x, w }) => ({
  loss: sqrt(softmax(x.mul(w)).sub(0.2))
    .named('root')
    .mean(),
}));
const slope = gradients(fit, { of: 'loss', wrt: ['w'] });
const { graph, trace } = optimizeWithTrace(slope);

const insides = (html: string, tag: string): string[] =>
  [...html.matchAll(new RegExp(`<${tag}[^>]*>([^]*?)</${tag}>`, 'g'))].map(([, inside]) => inside!);
const dataOf = (html: string): PageData => JSON.parse(insides(html, 'script')[0]!) as PageData;

describe('a page', () => {
  test('has the text of the graph, a line for each box, and where it was built', () => {
    const [picture] = dataOf(toHtml(slope)).pictures;
    expect(picture!.text.join('\n')).toBe(print(slope));
    expect(picture!.text.filter((line) => /^\s*%\d+ = /.test(line))).toHaveLength(picture!.scene.boxes.length);
    expect(picture!.ops).toEqual(slope.nodes.map(({ op }) => op));
    expect(picture!.origins[2]).toMatch(/to-html\.test\.ts:\d+:\d+$/);
    expect(dataOf(toHtml(slope, { origins: false })).pictures[0]!.origins.every((each) => each === 0)).toBe(true);
  });

  test('is the same for the same graph', () => {
    expect(toHtml(trace)).toBe(toHtml(trace));
  });

  test('allows its own script and styles, and nothing else', () => {
    const html = toHtml(slope);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toMatch(/^default-src 'none'; /);
    const [, script] = insides(html, 'script');
    expect(policy).toContain(`script-src ${hash(script!)};`);
    expect(policy).toContain(`style-src ${insides(html, 'style').map(hash).join(' ')};`);
    expect(insides(html, 'script')).toHaveLength(2);
    expect(html).not.toMatch(/\b(?:eval|Function|import)\(|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  test('has a picture for each step of a trace, with what was used and done', () => {
    const { pictures, stopped } = dataOf(toHtml(trace));
    expect(stopped).toBe('fixpoint');
    expect(pictures.map(({ step }) => step?.pass)).toEqual([undefined, ...trace.steps.map(({ pass }) => pass)]);
    expect(pictures[0]!.text.join('\n')).toBe(print(slope));
    expect(pictures.at(-1)!.text.join('\n')).toBe(print(graph));
    trace.steps.forEach(({ fired, doc, round }, i) => {
      const step = pictures[i + 1]!.step!;
      expect(step).toMatchObject({ doc, round });
      expect(step.fired.reduce((sum, [, count]) => sum + count, 0)).toBe(fired.length);
      expect(step.before).toHaveLength(pictures[i]!.scene.boxes.length);
      expect(step.after).toHaveLength(pictures[i + 1]!.scene.boxes.length);
      const gone = step.before.filter((mark) => mark === 'removed').length;
      const come = step.after.filter((mark) => mark === 'added').length;
      expect(pictures[i]!.ops.length - gone + come).toBe(pictures[i + 1]!.ops.length);
    });
  });

  test('of a trace without steps is a page of one picture', () => {
    const small = define({ x: f64() }, ({ x }) => x.sin());
    const { pictures, stopped } = dataOf(toHtml(optimizeWithTrace(small).trace));
    expect([pictures.length, stopped]).toEqual([1, 'fixpoint']);
  });

  test('tells values, and where a NaN begins', () => {
    const [picture] = dataOf(toHtml(fit, { at: { x: [0, 1, 2], w: 1 } })).pictures;
    const bad = picture!.values!.map((value) => (value === 0 ? undefined : value.bad));
    expect(picture!.ops[bad.indexOf('NaN')]).toBe('sqrt');
    const sum = picture!.values![picture!.ops.indexOf('input')];
    expect(sum).toEqual({ lines: ['f64[3]: 0, 1, 2', 'from 0 to 2, mean 1'] });
    expect(picture!.values![picture!.ops.indexOf('sqrt')]).toEqual({
      lines: ['f64[3]: NaN, 0.211491, 0.682086', 'from 0.211491 to 0.682086, mean 0.446788', '1 NaN of 3'],
      bad: 'NaN',
    });
  });

  test('tells values beside loops, whose several results have nodes of their own', () => {
    const loop = define({ '%1': f64() }, (given) => {
      const { carry, out } = scan((y) => ({ carry: y.mul(2), out: y }), given['%1']!, null, { length: 3 });
      return { carry, out: out.div(0) };
    });
    const [picture] = dataOf(toHtml(loop, { at: { '%1': 1 } })).pictures;
    const of = (key: string) => picture!.values![picture!.scene.boxes.findIndex((box) => box.key === key)];
    const ids = Object.fromEntries(Object.entries(loop.outputs));
    expect(of(String(ids['carry']))).toEqual({ lines: ['f64[]: 8'] });
    expect(of(String(ids['out']))).toEqual({
      lines: ['f64[3]: Infinity, Infinity, Infinity', 'from Infinity to Infinity, mean Infinity', '3 infinite of 3'],
      bad: '∞',
    });
    expect(of(String(loop.nodes.find(({ op }) => op === 'scan')!.id))).toBe(0);
  });
});

test.each([
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!--<script>',
  '"\'&',
  '\u2028',
  ']]>',
])('a name is data: %j', (name) => {
  const named = define({ [name]: f64() }, (given) => ({ [`o${name}`]: given[name]!.sin().named(`l${name}`) }));
  const html = toHtml(named, { title: name });
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<(?:img|!--)/g)).toBeNull();
  const { title, pictures } = dataOf(html);
  expect(title).toBe(name);
  expect(pictures[0]!.scene.boxes[0]!.lines[0]![1]).toBe(name);
});

describe('what is refused', () => {
  const refused = (given: unknown): string => messageOf(() => toHtml(given as Graph));

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'nothing is not a value'],
    ['text', '%0 = input x', '"%0 = input x" is not a value'],
    ['a list', [slope], 'a list of 1 is not a value'],
    ['what optimizeWithTrace gives, whole', { graph, trace }, 'an object is not a value'],
  ])('%s', (_name, given, told) => {
    expect(refused(given)).toBe(
      `${told}\n  give a graph, as define, parse or fromJSON gives, or a trace, as optimizeWithTrace gives`,
    );
  });

  test('a trace of no graph', () => {
    expect(refused({ before: {}, steps: [] })).toMatch(/^an object is not a value\n {2}give a graph, as define/);
  });

  test('options and values', () => {
    expect(summaryOf(() => toHtml(slope, { values: {} } as object))).toMatch(/^option: toHtml: "values"/);
    expect(summaryOf(() => toHtml(slope, { title: 1 } as object))).toMatch(/^option: title/);
    expect(summaryOf(() => toHtml(fit, { at: { x: [0, 1, 2] } }))).toMatch(/^feed: /);
    expect(summaryOf(() => toHtml(fit, { at: { x: [0, 1], w: 1 } }))).toMatch(/^feed: /);
  });
});
