/** The table of what computes each op in a compiled program: what the plan of a call of it says, for each dtype that it takes. */
import { checkpoint, cond, custom, define, f64, scan, whileLoop, type Graph } from 'adjoint';
import { callsHostOften, planOf, type Limits } from '@adjoint/codegen';
import {
  Builder,
  DTYPES,
  isElementwise,
  isSource,
  OPS,
  typeOf,
  type Control,
  type DType,
  type Op,
  type Result,
  type TensorType,
} from '@adjoint/ir';
import { isPlain, sampleOf, type Plain } from './ops-doc-samples.ts';

const OP_NAMES = Object.keys(OPS) as readonly Op[];

/** What computes a node, in the order of the table. */
const WAYS = {
  code: 'loops of generated code',
  procedure: 'procedures: algorithms that are written once for every target',
  host: 'loops of generated code that call a function of the host',
  nothing: 'nothing: its elements stand where those of its argument do, or are written once',
  kernel: 'a kernel of the interpreter',
} as const;
type Way = keyof typeof WAYS;

const TARGETS: { readonly [T in 'js' | 'wasm']: Limits } = {
  js: { contracts: false, loop: 120, row: 250 },
  wasm: { contracts: true, loop: 120, row: 1000 },
};

const wayOf = ({ nodes, outputs }: Graph, op: Op, limits: Limits): Way => {
  const { main, work } = planOf({ nodes, inputs: {}, outputs, names: {} }, limits, 0);
  if (main.tasks.some((task) => 'kernel' in task && nodes[task.kernel]!.op === op)) return 'kernel';
  if (work.some((each) => 'calls' in each)) return 'procedure';
  if (work.some(callsHostOften)) return 'host';
  return work.length > 0 ? 'code' : 'nothing';
};

/** The arguments of the sample with values of that dtype. */
const typesOf = (op: Plain, dtype: DType): TensorType[] => {
  const isFixed = (slot: number, of: DType): boolean => (slot > 0 && of === 'i32') || (op === 'where' && slot === 0);
  return sampleOf(op).args.map((arg, slot) => (isFixed(slot, arg.dtype) ? arg : { ...arg, dtype }));
};

/** The dtypes that the type rule takes for the values of the op, or lets a source declare. */
export const dtypesOf = (op: Plain): DType[] =>
  DTYPES.filter((dtype) => {
    try {
      return typeOf(op, typesOf(op, dtype), sampleOf(op).attrs, { dtype, shape: [3] }) !== undefined;
    } catch {
      return false;
    }
  });

/** A graph of that op alone, on vectors where it is elementwise. */
const alone = (op: Plain, dtype: DType): Graph => {
  const builder = new Builder();
  const types = typesOf(op, dtype).map((type) => (isElementwise(op) ? { ...type, shape: [20] } : type));
  const args = types.map((type, slot) => builder.input(`x${slot}`, type));
  const declared: TensorType | undefined = isSource(op) ? { dtype, shape: [3] } : undefined;
  const id = builder.push(op, args, sampleOf(op).attrs, declared);
  const several = builder.nodes[id]!.type.rest !== undefined;
  builder.output('y', several ? builder.push('output', [id], { index: 0 }) : id);
  return builder.close();
};

const twice = define({ x: f64(3) }, ({ x }) => x.mul(2));

/** A graph with each of the ops that hang on bodies. */
const FLOW: { readonly [O in Control | Result]: () => Graph } = {
  call: () => checkpoint(twice),
  custom: () => custom(twice, { partials: () => ({ out: { x: 2 } }) }),
  cond: () =>
    define({ x: f64() }, ({ x }) =>
      cond(
        x.gt(0),
        () => x.neg(),
        () => x,
      ),
    ),
  whileLoop: () =>
    define({ x: f64() }, ({ x }) =>
      whileLoop(
        (s) => s.lt(1),
        (s) => s.mul(2),
        x,
      ),
    ),
  scan: () => define({ x: f64() }, ({ x }) => scan((s) => ({ carry: s.mul(2) }), x, null, { length: 3 }).carry),
  output: () => alone('qr', 'f64'),
};

/** The ops of each way, with dtypes where those of an op differ. */
const byWay = (limits: Limits): ReadonlyMap<Way, readonly string[]> => {
  const found = new Map<Way, string[]>(Object.keys(WAYS).map((way) => [way as Way, []]));
  const link = (op: Op): string => `[${op}](#${op.toLowerCase()})`;
  for (const op of OP_NAMES) {
    if (!isPlain(op)) {
      found.get(wayOf(FLOW[op](), op, limits))!.push(link(op));
      continue;
    }
    const dtypes = dtypesOf(op).map((dtype) => [dtype, wayOf(alone(op, dtype), op, limits)] as const);
    const ways = new Set(dtypes.map(([, way]) => way));
    for (const way of ways) {
      const own = dtypes.flatMap(([dtype, each]) => (each === way ? [dtype] : []));
      found.get(way)!.push(ways.size === 1 ? link(op) : `${link(op)} of ${own.join(', ')}`);
    }
  }
  return found;
};

/** The lines of the table. */
export const codeTable = (): string[] => {
  const [wasm, js] = [byWay(TARGETS.wasm), byWay(TARGETS.js)];
  const more = js.get('kernel')!.filter((op) => !wasm.get('kernel')!.includes(op));
  const inText = more.length === 0 ? '' : ` In the target \`js\` ${more.join(', ')} too.`;
  const ways = Object.entries(WAYS).filter(([way]) => wasm.get(way as Way)!.length > 0);
  return [
    '## What is generated',
    '',
    'What computes each op in a program of the target `wasm`, as its plan says for the call on its card; elementwise ops on arrays. Control flow is',
    'generated where its bodies need no kernel and no check of places, else the interpreter loops around bodies that are. Empty values, and a',
    `contraction with a value that is one number repeated, are always a kernel's.${inText}`,
    '',
    '| by | ops |',
    '|---|---|',
    ...ways.map(([way, words]) => `| ${words} | ${wasm.get(way as Way)!.join(', ')} |`),
    '',
  ];
};
