/** `adjoint dot`: the graph as a picture, for Graphviz or Mermaid. */
import { optimize, toDot, toMermaid } from 'adjoint';
import type { Command } from '../command.ts';
import { INPUT_OPTION, sourceOf, WRITE_OPTIONS } from './shared.ts';

export const dotCommand: Command = {
  summary: 'Prints the graph for Graphviz, or for Mermaid.',
  options: { mermaid: { help: 'for Mermaid' }, optimize: WRITE_OPTIONS['optimize']!, ...INPUT_OPTION },
  run: async (call) => {
    const { graph } = await sourceOf(call);
    const made = call.flags.has('optimize') ? optimize(graph) : graph;
    call.io.out(`${(call.flags.has('mermaid') ? toMermaid(made) : toDot(made)).trimEnd()}\n`);
    return 0;
  },
};
