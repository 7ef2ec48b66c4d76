/** The special functions as methods of a symbol, which is their first argument; `special.ts` says what each is. */
import { ElementwiseMethods } from './elementwise-methods.ts';
import type { Value } from './lift.ts';
import * as special from './special.ts';
import type { Sym } from './symbol.ts';

export abstract class SpecialMethods extends ElementwiseMethods {
  erf(this: Sym): Sym {
    return special.erf(this);
  }
  erfc(this: Sym): Sym {
    return special.erfc(this);
  }
  erfcx(this: Sym): Sym {
    return special.erfcx(this);
  }
  erfinv(this: Sym): Sym {
    return special.erfinv(this);
  }
  ndtri(this: Sym): Sym {
    return special.ndtri(this);
  }
  logndtr(this: Sym): Sym {
    return special.logndtr(this);
  }
  lgamma(this: Sym): Sym {
    return special.lgamma(this);
  }
  digamma(this: Sym): Sym {
    return special.digamma(this);
  }
  log1mexp(this: Sym): Sym {
    return special.log1mexp(this);
  }
  expi(this: Sym): Sym {
    return special.expi(this);
  }
  exp1(this: Sym): Sym {
    return special.exp1(this);
  }
  j0(this: Sym): Sym {
    return special.j0(this);
  }
  j1(this: Sym): Sym {
    return special.j1(this);
  }
  y0(this: Sym): Sym {
    return special.y0(this);
  }
  y1(this: Sym): Sym {
    return special.y1(this);
  }
  i0(this: Sym): Sym {
    return special.i0(this);
  }
  i1(this: Sym): Sym {
    return special.i1(this);
  }
  i0e(this: Sym): Sym {
    return special.i0e(this);
  }
  i1e(this: Sym): Sym {
    return special.i1e(this);
  }
  sinc(this: Sym): Sym {
    return special.sinc(this);
  }
  betaln(this: Sym, b: Value): Sym {
    return special.betaln(this, b);
  }
  beta(this: Sym, b: Value): Sym {
    return special.beta(this, b);
  }
  gammainc(this: Sym, x: Value): Sym {
    return special.gammainc(this, x);
  }
  gammaincc(this: Sym, x: Value): Sym {
    return special.gammaincc(this, x);
  }
  xlogy(this: Sym, b: Value): Sym {
    return special.xlogy(this, b);
  }
  xlog1py(this: Sym, b: Value): Sym {
    return special.xlog1py(this, b);
  }
  logaddexp(this: Sym, b: Value): Sym {
    return special.logaddexp(this, b);
  }
  hypot(this: Sym, b: Value): Sym {
    return special.hypot(this, b);
  }
  /** `x.polygamma(n)` is ψ⁽ⁿ⁾(x). */
  polygamma(this: Sym, n: Value): Sym {
    return special.polygamma(n, this);
  }
}
