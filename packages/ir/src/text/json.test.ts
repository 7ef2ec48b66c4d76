/** Graphs as JSON: plain data that shares nothing with them; what is no graph is refused, with the place of its fault. */
import { describe, expect, test } from '@jest/globals';
import { define } from '../build/index.ts';
import { InputError } from '../error/error.ts';
import { f64 } from '../type/type.ts';
import { fromJSON } from './from-json.ts';
import { toJSON } from './json.ts';

const graph = define({ x: f64(2) }, ({ x }) => ({ loss: x.mul([NaN, -0]).named('scaled').sum() }));

const messageOf = (value: unknown): string => {
  try {
    fromJSON(value);
  } catch (error) {
    if (error instanceof InputError && error.code === 'json') return error.message;
    throw error;
  }
  return 'no fault';
};

/** The graph's JSON with one place changed. */
const changed = (path: readonly (string | number)[], value: unknown): unknown => {
  const root = JSON.parse(JSON.stringify(toJSON(graph))) as unknown;
  let at = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1)!] = value;
  return root;
};

describe('toJSON', () => {
  test('is plain data, with numbers that JSON lacks as texts', () => {
    expect(toJSON(graph)).toEqual({
      format: 'adjoint',
      version: 1,
      nodes: [
        { op: 'input', args: [], type: 'f64[2]' },
        { op: 'constant', args: [], type: 'f64[2]', attrs: { data: ['NaN', '-0'] } },
        { op: 'mul', args: [0, 1], type: 'f64[2]' },
        { op: 'sum', args: [2], type: 'f64[]', attrs: { axes: [0] } },
      ],
      inputs: { x: 0 },
      outputs: { loss: 3 },
      names: { scaled: 2 },
      scopes: [],
    });
  });

  test('shares nothing with the graph', () => {
    const json = toJSON(graph);
    (json.nodes[2]!.args as number[])[0] = 1;
    (json.nodes[1]!.attrs!['data'] as number[])[0] = 7;
    expect(toJSON(graph)).toEqual(toJSON(fromJSON(toJSON(graph))));
    expect(graph.nodes[2]!.args).toEqual([0, 1]);
  });
});

const pollution: unknown = JSON.parse('{"__proto__": 2}');

