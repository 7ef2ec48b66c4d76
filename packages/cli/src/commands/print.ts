/** `adjoint print`: the graph as text or JSON. */
import type { Command } from '../command.ts';
import { INPUT_OPTION, sourceOf, write, WRITE_OPTIONS } from './shared.ts';

export const printCommand: Command = {
  summary: 'Prints the graph, as text or JSON.',
  options: { ...WRITE_OPTIONS, ...INPUT_OPTION },
  run: async (call) => {
    const { graph } = await sourceOf(call);
    write(graph, call.flags, call.io);
    return 0;
  },
};
