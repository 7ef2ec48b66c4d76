/** `adjoint check`: whether a graph is well formed and, at a given point, whether its derivatives agree with finite differences. */
import { checkGradients, verify } from 'adjoint';
import { DERIVATIVE_OPTIONS, readChoice } from '../choice.ts';
import type { Command } from '../command.ts';
import { FEED_OPTIONS, readFeeds, typesOf } from '../feeds.ts';
import { Failure, misuse } from '../io.ts';
import { at, type Source } from '../source.ts';
import { INPUT_OPTION, sourceOf } from './shared.ts';

const demandSound = ({ label, graph }: Source): void => {
  const issues = verify(graph).map(
    ({ node, message }) => `${label}: ${node === undefined ? '' : `%${node}: `}${message}`,
  );
  if (issues.length > 0) throw new Failure(1, issues.join('\n'));
};

export const checkCommand: Command = {
  summary: 'Checks that the graph is well formed and, at a point given by --set or --feed, its derivatives.',
  options: { ...FEED_OPTIONS, ...DERIVATIVE_OPTIONS, ...INPUT_OPTION },
  run: async (call) => {
    const { flags, io } = call;
    const feeds = await readFeeds(flags, io);
    const source = await sourceOf(call, typesOf(feeds));
    demandSound(source);
    io.out(`${source.label}: ${source.graph.nodes.length} nodes, well formed\n`);
    if (!flags.has('set') && !flags.has('feed')) {
      if (['of', 'wrt', 'order'].some((name) => flags.has(name)))
        throw misuse('derivatives are checked at a point: give it by --set or --feed');
      return 0;
    }
    const { of, wrt, order } = readChoice(source.graph, flags);
    at(source.label, () => checkGradients(source.graph, { of, wrt, order, at: feeds }));
    io.out(`${source.label}: derivatives of ${of} with respect to ${wrt.join(', ')} agree with finite differences\n`);
    return 0;
  },
};
