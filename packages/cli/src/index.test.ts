import { describe, expect, test } from '@jest/globals';
import { define, f64, fromJSON, gradients, isomorphic, parse, print, toJSON } from 'adjoint';
import { run } from './index.ts';

const line = define({ a: f64(), x: f64(3) }, ({ a, x }) => ({
  loss: a.mul(x).named('scaled').square().sum(),
  n: x.argmax(),
}));

const FILES: Readonly<Record<string, string>> = {
  'line.txt': print(line),
  'line.json': JSON.stringify(toJSON(line)),
  'formula.txt': 'a*x +\n b',
  'broken.txt': '%0 = input x : f64[]\n%1 = snh %0\n',
  'wrong.txt': 'a*x\n + )',
  'broken.json': '{ "format": "adjoint",\n }',
  'graph.json': '{ "format": "adjoint", "version": 1 }',
  'feeds.json': '\uFEFF{ "a": 2, "x": [1, "NaN", "-0"] }',
  'list.json': '[1]',
};

const adjoint = async (args: readonly string[], stdin = '') => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, {
    version: '1.2.3',
    read: (path) => (Object.hasOwn(FILES, path) ? FILES[path] : undefined),
    stdin: () => Promise.resolve(stdin),
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, out: out.join(''), err: err.join('') };
};

