/** What a run found, as sections of tables: the terminal, the markdown page and the html page show the same. */
import type { Law } from '../figures/law.ts';
import type { Growth } from '../figures/growth.ts';
import type { Lane } from '../figures/lanes.ts';
import type { Page } from '../figures/page.ts';
import type { Measured } from '../figures/scale.ts';
import type { Shape } from '../figures/shapes.ts';
import type { Outcome, Row } from '../measure/run.ts';
import { bytes, rate, time, type Table } from './cells.ts';

export interface Found {
  /** The machine and how it was measured. */
  readonly setting: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly laws: readonly Law[];
  readonly shapes: readonly Shape[];
  readonly lanes: readonly Lane[];
  readonly page?: Page;
  readonly growth: readonly Growth[];
  readonly scale: readonly Measured[];
}

export interface Section {
  readonly title: string;
  readonly text: readonly string[];
  readonly table?: Table;
  /** Of this workload a picture can be drawn. */
  readonly outcome?: Outcome;
}

const of = <T>(value: T | undefined, show: (value: T) => string): string => (value === undefined ? '' : show(value));

const rowCells = ({ workload, size }: Outcome, row: Row): string[] => {
  const { name, why, firstMs, compileMs, bytes: size_, error, timing } = row;
  const work = workload.work?.(size);
  return [
    name,
    of(timing, ({ runMs }) => time(runMs)),
    of(timing, ({ ratio }) => ratio.toFixed(2)),
    of(timing && work, ({ unit, count }) => rate((1000 * count) / timing!.runMs, unit)),
    of(firstMs, time),
    of(compileMs, time),
    of(size_, bytes),
    of(error, (x) => (x === 0 ? '0' : x.toExponential(0))),
    why ?? '',
  ];
};

const HEAD = ['', 'a call', 'of ours', 'rate', 'first result', 'compile', 'memory', 'differs', 'why not'];

const ours = ({ rows }: Outcome): Row | undefined => rows.find(({ name }) => name === 'adjoint');
const best = ({ rows }: Outcome): Row | undefined =>
  rows
    .filter(({ name, timing, why }) => timing !== undefined && why === undefined && !name.startsWith('adjoint'))
    .sort((a, b) => a.timing!.ratio - b.timing!.ratio)[0];

const workloadSection = (outcome: Outcome): Section => {
  const { workload, size, tolerance, reference, rows } = outcome;
  const reach = size === 'full' ? workload.reach : undefined;
  return {
    title: workload.name,
    text: [
      `${workload.what}${size === 'tiny' ? ' (at a tiny size)' : ''}.${of(reach, (ms) => ` To be reached: ${time(ms)}.`)}`,
      `Held against ${reference}, within ${tolerance.within}: ${tolerance.because}.`,
    ],
    table: { head: HEAD, rows: rows.map((row) => rowCells(outcome, row)) },
    outcome,
  };
};

const summary = (outcomes: readonly Outcome[]): Section => ({
  title: 'summary',
  text: [
    'A call of ours, what is to be reached on the machine that limits were measured on, and the best peer of this run.',
  ],
  table: {
    head: ['workload', 'ours', 'reach', 'ours / reach', 'first result', 'memory', 'ours / best peer', 'best peer'],
    rows: outcomes.map((outcome) => {
      const { workload, size } = outcome;
      const [us, peer] = [ours(outcome), best(outcome)];
      const reach = size === 'full' ? workload.reach : undefined;
      return [
        workload.name,
        of(us?.timing, ({ runMs }) => time(runMs)),
        of(reach, time),
        reach === undefined ? '' : of(us?.timing, ({ runMs }) => (runMs / reach).toFixed(2)),
        of(us?.firstMs, time),
        of(us?.bytes, bytes),
        of(us?.timing && peer?.timing, ({ ratio }) => (1 / ratio).toFixed(2)),
        of(us?.timing && peer, ({ name, timing }) => `${name}, ${time(timing!.runMs)}`),
      ];
    }),
  },
});

/** What a call of the graph of 20 operations costs over its arithmetic. */
const callText = (outcomes: readonly Outcome[]): string[] => {
  const outcome = outcomes.find(({ workload }) => workload.name === 'call');
  const hand = outcome?.rows.find(({ name }) => name === 'JavaScript by hand')?.timing;
  const us = outcome && ours(outcome)?.timing;
  if (us === undefined || hand === undefined) return [];
  return [`A call of 20 operations costs ${time(us.runMs - hand.runMs)} over its arithmetic; 30 ns is to be reached.`];
};

