/** Control flow: ops whose nodes carry graphs, their bodies, and run them. What a body sees comes in by its inputs: nothing is captured. */
import { InputError } from '../error/error.ts';
import type { Graph } from '../graph/graph.ts';
import {
  isFloat,
  resultsType,
  resultCount,
  resultType,
  sameType,
  sameTypes,
  showType,
  tensorType,
  type TensorType,
} from '../type/type.ts';
import { axis, flag, type AttrsOf, type Schema } from './attrs.ts';
import type { ArrayRow } from './row.ts';

/** What a body takes and gives, in order. */
export interface BodyType {
  readonly inputs: readonly TensorType[];
  readonly outputs: readonly TensorType[];
}

const typesOf = ({ nodes }: Graph, ids: readonly number[]): TensorType[] => ids.map((id) => nodes[id]!.type);

export const bodyType = (body: Graph): BodyType => ({
  inputs: typesOf(body, Object.values(body.inputs)),
  outputs: typesOf(body, Object.values(body.outputs)),
});

export interface ControlRow<S extends Schema, B extends string = string> {
  readonly form: 'control';
  readonly doc: string;
  /** What each body is for, in order. */
  readonly bodies: readonly B[];
  readonly schema: S;
  readonly type: (args: readonly TensorType[], attrs: AttrsOf<S>, bodies: Readonly<Record<B, BodyType>>) => TensorType;
}

const control = <const B extends string, S extends Schema>(
  doc: string,
  bodies: readonly B[],
  schema: S,
  type: ControlRow<S, B>['type'],
): ControlRow<S, B> => ({ form: 'control', doc, bodies, schema, type });

const show = (types: readonly TensorType[]): string =>
  types.length === 0 ? 'nothing' : types.map(showType).join(', ');

/** Throws `body` unless the types are those wanted. */
const demandTypes = (op: string, what: string, got: readonly TensorType[], want: readonly TensorType[]): void => {
  if (!sameTypes(got, want)) throw new InputError('body', { op, what, got: show(got), want: show(want) });
};

const demandResults = (op: string, types: readonly TensorType[]): TensorType => {
  if (types.length === 0) throw new InputError('body', { op, what: 'it gives', got: 'nothing', want: 'a result' });
  return resultsType(types);
};

const demandCount = (op: string, what: string, count: number, of: number): void => {
  if (count > of)
    throw new InputError('attribute', { op, attribute: what, got: `${count}`, want: `at most its ${of} arguments` });
};

const TRUTH = tensorType('bool', []);

const stepped = (op: string, type: TensorType, length: number): TensorType => {
  const [first, ...rest] = type.shape;
  if (first !== length)
    throw new InputError('size', { op, from: type.shape, to: [length], rule: 'axis 0 of each of xs must be `length`' });
  return tensorType(type.dtype, rest);
};

export const CONTROL = {
  call: control('the results of `body`, kept as one node', ['body'], {}, (args, _at, { body }) => {
    demandTypes('call', 'the body takes', body.inputs, args);
    return demandResults('call', body.outputs);
  }),
  custom: control(
    'the results of `body`, with derivatives of their own: `jvp` and `vjp`',
    ['body', 'jvp', 'vjp'],
    {},
    (args, _at, { body, jvp, vjp }) => {
      demandTypes('custom', 'the body takes', body.inputs, args);
      const [x, y] = [args, body.outputs].map((types) => types.filter(({ dtype }) => isFloat(dtype)));
      demandTypes('custom', '`jvp` takes', jvp.inputs, [...args, ...body.outputs, ...x!]);
      demandTypes('custom', '`jvp` gives', jvp.outputs, y!);
      demandTypes('custom', '`vjp` takes', vjp.inputs, [...args, ...body.outputs, ...y!]);
      demandTypes('custom', '`vjp` gives', vjp.outputs, x!);
      return demandResults('custom', body.outputs);
    },
  ),
  cond: control(
    'the results of `then` where the first argument is true, of `else` where it is not',
    ['then', 'else'],
    {},
    ([test, ...args], _at, bodies) => {
      if (test === undefined || !sameType(test, TRUTH))
        throw new InputError('body', {
          op: 'cond',
          what: 'the test is',
          got: show(test ? [test] : []),
          want: show([TRUTH]),
        });
      demandTypes('cond', '`then` takes', bodies.then.inputs, args);
      demandTypes('cond', '`else` takes', bodies.else.inputs, args);
      demandTypes('cond', '`else` gives', bodies.else.outputs, bodies.then.outputs);
      return demandResults('cond', bodies.then.outputs);
    },
  ),
  whileLoop: control(
    'the state, its first `carry` arguments, after `body` as long as `test` is true of it',
    ['test', 'body'],
    { carry: axis },
    (args, { carry }, { test, body }) => {
      demandCount('whileLoop', 'carry', carry, args.length);
      const state = args.slice(0, carry);
      demandTypes('whileLoop', 'the test takes', test.inputs, args);
      demandTypes('whileLoop', 'the test gives', test.outputs, [TRUTH]);
      demandTypes('whileLoop', 'the body takes', body.inputs, args);
      demandTypes('whileLoop', 'the body gives', body.outputs, state);
      return demandResults('whileLoop', state);
    },
  ),
  scan: control(
    'the last state, and results stacked along axis 0, of `length` steps of `body` through parts of `xs` arguments',
    ['body'],
    { carry: axis, xs: axis, length: axis, reverse: flag },
    (args, { carry, xs, length }, { body }) => {
      demandCount('scan', 'carry + xs', carry + xs, args.length);
      const state = args.slice(0, carry);
      const parts = args.slice(carry, carry + xs).map((type) => stepped('scan', type, length));
      demandTypes('scan', 'the body takes', body.inputs, [...state, ...parts, ...args.slice(carry + xs)]);
      demandTypes('scan', 'the body gives, as its state,', body.outputs.slice(0, carry), state);
      const outs = body.outputs.slice(carry).map(({ dtype, shape }) => tensorType(dtype, [length, ...shape]));
      return demandResults('scan', [...state, ...outs]);
    },
  ),
} as const;

const index = { index: axis };

const output: ArrayRow<'result', typeof index, 1> = {
  form: 'result',
  doc: 'one of the results of a node that has several',
  arity: 1,
  schema: index,
  type: ([x], at) => {
    const count = resultCount(x!);
    const type = resultType(x!, at.index);
    if (count === 1 || type === undefined) {
      const want = count === 1 ? 'of a node with several results' : `one of its ${count} results`;
      throw new InputError('attribute', { op: 'output', attribute: 'index', got: `${at.index}`, want });
    }
    return type;
  },
};

export const RESULT = { output } as const;