const printed = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await adjoint(args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

describe('the program', () => {
  test('says its version, and helps', async () => {
    expect(await printed('--version')).toBe('1.2.3\n');
    expect(await printed('-h')).toBe(await printed('--help'));
    expect(await printed('--help')).toMatchInlineSnapshot(`
"adjoint <command> [options] <graph>

Commands:
  print  Prints the graph, as text or JSON.
  grad   Prints the graph with gradients d(of)/d(x) added, and Hessians for --order 2.
  eval   Prints the values of the outputs at given inputs.
  check  Checks that the graph is well formed and, at a point given by --set or --feed, its derivatives.
  dot    Prints the graph for Graphviz, or for Mermaid.
  emit   Prints an ES module that computes the outputs and depends on nothing.

Options:
  -h, --help     this page; after a command, its own
  -v, --version  the version

<graph> is a file (text as "adjoint print" writes it, or JSON), - for standard input, or an expression such as
"sum((a*x + b - y)^2)", with its variables f64 scalars unless --input says otherwise. Write -- before one that starts with -.

Exit codes: 0 all is well, 1 the graph or a check of it failed, 2 wrong usage.
"
`);
  });

  test('without a command helps on standard error', async () => {
    expect(await adjoint([])).toEqual({ code: 2, out: '', err: await printed('--help') });
  });

  test.each(['print', 'grad', 'eval', 'check', 'dot'])('%s --help lists its options', async (command) => {
    const help = await printed(command, '--help');
    expect(help).toMatch(`adjoint ${command} [options] <graph>`);
    expect(help).toMatch('--input <name:type>');
  });

  test('one page of help', async () => {
    expect(await printed('dot', '-h')).toMatchInlineSnapshot(`
"adjoint dot [options] <graph>

Prints the graph for Graphviz, or for Mermaid.

Options:
  --mermaid            for Mermaid
  --optimize           optimize it first, bit for bit
  --input <name:type>  the type of a variable of an expression, such as x:f64[3]
  -h, --help           this page
"
`);
  });

  test.each([
    [['prnt'], 'there is no command "prnt"; there are print, grad, eval, check, dot'],
    [['constructor', 'x'], 'there is no command "constructor"'],
    [['print'], 'adjoint print takes a graph: a file, - or an expression'],
    [['print', 'a', '+', 'b'], 'adjoint print takes one graph, got "+" too; quote an expression'],
    [['print', '--flod', 'x'], "Unknown option '--flod'"],
    [['grad', 'x', '--of'], "'--of <value>' argument missing"],
    [['print', 'x', '--json', '--fold'], '--json has all nodes and types: leave out --fold and --no-types'],
    [['print', 'x', '--input', 'x:f65'], '--input x:f65: expected a name and a type, such as x:f64[3]'],
    [
      ['print', 'model.txt'],
      'there is no file "model.txt", and it is no expression: <expression>:1:6: expected an operator, got "."',
    ],
    [['print', 'line.txt', '--input', 'x:f64'], '--input is for expressions, and line.txt is a graph'],
    [['grad', 'x', '--order', '3'], '--order is 3, and must be 1 or 2'],
    [['grad', 'a; b = x'], '--of must name the cost, for not just one output is one float; the outputs are: out, b'],
    [['grad', 'x', '--wrt', 'x,'], '--wrt has an empty name'],
    [['eval', 'x', '--set', 'x'], '--set x: expected name=value'],
    [['eval', 'x', '--set', 'x=1+'], '--set x:1:3: expected a value, got the end of the text'],
    [['eval', 'x', '--set', 'x=y'], '--set x: a text that names y is not a value'],
    [['eval', 'x', '--feed', 'none.json'], '--feed: there is no file "none.json"'],
    [['eval', '-', '--feed', '-'], 'standard input is the graph or --feed, not both'],
    [['check', 'x', '--order', '2'], 'derivatives are checked at a point: give it by --set or --feed'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, out, err } = await adjoint(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('a graph', () => {
  test.each(['line.txt', 'line.json'])('is read from %s', async (file) => {
    expect(await printed('print', file)).toBe(`${print(line)}\n`);
  });

  test('is read from standard input', async () => {
    expect(await adjoint(['print', '-'], FILES['line.json'])).toEqual({ code: 0, out: `${print(line)}\n`, err: '' });
    expect((await adjoint(['print', '-'], 'x^2')).out).toMatch('pow %0 %1');
  });

  test('is an expression, with types', async () => {
    const typed = ['--input', 'a:f32', '--input', 'x:f32[2,3]', '--input', 'b:f32[]'];
    expect(Object.keys(parse(await printed('print', 'formula.txt', ...typed)).inputs)).toEqual(['a', 'x', 'b']);
    expect(await printed('print', 'a*x', ...typed.slice(0, 4))).toMatch('input x                 : f32[2,3]');
  });

  test.each([
    ['broken.txt', 'broken.txt:2:6: expected an op such as sinh, got "snh"\n'],
    ['wrong.txt', 'wrong.txt:2:4: expected a value, got ")"\n'],
    ['broken.json', /^broken\.json:2:2: this is no JSON: /],
    ['graph.json', 'graph.json: nodes: expected a list, got nothing\n'],
    ['x + sni(x)', '<expression>:1:5: expected a function such as sin, got "sni"\n'],
    ['__proto__', '<expression>: "__proto__" is not a name'],
  ])('%s is told with the place of its fault', async (source, message) => {
    const { code, out, err } = await adjoint(['print', source]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  });

  test('a fault of an operation shows its nodes and its place', async () => {
    const { code, err } = await adjoint(['print', 'x*y', '--input', 'x:f64[2]', '--input', 'y:f64[3]']);
    expect(code).toBe(1);
    expect(err).toMatchInlineSnapshot(`
"<expression>: mul: shapes [2] and [3] do not broadcast
  %0 = input x : f64[2]
  %1 = input y : f64[3]
  %2 = mul %0 %1
  in the expression at line 1, column 2
  aligned at the last axis, two dimensions must be equal or one of them 1
"
`);
  });
});

describe('print', () => {
  test('writes text, folded text, text without types, JSON', async () => {
    const types = ['--input', 'x:f64[3]'];
    expect(await printed('print', 'softmax(x)', '--fold', ...types)).toMatch('= softmax %0');
    expect(await printed('print', 'exp(x)', '--no-types', ...types)).toMatch('%1 = exp %0\n');
    expect(isomorphic(fromJSON(await printed('print', 'line.txt', '--json')), line)).toBe(true);
  });

  test('optimizes', async () => {
    expect(await printed('print', 'x*1', '--optimize')).toBe('%0 = input x                 : f64[]\nreturn out = %0\n');
  });
});

describe('grad', () => {
  test('adds the gradients of the one cost to all floats', async () => {
    const out = await printed('grad', 'line.txt');
    expect(out).toBe(`${print(gradients(line, { of: 'loss', wrt: ['a', 'x'] }))}\n`);
  });

  test('takes a cost, targets and an order', async () => {
    const out = parse(
      await printed(
        'grad',
        'line.json',
        '--of',
        'loss',
        '--wrt',
        'a,scaled',
        '--wrt',
        'x',
        '--order',
        '2',
        '--optimize',
      ),
    );
    expect(Object.keys(out.outputs)).toEqual([
      'loss',
      'n',
      'd(loss)/d(a)',
      'd(loss)/d(scaled)',
      'd(loss)/d(x)',
      'd2(loss)/d(a)d(a)',
      'd2(loss)/d(scaled)d(scaled)',
      'd2(loss)/d(x)d(x)',
    ]);
  });

  test('says why there is none', async () => {
    const { code, err } = await adjoint(['grad', 'floor(x)']);
    expect(code).toBe(1);
    expect(err).toMatch('<expression>: "out" has no gradient with respect to "x": floor (%1) cuts the path');
    expect(err).not.toMatch('built at');
  });
});

describe('eval', () => {
  test('takes values from a file and from options, which win', async () => {
    expect(await printed('eval', 'a*x', '--feed', 'feeds.json')).toBe('out : f64[3] = [2, NaN, -0]\n');
    expect(await printed('eval', 'a*x', '--feed', 'feeds.json', '--set', 'x=[[pi, -Infinity]]')).toBe(
      `out : f64[1,2] = [[${2 * Math.PI}, -Infinity]]\n`,
    );
    expect(await adjoint(['eval', 'line.txt', '--feed', '-'], '{"a": 1, "x": [1, 2, 3]}')).toEqual({
      code: 0,
      out: 'loss : f64[] = 14\nn : i32[] = 2\n',
      err: '',
    });
  });

  test('gives the outputs asked for, and JSON that can be fed', async () => {
    expect(await printed('eval', 'line.txt', '--output', 'scaled,n', '--set', 'a=2', '--set', 'x=[1, 3, 2]')).toBe(
      'scaled : f64[3] = [2, 6, 4]\nn : i32[] = 1\n',
    );
    expect(await printed('eval', 'y = x/0; z = isNaN(x); w = -0*x', '--json', '--set', 'x=[1, 0]')).toBe(
      '{"y": ["Infinity", "NaN"], "z": [false, false], "w": ["-0", "-0"]}\n',
    );
  });

  test('numbers take the dtype of the input', async () => {
    expect(await printed('eval', 'i*2', '--input', 'i:i32[2]', '--set', 'i=[3, 4]')).toBe('out : i32[2] = [6, 8]\n');
    expect(await printed('eval', 'where(c, 1, 2)', '--set', 'c=true')).toBe('out : f64[] = 1\n');
  });

  test.each([
    [['line.txt', '--set', 'a=1'], 'line.txt: feed "x": got nothing'],
    [['line.txt', '--set', 'a=1', '--set', 'x=[1, 2]'], 'line.txt: feed "x": got numbers of shape [2]'],
    [['line.txt', '--set', 'b=1'], 'line.txt: there is no input "b"'],
    [['line.txt', '--set', '__proto__=1'], 'line.txt: there is no input "__proto__"'],
    [['x', '--set', 'y=1'], '<expression>: there is no variable of the expression "y"'],
    [['x', '--feed', 'list.json'], 'list.json: expected an object of a value for each input'],
    [['x', '--feed', 'broken.json'], 'broken.json:2:2: this is no JSON'],
    [['line.txt', '--output', 'lost', '--feed', 'feeds.json'], 'line.txt: there is no input, output or label "lost"'],
  ])('%j fails', async (args, message) => {
    const { code, out, err } = await adjoint(['eval', ...args]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  });
});

describe('check', () => {
  test('says that a graph is well formed', async () => {
    expect(await printed('check', 'line.txt')).toBe(`line.txt: ${line.nodes.length} nodes, well formed\n`);
  });

  test('holds derivatives against finite differences', async () => {
    expect(
      await printed('check', 'line.txt', '--of', 'loss', '--order', '2', '--set', 'a=2', '--set', 'x=[1, 2, 3]'),
    ).toMatch('line.txt: derivatives of loss with respect to a, x agree with finite differences\n');
  });

  test('fails where they differ', async () => {
    const { code, err } = await adjoint(['check', 'sin(stopGradient(x))', '--set', 'x=1']);
    expect(code).toBe(1);
    expect(err).toMatch('<expression>: d(out)/d(x), element 0: the graph says 0, finite differences say 0.54030');
  });
});

describe('dot', () => {
  test('writes Graphviz or Mermaid', async () => {
    expect(await printed('dot', 'x^2')).toMatch(/^digraph .*\}\n$/s);
    expect(await printed('dot', '--mermaid', 'line.json')).toMatch(/^flowchart /);
    expect(await printed('dot', 'x*1', '--optimize')).not.toMatch('mul');
  });
});

describe('emit', () => {
  test('writes a module that depends on nothing', async () => {
    const text = await printed('emit', 'sin(x)*x');
    expect(text).toMatch(/^\/\/ Made by adjoint\.\n/);
    expect(text).toMatch('export default (feeds) => {');
    expect(text).not.toMatch('import');
  });

  test('for WebAssembly, of the outputs asked for', async () => {
    const text = await printed('emit', '--target', 'wasm', '--output', 'loss', 'line.txt');
    expect(text).toMatch('WebAssembly.Instance');
    expect(text).toMatch('"loss": [');
  });

  test('tells what it cannot', async () => {
    expect((await adjoint(['emit', 'exp1(x)'])).err).toMatch('no module can be made of');
    expect((await adjoint(['emit', '--target', 'c', 'x'])).code).toBe(2);
  });
});
