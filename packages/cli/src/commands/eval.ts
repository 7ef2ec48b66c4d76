/** `adjoint eval`: the values of outputs, by the reference interpreter. */
import { evaluate, type Tensor } from 'adjoint';
import type { Command } from '../command.ts';
import { FEED_OPTIONS, readFeeds, typesOf } from '../feeds.ts';
import { at } from '../source.ts';
import { INPUT_OPTION, sourceOf } from './shared.ts';

type Nested = ReturnType<Tensor['toArray']>;

/** Every number by the shortest text that reads back as it. `quote` writes those that JSON lacks as texts. */
const showValue = (value: Nested, quote: (text: string) => string): string => {
  if (Array.isArray(value)) return `[${(value as readonly Nested[]).map((item) => showValue(item, quote)).join(', ')}]`;
  if (typeof value !== 'number') return String(value);
  if (Object.is(value, -0)) return quote('-0');
  return Number.isFinite(value) ? String(value) : quote(String(value));
};

const asText = (values: readonly (readonly [string, Tensor])[]): string =>
  values
    .map(
      ([name, value]) =>
        `${name} : ${value.dtype}[${value.shape.join(',')}] = ${showValue(value.toArray(), (text) => text)}\n`,
    )
    .join('');

const asJson = (values: readonly (readonly [string, Tensor])[]): string =>
  `{${values.map(([name, value]) => `${JSON.stringify(name)}: ${showValue(value.toArray(), (text) => `"${text}"`)}`).join(', ')}}\n`;

export const evalCommand: Command = {
  summary: 'Prints the values of the outputs at given inputs.',
  options: {
    ...FEED_OPTIONS,
    output: { value: 'name,…', multiple: true, help: 'the outputs, labels or inputs to print; by default all outputs' },
    json: { help: 'JSON, of the form that --feed takes' },
    ...INPUT_OPTION,
  },
  run: async (call) => {
    const { flags, io } = call;
    const feeds = await readFeeds(flags, io);
    const { label, graph } = await sourceOf(call, typesOf(feeds));
    const outputs = flags.names('output');
    const found = at(label, () => evaluate(graph, feeds, outputs === undefined ? {} : { outputs }));
    const values = (outputs ?? Object.keys(graph.outputs)).map((name) => [name, found[name]!] as const);
    io.out(flags.has('json') ? asJson(values) : asText(values));
    return 0;
  },
};
