/** Names are data: what is one, and that each belongs to one node. */
import { describe, expect, test } from '@jest/globals';
import { messageOf, refusal } from '@adjoint/testkit';
import { verify } from '../graph/verify.ts';
import { f64, type TensorType } from '../type/type.ts';
import { define, type Sym } from './index.ts';

describe('names', () => {
  test.each(['a b', '"quoted"', '`tick`', '\\', '0', 'constructor', 'toString', 'é🎈', '%0', ' ', '\u2028'])(
    '%j is a name like any other',
    (name) => {
      const graph = define({ [name]: f64() }, (all) => ({ [`${name}!`]: all[name]!.sin().named(`${name}?`) }));
      expect(verify(graph)).toEqual([]);
      expect(graph.inputs[name]).toBe(0);
      expect(graph.outputs[`${name}!`]).toBe(1);
      expect(graph.names[`${name}?`]).toBe(1);
    },
  );

  test.each(['', 'a\nb', '\u0000', '\u007f', '__proto__'])('%j is none', (name) => {
    const inputs = JSON.parse(`{${JSON.stringify(name)}: {"dtype": "f64", "shape": []}}`) as Record<string, TensorType>;
    const outputs = (x: Sym): Record<string, Sym> => Object.defineProperty({}, name, { value: x, enumerable: true });
    expect(refusal(() => define(inputs, () => 1)).code).toBe('name');
    expect(refusal(() => define({ x: f64() }, ({ x }) => x.named(name))).code).toBe('name');
    expect(refusal(() => define({ x: f64() }, ({ x }) => outputs(x))).code).toBe('name');
  });

  test('are of one node', () => {
    expect(messageOf(() => define({ x: f64() }, ({ x }) => x.sin().named('x')))).toMatchInlineSnapshot(`
"the name "x" is taken by an input, %0
  inputs, outputs and labels share one space of names; choose another"
`);
    expect(messageOf(() => define({ x: f64() }, ({ x }) => ({ x: x.sin() })))).toMatchInlineSnapshot(`
"the name "x" is taken by an input, %0
  inputs, outputs and labels share one space of names; choose another"
`);
    const twice = define({ x: f64() }, ({ x }) => ({ x, y: x.named('x').named('z') }));
    expect([twice.inputs, twice.outputs, twice.names]).toEqual([{ x: 0 }, { x: 0, y: 0 }, { x: 0, z: 0 }]);
  });
});
