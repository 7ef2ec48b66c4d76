/** Rows of tables that a program does not need go, and nothing else does. */
import { describe, expect, test } from '@jest/globals';
import { mentionsOf } from './mentions.ts';
import { modulesOf, slimmed } from './slimmed.ts';

const NAMES = new Set(['sin', 'cos', 'tan', 'mul', 'scan']);
const ALL = new Set(['interpreter', 'js', 'wasm']);

const slim = (texts: Readonly<Record<string, string>>, used: readonly string[], targets = ALL): string[] =>
  [...slimmed(modulesOf(new Map(Object.entries(texts)), NAMES), { used: new Set(used), targets }).values()].map(
    (text) => text.trim(),
  );
const lines = (...all: string[]): string => `${all.join('\n')}\n`;

describe('what a text mentions', () => {
  const namesIn = (text: string): readonly string[] => [...mentionsOf(text).names];
  const wordsIn = (text: string): readonly string[] => [...mentionsOf(text).words];

  test.each([
    ['variables, not members or keys', 'a.b(c?.d, { e: f, g, ...h })', ['a', 'c', 'f', 'g', 'h']],
    ['code in templates, not their text', '`it ${a ? `or ${b}` : { c: d }} is` + e', ['a', 'b', 'd', 'e']],
    ['nothing in comments, texts and patterns', `/* a */ "b" + 'c' + x.replace(/d"e/g, f) // g`, ['x', 'f']],
    [
      'the keys of neither fields nor methods',
      '  held;\n  take(other) {\n    return made;\n  }',
      ['other', 'return', 'made'],
    ],
  ])('%s', (_, text, names) => expect(namesIn(text)).toEqual(names));

  test.each([
    ['what is made', `push("sin", [x]); const kind = "cos";`, ['sin', 'cos']],
    [
      'not what is only compared with',
      `if (op === "sin" || "cos" !== op) switch (op) { case "tan": return "mul" in all; }`,
      [],
    ],
    ['not the words of a set', `new Set(["sin", "cos"])`, []],
  ])('words: %s', (_, text, words) => expect(wordsIn(text)).toEqual(words));
});

describe('rows', () => {
  const RULES = lines(
    'import { push as push2 } from "b";',
    'var partials = {',
    '  sin: (x) => cos(x),',
    '  cos: (x) => {',
    '    return neg(sin(x));',
    '  },',
    '  tan: (x) => square(x),',
    '  /** Both at once. */',
    '  mul: [second, first]',
    '};',
    'var sin = (x) => push2("sin", [x]);',
    'var cos = (x) => push2("cos", [x]);',
    'var square = made(2);',
    'var derive = (node) => partials[node.op];',
    'export { derive, sin };',
  );

  test('stay where the program names them or a row that stays makes them', () => {
    const [left] = slim({ a: RULES }, ['derive', 'sin']);
    expect(left).toContain('sin: (x) => cos(x)');
    expect(left).toContain('return neg(sin(x))');
    expect(left).not.toMatch(/tan:|mul:|made/);
  });

  test('go with their lines blank, so that places in a text stay', () => {
    const [left] = slim({ a: RULES }, ['derive', 'mul']);
    expect(left!.split('\n')).toEqual(
      lines(
        'import { push as push2 } from "b";',
        'var partials = {',
        '',
        '',
        '',
        '',
        '',
        '  /** Both at once. */',
        '  mul: [second, first]',
        '};',
        'var sin;',
        'var cos;',
        'var square;',
        'var derive = (node) => partials[node.op];',
        'export { derive, sin };',
      )
        .trim()
        .split('\n'),
    );
  });

  test('are found through modules and other names', () => {
    const outer = lines('import { table as t } from "inner";', 'var run = () => t;', 'export { run as start };');
    const inner = lines('var all = { sin: one, cos, mul };', 'var one = cos;', 'export { all as table };');
    expect(slim({ outer, inner }, ['start', 'sin'])[1]).toBe(
      'var all = { sin: one,  };\nvar one = cos;\nexport { all as table };',
    );
  });

  test('of tables of other things stay', () => {
    const prims = lines('var PRIMS = {', '  sin: 1,', '  other: 2,', '  another: 3', '};', 'export { PRIMS };');
    expect(slim({ prims }, ['PRIMS'])[0]).toBe(prims.trim());
  });

  test('spread into a table stay or go where they stand', () => {
    const text = lines(
      'var few = {',
      '  sin: 1,',
      '  tan: 2',
      '};',
      'var more = {',
      '  ...few,',
      '  cos: 3',
      '};',
      'export { more };',
    );
    const [left] = slim({ text }, ['more', 'sin']);
    expect(left!.replaceAll(/\n+/g, '\n')).toBe(
      'var few = {\n  sin: 1,\n};\nvar more = {\n  ...few,\n};\nexport { more };',
    );
  });
});

test('methods stay where the program names them', () => {
  const text = lines(
    'var FewMethods = class {',
    '  sin() {',
    '    return sin(this);',
    '  }',
    '  tan() {',
    '    return tan(this);',
    '  }',
    '};',
    'var Sym = class extends FewMethods {',
    '  at() {',
    '  }',
    '};',
    'var tan = (x) => x;',
    'export { Sym };',
  );
  const [left] = slim({ text }, ['Sym', 'tan']);
  expect(left).toMatch(/tan\(\) \{/);
  expect(left).toMatch(/at\(\) \{/);
  expect(left).toMatch(/var tan = /);
  expect(left).not.toMatch(/sin\(\) \{/);
});

test('targets stay where they are asked for', () => {
  const text = lines(
    'var programs = {',
    '  interpreter: one,',
    '  js: two,',
    '  wasm: three',
    '};',
    'export { programs };',
  );
  const [left] = slim({ text }, ['programs', 'js'], new Set(['interpreter']));
  expect(left).toMatch(/interpreter: one/);
  expect(left).not.toMatch(/two|three/);
});

test('functions and classes that nothing reaches are left to the bundler', () => {
  const text = lines('function* spare() {', '  yield 1;', '}', 'var [low, high] = bounds();', 'export { low };');
  expect(slim({ text }, [])[0]).toBe('function* spare() {\n  yield 1;\n}\nvar low, high;\nexport { low };');
});
