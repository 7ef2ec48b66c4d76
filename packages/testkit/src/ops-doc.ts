/** docs/ops.md: one card an op, from the tables of the packages. The derivatives are what the rules build, printed. */
import { define, evaluate, f64, gradients } from 'adjoint';
import { backpropagate, pushForward, reasons, RULES, type Partial, type Reason } from '@adjoint/autodiff';
import {
  isElementwise,
  isGeneral,
  isPointwise,
  isSeveral,
  isSource,
  OPS,
  rolesOf,
  showAttrs,
  showNumber,
  showType,
  Sym,
  typeOf,
  type AttrValue,
  type Control,
  type Form,
  type Kind,
  type Op,
  type Pointwise,
  type Result,
  type Several,
} from '@adjoint/ir';
import { goldenCases, goldenGraph, type Golden } from './golden.ts';
import { Call } from './ops-doc-call.ts';
import { codeTable, dtypesOf } from './ops-doc-code.ts';
import { counts, verdicts } from './ops-doc-verdicts.ts';
import { argNames, isPlain, POINTS, sampleOf, VECTORS, type Plain } from './ops-doc-samples.ts';

const FORMS: { readonly [F in Form]: readonly [doc: string, forward: string, reverse: string] } = {
  source: ['Values without arguments.', '', ''],
  pointwise: [
    'Elementwise, with one partial derivative for each argument. Forward mode adds up ∂y/∂xᵢ · ẋᵢ, reverse mode hands ȳ · ∂y/∂xᵢ to xᵢ; both read the one row that is printed here.',
    'partial',
    'partial',
  ],
  discrete: ['Elementwise, without a derivative, each for a stated reason.', '', ''],
  linear: [
    'Linear in the values. Reverse mode uses the adjoint, which is linear too; forward mode uses the op itself.',
    'itself',
    'adjoint',
  ],
  bilinear: ['Linear in each operand: one adjoint for each.', 'itself', 'adjoint'],
  general: ['A forward and a reverse rule, written in ops.', 'jvp', 'vjp'],
  several: [
    'Nodes with several results, which `output` picks. A forward and a reverse rule for all of them at once, written in ops.',
    'jvp',
    'vjp',
  ],
  opaque: ['Over whole arrays, without a derivative, each for a stated reason.', '', ''],
  control: [
    'Nodes that carry graphs, their bodies, and run them. A derivative of a body is a body: both modes, to any order.',
    'itself, on bodies of tangents',
    'itself, on bodies of cotangents',
  ],
  result: ['Picks one result of a node that has several.', 'that of its node', 'that of its node'],
};
const FORM_NAMES = Object.keys(FORMS) as readonly Form[];
const OP_NAMES = Object.keys(OPS) as readonly Op[];

const reasonOf = (op: Op): Reason | undefined => (reasons as Readonly<Record<string, Reason | undefined>>)[op];

const givesOf = (op: Plain): string => {
  if (op === 'cast') return 'the dtype that is asked for';
  const { args, attrs } = sampleOf(op);
  const found = typeOf(op, args, attrs).dtype;
  return found === args.at(op === 'where' ? -1 : 0)!.dtype ? 'the same' : found;
};

const headline = (op: Plain): string => {
  const more: { readonly [O in Plain]?: string } = { concat: ' …', contract: ', or with one operand' };
  const call = `\`${[op, ...argNames(op)].join(' ')}\`${more[op] ?? ''}`;
  const dtypes = dtypesOf(op).join(', ');
  const types = isSource(op) ? `Of ${dtypes}.` : `Takes ${dtypes}; gives ${givesOf(op)}.`;
  const commutes = isElementwise(op) && OPS[op].laws.commutative === true ? ' Commutative.' : '';
  return `${call}: ${OPS[op].doc.replace(/ …$/, ' and so on')}. ${types}${commutes}`;
};

