/** A graph as the text of an ES module that depends on nothing: compiled ahead of time. */
import {
  hostFunctions,
  HOST,
  jsModule,
  MEMORY,
  placesIn,
  planOf,
  nestWork,
  productNest,
  type CodePlan,
  type Limits,
  type Unit,
  type Work,
} from '@adjoint/codegen';
import {
  ARRAYS,
  givenOptions,
  InputError,
  showNode,
  showNumber,
  sizeOf,
  wrongOption,
  type Graph,
  type Names,
} from '@adjoint/ir';
import { codePipeline, runPasses } from '@adjoint/optimizer';
import { FIRST } from './kernels/index.ts';
import { requestFor } from './link.ts';
import { arena } from './plan.ts';
import { base64 } from './module-bytes.ts';
import { hostText } from './module-host.ts';
import { bytesOf, pagesFor } from './targets/host.ts';
import { linked } from './targets/machine.ts';

export type ModuleTarget = 'js' | 'wasm';

export interface ModuleOptions {
  /** `js`, the default, is smaller and needs no leave of a security policy; `wasm` is faster on arrays. */
  readonly target?: ModuleTarget;
  /** Outputs, labels or inputs to give; all outputs when left out. */
  readonly outputs?: readonly string[];
}

const LIMITS: { readonly [T in ModuleTarget]: Limits } = {
  js: { contracts: true, loop: 120, row: 250 },
  wasm: { contracts: true, loop: 120, row: 1000 },
};

/** Throws `standalone` where the graph needs a kernel of the interpreter. */
const demandCode = ({ main }: CodePlan): void => {
  for (const task of main.tasks) {
    if ('kernel' in task) throw new InputError('standalone', { what: showNode(main.nodes[task.kernel]!) });
  }
};

/** Name, class, memory, place and size of each that lies in memory; names are data, within quotes. */
const portsOf = (graph: Graph, { main }: CodePlan, names: Names): string => {
  const entries = Object.entries(names).flatMap(([name, id]) => {
    const { dtype, shape } = graph.nodes[id]!.type;
    const memory = main.widths[id] === 4 ? 's' : 'm';
    const place = main.places[id]!;
    return place < 0
      ? []
      : [`  ${JSON.stringify(name)}: [${ARRAYS[dtype].name}, ${memory}, ${place}, ${sizeOf(shape)}],`];
  });
  return ['{', ...entries, '}'].join('\n');
};

/** What stands in memory before any run: constants. */
const sourcesOf = (memory: Float64Array, { units }: CodePlan): string[] =>
  units.flatMap((unit) => sourcesIn(memory, unit));
const sourcesIn = (memory: Float64Array, { nodes, places, widths, sources }: Unit): string[] =>
  sources.map((id) => {
    const [place, size] = [places[id]!, sizeOf(nodes[id]!.type.shape)];
    const [name, all] = widths[id] === 4 ? ['s', new Float32Array(memory.buffer)] : ['m', memory];
    const data = all.subarray(place, place + size);
    const same = data.every((x) => Object.is(x, data[0]));
    return same && size > 1
      ? `${name}.fill(${showNumber(data[0]!)}, ${place}, ${place + size});`
      : `${name}.set([${Array.from(data, showNumber).join(', ')}], ${place});`;
  });

/** The offsets that products read; most are evenly spaced. */
const tablesOf = ({ tables }: CodePlan): string[] => [
  ...(tables.length === 0 ? [] : ['const i = new Int32Array(w.buffer);']),
  ...tables.map(({ place, offsets }) => {
    const [first, count] = [offsets[0]!, offsets.length];
    const step = (offsets[1] ?? first) - first;
    const isEven = offsets.every((offset, at) => offset === first + at * step);
    return isEven
      ? `for (let j = 0; j < ${count}; j++) i[${2 * place} + j] = ${first} + ${step} * j;`
      : `i.set([${offsets.join(', ')}], ${2 * place});`;
  }),
];

