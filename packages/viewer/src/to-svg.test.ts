/** Pictures: well formed, complete, the same each time; names are data in them; and how they are refused. */
import { describe, expect, test } from '@jest/globals';
import { arrowsOf, partsOf } from '@adjoint/ir';
import { programs, summaryOf } from '@adjoint/testkit';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { define, f64, gradients, parse, print, scan, softmax, type Graph, type Sym } from 'adjoint';
import { toSvg } from './to-svg.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The elements of a text, by a parser of XML that forgives nothing. */
const elementsOf = (svg: string): Element => {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => void (open.at(-1)!.text += text));
  parser.on('closetag', () => void open.pop());
  parser.write(svg).close();
  return root.children[0]!;
};

const all = (element: Element): Element[] => {
  const found = [element];
  for (const each of found) found.push(...each.children);
  return found;
};
const withClass = (svg: string, name: string): Element[] =>
  all(elementsOf(svg)).filter(({ attributes }) => (attributes['class'] ?? '').split(' ').includes(name));
const textOf = (box: Element): string[] => box.children.filter(({ name }) => name === 'text').map(({ text }) => text);
const hintOf = (box: Element): string => box.children.find(({ name }) => name === 'title')!.text;

const keysOf = (graph: Graph): string[] => {
  const keys: string[] = [...partsOf(graph)].flatMap((part) => ('box' in part ? [part.box.key] : []));
  return keys.sort();
};

const ramp = define({ x: f64(3), w: f64() }, ({ x, w }) => ({ loss: softmax(x.mul(w)).named('p').mean() }));
const slope = gradients(ramp, { of: 'loss', wrt: ['w'] });
const loop = define(
  { x: f64(), w: f64() },
  ({ x, w }) => scan((y) => ({ carry: y.mul(w) }), x, null, { length: 3 }).carry,
);
const chain = (length: number, next: (x: Sym) => Sym): Graph =>
  define({ x: f64() }, ({ x }) => {
    let y: Sym = x;
    for (let i = 1; i < length; i++) y = next(y);
    return { y };
  });

describe('a picture', () => {
  test('is this', () => {
    const lines = toSvg(parse('%0 = input x : f64[2]\n%1 = neg %0 as "a<b"\nreturn y = %1')).split('\n');
    expect(lines.filter((line) => !line.startsWith('<style>')).join('\n')).toMatchInlineSnapshot(`
"<svg xmlns="http://www.w3.org/2000/svg" class="adjoint" role="img" viewBox="0 0 106.7 172" width="106.7" height="172">
<title>a graph of 2 nodes</title>
<rect class="paper" width="106.7" height="172" rx="8"/>
<g class="arrow" data-from="0" data-to="1"><path d="M53.4 56V79"/><path class="head" d="M49.9 79h7L53.4 86Z"/></g>
<g class="box input" data-key="0"><title>%0 = input x : f64[2]</title><rect x="16" y="16" width="74.7" height="40" rx="20"/><text class="op" x="53.4" y="32">x</text><text class="type" x="53.4" y="47">f64[2]</text></g>
<g class="box output" data-key="1"><title>%1 = neg %0 : f64[2] as &quot;a&lt;b&quot;
return y</title><rect x="22.7" y="86" width="61.4" height="70" rx="3"/><text class="op" x="53.4" y="102">neg</text><text class="type" x="53.4" y="117">f64[2]</text><text class="name" x="53.4" y="132">“a&lt;b”</text><text class="name" x="53.4" y="147">→ y</text></g>
</svg>
"
`);
  });

  test('has each node once, bodies too, and an arrow for each argument', () => {
    fc.assert(
      fc.property(programs(18), (graph) => {
        const svg = toSvg(graph);
        expect(
          withClass(svg, 'box')
            .map(({ attributes }) => attributes['data-key']!)
            .sort(),
        ).toEqual(keysOf(graph));
        expect(withClass(svg, 'arrow')).toHaveLength([...arrowsOf(graph)].length);
      }),
      { numRuns: 40 },
    );
    expect(
      withClass(toSvg(loop), 'box')
        .map(({ attributes }) => attributes['data-key']!)
        .sort(),
    ).toEqual(keysOf(loop));
    expect(withClass(toSvg(loop), 'body')).toHaveLength(1);
    expect(withClass(toSvg(loop), 'gives')).toHaveLength(1);
  });

  test('is the same for the same graph', () => {
    expect(toSvg(slope)).toBe(toSvg(slope));
    expect(toSvg(parse(print(slope)))).toBe(toSvg(slope));
  });

  test('tells the line of a node, and where it was built if that is asked for', () => {
    const box = (options: { readonly origins?: boolean }): string =>
      hintOf(withClass(toSvg(ramp, options), 'output')[0]!);
    expect(box({})).toMatch(/^%\d+ = div %\d+ %\d+ : f64\[\]\nreturn loss$/);
    expect(box({ origins: true })).toMatch(/\nbuilt at .*to-svg\.test\.ts:\d+:\d+$/);
    expect(elementsOf(toSvg(ramp)).attributes['role']).toBe('img');
    expect(elementsOf(toSvg(ramp)).children[0]!.text).toBe(`a graph of ${ramp.nodes.length} nodes`);
    expect(elementsOf(toSvg(ramp, { title: 'a & b' })).children[0]!.text).toBe('a & b');
  });

  test('tints what only derivatives need', () => {
    const derived = withClass(toSvg(slope), 'derived').filter(({ attributes }) => attributes['data-key']);
    expect(derived.map(({ attributes }) => Number(attributes['data-key'])).sort((a, b) => a - b)).toEqual(
      slope.nodes.map(({ id }) => id).filter((id) => id >= ramp.nodes.length),
    );
    expect(withClass(toSvg(ramp), 'derived')).toEqual([]);
  });

  test('folds composites, and only those', () => {
    const { from, to } = slope.scopes!.find(({ name }) => name === 'softmax')!;
    const sizeOfScope = to - from;
    const folded = toSvg(slope, { fold: true });
    const boxes = withClass(folded, 'box').map((box) => textOf(box));
    expect(boxes.filter(([name]) => name === 'softmax' || name === 'mean')).toEqual([
      ['softmax', `${sizeOfScope} nodes`, '“p”'],
      ['mean', '3 nodes', '→ loss'],
    ]);
    expect(withClass(folded, 'group')).toEqual([]);
    const lines = withClass(folded, 'arrow').map(
      ({ attributes }) => `${attributes['data-from']} ${attributes['data-to']}`,
    );
    const toGroups = lines.filter((line) => line.includes('g'));
    expect(new Set(toGroups).size).toBe(toGroups.length);
    expect(withClass(toSvg(loop, { fold: true }), 'body')).toHaveLength(1);
  });
});

