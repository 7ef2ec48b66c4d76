/**
 * Where nodes were built: the user's file and line. A side table, because a place in a program is no part of what a graph
 * means: two graphs are equal wherever they were written. Only a stack is kept; it is read when somebody asks.
 */
import type { Node } from './graph.ts';

/** Stacks are dear (some µs each): a definition keeps them for this many nodes, which is more than people write by hand. */
export const ORIGINS_KEPT = 4096;

const origins = new WeakMap<Node, Error>();

const OWN =
  /[\\/](?:packages|@adjoint)[\\/](?:ir|autodiff|transform|optimizer|evaluator|adjoint)[\\/](?:src|dist)[\\/]|[\\/]node_modules[\\/]adjoint[\\/]dist[\\/]/;
const TEST = /\.test\.[cm]?[jt]s/;
const PLACE = /\(?((?:file:\/\/)?[^()\s][^()]*:\d+:\d+)\)?$/;

const placeOf = (stack: string): string | undefined => {
  for (const line of stack.split('\n').slice(1)) {
    const place = PLACE.exec(line.replace(/^\s*at\s+/, ''))?.[1];
    const own = OWN.test(line) && !TEST.test(line);
    if (place !== undefined && !own && !line.includes('node:internal'))
      return place.replace(/^.*\s\(?/, '').replace(/^file:\/\//, '');
  }
  return undefined;
};

/** Calls of ours that may stand between the user's and this one: engines keep 10 unless told, and composites call composites. */
const DEEPEST = 24;
const stacks = Error as { stackTraceLimit?: number };

/** The place that called into Adjoint just now. */
export const callSite = (): Error => {
  const { stackTraceLimit: limit } = stacks;
  if (limit === undefined || limit >= DEEPEST) return new Error('built here');
  stacks.stackTraceLimit = DEEPEST;
  const site = new Error('built here');
  stacks.stackTraceLimit = limit;
  return site;
};
export const readSite = (site: Error): string | undefined => placeOf(site.stack ?? '');

export const siteOf = (node: Node): Error | undefined => origins.get(node);
export const keepSite = (node: Node, site: Error): void => void origins.set(node, site);

/** `file:line:column` of the user's code that built the node, where it is known; a derivative node has that of the node it differentiates. */
export const originOf = (node: Node): string | undefined => {
  const site = origins.get(node);
  return site && readSite(site);
};

/** The second node stands for the first: it was built where the first was. */
export const keepOrigin = (from: Node, to: Node): void => {
  const site = origins.get(from);
  if (site !== undefined) origins.set(to, site);
};
