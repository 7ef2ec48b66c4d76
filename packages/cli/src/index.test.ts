/** The program: help, versions, and what is wrong usage; where a graph is read from, and the place of its fault. */
import { describe, expect, test } from '@jest/globals';
import { parse, print, toJSON } from 'adjoint';
import { LINE, terminal } from '@adjoint/testkit';
import { run } from './index.ts';

const { adjoint, printed } = terminal(run);

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
  svg    Prints the graph as an SVG picture.
  html   Prints a page of HTML that shows the graph, its text, and values at given inputs.
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

  test.each(['print', 'grad', 'eval', 'check', 'dot', 'svg', 'html'])(
    '%s --help lists its options',
    async (command) => {
      const help = await printed(command, '--help');
      expect(help).toMatch(`adjoint ${command} [options] <graph>`);
      expect(help).toMatch('--input <name:type>');
    },
  );

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
    expect(await printed('print', file)).toBe(`${print(LINE)}\n`);
  });

  test('is read from standard input', async () => {
    expect(await adjoint(['print', '-'], JSON.stringify(toJSON(LINE)))).toEqual({
      code: 0,
      out: `${print(LINE)}\n`,
      err: '',
    });
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
