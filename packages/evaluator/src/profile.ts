/** Where the time of a compiled graph goes: each piece of the program timed, in runs of the same program that are watched. */
import { givenOptions, originOf, wrongOption, type NodeId, type Numeric } from '@adjoint/ir';
import type { Target } from './compile.ts';
import type { Piece, Program } from './program.ts';
import { sample, timed, whole, type Timer } from './timers.ts';
import { labelsOf, opsOf, scopeOf, showCount, showTime, table } from './show.ts';

export interface ProfileOptions {
  /** How many runs are timed; 20 when left out, fewer where those would take more than two seconds. */
  readonly runs?: number;
}

/** A piece of the program: nodes that are computed together. */
export interface ProfileRow {
  /** Labels of its nodes, or of what their bodies compute, or the scope they were written in; empty where there are none. */
  readonly name: string;
  /** `mul sin×2 add`: what it computes. */
  readonly ops: string;
  /** What computes it: loops, a matrix product, or the `kernel` of an op. */
  readonly form: string;
  /** The node of control flow whose body it is in, as `scan (%7)`. */
  readonly within: string | undefined;
  /** `file:line:column` of the user's code that built its last node, where it is known. */
  readonly builtAt: string | undefined;
  /** How often it is run in a run of the program. */
  readonly calls: number;
  /** Milliseconds in a run of the program, the median; without the pieces of bodies. */
  readonly ms: number;
  /** Of the time of all pieces, from 0 to 1. */
  readonly share: number;
  /** Bytes that one call reads and writes, each value once, and its operations on numbers; undefined where nobody counts those. */
  readonly bytes: number;
  readonly flops: number | undefined;
  readonly gbPerSecond: number | undefined;
  readonly gflopPerSecond: number | undefined;
}

/** What a run does, the slowest pieces first. */
export interface Profile {
  readonly target: Target;
  /** Milliseconds of a run that is not watched, the median. */
  readonly ms: number;
  readonly rows: readonly ProfileRow[];
  /** A table. */
  readonly toString: () => string;
}

/** A run of a compiled graph, as `compile` gives it. */
interface Profiled<F> {
  (feeds: F): unknown;
  readonly target: Target;
  readonly program: Program;
}

const nameOf = ({ graph, nodes }: Piece): string => {
  const kinds: readonly ((id: NodeId) => string | readonly string[])[] = [
    (id) => labelsOf(graph, id),
    (id) => (graph.nodes[id]!.bodies ?? []).flatMap((body) => Object.keys(body.names)),
    (id) => scopeOf(graph, id) ?? [],
  ];
  const found = kinds.map((kind) => nodes.flatMap(kind)).find((labels) => labels.length > 0);
  const names = [...new Set(found)];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
};

const rowOf = (timer: Timer, whole: number): ProfileRow => {
  const { piece, calls, ms, outer, hasBody } = timer;
  const { graph, nodes, form, bytes, flops } = piece;
  const within = outer && outer.piece.graph.nodes[outer.piece.nodes[0]!]!;
  const rate = (count: number | undefined): number | undefined =>
    count === undefined || hasBody || ms <= 0 ? undefined : (count * calls) / ms / 1e6;
  return {
    name: nameOf(piece),
    ops: opsOf(graph, nodes),
    form,
    within: within && `${within.op} (%${within.id})`,
    builtAt: originOf(graph.nodes[nodes.at(-1)!]!),
    calls,
    ms,
    share: whole > 0 ? ms / whole : 0,
    bytes,
    flops,
    gbPerSecond: rate(bytes),
    gflopPerSecond: rate(flops),
  };
};

const LEFT = [6, 7, 8] as const;
const MOST_ROWS = 40;
const digits = (x: number | undefined): string => (x === undefined ? '–' : x.toPrecision(3));

const show = (target: Target, ms: number, rows: readonly ProfileRow[]): string => {
  const head = ['share', 'time', 'calls', 'bytes', 'GB/s', 'GFLOP/s', 'form', 'ops', 'name'];
  const cells = rows
    .slice(0, MOST_ROWS)
    .map((row) => [
      `${(100 * row.share).toFixed(1)}%`,
      showTime(row.ms),
      String(row.calls),
      showCount(row.bytes),
      digits(row.gbPerSecond),
      digits(row.gflopPerSecond),
      row.form,
      row.ops,
      row.within === undefined ? row.name : `${row.name} in ${row.within}`.trim(),
    ]);
  const rest = rows.length > MOST_ROWS ? `\nand ${rows.length - MOST_ROWS} more` : '';
  return `${target}: ${showTime(ms)} a run\n${table(head, cells, LEFT)}${rest}`;
};

/**
 * Where the time of a run goes: a table of its pieces, with milliseconds, bytes and operations a second. Pieces too short for the clock are timed
 * in repetition. Costs seconds at most, and nothing where it is not called. Throws `option`, and what a call of `run` throws.
 */
export const profile = <F extends Readonly<Record<string, Numeric | undefined>>>(
  run: Profiled<F>,
  feeds: F,
  options: ProfileOptions = {},
): Profile => {
  const { runs = 20 } = givenOptions('profile', options, { runs: true });
  if (!Number.isInteger(runs) || runs < 1) throw wrongOption('runs', runs, 'a whole number ≥ 1');
  run(feeds);
  const { program, target } = run;
  const timers = timed(program, runs);
  sample(program, timers);
  const ms = whole(program, runs);
  const ran = timers.filter(({ calls }) => calls > 0);
  const sum = ran.reduce((total, timer) => total + timer.ms, 0);
  const rows = ran.map((timer) => rowOf(timer, sum)).sort((a, b) => b.ms - a.ms);
  return { target, ms, rows, toString: () => show(target, ms, rows) };
};
