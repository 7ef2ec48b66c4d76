/** `adjoint html`: the graph as a page to look around in. */
import { optimizeWithTrace, toHtml } from 'adjoint';
import type { Command } from '../command.ts';
import { FEED_OPTIONS, readFeeds, typesOf } from '../feeds.ts';
import { at } from '../source.ts';
import { INPUT_OPTION, PICTURE_OPTIONS, sourceOf, titleOf } from './shared.ts';

export const htmlCommand: Command = {
  summary: 'Prints a page of HTML that shows the graph, its text, and values at given inputs.',
  options: {
    ...FEED_OPTIONS,
    ...PICTURE_OPTIONS,
    optimize: { help: 'each step of optimizing it, bit for bit' },
    ...INPUT_OPTION,
  },
  run: async (call) => {
    const { flags, io } = call;
    const feeds = await readFeeds(flags, io);
    const { label, graph } = await sourceOf(call, typesOf(feeds));
    const shown = flags.has('optimize') ? optimizeWithTrace(graph).trace : graph;
    const values = flags.has('feed') || flags.has('set') ? { at: feeds } : {};
    const options = { ...values, fold: flags.has('fold'), origins: false, ...titleOf(call) };
    io.out(at(label, () => toHtml(shown, options)));
    return 0;
  },
};