const hvpText = (outcomes: readonly Outcome[]): string[] => {
  const [product, gradient] = ['mlp-hvp', 'mlp'].map((name) => {
    const outcome = outcomes.find(({ workload }) => workload.name === name);
    return outcome && ours(outcome)?.timing;
  });
  if (product === undefined || gradient === undefined) return [];
  return [
    `The Hessian-vector product of the MLP takes ${(product.runMs / gradient.runMs).toFixed(2)} of its gradient; 2.5 is to be reached.`,
  ];
};

const lawSection = (laws: readonly Law[]): Section => ({
  title: 'what derivatives cost',
  text: [
    'gradient / value: 4 is to be reached, 5 is what theory proves. Hessian-vector product / gradient: 3 is to be reached.',
  ],
  table: {
    head: ['workload', 'value', 'gradient / value', 'product / gradient'],
    rows: laws.map(({ name, valueMs, gradient, product }) => [
      name,
      time(valueMs),
      gradient.toFixed(2),
      product.toFixed(2),
    ]),
  },
});

const laneText = ({ dtype, relaxed, gflops }: Lane): string =>
  `${gflops.toFixed(1)} in ${dtype}${relaxed ? ' by relaxed instructions' : ''}`;

const shapeSection = (shapes: readonly Shape[], lanes: readonly Lane[]): Section => ({
  title: 'matrix products of many shapes',
  text: [
    `The innermost loop of a product alone, on vectors of 128 bits, with operands in the nearest cache, makes ${lanes.map(laneText).join(', ')} GFLOP/s.`,
    'Times slower than the fastest of a class, which is as many decimal digits of work: 3 is the most that may be.',
  ],
  table: {
    head: ['m×k×n', 'dtype', 'GFLOP/s', 'behind'],
    rows: [...shapes]
      .sort((a, b) => b.behind - a.behind)
      .map(({ shape, dtype, gflops, behind }) => [shape.join('×'), dtype, gflops.toPrecision(3), behind.toFixed(1)]),
  },
});

const pageSection = ({ kB, startMs, emptyMs }: Page): Section => ({
  title: 'a program that takes one gradient',
  text: [
    `In a page, min+gzip: ${kB.toFixed(1)} kB; 30 kB is to be reached.`,
    `In a new process, over an empty one (${time(emptyMs)}): ${time(startMs)}; 15 ms is to be reached.`,
  ],
});

const growthSection = (growth: readonly Growth[]): Section => ({
  title: 'how gradients grow',
  text: ['Nodes added for an edge, on programs with exponentially many paths.'],
  table: {
    head: ['gradient of', 'edges', 'added', 'c', 'gradients', 'optimize', 'run'],
    rows: growth.map(({ program, edges, added, ms }) => [
      program,
      String(edges),
      String(added),
      (added / edges).toFixed(2),
      ...ms.map(time),
    ]),
  },
});

const scaleSection = (scale: readonly Measured[]): Section => ({
  title: 'a long chain through the pipeline',
  text: [],
  table: {
    head: ['x ← sin x', 'seconds', 'nodes', 'bytes/node'],
    rows: scale.map(({ stage, seconds, nodes, bytes }) => [
      stage,
      seconds.toFixed(2),
      of(nodes, (count) => count.toLocaleString('en')),
      bytes.toFixed(0),
    ]),
  },
});

export const sectionsOf = ({ outcomes, laws, shapes, lanes, page, growth, scale }: Found): readonly Section[] => [
  ...(outcomes.length > 0
    ? [{ ...summary(outcomes), text: [...summary(outcomes).text, ...callText(outcomes), ...hvpText(outcomes)] }]
    : []),
  ...outcomes.map(workloadSection),
  ...(laws.length > 0 ? [lawSection(laws)] : []),
  ...(shapes.length > 0 ? [shapeSection(shapes, lanes)] : []),
  ...(page === undefined ? [] : [pageSection(page)]),
  ...(growth.length > 0 ? [growthSection(growth)] : []),
  ...(scale.length > 0 ? [scaleSection(scale)] : []),
];
