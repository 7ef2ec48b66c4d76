/** Procedures as functions of JavaScript over the memory `m`, with singles `s`; with types they are functions of TypeScript that take it. */
import type { Block, Procedure, Statement, Sum } from '../procedure/language.ts';
import { printCalls, type ProcedureCall } from '../procedure/table.ts';
import { Text } from '../procedure/text.ts';

/** How often each local is set, and so whether it may be constant. */
const setsIn = (block: Block, sets: Map<string, number>): Map<string, number> => {
  const count = (name: string): void => void sets.set(name, (sets.get(name) ?? 0) + 1);
  for (const statement of block) {
    if ('setInt' in statement) count(`i${statement.setInt}`);
    else if ('setReal' in statement) count(`x${statement.setReal}`);
    else if ('when' in statement) setsIn([...statement.yes, ...statement.no], sets);
    else if ('body' in statement) setsIn(statement.body, sets);
  }
  return sets;
};

/** The four sums that terms go to in turn. */
const STRANDS = ['', 'a', 'b', 'c'] as const;

class Printer {
  private readonly text: Text;
  private readonly names: readonly string[];
  private readonly typed: boolean;
  private readonly sets: Map<string, number>;
  private readonly known = new Set<string>();

  constructor({ parameters }: Procedure, block: Block, typed: boolean) {
    this.names = parameters;
    this.typed = typed;
    this.sets = setsIn(block, new Map());
    const load = (place: string, single: boolean): string => `${this.cell(place, single)}${typed ? '!' : ''}`;
    const call = (name: string, args: string): string => `${typed ? 'N.' : ''}${name}(${args})`;
    this.text = new Text({ int: (local) => this.int(local), load, call });
  }

  private int(local: number): string {
    return this.names[local] ?? `i${local}`;
  }
  private cell(place: string, single: boolean): string {
    return `${single ? 's' : 'm'}[${place}]`;
  }
  private set(name: string, key: string, value: string): string {
    if (this.known.has(key)) return `${name} = ${value};`;
    this.known.add(key);
    return `${this.sets.get(key) === 1 ? 'const' : 'let'} ${name} = ${value};`;
  }

  readonly lines = (block: Block): string[] => block.flatMap((statement) => this.statement(statement));
  private inside(block: Block): string[] {
    return this.lines(block).map((line) => `  ${line}`);
  }

  private statement(statement: Statement): string[] {
    const { text } = this;
    if ('setInt' in statement) {
      const { setInt: local, to } = statement;
      return [this.set(this.int(local), `i${local}`, text.int(to))];
    }
    if ('setReal' in statement) {
      const { setReal: local, to } = statement;
      return [this.set(`x${local}`, `x${local}`, text.real(to))];
    }
    if ('store' in statement)
      return [`${this.cell(text.int(statement.store), statement.single)} = ${text.real(statement.value)};`];
    if ('loop' in statement) {
      const i = this.int(statement.loop);
      const head = `for (let ${i} = ${text.int(statement.from)}; ${i} < ${text.int(statement.to)}; ${i}++) {`;
      return [head, ...this.inside(statement.body), '}'];
    }
    if ('sums' in statement) return this.sums(statement);
    if ('during' in statement)
      return [`while (${text.truth(statement.during)}) {`, ...this.inside(statement.body), '}'];
    if ('when' in statement) {
      const { when, yes, no } = statement;
      const other = no.length === 0 ? [] : ['} else {', ...this.inside(no)];
      return [`if (${text.truth(when)}) {`, ...this.inside(yes), ...other, '}'];
    }
    const args = [...(this.typed ? ['m'] : []), ...statement.args.map(text.int)];
    return [`${statement.call.name}(${args.join(', ')});`];
  }

  private sums({ sums, counter, from, to }: Extract<Statement, { sums: readonly Sum[] }>): string[] {
    const { text } = this;
    const [k, end] = [this.int(counter), text.int(to)];
    for (const { local } of sums) this.known.add(`x${local}`);
    const strand = (local: number, at: number): string => `x${local}${STRANDS[at]!}`;
    const each = (line: (sum: Sum) => string): string[] => sums.map(line);
    return [
      ...sums.flatMap(({ local }) => STRANDS.map((_, at) => `let ${strand(local, at)} = 0;`)),
      `let ${k} = ${text.int(from)};`,
      `for (; ${k} + 3 < ${end}; ${k} += 4) {`,
      ...sums.flatMap(({ local, term }) =>
        STRANDS.map((_, at) => `  ${strand(local, at)} += ${text.later(term, counter, at)};`),
      ),
      '}',
      ...each(({ local: x }) => `x${x} = x${x} + ${strand(x, 2)} + (${strand(x, 1)} + ${strand(x, 3)});`),
      `for (; ${k} < ${end}; ${k}++) {`,
      ...each(({ local, term }) => `  x${local} += ${text.real(term)};`),
      '}',
    ];
  }
}

/** The text of the function; with types it takes the memory first. */
export const writeProcedure = (procedure: Procedure, typed = false): string => {
  const { block } = procedure.body();
  const printer = new Printer(procedure, block, typed);
  const own = typed ? procedure.parameters.map((name) => `${name}: number`) : procedure.parameters;
  const taken = typed ? ['m: Float64Array', ...own] : own;
  return [
    `const ${procedure.name} = (${taken.join(', ')})${typed ? ': void' : ''} => {`,
    ...printer.lines(block).map((line) => `  ${line}`),
    '};',
  ].join('\n');
};

/** The text of a function of calls. */
export const writeCalls = (name: string, calls: readonly ProcedureCall[]): string =>
  `const ${name} = () => {\n${printCalls(calls).replaceAll(/^.*$/gm, '  $&;')}\n};`;
