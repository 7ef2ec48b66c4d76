/** `adjoint grad`: the graph with its derivatives. */
import { gradients, hessian, type Graph } from 'adjoint';
import { DERIVATIVE_OPTIONS, readChoice, type Choice } from '../choice.ts';
import type { Command } from '../command.ts';
import { at } from '../source.ts';
import { INPUT_OPTION, sourceOf, write, WRITE_OPTIONS } from './shared.ts';

const derive = (graph: Graph, { of, wrt, order }: Choice): Graph => {
  const first: Graph = gradients(graph, { of, wrt });
  return order === 1 ? first : wrt.reduce((grown: Graph, x) => hessian(grown, { of, wrt: x }), first);
};

export const gradCommand: Command = {
  summary: 'Prints the graph with gradients d(of)/d(x) added, and Hessians for --order 2.',
  options: { ...DERIVATIVE_OPTIONS, ...WRITE_OPTIONS, ...INPUT_OPTION },
  run: async (call) => {
    const { label, graph } = await sourceOf(call);
    const choice = readChoice(graph, call.flags);
    write(
      at(label, () => derive(graph, choice)),
      call.flags,
      call.io,
    );
    return 0;
  },
};
