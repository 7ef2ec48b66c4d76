/** Which results of control flow differ in a batch: found before anything is built, so that counters and tests stay single. */
import type { Attrs, Control, Graph, Node } from '@adjoint/ir';

type Flags = readonly boolean[];
type Rule<O extends Control> = (bodies: readonly Graph[], at: Attrs<O>, args: Flags) => Flags;

/** Which outputs of a body differ when these inputs do. */
const bodyFlags = ({ nodes, inputs, outputs }: Graph, given: Flags): boolean[] => {
  const first = new Uint8Array(nodes.length);
  const several = new Map<number, Flags>();
  Object.values(inputs).forEach((id, i) => (first[id] = given[i] ? 1 : 0));
  for (const node of nodes) {
    if (node.op === 'input') continue;
    const args = node.args.map((arg) => first[arg] === 1);
    const found = node.bodies === undefined ? undefined : resultFlags(node, args);
    if (found !== undefined) several.set(node.id, found);
    const own = several.get(node.args[0] ?? -1);
    first[node.id] =
      node.op === 'output' && own !== undefined
        ? +own[node.attrs['index'] as number]!
        : +(found?.[0] ?? args.includes(true));
  }
  return Object.values(outputs).map((id) => first[id] === 1);
};

/** What differs after one step differs in the next: the flags of the state of a loop. */
const stateFlags = (body: Graph, carry: number, args: Flags): Flags => {
  const flags = args.slice();
  for (;;) {
    const found = bodyFlags(body, flags).slice(0, carry);
    if (found.every((flag, i) => !flag || flags[i])) return flags;
    found.forEach((flag, i) => (flags[i] ||= flag));
  }
};

const rules: { readonly [O in Control]: Rule<O> } = {
  call: ([body], _, args) => bodyFlags(body!, args),
  // Its rules take all arguments and results together: they are batches together.
  custom: ([body]) => Object.keys(body!.outputs).map(() => true),
  cond: ([yes, no], _, [test, ...args]) => {
    const other = bodyFlags(no!, args);
    return bodyFlags(yes!, args).map((flag, i) => flag || other[i]! || test!);
  },
  whileLoop: ([test, body], { carry }, args) => {
    const flags = stateFlags(body!, carry, args);
    const [differs] = bodyFlags(test!, flags);
    return flags.slice(0, carry).map((flag) => flag || differs!);
  },
  scan: ([body], { carry }, args) => {
    const flags = stateFlags(body!, carry, args);
    return [...flags.slice(0, carry), ...bodyFlags(body!, flags).slice(carry)];
  },
};

/** Which results of a node of control flow differ when these arguments do. */
export const resultFlags = ({ op, attrs, bodies }: Node, args: Flags): Flags =>
  (rules[op as Control] as unknown as Rule<'call'>)(bodies!, attrs, args);
