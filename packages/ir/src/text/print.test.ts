/** Printed graphs: one line a node, labels, scopes, and what is left out if asked. */
import { describe, expect, test } from '@jest/globals';
import { define, softmax } from '../build/index.ts';
import { f64 } from '../type/type.ts';
import { print } from './print.ts';

const regression = define({ X: f64(150, 4), y: f64(150), w: f64(4) }, ({ X, y, w }) => {
  const logit = X.matmul(w).named('logit').named('other label');
  return { loss: logit.softplus().sub(y.mul(logit)).mean() };
});

describe('print', () => {
  test('writes one line a node, then outputs, then scopes', () => {
    expect(print(regression)).toMatchInlineSnapshot(`
"%0 = input X                 : f64[150,4]
%1 = input y                 : f64[150]
%2 = input w                 : f64[4]
%3 = contract %0 %2 {spec: "ij,j->i"} : f64[150] as logit, "other label"
%4 = softplus %3             : f64[150]
%5 = mul %1 %3               : f64[150]
%6 = sub %4 %5               : f64[150]
%7 = sum %6 {axes: [0]}      : f64[]
%8 = constant {data: [150]}  : f64[]
%9 = div %7 %8               : f64[]
return loss = %9
scope mean %7..%9"
`);
  });

  test('leaves out types that follow', () => {
    expect(print(regression, { types: false })).toMatchInlineSnapshot(`
"%0 = input X                 : f64[150,4]
%1 = input y                 : f64[150]
%2 = input w                 : f64[4]
%3 = contract %0 %2 {spec: "ij,j->i"} as logit, "other label"
%4 = softplus %3
%5 = mul %1 %3
%6 = sub %4 %5
%7 = sum %6 {axes: [0]}
%8 = constant {data: [150]}  : f64[]
%9 = div %7 %8
return loss = %9
scope mean %7..%9"
`);
  });

  test('folds outermost composites to what goes in and what comes out', () => {
    const attention = define({ q: f64(2, 4), 'k v': f64(3, 4) }, ({ q, 'k v': k }) => {
      const weights = softmax(q.matmul(k.transpose())).named('weights');
      return { out: weights.matmul(k), entropy: weights.logSumExp(), unused: weights.std().isNaN() };
    });
    expect(print(attention, { fold: true })).toMatchInlineSnapshot(`
"%0 = input q                 : f64[2,4]
%1 = input "k v"             : f64[3,4]
%2 = transpose %1 {perm: [1, 0]} : f64[4,3]
%3 = contract %0 %2 {spec: "ij,jk->ik"} : f64[2,3]
%15 = softmax %3             : f64[2,3] as weights   (12 nodes)
%16 = contract %15 %1 {spec: "ij,jk->ik"} : f64[2,4]
%39 = logSumExp %15          : f64[]   (23 nodes)
%58 = std %15                : f64[]   (19 nodes)
%59 = isNaN %58              : bool[]
return out = %16, entropy = %39, unused = %59"
`);
    expect(print(attention, { fold: true, types: false }).split('\n')[4]).toMatchInlineSnapshot(
      `"%15 = softmax %3 as weights   (12 nodes)"`,
    );
  });

  test('quotes names that could be misread', () => {
    const odd = define({ 'a b': f64(), '0': f64() }, (all) => ({
      'd(f)/d(a b)': all['a b'].mul(all['0']).named('"x" \\ `y`;'),
    }));
    expect(print(odd)).toMatchInlineSnapshot(`
"%0 = input "0"               : f64[]
%1 = input "a b"             : f64[]
%2 = mul %1 %0               : f64[] as "\\"x\\" \\\\ \`y\`;"
return "d(f)/d(a b)" = %2"
`);
  });

  test('tells where nodes were built', () => {
    const line = print(regression, { origins: true }).split('\n')[3];
    expect(line).toMatch(/as logit, "other label" ; built at .*print\.test\.ts:8:\d+$/);
  });

  test('the text of a graph is a prefix of the text of a longer one', () => {
    const body = (s: number) =>
      define({ x: f64(3) }, ({ x }) => {
        const y = x.sin().mul(x);
        return s === 0 ? {} : { out: y.sum(0).mul(2).exp() };
      });
    expect(print(body(1)).startsWith(print(body(0)))).toBe(true);
  });
});
