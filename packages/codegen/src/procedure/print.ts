/** A procedure as text, for people: `m[a + k]` is the double there; loops go from what is first up to what is second; of sums see `language.ts`. */
import type { Block, Procedure, Statement } from './language.ts';
import { Text } from './text.ts';

const INDENT = '  ';

/** One line a statement. */
export const printProcedure = (procedure: Procedure): string => {
  const { name, parameters } = procedure;
  const int = (local: number): string => parameters[local] ?? `i${local}`;
  const cell = (place: string, single: boolean): string => `${single ? 's' : 'm'}[${place}]`;
  const text = new Text({ int, load: cell, call: (called, args) => `${called}(${args})` });
  const inside = (block: Block): string[] => block.flatMap(linesOf).map((line) => `${INDENT}${line}`);
  const linesOf = (statement: Statement): string[] => {
    if ('setInt' in statement) return [`${int(statement.setInt)} = ${text.int(statement.to)}`];
    if ('setReal' in statement) return [`x${statement.setReal} = ${text.real(statement.to)}`];
    if ('store' in statement)
      return [`${cell(text.int(statement.store), statement.single)} = ${text.real(statement.value)}`];
    if ('call' in statement) return [`${statement.call.name}(${statement.args.map(text.int).join(', ')})`];
    if ('during' in statement) return [`while ${text.truth(statement.during)}`, ...inside(statement.body)];
    if ('when' in statement) {
      const { when, yes, no } = statement;
      return [`if ${text.truth(when)}`, ...inside(yes), ...(no.length === 0 ? [] : ['else', ...inside(no)])];
    }
    const range = `${text.int(statement.from)} … ${text.int(statement.to)}`;
    if ('sums' in statement)
      return statement.sums.map(
        ({ local, term }) => `x${local} = sum ${int(statement.counter)} ${range}: ${text.real(term)}`,
      );
    return [`${statement.lanes ? 'lanes' : 'for'} ${int(statement.loop)} ${range}`, ...inside(statement.body)];
  };
  return [`${name}(${parameters.join(', ')})`, ...inside(procedure.body().block)].join('\n');
};
