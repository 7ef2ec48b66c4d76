/** What `npm run bench` is asked for. */
import { parseArgs } from 'node:util';
import { TITLES } from './measure/field.ts';
import type { Target } from './peers/adjoint.ts';
import type { Peer, Size, Workload } from './workload.ts';
import { workloads } from './workloads/index.ts';

export const HELP = `npm run bench -- [option …]

  --tiny              tiny sizes, a moment each: shows that all works
  --only name,…       these workloads, of ${workloads.map(({ name }) => name).join(' ')}
  --peers name,…      these peers, of ${Object.keys(TITLES).join(' ')}; --peers= for none
  --targets name,…    these of our targets, of auto wasm js interpreter; by default auto, wasm and js
  --seconds n         for a workload, about; 10 by default
  --links n           links of the chain; 1,000,000 by default (200,000 with --tiny), 0 for none
  --workloads-only    without the other figures
  --no-pin            do not pin the main thread to a core

ADJOINT_PYTHON names a Python that has jax, torch or casadi; python3 is asked by default.
npm run bench:peers installs ONNX Runtime (300 MB) for the next runs.`;

export interface Asked {
  readonly size: Size;
  readonly workloads: readonly Workload[];
  readonly peers: readonly Peer[];
  readonly targets: readonly Target[];
  readonly seconds: number;
  readonly links: number;
  readonly figures: boolean;
  readonly pin: boolean;
}

const OPTIONS = {
  tiny: { type: 'boolean', default: false },
  only: { type: 'string' },
  peers: { type: 'string' },
  targets: { type: 'string', default: 'auto,wasm,js' },
  seconds: { type: 'string' },
  links: { type: 'string' },
  'workloads-only': { type: 'boolean', default: false },
  'no-pin': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The names of a list that are among those known. Throws for another. */
const chosen = <T extends string>(list: string | undefined, known: readonly T[]): readonly T[] => {
  if (list === undefined) return known;
  const names = list.split(',').filter((name) => name !== '');
  const odd = names.find((name) => !known.includes(name as T));
  if (odd !== undefined) throw new Error(`There is no ${JSON.stringify(odd)}; there are ${known.join(', ')}.`);
  return known.filter((name) => names.includes(name));
};

const count = (text: string): number => {
  const found = Number(text);
  if (text !== '' && found >= 0) return found;
  throw new Error(`Expected a number, got ${JSON.stringify(text)}.`);
};

/** Undefined when help is asked for. Throws an error for what it does not know. */
export const readOptions = (args: readonly string[]): Asked | undefined => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) return undefined;
  const { only, peers, targets, seconds, links, tiny } = values;
  const names = chosen(
    only,
    workloads.map(({ name }) => name),
  );
  return {
    size: tiny ? 'tiny' : 'full',
    workloads: workloads.filter(({ name }) => names.includes(name)),
    peers: chosen(peers, Object.keys(TITLES) as Peer[]),
    targets: chosen(targets, ['auto', 'wasm', 'js', 'interpreter']),
    seconds: count(seconds ?? (tiny ? '0.05' : '10')),
    links: count(links ?? (tiny ? '200000' : '1000000')),
    figures: !values['workloads-only'],
    pin: !values['no-pin'],
  };
};
