/** Control flow: a body is a routine with a memory of its own; values are copied into it and out of it. */
import type { Control } from '@adjoint/ir';
import { resultsAt, type Kernel, type Make, type Memory, type Part, type Site } from './kernel.ts';

/** A body made runnable: the places of its inputs, undefined for those it does not read, and of its outputs. */
export interface Routine {
  readonly memory: Memory;
  readonly inputs: readonly (Part | undefined)[];
  readonly outputs: readonly Part[];
  readonly run: () => void;
}

const copy = (from: Memory, start: number, to: Memory, at: number, size: number): void => {
  if (size > 8) to.set(from.subarray(start, start + size), at);
  else for (let i = 0; i < size; i++) to[at + i] = from[start + i]!;
};

/** Copies arguments into the inputs that stand for them, from `first` on. */
const enter = (site: Site, { memory, inputs }: Routine, args: readonly number[], first = 0): Kernel => {
  const moves = inputs.flatMap((input, i) => (input === undefined || i < first ? [] : [{ input, from: args[i]! }]));
  return () => {
    for (const { input, from } of moves) copy(site.memory, from, memory, input.start, input.size);
  };
};

/** Copies what a body gives to where its node's results stand. */
const leave = (site: Site, { memory, outputs }: Routine, results: readonly Part[]): Kernel => {
  return () => outputs.forEach(({ start, size }, i) => copy(memory, start, site.memory, results[i]!.start, size));
};

const runOnce = (site: Site, routine: Routine, args: readonly number[]): Kernel => {
  const [before, after] = [enter(site, routine, args), leave(site, routine, resultsAt(site))];
  return () => {
    before();
    routine.run();
    after();
  };
};

/** A state between the steps of a loop: in places of its own, for a body may give back what it was given, in another order. */
class State {
  private readonly values: Memory;
  private readonly parts: readonly Part[];

  constructor(sizes: readonly number[]) {
    let start = 0;
    this.parts = sizes.map((size) => ({ start: (start += size) - size, size }));
    this.values = new Float64Array(start);
  }
  take(from: Memory, places: readonly number[]): void {
    this.parts.forEach(({ start, size }, i) => copy(from, places[i]!, this.values, start, size));
  }
  give(to: Memory, places: readonly (number | undefined)[]): void {
    this.parts.forEach(({ start, size }, i) => {
      const place = places[i];
      if (place !== undefined) copy(this.values, start, to, place, size);
    });
  }
}

const startOf = (part: Part | undefined): number | undefined => part?.start;

const call: Make<'call'> = (site) => runOnce(site, site.routine(0), site.args);

const custom: Make<'custom'> = (site) => runOnce(site, site.routine(0), site.args);

const cond: Make<'cond'> = (site) => {
  const [test, ...args] = site.args as [number, ...number[]];
  const [yes, no] = [0, 1].map((i) => runOnce(site, site.routine(i), args)) as [Kernel, Kernel];
  return () => (site.memory[test] === 0 ? no : yes)();
};

const whileLoop: Make<'whileLoop'> = (site) => {
  const { memory, args } = site;
  const { carry } = site.attrs;
  const results = resultsAt(site);
  const [test, body] = [site.routine(0), site.routine(1)];
  const outside = [enter(site, test, args, carry), enter(site, body, args, carry)];
  const state = new State(results.map(({ size }) => size));
  const [tested, stepped] = [test, body].map(({ inputs }) => inputs.slice(0, carry).map(startOf));
  const given = body.outputs.map(({ start }) => start);
  const verdict = test.outputs[0]!.start;
  return () => {
    for (const bring of outside) bring();
    state.take(memory, args);
    for (;;) {
      state.give(test.memory, tested!);
      test.run();
      if (test.memory[verdict] === 0) break;
      state.give(body.memory, stepped!);
      body.run();
      state.take(body.memory, given);
    }
    state.give(
      memory,
      results.map(({ start }) => start),
    );
  };
};

const scan: Make<'scan'> = (site) => {
  const { memory, args } = site;
  const { carry, xs, length, reverse } = site.attrs;
  const results = resultsAt(site);
  const body = site.routine(0);
  const outside = enter(site, body, args, carry + xs);
  const state = new State(results.slice(0, carry).map(({ size }) => size));
  const stepped = body.inputs.slice(0, carry).map(startOf);
  const given = body.outputs.map(({ start }) => start);
  const slices = body.inputs.slice(carry, carry + xs);
  const step = (t: number): void => {
    slices.forEach((slice, i) => {
      if (slice === undefined) return;
      copy(memory, args[carry + i]! + t * slice.size, body.memory, slice.start, slice.size);
    });
    state.give(body.memory, stepped);
    body.run();
    state.take(body.memory, given);
    for (let i = carry; i < results.length; i++) {
      const { start, size } = body.outputs[i]!;
      copy(body.memory, start, memory, results[i]!.start + t * size, size);
    }
  };
  return () => {
    outside();
    state.take(memory, args);
    if (reverse) for (let t = length - 1; t >= 0; t--) step(t);
    else for (let t = 0; t < length; t++) step(t);
    state.give(
      memory,
      results.map(({ start }) => start),
    );
  };
};

export const control: { readonly [O in Control]: Make<O> } = { call, custom, cond, whileLoop, scan };
