/** Derivatives of a graph held against finite differences: what a user runs on a graph of their own. */
import { gradients, hessian } from '@adjoint/autodiff';
import { evaluate, tensor, Tensor } from '@adjoint/evaluator';
import {
  demandGraphLike,
  givenList,
  givenOptions,
  givenRecord,
  InputError,
  lookup,
  sizeOf,
  wrongOption,
  type Graph,
  type Keys,
  type Numeric,
  type TensorType,
} from '@adjoint/ir';

export interface CheckOptions<I extends string = string> {
  /** One number: an output or label. */
  readonly of: string;
  /** Inputs. */
  readonly wrt: string | readonly string[];
  /** The point: a value for each input. */
  readonly at: Readonly<Record<I, Numeric>>;
  /** 1 (default) checks gradients, 2 the Hessian of each input too. */
  readonly order?: 1 | 2;
  /** Relative to the greatest derivative of the input; 1e-6 (f64) or 1e-2 (f32) by default. */
  readonly rtol?: number;
  /** Absolute; 1e-8 (f64) or 1e-3 (f32) by default. */
  readonly atol?: number;
}

const KEYS: Keys<CheckOptions> = { of: true, wrt: true, at: true, order: true, rtol: true, atol: true };

/**
 * Central differences at h, h/2 and h/4, extrapolated twice to h → 0 (Richardson; Ridders 1982, "Accurate computation of F′(x)"): what
 * remains is O(h⁶) and the rounding of values, about ε·|f|/h.
 */
const slopes = (f: (shift: number) => Float64Array, h: number): Float64Array => {
  const central = (step: number): Float64Array => {
    const [up, down] = [f(step), f(-step)];
    return up.map((value, i) => (value - down[i]!) / (2 * step));
  };
  const [a, b, c] = [central(h), central(h / 2), central(h / 4)];
  return a.map((_, i) => {
    const [ab, bc] = [(4 * b[i]! - a[i]!) / 3, (4 * c[i]! - b[i]!) / 3];
    return (16 * bc - ab) / 15;
  });
};

/** Steps, relative to the element, balance truncation against the rounding of the dtype; so do their least sizes. */
const STEP: Readonly<Record<string, number>> = { f64: 2 ** -10, f32: 2 ** -4 };
const LEAST: Readonly<Record<string, number>> = { f64: 2 ** -6, f32: 2 ** -2 };
const EPSILON: Readonly<Record<string, number>> = { f64: 2 ** -52, f32: 2 ** -23 };
const RTOL: Readonly<Record<string, number>> = { f64: 1e-6, f32: 1e-2 };
const ATOL: Readonly<Record<string, number>> = { f64: 1e-8, f32: 1e-3 };

interface Question {
  readonly graph: Graph;
  readonly feeds: Readonly<Record<string, Numeric>>;
  readonly x: string;
  readonly type: TensorType;
}

const inputType = (graph: Graph, name: string): TensorType => {
  const id = lookup(graph.inputs, name);
  if (id === undefined) throw new InputError('name-unknown', { name, what: 'input', known: Object.keys(graph.inputs) });
  return graph.nodes[id]!.type;
};

const run = ({ graph, feeds }: Question, output: string): Float64Array =>
  Float64Array.from(evaluate(graph, feeds, { outputs: [output] })[output]!.data);

interface Column {
  readonly slopes: Float64Array;
  /** What rounding of the values may have added. */
  readonly noise: number;
}

/** d(output)/d(x[index]) by finite differences, for each element of the output. */
const differences = (question: Question, output: string, index: number): Column => {
  const { feeds, x, type } = question;
  const centre = tensor(feeds[x]!, type);
  const at = centre.data[index]!;
  let most = 0;
  const value = (shift: number): Float64Array => {
    const data = centre.data.slice();
    data[index] = at + shift;
    const found = run({ ...question, feeds: { ...feeds, [x]: new Tensor(type.dtype, type.shape, data) } }, output);
    most = found.reduce((greatest, y) => Math.max(greatest, Math.abs(y)), most);
    return found;
  };
  const column = (least: number): Column => {
    const h = STEP[type.dtype]! * Math.max(least, Math.abs(at));
    most = 0;
    return { slopes: slopes(value, h), noise: (16 * EPSILON[type.dtype]! * most) / (h / 4) };
  };
  const found = column(LEAST[type.dtype]!);
  // A step that leaves the domain, as at log 1e-8, is tried again within it.
  return at !== 0 && found.slopes.some(Number.isNaN) ? column(0) : found;
};

interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** Every element of `derivative`, the Jacobian of `output` at x, against finite differences, a column at a time. */
const checkJacobian = (question: Question, output: string, derivative: string, { rtol, atol }: Tolerance): void => {
  const columns = sizeOf(question.type.shape);
  const analytic = run(question, derivative);
  for (let column = 0; column < columns; column++) {
    const { slopes: numeric, noise } = differences(question, output, column);
    const scale = numeric.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const tolerance = atol + rtol * scale + noise;
    numeric.forEach((value, row) => {
      const element = row * columns + column;
      const close = Object.is(analytic[element], value) || Math.abs(analytic[element]! - value) <= tolerance;
      if (!close) {
        throw new InputError('gradient', {
          what: `${derivative}, element ${element}`,
          analytic: analytic[element]!,
          numeric: value,
          tolerance,
        });
      }
    });
  }
};

/**
 * Throws `gradient` where a derivative of the graph and finite differences differ, with the element, both values and what was allowed.
 * `wrt` names inputs of f64 or f32. Throws `option`, `name-unknown` and what `gradients` throws.
 */
export const checkGradients = <I extends string, O extends string>(
  graph: Graph<I, O>,
  options: CheckOptions<I>,
): void => {
  const { of, wrt, at, order = 1 } = givenOptions('checkGradients', options, KEYS);
  demandGraphLike(graph);
  givenRecord('checkGradients: at', at, 'values, one for each input');
  if (order !== 1 && order !== 2) throw wrongOption('order', order, '1 or 2');
  for (const [name, tolerance] of Object.entries({ rtol: options.rtol, atol: options.atol })) {
    if (tolerance !== undefined && !(typeof tolerance === 'number' && tolerance >= 0))
      throw wrongOption(name, tolerance, 'a number ≥ 0');
  }
  for (const x of typeof wrt === 'string' ? [wrt] : givenList('wrt', wrt, 'names')) {
    const type = inputType(graph, x);
    const { rtol = RTOL[type.dtype] ?? 0, atol = ATOL[type.dtype] ?? 0 } = options;
    const first = gradients(graph as Graph, { of, wrt: [x], disconnected: 'zero' });
    checkJacobian({ graph: first, feeds: at, x, type }, of, `d(${of})/d(${x})`, { rtol, atol });
    if (order === 1) continue;
    const second = hessian(graph as Graph, { of, wrt: x });
    checkJacobian({ graph: second, feeds: at, x, type }, `d(${of})/d(${x})`, `d2(${of})/d(${x})d(${x})`, {
      rtol,
      atol,
    });
  }
};
