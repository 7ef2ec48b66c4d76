/** Large graphs of numbers under `auto`: interpreted at first, compiled in steps, then switched; nothing but time tells the difference. */
import { describe, expect, test } from '@jest/globals';
import { define, exp, f64, InputError, sin, type Graph, type Steps, type Sym } from '@adjoint/ir';
import { compile, compileAsync, evaluate, moduleCache, type CompileProgress } from '../index.ts';
import { inStages, tierOf } from './tiers.ts';

const chainOf = (count: number, type = f64()): Graph =>
  define({ x: type }, ({ x }) => {
    let y: Sym = x;
    // Functions are few, for tapes take long for them; multiplied by one, so that there is something to simplify; at random, so that it is no loop.
    for (let i = 0, drawn = 1; i < count; i++, drawn = (drawn * 16807) % 2147483647)
      y = drawn % 30 === 0 ? sin(y.mul(x)) : drawn % 30 === 1 ? exp(y.neg()).mul(1) : y.mul(0.5).add(x);
    return { y, z: y.mul(2) };
  });

const chain = chainOf(6_000);
const { calls, more, step } = tierOf(chain)!;
const X = [0.7, -1.3, 0, 2.5, -0] as const;
const wanted = X.map((x) => evaluate(chain, { x }));

type Run = ReturnType<typeof compile>;

/** Calls until the steps begin. */
const paid = (run: Run): void => {
  const out = { y: new Float64Array(1), z: new Float64Array(1) };
  for (let call = 0; call < calls + more; call++) run.into({ x: 0.7 }, out);
};
/** Goes on until the compiled program serves; gives how many calls that took. */
const switched = (run: Run, each: (call: number) => void): number => {
  for (let call = 1; call < 2000; call++) {
    each(call);
    if (run.target !== 'interpreter') return call;
  }
  return Infinity;
};
const codeOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    return error instanceof InputError ? error.code : String(error);
  }
  return 'nothing';
};

