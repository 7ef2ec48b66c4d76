/** What failing matchers say: the call, what is wrong with the numbers, and the graph. */
import { print, type Graph } from 'adjoint';
import type { MatcherContext } from 'expect';
import { isGraph } from './serializer.ts';

const LONGEST = 30;

/** The text, cut after some lines. */
const shorten = (text: string): string => {
  const lines = text.split('\n');
  return lines.length <= LONGEST
    ? text
    : [...lines.slice(0, LONGEST), `… ${lines.length - LONGEST} more lines`].join('\n');
};

/** One call of a matcher: how it is named, and what it makes of its result. */
export class Call {
  private readonly context: MatcherContext;
  private readonly hint: string;

  constructor(context: MatcherContext, name: string, expected: string) {
    const { isNot, promise, utils } = context;
    this.context = context;
    this.hint = utils.matcherHint(name, 'graph', expected, { isNot: isNot ?? false, ...(promise && { promise }) });
  }

  /** The value, if it is a graph; throws what Jest throws for a matcher that is not used rightly. */
  graph(value: unknown, role: 'received' | 'expected'): Graph {
    if (isGraph(value)) return value;
    const { utils } = this.context;
    const name = role === 'received' ? utils.RECEIVED_COLOR(role) : utils.EXPECTED_COLOR(role);
    const print = role === 'received' ? utils.printReceived : utils.printExpected;
    throw this.misuse(
      `${name} value must be a graph`,
      utils.printWithType(role[0]!.toUpperCase() + role.slice(1), value, print),
    );
  }

  misuse(rule: string, given?: string): Error {
    return new Error(this.context.utils.matcherErrorMessage(this.hint, rule, given ?? ''));
  }

  /** The parts are told only where the test fails. */
  result(pass: boolean, parts: () => readonly string[]): { pass: boolean; message: () => string } {
    return { pass, message: () => [this.hint, ...parts().map(shorten)].join('\n\n') };
  }

  /** A result that shows the graph. */
  told(pass: boolean, graph: Graph, what: () => string): { pass: boolean; message: () => string } {
    return this.result(pass, () => [what(), print(graph)]);
  }
}
