/** Loop invariants: what every step of a loop would compute from the same values is computed once, before it. */
import { isControl, isSource, OPS, type Graph, type Node, type NodeId } from '@adjoint/ir';
import { remade } from '../bodies.ts';
import { amongBodies, once, type Fired, type Pass } from '../pass.ts';
import { Rebuilding } from '../renumber.ts';

/** Ops that may refuse a value: a loop that takes no step would not have asked. */
const REFUSES: ReadonlySet<string> = new Set(['take', 'scatterAdd', 'takeAlong', 'scatterAlong']);

/** Whether the op computes: what only moves elements is not worth a place outside. */
const isWork = ({ op }: Node): boolean => op === 'sum' || (OPS[op].form !== 'linear' && OPS[op].form !== 'result');

/** The body whose first `varying` inputs change from step to step. */
const loopOf = ({ op, attrs, bodies }: Node): { body: Graph; varying: number } | undefined => {
  if (op === 'scan') return { body: bodies![0]!, varying: (attrs['carry'] as number) + (attrs['xs'] as number) };
  return op === 'whileLoop' ? { body: bodies![1]!, varying: attrs['carry'] as number } : undefined;
};

/** The nodes of a body that do not change from step to step, and of them those to compute outside: work that others use. */
const invariants = ({ nodes, inputs, outputs }: Graph, varying: number): { fixed: Uint8Array; roots: NodeId[] } => {
  const fixed = new Uint8Array(nodes.length);
  Object.values(inputs).forEach((id, i) => (fixed[id] = +(i >= varying)));
  for (const node of nodes) {
    if (node.op === 'input') continue;
    const still = node.args.every((arg) => fixed[arg] === 1);
    fixed[node.id] = +(still && !isControl(node.op) && node.op !== 'output' && !REFUSES.has(node.op));
  }
  const wanted = new Uint8Array(nodes.length);
  const want = (id: NodeId): void => {
    // Past what only moves elements, to the work behind it.
    const stack = [id];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const node = nodes[at]!;
      if (fixed[at] === 0 || isSource(node.op)) continue;
      if (isWork(node)) wanted[at] = 1;
      else stack.push(...node.args);
    }
  };
  for (const node of nodes) if (fixed[node.id] === 0) node.args.forEach(want);
  Object.values(outputs).forEach(want);
  // What hangs on no input is a constant: fold has it, or it is dear to carry.
  const reads = new Uint8Array(nodes.length);
  for (const node of nodes) reads[node.id] = +(node.op === 'input' || node.args.some((arg) => reads[arg] === 1));
  return { fixed, roots: nodes.flatMap(({ id }) => (wanted[id] === 1 && reads[id] === 1 ? [id] : [])) };
};

/** The body with the roots as inputs after all others. */
const opened = (body: Graph, roots: readonly NodeId[]): Graph => {
  const nodes = body.nodes.map((node) =>
    roots.includes(node.id) ? { id: node.id, op: 'input' as const, args: [], attrs: {}, type: node.type } : node,
  );
  const taken = { ...body.inputs, ...body.outputs, ...body.names };
  let k = 0;
  const free = (): string => {
    while (Object.hasOwn(taken, `fixed.${k}`)) k++;
    return `fixed.${k++}`;
  };
  return { ...body, nodes, inputs: { ...body.inputs, ...Object.fromEntries(roots.map((id) => [free(), id])) } };
};

const hoisted = (graph: Graph, fired: Fired): Graph => {
  const nodes: Node[] = [];
  const rebuilding = new Rebuilding(graph, nodes);
  let count = 0;
  for (const node of graph.nodes) {
    rebuilding.reach(node);
    const loop = loopOf(node);
    const found = loop && invariants(loop.body, loop.varying);
    if (loop === undefined || found === undefined || found.roots.length === 0) {
      rebuilding.keep(node);
      continue;
    }
    const { roots, fixed } = found;
    const args = rebuilding.args(node);
    fired('hoist', node.id);
    count++;
    const outside = placeBefore(nodes, loop.body, args, fixed, roots);
    const bodies = node.bodies!.map((body) =>
      body === loop.body ? opened(body, roots) : withInputs(body, loop.body, roots),
    );
    const parts = { args: [...args, ...outside], attrs: node.attrs, type: node.type };
    rebuilding.move(node, nodes.push(remade(nodes.length, node, parts, bodies)) - 1);
  }
  return count === 0 ? graph : rebuilding.graph();
};

/** Copies what the roots need out of the body, and tells where the roots are now. */
const placeBefore = (
  nodes: Node[],
  body: Graph,
  args: readonly NodeId[],
  fixed: Uint8Array,
  roots: readonly NodeId[],
): NodeId[] => {
  const placed = new Map<NodeId, NodeId>();
  Object.values(body.inputs).forEach((id, i) => placed.set(id, args[i]!));
  const needed = new Set<NodeId>();
  const stack = [...roots];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (placed.has(id) || needed.has(id)) continue;
    needed.add(id);
    stack.push(...body.nodes[id]!.args);
  }
  for (const id of [...needed].filter((at) => fixed[at] === 1).sort((a, b) => a - b)) {
    const node = body.nodes[id]!;
    const moved = node.args.map((arg) => placed.get(arg)!);
    placed.set(id, nodes.push({ ...node, id: nodes.length, args: moved }) - 1);
  }
  return roots.map((id) => placed.get(id)!);
};

/** The other body of the node, with inputs for the roots that it does not read. */
const withInputs = (body: Graph, from: Graph, roots: readonly NodeId[]): Graph => {
  const base = body.nodes.length;
  const added = roots.map((id, i): Node => {
    return { id: base + i, op: 'input', args: [], attrs: {}, type: from.nodes[id]!.type };
  });
  return opened(
    { ...body, nodes: [...body.nodes, ...added] },
    added.map(({ id }) => id),
  );
};

const runs = { scan: hoisted, whileLoop: hoisted } as const;

export const hoistPass: Pass = {
  name: 'hoist',
  doc: 'computes before a loop what each of its steps would compute from the same values',
  keeps: 'bits',
  run: amongBodies(runs),
};

/** The graph with the invariants of loops computed before them; every value keeps its bits. */
export const hoist = <G extends Graph>(graph: G): G => once(hoistPass, graph);
