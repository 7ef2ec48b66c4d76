/** The part of the verifier that is about names and scopes. Nothing is assumed of what it is given. */
import { describe, isRecord } from '../error/describe.ts';
import type { NodeId, Scope } from './graph.ts';
import type { Report } from './invariants.ts';
import { nameFault } from './names.ts';
import { crossing } from './scopes.ts';

/** Whether a value is a whole number from 0 up to, not including, `end`. */
export const isBelow = (value: unknown, end: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < end;

/** Names are valid, point at nodes, and each is of one node. */
export const checkNames = (
  graph: Readonly<Record<string, unknown>>,
  nodes: readonly unknown[],
  report: Report,
): void => {
  const holders = new Map<string, NodeId>();
  for (const kind of ['inputs', 'outputs', 'names']) {
    const names = graph[kind];
    if (!isRecord(names)) {
      report('plain-data', `${kind} is ${describe(names)}, not a record`);
      continue;
    }
    for (const [name, id] of Object.entries(names)) {
      const why = nameFault(name);
      if (why !== undefined) report('name-valid', `${describe(name)} among ${kind}: ${why}`);
      if (!isBelow(id, nodes.length)) report('name-points', `${describe(name)} among ${kind} is ${describe(id)}`);
      else if ((holders.get(name) ?? id) === id) holders.set(name, id);
      else report('name-unique', `${describe(name)} is of %${holders.get(name)} and of %${id}`, id);
    }
  }
};

/** Every input has one name, and only inputs do. */
export const checkInputs = (inputs: unknown, nodes: readonly unknown[], report: Report): void => {
  if (!isRecord(inputs)) return;
  const named = new Map<unknown, string>();
  for (const [name, id] of Object.entries(inputs)) {
    if (!isBelow(id, nodes.length)) continue;
    const node = nodes[id];
    if (!isRecord(node) || node['op'] !== 'input') report('inputs-named', `${describe(name)} is no input`, id);
    if (named.has(id)) report('inputs-named', `it is ${describe(named.get(id))} and ${describe(name)}`, id);
    named.set(id, name);
  }
  nodes.forEach((node, id) => {
    if (isRecord(node) && node['op'] === 'input' && !named.has(id)) report('inputs-named', 'it has no name', id);
  });
};

const isScope = (scope: unknown, size: number): scope is Scope =>
  isRecord(scope) &&
  nameFault(scope['name']) === undefined &&
  isBelow(scope['from'], size) &&
  isBelow(scope['to'], size + 1) &&
  scope['from'] < scope['to'];

/** Scopes lie in the graph, and nest. */
export const checkScopes = (scopes: unknown, size: number, report: Report): void => {
  if (scopes === undefined) return;
  if (!Array.isArray(scopes)) return report('plain-data', `scopes is ${describe(scopes)}, not a list`);
  const bad = scopes.findIndex((scope) => !isScope(scope, size));
  if (bad >= 0) return report('scope-valid', `scope ${bad} has no name or no nodes`);
  const pair = crossing(scopes as readonly Scope[])?.map((i) => describe((scopes as readonly Scope[])[i]!.name));
  if (pair !== undefined) report('scopes-nest', `scopes ${pair.join(' and ')} cross`);
};