const attributes = (op: Op): string[] => {
  const kinds = Object.entries(OPS[op].schema as Readonly<Record<string, Kind<AttrValue>>>);
  if (kinds.length === 0) return [];
  const told = kinds.map(([name, { want, optional }]) => `\`${name}\`${optional ? ' (optional)' : ''}: ${want}`);
  return ['', `Attributes: ${told.join('; ')}.`];
};

/** The row of the table of partials, on symbols. */
const partialsOf = (op: Pointwise): string[] => {
  const call = new Call(op);
  const rules = RULES.partials[op] as unknown as readonly ((y: Sym, ...x: readonly Sym[]) => Partial)[];
  return rules.map((rule, slot) => {
    const partial = call.builder.shared(() => rule(call.result, ...call.args));
    const left = `∂y/∂${argNames(op)[slot]!}`;
    if (partial === 0) return `- \`${left}\`: no path`;
    if (typeof partial === 'number' || partial instanceof Sym) return `- \`${left} = ${call.expression(partial)}\``;
    if ('notImplemented' in partial) return `- \`${left}\`: not implemented, for ${partial.notImplemented}`;
    const [factor, when] = [partial.factor, partial.when].map((part) => call.expression(part));
    return `- \`${left} = ${factor}\` where \`${when}\`, no path elsewhere`;
  });
};

