/** What a picture or a page is called. */
import { wrongOption, type Graph } from '@adjoint/ir';

/** The title given, or one that counts the nodes. Throws `option`. */
export const titleOf = ({ nodes }: Graph, title: string | undefined): string => {
  if (title === undefined) return `a graph of ${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}`;
  if (typeof title === 'string') return title;
  throw wrongOption('title', title, 'a text');
};
