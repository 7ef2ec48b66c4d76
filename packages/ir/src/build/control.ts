/** Control flow: bodies are functions of symbols, traced once into graphs; symbols of the definition around them may be used in them. */
import { InputError } from '../error/error.ts';
import { demandFunctions, givenOptions, wrongOption } from '../error/guard.ts';
import { isDim, tensorType, type DType } from '../type/type.ts';
import { closed, controlNode, dtypeOf, give, openBody, parentOf, type Port, type Traced } from './body.ts';
import { traceIn } from './builder.ts';
import { lift, type Value } from './lift.ts';
import { scanNode } from './scan-node.ts';
import { demandForm, leavesOf, stateLike, type Leaf, type State, type SymsOf } from './state.ts';
import type { Sym } from './symbol.ts';

const portsOf = (name: string, leaves: readonly Leaf[], syms: readonly Sym[]): Port[] =>
  leaves.map(({ path }, i) => ({ name: name + path, type: syms[i]!.type }));

const liftAll = (leaves: readonly Leaf[]): Sym[] => leaves.map(({ value }) => lift(value));

/** What the body gives, as the next state. Throws `body` unless it is of the state's form. */
const giveState = (op: string, body: Traced, found: unknown, state: readonly Leaf[], syms: readonly Sym[]): void => {
  const leaves = leavesOf(`the state that ${op} goes on with`, found);
  demandForm(op, 'the body gives, as its state,', leaves, state);
  leaves.forEach(({ path, value }, i) => give(body, `next${path}`, value, syms[i]!.dtype));
};

/**
 * What `onTrue` makes of the arguments if the test, a bool of shape [], is true, else what `onFalse` makes of them: only one of them runs,
 * and gradients flow through that one. Both give the same form of state, of the same types. Throws `body`, `value` or `symbol`.
 */
export const cond = <R extends State, const A extends State = Record<string, never>>(
  test: Value,
  onTrue: (args: SymsOf<A>) => R,
  onFalse: (args: SymsOf<A>) => State,
  args: A = {} as A,
): SymsOf<R> => {
  demandFunctions('a body of cond', onTrue, onFalse);
  const given = leavesOf('an argument of cond', args);
  const syms = liftAll(given);
  const truth = lift(test, 'bool');
  const parent = parentOf([truth, ...syms]);
  const branches = [onTrue, onFalse].map((branch) => {
    const body = openBody(parent, portsOf('arg', given, syms));
    return { body, found: traceIn(body.builder, () => branch(stateLike(args, body.syms))) };
  });
  const [yes, no] = branches.map(({ found }) => leavesOf('a branch of cond gives', found)) as [Leaf[], Leaf[]];
  demandForm('cond', '`onFalse` gives', no, yes);
  branches.forEach(({ body }, i) =>
    [yes, no][i]!.forEach(({ path, value }, k) => {
      const dtype: DType = dtypeOf(yes[k]!.value) ?? dtypeOf(no[k]!.value) ?? 'f64';
      give(body, `out${path}`, value, dtype);
    }),
  );
  const node = closed(
    [truth, ...syms],
    branches.map(({ body }) => body),
  );
  return stateLike(branches[0]!.found as R, controlNode('cond', node.args, {}, node.graphs, node.builder));
};

/**
 * The state after `body` as long as `test`, a bool of shape [], is true of it. It has forward and reverse derivatives; reverse mode runs the
 * loop again to know its states: three times more, up to 1024 steps. Throws `body`, `value` or `symbol`.
 */
export const whileLoop = <const S extends State>(
  test: (state: SymsOf<S>) => Value,
  body: (state: SymsOf<S>) => State,
  init: S,
): SymsOf<S> => {
  demandFunctions('a body of whileLoop', test, body);
  const state = leavesOf('the state of whileLoop', init);
  const syms = liftAll(state);
  const [testing, stepping] = [0, 1].map(() => openBody(parentOf(syms), portsOf('carry', state, syms))) as [
    Traced,
    Traced,
  ];
  const verdict = traceIn(testing.builder, () => test(stateLike(init, testing.syms)));
  give(testing, 'test', verdict, 'bool');
  const next = traceIn(stepping.builder, () => body(stateLike(init, stepping.syms)));
  giveState('whileLoop', stepping, next, state, syms);
  const { args, graphs, builder } = closed(syms, [testing, stepping]);
  return stateLike(init, controlNode('whileLoop', args, { carry: syms.length }, graphs, builder));
};

