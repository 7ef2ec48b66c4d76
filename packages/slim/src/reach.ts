/** Which rows a program needs: what it uses, on to all that this mentions. */
import type { Entry, Kind, Module, Unit } from './modules.ts';
import type { Mentions } from './mentions.ts';

/** What is wanted from the start. */
export interface Wanted {
  /** Every word of the program. */
  readonly used: ReadonlySet<string>;
  /** The ways to compile that it keeps. */
  readonly targets: ReadonlySet<string>;
}

/** Rows that are in reach once their key is named. */
type Parked = Map<string, Entry[]>;

/** What of the modules stays. */
export interface Reached {
  readonly units: ReadonlySet<Unit>;
  readonly entries: ReadonlySet<Entry>;
}

/** What the program needs of the modules. */
export const reached = (modules: ReadonlyMap<string, Module>, { used, targets }: Wanted): Reached => {
  const [units, entries] = [new Set<Unit>(), new Set<Entry>()];
  const parked: { readonly [K in Kind]: Parked } = { op: new Map(), method: new Map(), target: new Map() };
  const named: { readonly [K in Kind]: Set<string> } = {
    op: new Set(used),
    method: new Set(used),
    target: new Set(targets),
  };
  const waiting: { readonly module: Module; readonly mentions: Mentions }[] = [];
  const unitOf = new Map(
    [...modules.values()].map((module) => [
      module,
      new Map(module.units.flatMap((unit) => unit.names.map((name) => [name, unit] as const))),
    ]),
  );
  const homes = new Map<Entry, Module>();

  const reachEntry = (entry: Entry): void => {
    entries.add(entry);
    waiting.push({ module: homes.get(entry)!, mentions: entry.mentions });
  };
  const reachUnit = (module: Module, unit: Unit): void => {
    if (units.has(unit)) return;
    units.add(unit);
    waiting.push({ module, mentions: unit.mentions });
    for (const entry of unit.entries) {
      const { kind, key } = entry;
      homes.set(entry, module);
      if (named[kind].has(key)) reachEntry(entry);
      else parked[kind].set(key, [...(parked[kind].get(key) ?? []), entry]);
    }
  };
  const reachName = (module: Module, name: string): void => {
    const unit = unitOf.get(module)!.get(name);
    if (unit !== undefined) return reachUnit(module, unit);
    const from = module.imports.get(name);
    const source = from && modules.get(from.module);
    const local = source?.exports.get(from!.name);
    if (local !== undefined) reachName(source!, local);
  };
  const name = (kind: Kind, key: string): void => {
    if (named[kind].has(key)) return;
    named[kind].add(key);
    parked[kind].get(key)?.forEach(reachEntry);
  };

  for (const module of modules.values()) {
    for (const [as, local] of module.exports) if (used.has(as)) reachName(module, local);
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { module, mentions } = next;
    for (const each of mentions.names) reachName(module, each);
    for (const each of mentions.words) name('op', each);
  }
  return { units, entries };
};
