/** Which nodes a pass left: by what it is known to do. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { programs } from '@adjoint/testkit';
import { cse, define, f64, fold, gradients, parse, prune, substitute, type Graph } from 'adjoint';
import { matched } from './match.ts';
import type { Mark } from './page-data.ts';

/** The ops of the nodes that have the mark. */
const opsOf = ({ nodes }: Graph, marks: readonly (Mark | 0)[], wanted: Mark): string[] =>
  nodes.filter(({ id }) => marks[id] === wanted).map(({ op }) => op);

const told = (before: Graph, after: Graph): Record<Mark, string[]> => {
  const marks = matched(before, after);
  return {
    removed: opsOf(before, marks.before, 'removed'),
    added: opsOf(after, marks.after, 'added'),
    changed: opsOf(after, marks.after, 'changed'),
  };
};

describe('what a pass did', () => {
  test('prune removes what is idle and moves the rest', () => {
    const graph = define({ x: f64() }, ({ x }) => {
      x.exp();
      return { y: x.sin() };
    });
    expect(told(graph, prune(graph))).toEqual({ removed: ['exp'], added: [], changed: [] });
  });

  test('cse removes the second of two, and what uses it is as it was', () => {
    const graph = define({ x: f64() }, ({ x }) => ({ y: x.sin().mul(x.sin()) }));
    expect(told(graph, cse(graph))).toEqual({ removed: ['sin'], added: [], changed: [] });
  });

  test('a constant folded: its arguments go, it comes, its user has another argument', () => {
    const graph = parse(
      '%0 = input x : f64[]\n%1 = constant {data: [2]} : f64[]\n%2 = constant {data: [3]} : f64[]\n%3 = mul %1 %2\n%4 = sub %0 %3\n%5 = exp %4\nreturn y = %5',
    );
    expect(told(graph, prune(fold(graph)))).toEqual({
      removed: ['constant', 'constant', 'mul'],
      added: ['constant'],
      changed: ['sub'],
    });
  });

  test('a gradient only adds', () => {
    const graph = define({ x: f64() }, ({ x }) => ({ y: x.sin().mul(x) }));
    const grown = gradients(graph, { of: 'y', wrt: ['x'] });
    expect(matched(graph, grown).before).toEqual(graph.nodes.map(() => 0));
    expect(matched(graph, grown).after).toEqual(grown.nodes.map(({ id }) => (id < graph.nodes.length ? 0 : 'added')));
  });

  test('another constant is another node', () => {
    const graph = define({ x: f64(300), y: f64(300) }, ({ x, y }) => ({ z: x.add(y) }));
    const [one, two] = [0, 1].map((value) => substitute(graph, { y: new Array(300).fill(value) }));
    expect(told(one!, two!)).toEqual({ removed: ['constant'], added: ['constant'], changed: ['add'] });
  });

  test('counts agree: what is neither removed nor added is in both', () => {
    fc.assert(
      fc.property(programs(), programs(), (a, b) => {
        for (const after of [cse(a), b]) {
          const { removed, added } = told(a, after);
          expect(a.nodes.length - removed.length).toBe(after.nodes.length - added.length);
        }
        expect(told(a, a)).toEqual({ removed: [], added: [], changed: [] });
      }),
    );
  });
});
