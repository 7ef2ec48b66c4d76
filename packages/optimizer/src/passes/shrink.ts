/** Idle results and arguments of control flow: what nobody uses is not computed, kept or carried along. */
import { isControl, resultsType, resultTypes, type Control, type Graph, type Node, type NodeId } from '@adjoint/ir';
import { narrowed, remade } from '../bodies.ts';
import { amongBodies, once, type Fired, type Pass } from '../pass.ts';
import { Rebuilding } from '../renumber.ts';

type Marks = readonly boolean[];

/** What of a node is needed: which results, which arguments, and which inputs and outputs of its bodies. */
interface Need {
  readonly results: Marks;
  readonly args: Marks;
  readonly bodies: readonly { readonly inputs: Marks; readonly outputs: Marks }[];
  readonly attrs: Node['attrs'];
}

const either = (a: Marks, b: Marks): boolean[] => a.map((mark, i) => mark || b[i]!);
const count = (marks: Marks): number => marks.filter(Boolean).length;

/** What of the state is used at the end, or for what is used of the next one. */
const stateNeeded = (body: Graph, carry: number, results: Marks, always: Marks): { outputs: Marks; inputs: Marks } => {
  const outputs = results.map((mark, i) => mark || (i < carry && always[i] === true));
  const ends = Object.values(body.outputs);
  const inputs = Object.values(body.inputs);
  const state = new Map(inputs.slice(0, carry).map((id, i) => [id, i]));
  const needed = new Uint8Array(body.nodes.length);
  const stack = ends.filter((_, i) => outputs[i]);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (needed[id] === 1) continue;
    needed[id] = 1;
    for (const arg of body.nodes[id]!.args) stack.push(arg);
    const i = state.get(id);
    if (i === undefined || outputs[i]) continue;
    outputs[i] = true;
    stack.push(ends[i]!);
  }
  return { outputs, inputs: inputs.map((id, i) => (i < carry ? outputs[i]! : needed[id] === 1 || always[i] === true)) };
};

/** Which inputs the marked outputs of a body need. */
const inputsNeeded = (body: Graph, outputs: Marks): Marks => stateNeeded(body, 0, outputs, []).inputs;

/** Bodies that all take the arguments after the first `lead`, and give the results. */
const branches =
  (lead: number) =>
  ({ bodies, attrs }: Node, results: Marks): Need => {
    const inputs = bodies!.map((body) => inputsNeeded(body, results)).reduce(either);
    return {
      results,
      attrs,
      args: [...Array.from({ length: lead }, () => true), ...inputs],
      bodies: bodies!.map(() => ({ inputs, outputs: results })),
    };
  };

const rules: { readonly [O in Control]: (node: Node, results: Marks) => Need } = {
  call: branches(0),
  cond: branches(1),
  custom: ({ bodies, attrs, args }, results) => {
    const all = (names: object): boolean[] => Object.keys(names).map(() => true);
    const whole = bodies!.map(({ inputs, outputs }) => ({ inputs: all(inputs), outputs: all(outputs) }));
    return { results: results.map(() => true), args: args.map(() => true), bodies: whole, attrs };
  },
  whileLoop: ({ bodies, attrs, args }, results) => {
    const [test, body] = bodies as readonly [Graph, Graph];
    const carry = attrs['carry'] as number;
    const always = inputsNeeded(test, [true]);
    const { outputs, inputs } = stateNeeded(body, carry, results, always);
    return {
      results: outputs,
      args: args.map((_, i) => inputs[i]!),
      bodies: [
        { inputs, outputs: [true] },
        { inputs, outputs },
      ],
      attrs: { ...attrs, carry: count(outputs) },
    };
  },
  scan: ({ bodies, attrs, args }, results) => {
    const [body] = bodies as readonly [Graph];
    const { carry, xs } = attrs as { carry: number; xs: number };
    const none = args.map(() => false);
    const { outputs, inputs } = stateNeeded(body, carry, results, none);
    return {
      results: outputs,
      args: inputs,
      bodies: [{ inputs, outputs }],
      attrs: { ...attrs, carry: count(outputs.slice(0, carry)), xs: count(inputs.slice(carry, carry + xs)) },
    };
  },
};

/** Which results of each node of control flow are used. */
const usedResults = ({ nodes, outputs }: Graph): Map<NodeId, boolean[]> => {
  const used = new Map<NodeId, boolean[]>();
  for (const { id, op, args, attrs, type } of nodes) {
    if (isControl(op))
      used.set(
        id,
        resultTypes(type).map(() => type.rest === undefined),
      );
    if (op === 'output' && used.has(args[0]!)) used.get(args[0]!)![attrs['index'] as number] = true;
  }
  for (const id of Object.values(outputs)) if (used.has(id)) used.get(id)![0] = true;
  return used;
};

const isWhole = ({ results, args }: Need): boolean => !results.includes(false) && !args.includes(false);

const shrunk = (graph: Graph, fired: Fired): Graph => {
  const used = usedResults(graph);
  const needs = new Map<NodeId, Need>();
  for (const [id, results] of used) {
    const node = graph.nodes[id]!;
    // A node that nothing uses is for prune.
    if (!results.includes(true)) continue;
    const need = rules[node.op as Control](node, results);
    if (!isWhole(need)) needs.set(id, need);
  }
  if (needs.size === 0) return graph;
  const nodes: Node[] = [];
  const rebuilding = new Rebuilding(graph, nodes);
  for (const node of graph.nodes) {
    rebuilding.reach(node);
    const [of = -1] = node.args;
    const own = needs.get(node.id);
    const picked = node.op === 'output' ? needs.get(of) : undefined;
    if (own !== undefined) {
      fired('shrink', node.id);
      const args = rebuilding.args(node);
      const type = resultsType(resultTypes(node.type).filter((_, i) => own.results[i]));
      const bodies = node.bodies!.map((body, i) => narrowed(body, own.bodies[i]!.inputs, own.bodies[i]!.outputs));
      const parts = { args: args.filter((_, i) => own.args[i]), attrs: own.attrs, type };
      rebuilding.move(node, nodes.push(remade(nodes.length, node, parts, bodies)) - 1);
    } else if (picked !== undefined) {
      const index = node.attrs['index'] as number;
      if (!picked.results[index]) continue;
      const place = count(picked.results.slice(0, index));
      const args = rebuilding.args(node);
      if (count(picked.results) === 1) rebuilding.move(node, args[0]!);
      else rebuilding.move(node, nodes.push({ ...node, id: nodes.length, args, attrs: { index: place } }) - 1);
    } else rebuilding.keep(node);
  }
  return rebuilding.graph();
};

const runs = { call: shrunk, cond: shrunk, custom: shrunk, scan: shrunk, whileLoop: shrunk } as const;

export const shrinkPass: Pass = {
  name: 'shrink',
  doc: 'drops the results of control flow that nothing uses, the state that they alone need, and arguments that no body reads',
  keeps: 'bits',
  run: amongBodies(runs),
};

/** The graph with control flow that computes and carries only what is used; every value keeps its bits. */
export const shrink = <G extends Graph>(graph: G): G => once(shrinkPass, graph);
