/** The type rule of every op, by form: what the builder applies and the verifier checks again. */
import { describe } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import type { Graph } from '../graph/graph.ts';
import { showType, type TensorType } from '../type/type.ts';
import type { PlainAttrs } from './attrs.ts';
import { bodyType, type BodyType } from './control.ts';
import { isControl, isElementwise, isSource, OPS, type Control, type Op } from './ops.ts';
import { elementwiseType } from './signatures.ts';

interface AnyArrayRow {
  readonly arity: number | 'any';
  readonly type: (args: readonly TensorType[], attrs: PlainAttrs) => TensorType;
}

const demandArity = (op: Op, arity: number | 'any', got: number): void => {
  const fits = arity === 'any' ? got > 0 : got === arity;
  if (!fits) throw new InputError('arity', { op, got, want: arity === 'any' ? 'at least 1' : `${arity}` });
};

type AnyControl = (
  args: readonly TensorType[],
  attrs: PlainAttrs,
  bodies: Readonly<Record<string, BodyType>>,
) => TensorType;

const controlType = (
  op: Control,
  args: readonly TensorType[],
  attrs: PlainAttrs,
  bodies: readonly Graph[],
): TensorType => {
  const row = OPS[op];
  const types = bodies.map(bodyType);
  const byRole = Object.fromEntries(row.bodies.map((role, i) => [role, types[i]!]));
  return (row.type as unknown as AnyControl)(args, attrs, byRole);
};

const demandBodies = (op: Op, got: number): void => {
  const want = isControl(op) ? OPS[op].bodies : [];
  if (got !== want.length)
    throw new InputError('body', { op, what: 'it has', got: `${got} bodies`, want: want.join(' and ') || 'none' });
};

/** Only `output` reads a node of several results. */
const demandSingle = (op: Op, args: readonly TensorType[]): void => {
  for (const type of args) {
    if (type.rest === undefined || op === 'output') continue;
    const want = 'one value: output {index: i} picks a result';
    throw new InputError('body', { op, what: 'an argument is', got: showType(type), want });
  }
};

const NO_BODIES: readonly Graph[] = [];

/** The type of `op` applied to arguments of the given types; a source has the type it declares. Throws what the op's row throws. */
export const typeOf = (
  op: Op,
  args: readonly TensorType[],
  attrs: PlainAttrs,
  declared?: TensorType,
  bodies: readonly Graph[] = NO_BODIES,
): TensorType => {
  demandSingle(op, args);
  if (bodies.length > 0 || isControl(op)) demandBodies(op, bodies.length);
  if (isControl(op)) return controlType(op, args, attrs, bodies);
  if (isElementwise(op)) return elementwiseType(op, args);
  if (isSource(op)) {
    demandArity(op, 0, args.length);
    if (declared === undefined)
      throw new InputError('attribute', { op, attribute: 'type', got: 'missing', want: 'written' });
    const { check } = OPS[op] as { check: (type: TensorType, attrs: PlainAttrs) => void };
    check(declared, attrs);
    return declared;
  }
  const row = OPS[op] as unknown as AnyArrayRow | undefined;
  // A page may have left it out.
  if (row === undefined) throw new InputError('op', { op, near: [] });
  demandArity(op, row.arity, args.length);
  return row.type(args, attrs);
};

const shown = (value: unknown): string => {
  const short = Array.isArray(value) && value.length <= 8 && value.every((item) => typeof item === 'number');
  return short ? `[${value.join(', ')}]` : describe(value);
};

/** Throws `attribute` unless `attrs` has exactly the attributes of `op`, each of its kind. */
export const demandAttrs = (op: Op, attrs: Readonly<Record<string, unknown>>): void => {
  const schema = OPS[op].schema as Readonly<
    Record<string, { want: string; optional: boolean; is: (v: unknown) => boolean }>
  >;
  for (const extra in attrs) {
    if (Object.hasOwn(schema, extra) || !Object.hasOwn(attrs, extra)) continue;
    const want = Object.keys(schema).join(', ') || 'no attributes';
    throw new InputError('attribute', {
      op,
      attribute: `attribute ${JSON.stringify(extra.slice(0, 40))}`,
      got: 'not known',
      want,
    });
  }
  for (const attribute in schema) {
    const kind = schema[attribute]!;
    const given = Object.hasOwn(attrs, attribute);
    if (given ? !kind.is(attrs[attribute]) : !kind.optional) {
      throw new InputError('attribute', {
        op,
        attribute,
        got: given ? shown(attrs[attribute]) : 'missing',
        want: kind.want,
      });
    }
  }
};
