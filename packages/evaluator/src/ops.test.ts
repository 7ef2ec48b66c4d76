/** Laws over all ops: the evaluated type is the type rule's, and each element is what the op's definition says, on specials and empty axes too. */
import { describe, expect, test } from '@jest/globals';
import { Builder, typeOf, type Graph, type Op, type PlainAttrs, type TensorType } from '@adjoint/ir';
import { definedOps, definitionOf, indicesOf, valueOf } from '@adjoint/testkit';
import { compile, evaluate, type Target, type Tensor } from './index.ts';

/** The graph of one op on inputs. */
const graphOf = (op: Op, types: readonly TensorType[], attrs: PlainAttrs, declared?: TensorType): Graph => {
  const builder = new Builder();
  const ids = types.map((type, i) => builder.input(`x${i}`, type));
  builder.output('out', builder.push(op, ids, attrs, declared));
  return builder.close();
};

const TARGETS = ['js', 'wasm'] as const satisfies readonly Target[];

/** What the reference gives, which every target must give too. */
const run = (graph: Graph, args: readonly Tensor[]): Tensor => {
  const feeds = Object.fromEntries(args.map((arg, i) => [`x${i}`, arg]));
  const out = evaluate(graph, feeds)['out']!;
  for (const target of TARGETS) expect(compile(graph, { target, optimize: false })(feeds)['out']).toEqual(out);
  return out;
};

describe.each(definedOps)('%s', (op) => {
  test.each([true, false])(
    'has the type of its type rule and the elements of its definition (specials: %s)',
    (special) => {
      const { cases, element } = definitionOf(op);
      expect(cases.length).toBeGreaterThan(0);
      for (const { types, attrs, declared, args: given } of cases) {
        // Of a sum over several axes the order is free: specials would tell NaN of ∞ − ∞ only, but 1e300 swallows.
        const args = given ?? types.map((type, i) => valueOf(type, special, i * 4));
        const out = run(graphOf(op, types, attrs, declared), args);
        const type = typeOf(op, types, attrs, declared);
        expect([out.dtype, out.shape]).toEqual([type.dtype, type.shape]);
        expect(Array.from(out.data)).toEqual(indicesOf(type.shape).map(element(args, attrs as never, type)));
      }
    },
  );
});
