/** Array ops and composites against JAX in float64 (scripts/golden/arrays_jax.py): values, gradients, Hessian-vector products. */
import { expect, test } from '@jest/globals';
import {
  atan2,
  concat,
  cumlogsumexp,
  cummax,
  cummin,
  einsum,
  evaluate,
  hypot,
  layerNorm,
  maximum,
  scatterAdd,
  stack,
  topK,
  where,
  type Sym,
} from 'adjoint';
import { errorOf, peerCases, peerFeeds, peerGraph } from '@adjoint/testkit';

type Build = (x: Sym, y: Sym) => Sym;
const builds: Readonly<Record<string, Build>> = {
  sum: (x) => x.sum([0, 2]),
  mean: (x) => x.mean(1),
  max: (x) => x.max([1, 2]),
  min: (x) => x.min(0),
  prod: (x) => x.prod(1),
  logSumExp: (x) => x.logSumExp(2),
  variance: (x) => x.variance([0, 1]),
  std: (x) => x.std(1),
  norm: (x) => x.norm(2),
  softmax: (x) => x.softmax(1),
  logSoftmax: (x) => x.logSoftmax(),
  cumsum: (x) => x.cumsum(1),
  cumprod: (x) => x.cumprod(2),
  cummax: (x) => cummax(x, 1),
  cummin: (x) => cummin(x, 0),
  cumlogsumexp: (x) => cumlogsumexp(x, 2),
  sort: (x) => x.sort(1),
  topK: (x) => topK(x, 2).values,
  reshape: (x) => x.reshape(4, 6),
  transpose: (x) => x.transpose(2, 0, 1),
  broadcast: (x) => x.broadcastTo(3, 2, 3, 4),
  flip: (x) => x.flip([0, 2]),
  slice: (x) => x.slice(null, [0, 3, 2], [1, 4, 2]),
  pad: (x) =>
    x.pad([
      [1, 0],
      [0, 2],
      [1, 1],
    ]),
  tile: (x) => x.tile([2, 1, 2]),
  tril: (x) => x.tril(),
  take: (x) => x.take([2, 0, 2, 1], 1),
  takeAlong: (x) => x.takeAlong([[[0, 1]], [[2, 1]]], 2),
  scatterAdd: (x) => scatterAdd([2, 5, 4], [4, 0, 4], x, 1),
  concat: (x, y) => concat([x, y], 1),
  stack: (x, y) => stack([x, y], 1),
  where: (x, y) => where(x.lt(y), x.mul(y), x.exp()),
  matmul: (x, y) => x.matmul(y.transpose(0, 2, 1)),
  outer: (x, y) => einsum('ijk,ljk->il', x, y),
  einsum: (x, y) => einsum('ijk,ikj->jk', x, y.transpose(0, 2, 1)),
  layerNorm: (x) => layerNorm(x),
  maximum: (x, y) => maximum(x, y),
  atan2: (x, y) => atan2(x, y),
  hypot: (x, y) => hypot(x, y),
};

// Some ten roundings; a Hessian times a vector takes differences of its terms. The worst that were seen are 2e-16, 4e-16 and 4e-15 (softmax).
const LIMITS = { value: 1e-15, g: 2e-15, h: 1e-14 };
const cases = peerCases('arrays-jax.json');

test.each(cases.map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
  const found = evaluate(
    peerGraph(golden, ([x, y]) => builds[golden.op]!(x!, y!)),
    peerFeeds(golden),
  );
  expect(found['value']!.shape).toEqual(golden.shape);
  expect(errorOf(found['value']!.data, golden.value)).toBeLessThan(LIMITS.value);
  golden.gradients.forEach((wanted, i) => expect(errorOf(found[`g${i}`]!.data, wanted)).toBeLessThan(LIMITS.g));
  golden.products.forEach((wanted, i) => expect(errorOf(found[`h${i}`]!.data, wanted)).toBeLessThan(LIMITS.h));
});

test('every case has its build', () => {
  expect(cases.map(({ op }) => op).sort()).toEqual(Object.keys(builds).sort());
});
