/** Kernels of decompositions: ops with several results. */
import { sizeOf, type Attrs, type Several } from '@adjoint/ir';
import { inTurn, resultsAt, roundOnce, type Kernel, type Make, type Site } from '../kernel.ts';
import { orthogonalize } from './householder.ts';
import { turned } from './products.ts';
import { singularParts } from './singular.ts';
import { eigenParts } from './symmetric.ts';

/** The results for one matrix of the batch, m × n; the array may be overwritten. */
type Parts = (a: Float64Array, m: number, n: number) => readonly Float64Array[];

const decomposition = (site: Site, parts: Parts): Kernel => {
  const { memory, args, types, type } = site;
  const { shape } = types[0]!;
  const [m = 0, n = 0] = shape.slice(-2);
  const count = sizeOf(shape.slice(0, -2));
  const a = new Float64Array(m * n);
  const results = resultsAt(site);
  const decompose = (): void => {
    for (let i = 0; i < count; i++) {
      const from = args[0]! + i * a.length;
      for (let j = 0; j < a.length; j++) a[j] = memory[from + j]!;
      parts(a, m, n).forEach((part, k) => memory.set(part, results[k]!.start + i * part.length));
    }
  };
  return inTurn(decompose, ...results.map(({ start, size }) => roundOnce(memory, type.dtype, start, size)));
};

export const decompositions: { readonly [O in Several]: Make<O> } = {
  qr: (site: Site<Attrs<'qr'>>) =>
    decomposition(site, (a, m, n) => {
      const { q, r } = orthogonalize(a, m, n, site.attrs.full ? m : n);
      return [q, r];
    }),
  eigh: (site) =>
    decomposition(site, (a, n) => {
      const { values, vectors } = eigenParts(a, n);
      return [values, vectors];
    }),
  svd: (site) =>
    decomposition(site, (a, m, n) => {
      const { u, s, v } = singularParts(a, m, n);
      return [u, s, turned(v, n, Math.min(m, n))];
    }),
};
