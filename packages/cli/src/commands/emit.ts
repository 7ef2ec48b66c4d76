/** `adjoint emit`: the graph as an ES module that depends on nothing. */
import { toModule } from 'adjoint';
import type { Command, Flags } from '../command.ts';
import { misuse } from '../io.ts';
import { at } from '../source.ts';
import { INPUT_OPTION, sourceOf } from './shared.ts';

const targetOf = (flags: Flags): 'js' | 'wasm' => {
  const text = flags.text('target') ?? 'js';
  if (text === 'js' || text === 'wasm') return text;
  throw misuse(`--target is ${text}, and must be js or wasm`);
};

export const emitCommand: Command = {
  summary: 'Prints an ES module that computes the outputs and depends on nothing.',
  options: {
    target: { value: 'js|wasm', help: 'js: small (default); wasm: faster on arrays' },
    output: { value: 'name,…', multiple: true, help: 'the outputs, labels or inputs to give; by default all outputs' },
    ...INPUT_OPTION,
  },
  run: async (call) => {
    const { flags, io } = call;
    const target = targetOf(flags);
    const { label, graph } = await sourceOf(call);
    const outputs = flags.names('output');
    io.out(at(label, () => toModule(graph, { target, ...(outputs !== undefined && { outputs }) })));
    return 0;
  },
};
