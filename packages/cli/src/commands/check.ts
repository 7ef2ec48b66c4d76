/** `adjoint check`: whether a graph is well formed and, at a given point, whether its derivatives agree with finite differences. */
import { checkGradients, verify } from 'adjoint';
import { DERIVATIVE_OPTIONS, readChoice } from '../choice.ts';
import type { Command, Flags } from '../command.ts';
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

/** Whether there is a point to check derivatives at. Throws a misuse where they are asked for without one. */
const hasPoint = (flags: Flags): boolean => {
  const asked = ['of', 'wrt', 'order'].some((name) => flags.has(name));
  const given = flags.has('set') || flags.has('feed');
  if (asked && !given) throw misuse('derivatives are checked at a point: give it by --set or --feed');
  return given;
};

const counted = (nodes: number): string => (nodes === 1 ? '1 node' : `${nodes} nodes`);

export const checkCommand: Command = {
  summary: 'Checks that the graph is well formed and, at a point given by --set or --feed, its derivatives.',
  options: { ...FEED_OPTIONS, ...DERIVATIVE_OPTIONS, ...INPUT_OPTION },
  run: async (call) => {
    const { flags, io } = call;
    const derivatives = hasPoint(flags);
    const feeds = await readFeeds(flags, io);
    const source = await sourceOf(call, typesOf(feeds));
    const { label, graph } = source;
    demandSound(source);
    io.out(`${label}: ${counted(graph.nodes.length)}, well formed\n`);
    if (!derivatives) return 0;
    const { of, wrt, order } = readChoice(graph, flags);
    at(label, () => checkGradients(graph, { of, wrt, order, at: feeds }));
    io.out(`${label}: derivatives of ${of} with respect to ${wrt.join(', ')} agree with finite differences\n`);
    return 0;
  },
};
