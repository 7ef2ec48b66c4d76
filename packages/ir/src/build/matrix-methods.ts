/** Linear algebra as methods of a symbol; `matrices.ts` and `decompositions.ts` say what each is. */
import { ArrayMethods } from './array-methods.ts';
import * as decompositions from './decompositions.ts';
import type { Value } from './lift.ts';
import * as matrices from './matrices.ts';
import type { Sym } from './symbol.ts';

export abstract class MatrixMethods extends ArrayMethods {
  cholesky(this: Sym): Sym {
    return matrices.cholesky(this);
  }
  triangularSolve(this: Sym, b: Value, options?: matrices.TriangularOptions): Sym {
    return matrices.triangularSolve(this, b, options);
  }
  solve(this: Sym, b: Value): Sym {
    return matrices.solve(this, b);
  }
  lstsq(this: Sym, b: Value, options?: matrices.RankOptions): Sym {
    return matrices.lstsq(this, b, options);
  }
  inv(this: Sym): Sym {
    return matrices.inv(this);
  }
  pinv(this: Sym, options?: matrices.RankOptions): Sym {
    return matrices.pinv(this, options);
  }
  det(this: Sym): Sym {
    return matrices.det(this);
  }
  slogdet(this: Sym): { readonly sign: Sym; readonly logabs: Sym } {
    return matrices.slogdet(this);
  }
  logdet(this: Sym): Sym {
    return matrices.logdet(this);
  }
  qr(this: Sym, options?: decompositions.QrOptions): { readonly q: Sym; readonly r: Sym } {
    return decompositions.qr(this, options);
  }
  eigh(this: Sym): { readonly values: Sym; readonly vectors: Sym } {
    return decompositions.eigh(this);
  }
  svd(this: Sym): { readonly u: Sym; readonly s: Sym; readonly vt: Sym } {
    return decompositions.svd(this);
  }
  adjugate(this: Sym): Sym {
    return matrices.adjugate(this);
  }
  expm(this: Sym): Sym {
    return matrices.expm(this);
  }
  matrixPower(this: Sym, n: number): Sym {
    return matrices.matrixPower(this, n);
  }
  kron(this: Sym, b: Value): Sym {
    return matrices.kron(this, b);
  }
}