/** What reverse and forward mode append for the sample of the op. */
const modesOf = (op: Plain): string[] => {
  const { args, attrs } = sampleOf(op);
  const names = argNames(op);
  const moving = args.flatMap(({ dtype }, slot) => (dtype === 'i32' ? [] : [slot]));
  const back = new Call(op);
  const seed = back.input('ȳ', back.result.type);
  const targets = moving.map((slot) => back.args[slot]!.id);
  const table = backpropagate(back.builder, new Map([[back.result.id, seed]]), targets);
  const forth = new Call(op);
  const tangents = moving.map((slot) => forth.input(`${names[slot]!}\u0307`, args[slot]!));
  const seeds = new Map(tangents.map((tangent, i) => [forth.args[moving[i]!]!.id, tangent]));
  const tangent = pushForward(forth.builder, seeds, [forth.result.id]).get(forth.result.id)!;
  return [
    `Of \`y = ${[op, ...names].join(' ')}${showAttrs(attrs)}\` with ${names.map((name, slot) => `\`${name}: ${showType(args[slot]!)}\``).join(', ')}:`,
    '',
    ...moving.map((slot) => back.equation(`${names[slot]!}\u0304`, table.get(back.args[slot]!.id)!)),
    forth.equation('ẏ', tangent),
  ];
};

/** The derivatives of decompositions, in formulas: as ops they are long. */
const SEVERAL: { readonly [O in Several]: string } = {
  qr: 'Signs are those of LAPACK. With m = qᵀ·ẋ·r⁻¹ and Ω = tril(m, −1) − tril(m, −1)ᵀ: `q̇ = q·Ω + (1 − q·qᵀ)·ẋ·r⁻¹`, `ṙ = (m − Ω)·r`; the reverse rule is their transpose. Of dependent columns, infinite or NaN. The columns that `full` adds are one basis of many: derivatives are right of what does not depend on the choice.',
  eigh: 'In each vector the first element of the greatest magnitude, to eight digits, is positive. With p = vᵀ·(ẋ + ẋᵀ)/2·v: `λ̇ = diag(p)`, `v̇ = v·F` with `Fᵢⱼ = pᵢⱼ/(λⱼ − λᵢ)`; the reverse rule is their transpose. Values that differ by no more than 10·n·ε·max|λ| count as equal, and F is 0 there. So first derivatives are right of what does not depend on the choice of vectors of equal values, such as a sum of f(λ), or the projection on all vectors of a value; of a function f of the matrix, v·diag(f(λ))·vᵀ, they lack the part between equal values, and so do second derivatives of anything.',
  svd: 'In each row of vᵀ the first element of the greatest magnitude, to eight digits, is positive. With p = uᵀ·ẋ·v: `ṡ = diag(p)`, `u̇ = u·F + (1 − u·uᵀ)·ẋ·v·diag(1/s)` with `Fᵢⱼ = (pᵢⱼ·sⱼ + sᵢ·pⱼᵢ)/(sⱼ² − sᵢ²)`, and v̇ by the same with xᵀ; the reverse rule is their transpose. Values that differ by no more than 10·k·ε·max s count as equal, and F is 0 there; values no greater than that count as 0, and 1/s is. What is said of `eigh` at equal values holds here too, and at a zero of s for u and v.',
};

const derivative = (op: Plain): string[] => {
  const reason = reasonOf(op);
  if (reason !== undefined) return [`No derivative (${reason.kind}): ${reason.why}.`];
  if (isSeveral(op)) return [SEVERAL[op]];
  if (isSource(op)) return ['No derivative: it has no argument.'];
  return isPointwise(op) ? partialsOf(op) : modesOf(op);
};

interface At {
  readonly names: readonly string[];
  readonly values: readonly (number | readonly number[])[];
}
const list = (x: ArrayLike<number>): string => Array.from(x, showNumber).join(', ');

/** A row of the table of special points: the value there, and the gradient that a graph computes. */
const rowAt = (op: Plain, { names, values }: At): string => {
  const types = values.map((value) => (typeof value === 'number' ? f64() : f64(value.length)));
  const graph = define(Object.fromEntries(names.map((name, i) => [name, types[i]!])), (symbols) => {
    const { builder } = symbols[names[0]!]!;
    const ids = names.map((name) => symbols[name]!.id);
    return new Sym(builder, builder.push(op, ids, isPointwise(op) ? {} : { axes: [0] }));
  });
  const derived = gradients(graph, { of: 'out', wrt: names, disconnected: 'zero' });
  const found = evaluate(derived, Object.fromEntries(names.map((name, i) => [name, values[i]!])));
  const told = values.map((value, i) => `${names[i]} = ${typeof value === 'number' ? showNumber(value) : list(value)}`);
  const slopes = names.map((name) => list(found[`d(out)/d(${name})`]!.data));
  return `| ${told.join(', ')} | ${showNumber(found.out.item())} | ${slopes.join(', ')} |`;
};

const special = (op: Plain): string[] => {
  const names = argNames(op);
  const scalars = isPointwise(op) ? (POINTS[op] ?? []) : [];
  const vectors = isGeneral(op) ? (VECTORS[op] ?? []) : [];
  const points: At[] = [
    ...scalars.map((values) => ({ names, values })),
    ...vectors.map((x) => ({ names, values: [x] })),
  ];
  if (points.length === 0) return [];
  return ['', '| at | y | gradient |', '|---|---|---|', ...points.map((point) => rowAt(op, point))];
};

const golden = (cases: readonly Golden[], op: Op): string[] => {
  const [values, orders] = counts(cases, op);
  return values === 0 ? [] : ['', `Golden cases: ${values}, with derivatives of orders 1 to 3: ${orders}.`];
};

/** How each op of control flow is differentiated, and what that costs. */
const FLOW: { readonly [O in Control | Result]: string } = {
  call: 'Forward: a call of the body with its tangents. Reverse: a call that computes the body again and goes back through it, so that nothing of it is kept: a kept call is a checkpoint.',
  custom:
    'What the rules say, written out where they are asked for: `jvp` takes arguments, results and the tangents of f64 and f32 arguments, `vjp` arguments, results and the cotangents of f64 and f32 results.',
  cond: 'The derivative of the branch taken, chosen by the same test; the other does not run. Batched over the test, both run and each member chooses.',
  whileLoop:
    'Both bodies take all arguments. Forward: a loop over state and tangent. Reverse: the steps are counted and gone back through in chunks of 1024: the states 32 steps apart are kept, and each block between them is run again and recorded. Three more runs up to 1024 steps; beyond, n² / 2048 steps more. Memory does not depend on the number of steps. Batched over the test, the loop goes on while any member does, and members that are done stay as they are.',
  scan: '`body` takes the state (the first `carry` arguments), a part of each of the next `xs`, cut along axis 0, and the rest; it gives the next state, and parts of the results; from the last part to the first if `reverse`. Forward: a scan over state and tangent. Reverse: a second run that keeps the states that are needed, one for each step, and a scan back. With `checkpoint` of the function `scan`: a scan over stretches of scans, which keeps only the states between them.',
  output:
    'The cotangents of all results come together before their node is gone back through; one that nothing uses is absent.',
};

const flowCard = (op: Control | Result): string => {
  const roles = rolesOf(op);
  const bodies = roles.length === 0 ? [] : ['', `Bodies: ${roles.map((role) => `\`${role}\``).join(', ')}.`];
  return [`### ${op}`, '', `\`${op}\`: ${OPS[op].doc}.`, ...attributes(op), ...bodies, '', FLOW[op], ''].join('\n');
};

