/** The reference: what a graph computes, node by node, without optimization or generated code. Every target is held against it. */
import { givenOptions, type Graph } from '@adjoint/ir';
import type { Feeds } from './feed.ts';
import { interpreter } from './interpreter.ts';
import { link, requestFor } from './link.ts';
import type { Tensor } from './tensor.ts';

/**
 * The outputs of the graph for these inputs. With `outputs`, which may also name labels and inputs, only what those need is computed and
 * must be fed. Throws `option`, `name-unknown`, `feed`, and `index` where an index is out of range.
 */
export function evaluate<I extends string, O extends string>(graph: Graph<I, O>, feeds: Feeds<I>): Record<O, Tensor>;
export function evaluate<I extends string, N extends string>(
  graph: Graph<I>,
  feeds: Partial<Feeds<I>>,
  options: { readonly outputs: readonly N[] },
): Record<N, Tensor>;
export function evaluate(
  graph: Graph,
  feeds: Partial<Feeds>,
  options?: { readonly outputs?: readonly string[] },
): Record<string, Tensor>;
export function evaluate(
  graph: Graph,
  feeds: Partial<Feeds>,
  options: { readonly outputs?: readonly string[] } = {},
): Record<string, Tensor> {
  const { outputs } = givenOptions('evaluate', options, { outputs: true });
  const request = requestFor(graph, outputs);
  return link(request, interpreter(request.graph)).call(feeds);
}
