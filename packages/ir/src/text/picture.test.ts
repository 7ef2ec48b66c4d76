/** Pictures for Graphviz and Mermaid: what they show, and that names are data in them. */
import { describe, expect, test } from '@jest/globals';
import { define, scan, softmax } from '../build/index.ts';
import { f64 } from '../type/type.ts';
import { toDot } from './dot.ts';
import { toMermaid } from './mermaid.ts';
import { parse } from './parse.ts';

const small = parse(`
%0 = input "x<\\"" : f64[2]
%1 = constant {data: [1, 2, 3, 4, 5, 6, 7, 8, 9]} : f64[9]
%2 = sum %0 {axes: [0]}
%3 = constant {data: [2]} : f64[]
%4 = div %2 %3 as "#mean%"
%5 = mul %1 %1
return "a & b" = %4, other = %5
scope mean %2..%4
`);

/** A program in a small part of the language, to see that texts end where they should. */
const DOT =
  /^(?:digraph \{|\s*\}|\s+subgraph cluster_\d+ \{|\s+label="(?:[^"\\]|\\.)*"; color="#\w+"|\s+n\d+ \[label="(?:[^"\\]|\\.)*", [^[\]]*\]|\s+n\d+ -> n\d+(?: \[headlabel="\d"\])?|\s+(?:graph|node|edge) \[.*\])$/;
const MERMAID =
  /^(?:flowchart TD|\s+end|\s+subgraph s\d+ \["[^"<>\\`%]*"\]|\s+n\d+[([]+"(?:[^"<>\\`%]|<br\/>)*"[)\]]+:::\w+|\s+n\d+ -->(?:\|\d\|)? n\d+|\s+classDef \w+ \S+)$/;

describe('toDot', () => {
  test('draws boxes, clusters and arrows', () => {
    expect(toDot(small)).toMatchInlineSnapshot(`
"digraph {
  graph [fontname="Helvetica", fontsize=11]
  node [fontname="Helvetica", fontsize=11]
  edge [fontname="Helvetica", fontsize=9, labeldistance=1.6]
  n0 [label="x<\\"\\nf64[2]", shape=ellipse, style=filled, fillcolor="#dbeafe"]
  n1 [label="constant data: [1, 2, 3, 4, 5, 6, … 3 more]\\nf64[9]", shape=box, style="rounded,filled", fillcolor="#f3f4f6"]
  subgraph cluster_0 {
    label="mean"; color="#9ca3af"
    n2 [label="sum axes: [0]\\nf64[]", shape=box, style=solid]
    n3 [label="constant data: [2]\\nf64[]", shape=box, style="rounded,filled", fillcolor="#f3f4f6"]
    n4 [label="div\\nf64[]\\n“#mean%”\\n→ a & b", shape=box, style="filled,bold", fillcolor="#dcfce7"]
  }
  n5 [label="mul\\nf64[9]\\n→ other", shape=box, style="filled,bold", fillcolor="#dcfce7"]
  n0 -> n2
  n2 -> n4 [headlabel="0"]
  n3 -> n4 [headlabel="1"]
  n1 -> n5
  n1 -> n5
}"
`);
  });
});

describe('toMermaid', () => {
  test('draws boxes, subgraphs and arrows', () => {
    expect(toMermaid(small)).toMatchInlineSnapshot(`
"flowchart TD
  n0(["x#60;#34;<br/>f64[2]"]):::input
  n1("constant data: [1, 2, 3, 4, 5, 6, … 3 more]<br/>f64[9]"):::source
  subgraph s0 ["mean"]
    n2["sum axes: [0]<br/>f64[]"]:::plain
    n3("constant data: [2]<br/>f64[]"):::source
    n4["div<br/>f64[]<br/>“#35;mean#37;”<br/>→ a #38; b"]:::output
  end
  n5["mul<br/>f64[9]<br/>→ other"]:::output
  n0 --> n2
  n2 -->|0| n4
  n3 -->|1| n4
  n1 --> n5
  n1 --> n5
  classDef input fill:#dbeafe,stroke:#1d4ed8
  classDef source fill:#f3f4f6,stroke:#6b7280
  classDef output fill:#dcfce7,stroke:#15803d,stroke-width:3px
  classDef plain fill:#ffffff,stroke:#374151"
`);
  });
});