const card = (cases: readonly Golden[], op: Op): string => (isPlain(op) ? plainCard(cases, op) : flowCard(op));

const plainCard = (cases: readonly Golden[], op: Plain): string =>
  [
    `### ${op}`,
    '',
    headline(op),
    ...attributes(op),
    '',
    ...derivative(op),
    ...special(op),
    ...golden(cases, op),
    '',
  ].join('\n');

/** Functions that expand to ops and have golden cases of their own. */
const composites = (cases: readonly Golden[]): string[] => {
  const names = [...new Set(cases.map(({ op }) => op))].filter((op) => !Object.hasOwn(OPS, op)).sort();
  return names.map((name) => {
    const own = cases.filter(({ op }) => op === name);
    const used = own.map(goldenGraph).flatMap(({ nodes, outputs }) => nodes.slice(0, outputs['value']! + 1));
    const ops = OP_NAMES.filter((op) => op !== 'input' && used.some((node) => node.op === op));
    return `| ${name} | ${ops.join(' ')} | ${counts(cases, name).join(' | ')} |`;
  });
};

const PREFACE = `# The ops

Generated by \`npm run docs\` from the tables of the packages; \`npm run check:docs\` fails where this page differs from them.

Names of ops are those in a printed graph, where arguments follow the op and attributes stand in braces. Shapes of the arguments of an
elementwise op are equal: functions such as \`add\` broadcast first. Elementwise arithmetic on i32 wraps at 32 bits, and on f32 it is that
on f64, rounded once. Derivatives exist of f64 and f32 values only. ȳ is the cotangent of the result, x̄ that of an argument, ẋ and ẏ are tangents.
"No path" is what a derivative report calls disconnected; a select takes the place of a factor 0. An op without a derivative says whether
it is zero wherever it exists, undefined, or stopped by the user.

Golden cases hold values and derivatives from 60-digit arithmetic that knows no derivative rule (scripts/golden).`;

/** The text of docs/ops.md. It depends on the tables and on the golden files alone. */
export const opsDoc = (): string => {
  const cases = goldenCases();
  const sections = FORM_NAMES.flatMap((form) => [
    `## ${form[0]!.toUpperCase()}${form.slice(1)}`,
    '',
    FORMS[form][0],
    '',
    ...OP_NAMES.filter((op) => OPS[op].form === form).map((op) => card(cases, op)),
  ]);
  return [
    PREFACE,
    '',
    ...verdicts(cases),
    '',
    ...codeTable(),
    ...sections,
    '## Composites with golden cases',
    '',
    'Functions that expand to ops, with the ops that their golden cases expand to.',
    '',
    '| function | ops | golden values | orders 1–3 |',
    '|---|---|--:|--:|',
    ...composites(cases),
    '',
  ].join('\n');
};