describe('a graph that is compiled in steps', () => {
  test('is one of many numbers without loops', () => {
    expect(tierOf(chainOf(300))).toBe(undefined);
    expect(tierOf(chainOf(3000, f64(8)))).toBe(undefined);
    expect(calls + more).toBeGreaterThan(400);
    expect(tierOf(chainOf(60_000))!.step).toBeGreaterThan(step);
  });

  test.each(['compile', 'compileAsync'])('by %s gives the same bits before, during and after', async (name) => {
    const run = name === 'compile' ? compile(chain) : await compileAsync(chain);
    expect(X.map((x) => run({ x }))).toEqual(wanted);
    const { bytes } = run;
    paid(run);
    expect([run.target, run.source, run.explain().split(':')[0]]).toEqual(['interpreter', undefined, 'interpreter']);
    const y = new Float64Array(1);
    const z = new Float64Array(1);
    const took = switched(run, (call) => {
      const at = call % X.length;
      if (call % 2 === 0) expect(run({ x: X[at]! })).toEqual(wanted[at]);
      else {
        expect(run.into({ x: X[at]! }, { y, z }).y).toBe(y);
        expect([y[0], z[0]]).toEqual([wanted[at]!['y']!.item(), wanted[at]!['z']!.item()]);
      }
      expect(run.explain().split(':')[0]).toBe(run.target);
    });
    expect(took).toBeGreaterThan(20);
    expect(took).toBeLessThan(400);
    expect([run.target, run.explain().split(':')[0]]).toEqual(['wasm', 'wasm']);
    expect(run.bytes).toBeLessThan(bytes);
    expect(X.map((x) => run({ x }))).toEqual(wanted);
  });

  test('switches in the same call each time, to the code that is compiled at once', () => {
    const cache = moduleCache();
    const atOnce = compile(chain, { target: 'wasm', cache });
    const { bytes } = cache;
    const took = [0, 1].map(() => {
      const run = compile(chain, { cache });
      paid(run);
      const count = switched(run, () => run({ x: 0.7 }));
      expect(run.explain()).toBe(atOnce.explain());
      return count;
    });
    expect(took[0]).toBe(took[1]);
    expect(cache.bytes).toBe(bytes);
  });

  test('is compiled after a tenth of the calls where it is a loop that was unrolled', () => {
    const loop = define({ x: f64() }, ({ x }) => {
      let y: Sym = x;
      for (let i = 0; i < 3000; i++) y = sin(y.mul(x)).add(0.1);
      return { y };
    });
    const run = compile(loop);
    const [tier, want] = [tierOf(loop)!, evaluate(loop, { x: 0.7 })];
    for (let call = 0; call < tier.calls; call++) expect(run({ x: 0.7 })).toEqual(want);
    expect(run.target).toBe('interpreter');
    expect(switched(run, () => expect(run({ x: 0.7 })).toEqual(want))).toBeLessThan(tier.more / 4);
  });

  test('loses nothing to feeds that are refused, which count as calls', () => {
    const [fed, refused] = [compile(chain), compile(chain)];
    for (const run of [fed, refused]) paid(run);
    const took = switched(fed, () => fed({ x: 0.7 }));
    const also = switched(refused, (call) => {
      if (call % 3 === 0) expect(refused({ x: 0.7 })).toEqual(wanted[0]);
      else if (call % 3 === 1) expect(codeOf(() => refused({ x: [1, 2] }))).toBe('feed');
      else expect(codeOf(() => refused.into({ x: 0.7 }, { y: new Float32Array(2) } as never))).not.toBe('nothing');
    });
    expect(also).toBe(took);
    expect(X.map((x) => refused({ x }))).toEqual(wanted);
  });

  test('tells of its progress from call to call, each stage from its begin to its end', () => {
    const told: CompileProgress[] = [];
    const run = compile(chain, { onProgress: (progress) => told.push(progress) });
    paid(run);
    expect(told).toEqual([]);
    const counts: number[] = [];
    switched(run, () => {
      run({ x: 0.7 });
      counts.push(told.length);
    });
    expect(new Set(counts).size).toBeGreaterThan(4);
    expect([...new Set(told.map(({ stage }) => stage))]).toEqual(['optimize', 'plan', 'code', 'engine']);
    for (const stage of ['optimize', 'plan', 'code', 'engine']) {
      const own = told.filter((each) => each.stage === stage);
      expect([own[0]!.done, own.at(-1)!.done]).toEqual([0, own.at(-1)!.total]);
    }
  });

  test('may be called by whom it tells', () => {
    let inside = 0;
    const run: Run = compile(chain, {
      onProgress: () => {
        expect(run({ x: 0.7 })).toEqual(wanted[0]);
        inside++;
      },
    });
    paid(run);
    switched(run, () => expect(run({ x: -1.3 })).toEqual(wanted[1]));
    expect(inside).toBeGreaterThan(8);
    expect([run.target, run({ x: 0.7 })]).toEqual(['wasm', wanted[0]]);
  });

  test('is interpreted for ever where whom it tells throws, which the call throws', () => {
    const stop = new Error('enough');
    const run = compile(chain, {
      onProgress: ({ stage }) => {
        if (stage === 'plan') throw stop;
      },
    });
    paid(run);
    let thrown = 0;
    for (let call = 0; call < 300; call++) if (codeOf(() => run({ x: 0.7 })) === String(stop)) thrown++;
    expect([thrown, run.target]).toEqual([1, 'interpreter']);
    expect(run({ x: 0.7 })).toEqual(wanted[0]);
  });

  test('goes to the next target where the engine cannot hold its module', () => {
    type Make = new (bytes: Uint8Array) => object;
    const { WebAssembly: before } = globalThis as never as { WebAssembly: { Module: Make } };
    const Module = new Proxy(before.Module, {
      construct: (make, [bytes]: [Uint8Array]) => {
        if (bytes.length > 1000) throw new RangeError('too large');
        return new make(bytes);
      },
    });
    const run = compile(chain);
    paid(run);
    try {
      Object.assign(globalThis, { WebAssembly: Object.assign(Object.create(before), { Module }) });
      switched(run, (call) => expect(run({ x: X[call % X.length]! })).toEqual(wanted[call % X.length]));
    } finally {
      Object.assign(globalThis, { WebAssembly: before });
    }
    expect(run.target).toBe('js');
    expect(X.map((x) => run({ x }))).toEqual(wanted);
  });
});

describe('in turn', () => {
  function* making(log: string[], made: string | undefined): Steps<string | undefined> {
    for (const name of ['a', 'b', 'c']) {
      log.push(name);
      yield 2;
    }
    return made;
  }
  const served = (made: string | undefined, each: number): [string[], string] => {
    const log: string[] = [];
    const { now, enter } = inStages<string>('first', { calls: 2, step: each }, making(log, made));
    const seen = Array.from({ length: 6 }, () => `${enter()} ${log.join('')}`);
    return [seen, now()];
  };
  test('a step a call, and then the second', () => {
    const seen = ['first ', 'first ', 'first a', 'first ab', 'first abc', 'second abc'];
    expect(served('second', 1)).toEqual([seen, 'second']);
    expect(served('second', 3)).toEqual([
      ['first ', 'first ', 'first ab', 'second abc', ...seen.slice(5), 'second abc'],
      'second',
    ]);
  });
  test('the first for ever where nothing is made', () => {
    expect(served(undefined, 9)[0]).toEqual(['first ', 'first ', ...Array.from({ length: 4 }, () => 'first abc')]);
  });
});