describe('fromJSON', () => {
  test.each([
    [null, 'the graph: expected an object, got null'],
    [[], 'the graph: expected an object, got a list of 0'],
    [12, 'the graph: expected an object, got 12'],
    ['"text"', 'the graph: expected an object, got "text"'],
    [{}, 'format: expected "adjoint", got nothing'],
    [changed(['version'], 2), 'version: expected 1, got 2'],
    [
      changed(['extra'], 1),
      'the graph: expected no fields but format, version, nodes, inputs, outputs, names, scopes, got the field "extra"',
    ],
    [changed(['nodes'], {}), 'nodes: expected a list, got an object'],
    [changed(['nodes', 1], null), 'nodes[1]: expected an object, got null'],
    [
      changed(['nodes', 1, 'id'], 1),
      'nodes[1]: expected no fields but op, args, attrs, type, bodies, got the field "id"',
    ],
    [changed(['nodes', 2, 'op'], 'mull'), 'nodes[2].op: expected an op such as mul, got "mull"'],
    [changed(['nodes', 2, 'op'], '__proto__'), 'nodes[2].op: expected an op, got "__proto__"'],
    [changed(['nodes', 2, 'args'], '0,1'), 'nodes[2].args: expected a list, got "0,1"'],
    [changed(['nodes', 2, 'args', 1], 2), 'nodes[2].args[1]: expected an earlier node from 0 to 1, got 2'],
    [changed(['nodes', 2, 'args', 1], -1), 'nodes[2].args[1]: expected an earlier node from 0 to 1, got -1'],
    [changed(['nodes', 2, 'args', 1], '1'), 'nodes[2].args[1]: expected an earlier node from 0 to 1, got "1"'],
    [changed(['nodes', 0, 'args'], [0]), 'nodes[0].args[0]: expected nothing, for there is none to choose from, got 0'],
    [
      changed(['nodes', 3, 'attrs'], undefined),
      'nodes[3].attrs.axes: expected a list of at most 64 whole numbers ≥ 0, got nothing',
    ],
    [
      changed(['nodes', 3, 'attrs', 'axes'], [1]),
      'nodes[3]: expected an op and arguments that fit, got sum: axes is [1]; it must be ascending axes of a rank-1 value',
    ],
    [
      changed(['nodes', 3, 'attrs', 'axes'], ['NaN']),
      'nodes[3].attrs.axes[0]: expected a list of at most 64 whole numbers ≥ 0, got "NaN"',
    ],
    [
      changed(['nodes', 3, 'attrs', 'more axes'], [1]),
      'nodes[3].attrs["more axes"]: expected no attribute but axes, got a list of 1',
    ],
    [changed(['nodes', 3, 'attrs'], pollution), 'nodes[3].attrs.__proto__: expected no attribute but axes, got 2'],
    [changed(['nodes', 1, 'attrs', 'data', 1], 'nan'), 'nodes[1].attrs.data[1]: expected a list of numbers, got "nan"'],
    [
      changed(
        ['nodes', 1, 'attrs', 'data'],
        Array.from({ length: 100_000 }, () => 'NaN'),
      ),
      'nodes[1]: expected an op and arguments that fit, got constant: data is "100000 numbers"; it must be 2 numbers for shape [2]',
    ],
    [changed(['nodes', 3, 'type'], 'f64[2]'), 'nodes[3].type: expected f64[], got f64[2]'],
    [
      changed(['nodes', 3, 'type'], 'f64[99999999999999999]'),
      'nodes[3].type: expected a type such as "f64[2,3]", got "f64[99999999999999999]"',
    ],
    [
      changed(['nodes', 3, 'type'], 'x'.repeat(100_000)),
      'nodes[3].type: expected a type such as "f64[2,3]", got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
    ],
    [changed(['inputs'], {}), 'inputs: expected one name for each input, got no name for %0'],
    [changed(['inputs', 'z'], 0), 'inputs.z: expected one name for each input, got a second name of %0'],
    [changed(['inputs', 'z'], 1), 'inputs.z: expected an input, got %1, which is constant'],
    [
      changed(['outputs', 'a\nb'], 1),
      'outputs["a\\nb"]: expected a name that is free, got "a\\nb", but it has a control character',
    ],
    [
      changed(['outputs', 'scaled'], 1),
      'names.scaled: expected a name that is free, got "scaled", but it is taken by %1',
    ],
    [
      changed(['names'], pollution),
      'names.__proto__: expected a name that is free, got "__proto__", but it would change what every object inherits',
    ],
    [changed(['names', 'y'], 4), 'names.y: expected a node from 0 to 3, got 4'],
    [changed(['scopes'], [{ name: 's', from: 0, to: 5 }]), 'scopes[0].to: expected an end from 1 to 4, got 5'],
    [changed(['scopes'], [{ name: 's', from: 2, to: 2 }]), 'scopes[0].to: expected an end from 3 to 4, got 2'],
    [changed(['scopes'], [{ name: '', from: 0, to: 2 }]), 'scopes[0].name: expected a name, but it is empty, got ""'],
    [
      changed(
        ['scopes'],
        [
          { name: 's', from: 0, to: 2 },
          { name: 't', from: 1, to: 3 },
        ],
      ),
      'scopes[1]: expected scopes that nest, got a scope that crosses scopes[0]',
    ],
  ])('says the path of the fault, case %#', (value, message) => {
    expect(messageOf(value)).toBe(message);
  });

  test('says what is no JSON', () => {
    expect(messageOf('not JSON')).toMatch(/^the text: expected JSON, got /);
  });

  test('nothing nested deep, and no key, does harm', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(() => fromJSON(deep)).toThrow(InputError);
    expect(() => fromJSON(`{"nodes":${deep}}`)).toThrow(InputError);
    const deepAttr = `{"format":"adjoint","version":1,"nodes":[{"op":"constant","args":[],"type":"f64[]","attrs":{"data":${deep}}}]}`;
    expect(() => fromJSON(deepAttr)).toThrow(InputError);
    expect(({} as Record<string, unknown>)['op']).toBeUndefined();
  });
});
