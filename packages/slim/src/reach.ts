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

/** What of the modules stays. */
export interface Reached {
  readonly units: ReadonlySet<Unit>;
  readonly entries: ReadonlySet<Entry>;
}

/** An entry in its module. */
interface Row {
  readonly module: Module;
  readonly entry: Entry;
}

class Reach implements Reached {
  readonly units = new Set<Unit>();
  readonly entries = new Set<Entry>();
  private readonly modules: ReadonlyMap<string, Module>;
  /** The keys of the rows that stay if their table does. */
  private readonly keys: { readonly [K in Kind]: Set<string> };
  /** Rows whose table is in reach, by their keys, which are not. */
  private readonly parked = new Map<string, Row[]>();
  /** What is in reach, and its mentions not yet. */
  private readonly waiting: { readonly module: Module; readonly mentions: Mentions }[] = [];

  constructor(modules: ReadonlyMap<string, Module>, { used, targets }: Wanted) {
    this.modules = modules;
    this.keys = { op: new Set(used), method: new Set(used), target: new Set(targets) };
    for (const module of modules.values()) {
      for (const [as, local] of module.exports) if (used.has(as)) this.variable(module, local);
    }
    for (let next = this.waiting.pop(); next !== undefined; next = this.waiting.pop()) {
      for (const name of next.mentions.names) this.variable(next.module, name);
      for (const word of next.mentions.words) this.op(word);
    }
  }

  /** A variable, as a module knows it. */
  private variable(module: Module, name: string): void {
    const unit = module.unitOf.get(name);
    if (unit !== undefined) return this.unit(module, unit);
    const from = module.imports.get(name);
    const source = from && this.modules.get(from.module);
    const local = source?.exports.get(from!.name);
    if (local !== undefined) this.variable(source!, local);
  }

  private unit(module: Module, unit: Unit): void {
    if (this.units.has(unit)) return;
    this.units.add(unit);
    this.waiting.push({ module, mentions: unit.mentions });
    for (const entry of unit.entries) {
      const { kind, key } = entry;
      if (this.keys[kind].has(key)) this.row({ module, entry });
      else if (kind === 'op') this.parked.set(key, [...(this.parked.get(key) ?? []), { module, entry }]);
    }
  }

  private row({ module, entry }: Row): void {
    this.entries.add(entry);
    this.waiting.push({ module, mentions: entry.mentions });
  }

  private op(key: string): void {
    if (this.keys.op.has(key)) return;
    this.keys.op.add(key);
    this.parked.get(key)?.forEach((row) => this.row(row));
  }
}

/** What the program needs of the modules. */
export const reached = (modules: ReadonlyMap<string, Module>, wanted: Wanted): Reached => new Reach(modules, wanted);
