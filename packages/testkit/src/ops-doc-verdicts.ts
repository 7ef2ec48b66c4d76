/** The table of verdicts: op × order 1 to 3 × forward and reverse, each cell held by an oracle that knows no rule, or a stated reason. */
import { reasons, type Reason } from '@adjoint/autodiff';
import { OPS, type Control, type Op, type Result, type Source } from '@adjoint/ir';
import { goldenGraph, type Golden } from './golden.ts';

const OP_NAMES = Object.keys(OPS) as readonly Op[];

/** How many golden cases an op or a composite has: with values, and with derivatives of orders 1 to 3. */
export const counts = (cases: readonly Golden[], name: string): readonly [values: number, orders: number] => {
  const own = cases.filter(({ op }) => op === name);
  return [own.length, own.filter(({ orders }) => orders !== undefined).length];
};

/** What stands for golden cases where there can be none. */
const OTHERWISE: { readonly [O in Source | Control | Result | 'cast']: string } = {
  input: 'no argument',
  constant: 'no argument',
  iota: 'no argument',
  cast: 'the identity',
  call: '✓ inlined',
  custom: '✓ its rule',
  cond: '✓ the branch',
  whileLoop: '✓ unrolled',
  scan: '✓ unrolled',
  output: '✓ unrolled',
};

/** For each op the cases of derivatives in whose graph it is, whatever they are called. */
const tried = (cases: readonly Golden[]): ReadonlyMap<Op, number> => {
  const found = new Map<Op, number>();
  for (const golden of cases) {
    if (golden.orders === undefined) continue;
    const { nodes, outputs } = goldenGraph(golden);
    const used = new Set(nodes.slice(0, outputs['value']! + 1).map(({ op }) => op));
    for (const op of used) found.set(op, (found.get(op) ?? 0) + 1);
  }
  return found;
};

const verdict = (op: Op, cases: number): string => {
  const reason = (reasons as Readonly<Record<string, Reason | undefined>>)[op];
  if (reason !== undefined) return reason.kind;
  const other = (OTHERWISE as Readonly<Record<string, string | undefined>>)[op];
  if (other !== undefined) return other;
  if (cases === 0) throw new Error(`${op} has no golden case of its derivatives, and no reason`);
  return `✓ ${cases}`;
};

/** The lines of the table. Throws where an op has neither cases nor a reason. */
export const verdicts = (cases: readonly Golden[]): string[] => {
  const used = tried(cases);
  return [
    'Derivatives of orders 1, 2 and 3 whose outermost mode is forward (→) or reverse (←), inside it every nesting of both. ✓ with a count: so many',
    'cases from 60-digit arithmetic, all nestings of each (`packages/autodiff/src/golden.test.ts`). ✓ unrolled, inlined, and so on: against a graph without',
    'the node, of ops that are so held (`control-orders.test.ts`; all nestings but reverse mode three times through a `whileLoop`). A word: the',
    'stated reason that there is none.',
    '',
    '| op | form | golden values | 1 → | 1 ← | 2 → | 2 ← | 3 → | 3 ← |',
    '|---|---|--:|---|---|---|---|---|---|',
    ...OP_NAMES.map((op) => {
      const cell = verdict(op, used.get(op) ?? 0);
      const cells = [
        `[${op}](#${op.toLowerCase()})`,
        OPS[op].form,
        counts(cases, op)[0],
        ...Array.from({ length: 6 }, () => cell),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
};