/** The work of the graph itself; what stands before is that of bodies, which it runs. */
const ownSteps = ({ main: { work } }: CodePlan): string => (work[0] === 0 ? '' : `.slice(${work[0]})`);
/** Checks of places, each before the step that goes there. */
const checksOf = ({ main: { nodes, places, tasks, work } }: CodePlan): string[] => {
  const checks = tasks.flatMap((task) =>
    'kernel' in task ? [] : task.checks.map((id) => [task.work[0] - work[0], id] as const),
  );
  if (checks.length === 0) return [];
  const lines = checks.map(([step, id]) => {
    const { op, args } = nodes[id]!;
    const list = args[1]!;
    const [at, count] = [places[list]!, sizeOf(nodes[list]!.type.shape)];
    return `steps.splice(${step}, 0, check('${op}', ${at}, ${count}, ${placesIn(nodes[id]!, nodes)}));`;
  });
  // From the last on, so that the steps before keep their numbers.
  return [CHECK, ...lines.reverse()];
};

/** How each target makes `steps`, a list of functions over the memory `m` and `s`. */
const stepsOf: { readonly [T in ModuleTarget]: (plan: CodePlan) => string[] } = {
  js: (plan) => {
    const { work, size } = plan;
    const nests = work.map((each): Work => (each.kind === 'product' ? nestWork(productNest(each.product)) : each));
    return [
      ...hostText(hostFunctions(nests)),
      `const b = new ArrayBuffer(${8 * size});`,
      'const m = new Float64Array(b), s = new Float32Array(b);',
      `const steps = (() => {\n${jsModule(nests)}\n})()${ownSteps(plan)};`,
    ];
  },
  wasm: (plan) => {
    const { work, size } = plan;
    return [
      ...hostText(hostFunctions(work)),
      `const w = new WebAssembly.Memory({ initial: ${pagesFor(size)}, maximum: ${pagesFor(size)} });`,
      'const m = new Float64Array(w.buffer), s = new Float32Array(w.buffer);',
      `const code = Uint8Array.from(atob('${base64(bytesOf(plan, work, false))}'), (c) => c.charCodeAt(0));`,
      `const host = { ...h, ${MEMORY}: w };`,
      `const steps = Object.values(new WebAssembly.Instance(new WebAssembly.Module(code), { ${HOST}: host }).exports)${ownSteps(plan)};`,
    ];
  },
};

const CHECK = `const check = (op, at, count, size) => () => {
  for (const i of m.subarray(at, at + count)) {
    if (!(i >= 0 && i < size)) throw new RangeError(op + ': index ' + i + ' is out of range: there are ' + size);
  }
};`;

const RUN = `export default (feeds) => {
  for (const name in inputs) {
    const [type, memory, at, size] = inputs[name];
    const given = feeds[name];
    const data = typeof given === 'number' ? [given] : given;
    if (data?.length !== size) throw new TypeError(name + ': ' + size + ' numbers are needed');
    memory.set(new type(data), at);
  }
  for (const step of steps) step();
  const found = {};
  for (const name in outputs) {
    const [type, memory, at, size] = outputs[name];
    found[name] = new type(memory.subarray(at, at + size));
  }
  return found;
};
`;

const targetFor = (target: unknown): ModuleTarget => {
  if (target === 'js' || target === 'wasm') return target;
  throw wrongOption('target', target, `'js' or 'wasm'`);
};

/**
 * The text of an ES module whose default export is the graph as a function: feeds are typed arrays, row major, or numbers; so are the results,
 * always arrays. Throws `standalone` for what only `compile` can run, `name-unknown` for an unknown output, `option` for an unknown target.
 */
export const toModule = (graph: Graph, options: ModuleOptions = {}): string => {
  const { target: wanted = 'js', outputs } = givenOptions('toModule', options, { target: true, outputs: true });
  const target = targetFor(wanted);
  const ready = runPasses(requestFor(graph, outputs).graph, codePipeline).graph;
  const plan = planOf(ready, LIMITS[target], FIRST);
  demandCode(plan);
  const memory = arena(plan.size);
  linked(target, ready, plan, { memory, work: [] });
  return [
    '// Made by adjoint.',
    ...stepsOf[target](plan),
    ...(target === 'wasm' ? tablesOf(plan) : []),
    ...sourcesOf(memory, plan),
    ...checksOf(plan),
    `const inputs = ${portsOf(ready, plan, ready.inputs)};`,
    `const outputs = ${portsOf(ready, plan, ready.outputs)};`,
    RUN,
  ].join('\n');
};