export interface ScanOptions {
  /** The number of steps; needed where there are no xs. */
  readonly length?: number;
  /** From the last part to the first. */
  readonly reverse?: boolean;
  /** Reverse mode keeps √length states and computes the others again, once; or so many steps between those it keeps. */
  readonly checkpoint?: boolean | number;
}

/** The state after a scan, and what its steps gave, stacked along axis 0. */
export interface Scanned<S, O> {
  readonly carry: SymsOf<S>;
  readonly out: SymsOf<O>;
}

const lengthOf = (syms: readonly Sym[], { length }: ScanOptions): number => {
  const [first] = syms;
  const found = length ?? (first === undefined ? undefined : first.shape[0]);
  if (!isDim(found))
    throw wrongOption('scan: length', found, 'a whole number ≥ 0, or there must be xs with an axis 0 to step along');
  const misfit = syms.find(({ shape }) => shape[0] !== found);
  if (misfit !== undefined)
    throw new InputError('size', {
      op: 'scan',
      from: misfit.shape,
      to: [found],
      rule: 'axis 0 of each of xs must be the number of steps',
    });
  return found;
};

/** The number of steps between the states that are kept; undefined if all are. */
const spacingOf = ({ checkpoint = false }: ScanOptions, length: number): number | undefined => {
  if (checkpoint === false || length < 4) return undefined;
  const spacing = checkpoint === true ? Math.ceil(Math.sqrt(length)) : checkpoint;
  if (!isDim(spacing) || spacing === 0)
    throw wrongOption('scan: checkpoint', checkpoint, 'true, false or a whole number of steps');
  return spacing < length ? spacing : undefined;
};

/**
 * Steps through the parts of `xs` along their axis 0: `body` makes of the state and a part the next state and, if there is one, a result of
 * the step. The number of nodes does not depend on the number of steps. Throws `body`, `size`, `option`, `value` or `symbol`.
 */
export const scan = <const S extends State, const X extends State | undefined, O extends State = Record<string, never>>(
  body: (carry: SymsOf<S>, x: SymsOf<X>) => { readonly carry: State; readonly out?: O },
  init: S,
  xs?: X | null,
  options: ScanOptions = {},
): Scanned<S, O> => {
  demandFunctions('a body of scan', body);
  givenOptions('scan', options, { length: true, reverse: true, checkpoint: true });
  const state = leavesOf('the state of scan', init);
  const parts = xs === undefined || xs === null ? [] : leavesOf('the xs of scan', xs);
  const [carry, stacks] = [liftAll(state), liftAll(parts)];
  const length = lengthOf(stacks, options);
  const slices = parts.map(({ path }, i) => ({
    name: `x${path}`,
    type: tensorType(stacks[i]!.dtype, stacks[i]!.shape.slice(1)),
  }));
  const step = openBody(parentOf([...carry, ...stacks]), [...portsOf('carry', state, carry), ...slices]);
  const x = (parts.length === 0 ? undefined : stateLike(xs, step.syms.slice(carry.length))) as SymsOf<X>;
  const found = traceIn(step.builder, () => body(stateLike(init, step.syms.slice(0, carry.length)), x));
  giveState('scan', step, found?.carry, state, carry);
  const out = (found.out ?? {}) as O;
  leavesOf('what a step of scan gives', out).forEach(({ path, value }) => give(step, `out${path}`, value, 'f64'));
  const { args, graphs, builder } = closed([...carry, ...stacks], [step]);
  const steps = { carry: carry.length, xs: stacks.length, length, reverse: options.reverse === true };
  const results = scanNode(builder, args, steps, graphs[0]!, spacingOf(options, length));
  return {
    carry: stateLike(init, results.slice(0, carry.length)),
    out: stateLike(out, results.slice(carry.length)),
  };
};
