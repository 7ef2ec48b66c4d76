/** `adjoint svg`: the graph as a picture that stands alone. */
import { optimize, toSvg } from 'adjoint';
import type { Command } from '../command.ts';
import { at } from '../source.ts';
import { INPUT_OPTION, PICTURE_OPTIONS, sourceOf, titleOf } from './shared.ts';

export const svgCommand: Command = {
  summary: 'Prints the graph as an SVG picture.',
  options: { ...PICTURE_OPTIONS, ...INPUT_OPTION },
  run: async (call) => {
    const { label, graph } = await sourceOf(call);
    const made = call.flags.has('optimize') ? optimize(graph) : graph;
    call.io.out(at(label, () => toSvg(made, { fold: call.flags.has('fold'), ...titleOf(call) })));
    return 0;
  },
};