describe('pictures', () => {
  const nasty = [
    '"',
    '\\',
    '\\"',
    '<b>',
    'a -> b',
    ']]',
    '})',
    '`x`',
    '%%{init}%%',
    '#quot;',
    '&amp;',
    '\\N',
    '\ud800',
    '“',
    '; drop',
    '{{',
    'end',
  ];

  test.each(nasty)('no name ends its text: %s', (name) => {
    const graph = define({ [name]: f64(3) }, (all) => {
      const y = softmax(all[name]!).named(`l${name}`);
      return { [`o${name}`]: y.builder.within(name, () => y.sin()) };
    });
    for (const line of toDot(graph).split('\n')) expect(line).toMatch(DOT);
    for (const line of toMermaid(graph).split('\n')) expect(line).toMatch(MERMAID);
  });

  test('groups open and close as scopes nest', () => {
    const graph = parse(
      '%0 = input x : f64[]\n%1 = neg %0\n%2 = neg %1\n%3 = neg %2\nscope b %1..%2\nscope a %0..%2\nscope c %1..%1\nscope d %3..%3',
    );
    const shape = toMermaid(graph)
      .split('\n')
      .map((line) => /subgraph s\d+ \["(.)"\]|^\s+(end)|n\d(?=[([])/.exec(line)?.slice(0, 3))
      .filter(Boolean);
    expect(shape.map((match) => match![1] ?? match![2] ?? match![0]).join(' ')).toBe(
      'a n0 b c n1 end n2 end end d n3 end',
    );
  });

  test('are linear in scopes nested deep', () => {
    const nodes = Array.from(
      { length: 20_000 },
      (_, id) => `%${id} = ${id === 0 ? 'input x : f64[]' : `neg %${id - 1}`}`,
    );
    const scopes = nodes.map((_, id) => `scope s %${id}..%${nodes.length - 1}`);
    const graph = parse([...nodes, ...scopes].join('\n'));
    expect(toDot(graph).length).toBeLessThan(10_000_000);
    expect(
      toMermaid(graph)
        .split('\n')
        .filter((line) => line.endsWith(' end')),
    ).toHaveLength(20_000);
  });
});

test('a body is a group after its node, and gives to it', () => {
  const loop = define(
    { x: f64(), w: f64() },
    ({ x, w }) => scan((y) => ({ carry: y.mul(w) }), x, null, { length: 3 }).carry,
  );
  expect(toDot(loop).split('\n').slice(4).join('\n')).toMatchInlineSnapshot(`
"  n0 [label="x\\nf64[]", shape=ellipse, style=filled, fillcolor="#dbeafe"]
  n1 [label="w\\nf64[]", shape=ellipse, style=filled, fillcolor="#dbeafe"]
  n2 [label="scan carry: 1, xs: 0, length: 3, reverse: false\\nf64[]\\n→ out", shape=box, style="filled,bold", fillcolor="#dcfce7"]
  subgraph cluster_0 {
    label="scan: body"; color="#9ca3af"
    n2_0_0 [label="carry\\nf64[]", shape=ellipse, style=filled, fillcolor="#dbeafe"]
    n2_0_1 [label="outer.0\\nf64[]", shape=ellipse, style=filled, fillcolor="#dbeafe"]
    n2_0_2 [label="mul\\nf64[]\\n→ next", shape=box, style="filled,bold", fillcolor="#dcfce7"]
  }
  n0 -> n2 [headlabel="0"]
  n1 -> n2 [headlabel="1"]
  n2_0_0 -> n2_0_2
  n2_0_1 -> n2_0_2
  n2_0_2 -> n2 [style=dashed]
}"
`);
  expect(toMermaid(loop).split('\n').slice(1, -4).join('\n')).toMatchInlineSnapshot(`
"  n0(["x<br/>f64[]"]):::input
  n1(["w<br/>f64[]"]):::input
  n2["scan carry: 1, xs: 0, length: 3, reverse: false<br/>f64[]<br/>→ out"]:::output
  subgraph s0 ["scan: body"]
    n2_0_0(["carry<br/>f64[]"]):::input
    n2_0_1(["outer#46;0<br/>f64[]"]):::input
    n2_0_2["mul<br/>f64[]<br/>→ next"]:::output
  end
  n0 -->|0| n2
  n1 -->|1| n2
  n2_0_0 --> n2_0_2
  n2_0_1 --> n2_0_2
  n2_0_2 -.-> n2"
`);
});
