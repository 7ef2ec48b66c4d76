/** What holds of every program: laws that a fuzzer tries on many, each told by its name when it breaks. */
import {
  compile,
  cse,
  evaluate,
  fromJSON,
  gradients,
  isomorphic,
  jvp,
  optimize,
  parse,
  print,
  toJSON,
  verify,
  vmap,
  type Graph,
  type Tensor,
} from 'adjoint';
import type { Shapeless } from './scalars.ts';

type Values = Readonly<Record<string, Tensor>>;
/** Two points of f64[2,3], for x and y. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

const demand = (holds: boolean, what: () => string): void => {
  if (!holds) throw new Error(what());
};

const demandSound = (graph: Graph): void => {
  const issues = verify(graph);
  demand(issues.length === 0, () => issues.map(({ message }) => message).join('\n'));
};

const sameBits = (a: Values, b: Values): void => {
  for (const [name, { data }] of Object.entries(a)) {
    const other = b[name]!.data;
    const at = data.findIndex((value, i) => !Object.is(value, other[i]));
    demand(at < 0, () => `${name}[${at}]: ${data[at]} and ${other[at]}`);
  }
};

const wrt = ['x', 'y'] as const;
const slopes = (graph: Graph): Graph => gradients(graph, { of: 'cost', wrt, disconnected: 'zero' });
const tangents = (graph: Graph): Graph => jvp(graph, { wrt });
const isTame = (values: Values): boolean =>
  Object.values(values).every(({ data }) => data.every((value) => Math.abs(value) < 1e6));

/** Laws of any program at any points, NaN, ±0 and ±∞ among them. */
export const LAWS: Readonly<Record<string, (graph: Graph, points: Points) => void>> = {
  'a program and its derivatives are well formed, and begin with the program': (graph) => {
    for (const derived of [slopes(graph), tangents(graph)]) {
      demandSound(derived);
      graph.nodes.forEach((node, id) => demand(derived.nodes[id] === node, () => `%${id} is another node`));
    }
  },
  'text and JSON read back': (graph) => {
    const derived = slopes(graph);
    const text = print(derived);
    demand(print(parse(text)) === text, () => 'the text of what is read is another');
    demand(isomorphic(fromJSON(JSON.parse(JSON.stringify(toJSON(derived)))), derived), () => 'JSON reads as another');
  },
  'passes keep every bit, and their graphs are well formed': (graph, { x, y }) => {
    const derived = slopes(graph);
    const want = evaluate(derived, { x, y });
    for (const pass of [cse, optimize]) {
      const small = pass(derived);
      demandSound(small);
      sameBits(evaluate(small, { x, y }), want);
    }
    sameBits(compile(derived)({ x, y }), want);
  },
};

/** A law of programs that say nothing of shapes: as straight-line code on numbers, every target gives the bits of the loops on arrays. */
export const holdsOnNumbers = (make: Shapeless, { x, y }: Points): void => {
  const wanted = evaluate(make(x.length), { x, y }).value.data;
  const graph = make();
  for (const target of ['interpreter', 'js', 'wasm'] as const) {
    const run = compile(graph, { target });
    wanted.forEach((want, i) => {
      const got = run({ x: x[i]!, y: y[i]! }).value.item();
      demand(Object.is(got, want), () => `${target} at ${x[i]}, ${y[i]}: ${got} on numbers, ${want} on arrays`);
    });
  }
};

/** Laws of any program at ordinary points. */
export const TAME_LAWS: Readonly<Record<string, (graph: Graph, points: Points) => void>> = {
  'batched is mapped': (graph, { x, y }) => {
    const derived = slopes(graph);
    const members = [x, y, x.map((value) => value / 2)];
    const mapped = members.map((member) => evaluate(derived, { x: member, y }));
    if (!mapped.every(isTame)) return;
    const batched = vmap(derived, { axes: { x: 0 }, size: 3 });
    demandSound(batched);
    const all = Float64Array.from(members.flatMap((member) => [...member]));
    for (const [name, { data }] of Object.entries(evaluate(batched, { x: all, y }))) {
      data.forEach((value, i) => {
        const size = data.length / 3;
        const own = mapped[Math.floor(i / size)]![name]!.data[i % size]!;
        // Sums may take their terms in another order in a batch: some ulp of the terms, which are tame.
        const close = Math.abs(value - own) <= 1e-9 * (1 + Math.abs(own)) || Object.is(value, own);
        demand(close, () => `${name}[${i}]: batched ${value}, mapped ${own}`);
      });
    }
  },
};

/** Laws of programs without kinks, poles and overflow. */
export const SMOOTH_LAWS: Readonly<Record<string, (graph: Graph, points: Points) => void>> = {
  'both modes agree': (graph, { x, y }) => {
    const first = evaluate(slopes(graph), { x, y });
    const forward = evaluate(tangents(graph), { x, y, 't(x)': y, 't(y)': x });
    const terms = [...first['d(cost)/d(x)']!.data].map((slope, i) => slope * y[i]!);
    terms.push(...[...first['d(cost)/d(y)']!.data].map((slope, i) => slope * x[i]!));
    const [sum, size] = terms.reduce(([s, n], term) => [s + term, n + Math.abs(term)], [0, 0]);
    const along = forward['jvp(cost)']!.item();
    // Beyond 1e6 a program is a tower of products whose rounding is its own.
    if (!(size + Math.abs(along) < 1e6)) return;
    demand(Math.abs(sum - along) <= 1e-9 * (1 + size), () => `reverse ${sum}, forward ${along}`);
  },
};
