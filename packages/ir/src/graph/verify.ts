/** Checks that a graph is well formed: all invariants, all issues. Every transformation owes a graph that has none. */
import { brief, describe, isRecord } from '../error/describe.ts';
import { InputError } from '../error/error.ts';
import type { PlainAttrs } from '../ops/attrs.ts';
import { isOp, type Op } from '../ops/ops.ts';
import { demandAttrs, typeOf } from '../ops/type-rule.ts';
import { isType, sameType, showType, type TensorType } from '../type/type.ts';
import { MAX_DEPTH, rolesOf } from './body.ts';
import type { Graph, NodeId } from './graph.ts';
import { showIssue, type Issue, type Report } from './invariants.ts';
import { checkInputs, checkNames, checkScopes, isBelow } from './verify-names.ts';

/** Whether the arguments are all there; their types may still be bad. */
const checkArgs = (args: unknown, id: NodeId, report: Report): args is readonly NodeId[] => {
  if (!Array.isArray(args)) {
    report('args-precede', `args is ${describe(args)}, not a list`, id);
    return false;
  }
  for (const arg of args as readonly unknown[]) {
    if (isBelow(arg, id)) continue;
    report('args-precede', `argument ${describe(arg)} is not an earlier node`, id);
    return false;
  }
  return true;
};

const checkAttrs = (op: Op, attrs: unknown, id: NodeId, report: Report): attrs is PlainAttrs => {
  if (!isRecord(attrs)) {
    report('attrs-valid', `attrs is ${describe(attrs)}, not a record`, id);
    return false;
  }
  try {
    demandAttrs(op, attrs);
    return true;
  } catch (error) {
    report('attrs-valid', brief(error), id);
    return false;
  }
};

const checkRule = (
  op: Op,
  args: readonly TensorType[],
  attrs: PlainAttrs,
  type: TensorType,
  bodies: readonly Graph[] | undefined,
  id: NodeId,
  report: Report,
): void => {
  try {
    const want = typeOf(op, args, attrs, type, bodies);
    if (!sameType(want, type)) report('type-agrees', `type is ${showType(type)}, ${op} gives ${showType(want)}`, id);
  } catch (error) {
    report('type-agrees', brief(error), id);
  }
};

/** Whether the bodies are well formed graphs, as many as the op has; whether they fit the node is for its type rule. */
const checkBodies = (
  op: Op,
  bodies: unknown,
  id: NodeId,
  report: Report,
  depth: number,
): bodies is readonly Graph[] | undefined => {
  const want = rolesOf(op).length;
  if (bodies === undefined && want === 0) return true;
  const listed = Array.isArray(bodies) && bodies.length === want && want > 0;
  if (!listed || depth >= MAX_DEPTH) {
    report('bodies-valid', listed ? `its bodies lie more than ${MAX_DEPTH} deep` : `bodies is ${describe(bodies)}`, id);
    return false;
  }
  let sound = true;
  bodies.forEach((body, i) =>
    checkGraph(
      body,
      (slug, message, node) => {
        sound = false;
        report(
          'bodies-valid',
          `in body ${i}: ${showIssue({ slug, message, ...(node !== undefined && { node }) })}`,
          id,
        );
      },
      depth + 1,
    ),
  );
  return sound;
};

const checkNode = (
  node: unknown,
  id: NodeId,
  types: (TensorType | undefined)[],
  report: Report,
  depth: number,
): void => {
  if (!isRecord(node)) return report('plain-data', `a node is ${describe(node)}`, id);
  const { op, args, attrs, type } = node;
  if (node['id'] !== id) report('id-is-index', `id is ${describe(node['id'])}`, id);
  const typed = isType(type);
  if (typed) types[id] = type;
  else report('type-valid', `type is ${describe(type)}, not a dtype and a shape`, id);
  const wired = checkArgs(args, id, report);
  if (typeof op !== 'string' || !isOp(op)) return report('op-known', `there is no op ${describe(op)}`, id);
  if (!checkAttrs(op, attrs, id, report) || !wired || !typed) return;
  const given = args.map((arg) => types[arg]);
  const { bodies } = node;
  if (!checkBodies(op, bodies, id, report, depth) || given.includes(undefined)) return;
  checkRule(op, given as TensorType[], attrs, type, bodies, id, report);
};

const checkGraph = (graph: unknown, report: Report, depth = 0): void => {
  if (!isRecord(graph)) return report('plain-data', `it is ${describe(graph)}`);
  const { nodes, inputs, scopes } = graph;
  if (!Array.isArray(nodes)) return report('plain-data', `nodes is ${describe(nodes)}, not a list`);
  const types: (TensorType | undefined)[] = [];
  for (let id = 0; id < nodes.length; id++) checkNode(nodes[id], id, types, report, depth);
  checkNames(graph, nodes, report);
  checkInputs(inputs, nodes, report);
  checkScopes(scopes, nodes.length, report);
};

/** Everything that is wrong with a graph, or with whatever is given for one; an empty list when it is well formed. Never throws. */
export const verify = (graph: unknown): Issue[] => {
  const issues: Issue[] = [];
  const report: Report = (slug, message, node) => {
    issues.push(node === undefined ? { slug, message } : { slug, node, message });
  };
  try {
    checkGraph(graph, report);
  } catch (error) {
    report('plain-data', `it cannot be read: ${brief(error)}`);
  }
  return issues;
};

const SHOWN = 20;

/** The graph, if it is well formed; throws `graph` with what is wrong, 20 issues at most. */
export const demandGraph = (graph: unknown, label = 'the graph'): Graph => {
  const issues = verify(graph);
  if (issues.length === 0) return graph as Graph;
  const shown = issues.slice(0, SHOWN).map(showIssue);
  const rest = issues.length - shown.length;
  throw new InputError('graph', { label, issues: rest > 0 ? [...shown, `and ${rest} more`] : shown });
};