describe('names are data', () => {
  test.each([
    '"',
    "'",
    '<b>',
    '</text>',
    '&amp;',
    '&',
    ']]>',
    '<!--',
    '<![CDATA[',
    '\ud800',
    '\uffff',
    '“',
    '𝔻 日本',
    '--',
    '<script>alert(1)</script>',
  ])('%j', (name) => {
    const graph = define({ [name]: f64(3) }, (given) => {
      const y = softmax(given[name]!).named(`l${name}`);
      return { [`o${name}`]: y.builder.within(name, () => y.sin()) };
    });
    const shown = name.replace(/[\ud800\uffff](?![\udc00-\udfff])/g, '\ufffd');
    const svg = toSvg(graph, { title: name });
    expect(withClass(svg, 'input').map((box) => textOf(box)[0])).toEqual([shown]);
    expect(withClass(svg, 'output').map((box) => textOf(box).at(-1))).toEqual([`→ o${shown}`]);
    expect(withClass(svg, 'group').map((group) => textOf(group)[0])).toContain(shown);
    expect(elementsOf(svg).children[0]!.text).toBe(shown);
  });
});

describe('large graphs', () => {
  test('a chain of 100,000', () => {
    const svg = toSvg(chain(100_000, (x) => x.neg()));
    expect(svg.match(/data-key=/g)).toHaveLength(100_000);
  }, 60_000);

  test('scopes nested deep, and lines that pass many rows', () => {
    const count = 10_000;
    const nodes = Array.from(
      { length: count },
      (_, id) => `%${id} = ${id === 0 ? 'input x : f64[]' : `neg %${id - 1}`}`,
    );
    const scopes = nodes.map((_, id) => `scope s %${id}..%${count - 1}`);
    expect(toSvg(parse([...nodes, ...scopes].join('\n'))).length).toBeLessThan(10_000_000);
    const slopes = gradients(
      chain(5000, (x) => x.sin()),
      { of: 'y', wrt: ['x'] },
    );
    expect(toSvg(slopes).length).toBeLessThan(20_000_000);
  }, 60_000);

  test('too large a graph is refused', () => {
    const large = chain(200_001, (x) => x.neg());
    expect(summaryOf(() => toSvg(large))).toBe('value: a graph of 200001 boxes is not a value');
  }, 60_000);
});

test('a graph that is not sound is drawn as far as it goes, to see what is wrong with it', () => {
  const node = (id: number, args: number[]): Graph['nodes'][number] => ({
    id,
    op: 'add',
    args,
    attrs: {},
    type: { dtype: 'f64', shape: [] },
  });
  const nodes = [node(0, [1, 0]), node(1, [0, 9]), node(2, [1, 1])];
  const svg = toSvg({ nodes, inputs: {}, outputs: { y: 2 }, names: {} });
  expect(withClass(svg, 'box')).toHaveLength(3);
  expect(withClass(svg, 'arrow')).toHaveLength(5);
  expect(svg).not.toMatch('NaN');
});

test.each<[unknown, string]>([
  [undefined, 'value: nothing is not a value'],
  [null, 'value: null is not a value'],
  ['graph', 'value: "graph" is not a value'],
  [{ nodes: [] }, 'value: an object is not a value'],
  [[], 'value: a list of 0 is not a value'],
])('no graph: %j', (given, told) => {
  expect(summaryOf(() => toSvg(given as Graph))).toBe(told);
});

test('no option', () => {
  expect(summaryOf(() => toSvg(ramp, { folded: true } as object))).toMatch(/^option: toSvg: "folded"/);
  expect(summaryOf(() => toSvg(ramp, [] as object))).toMatch(/^option: the options of toSvg/);
  expect(summaryOf(() => toSvg(ramp, { title: 1 } as object))).toMatch(/^option: title/);
});
