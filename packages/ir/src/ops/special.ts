/**
 * Special functions: pointwise ops like any other. A family that its derivatives stay in takes its order n as first argument, a whole
 * number: so the set is closed (lgamma → digamma → polygamma 1, 2 …) and elementwise ops keep having no attributes.
 */
import * as N from '../math/numbers/index.ts';
import { row } from './pointwise.ts';
import { besseli, besselie } from './special/bessel.ts';
import { besselj, bessely } from './special/bessel-jy.ts';
import { exp1, expi } from './special/expint.ts';
import { betaln, polygamma } from './special/gamma.ts';
import { gammainc, gammaincc } from './special/incomplete.ts';
import { sincDerivative } from './special/sinc.ts';

const float = row('float');
const commutative = true;

export const SPECIAL = {
  erf: float('error function, 2/√π ∫₀ˣ e^(−t²) dt', N.erf, { single: N.erff }),
  erfc: float('1 − erf x, exact where erf x is near 1', N.erfc, { single: N.erfcf }),
  erfcx: float('e^(x²) · erfc x, without overflow', N.erfcx, { single: N.erfcxf }),
  erfinv: float('inverse of erf; ±∞ at ±1', N.erfinv, { single: N.erfinvf }),
  ndtri: float('quantile of the standard normal distribution', N.ndtri, { single: N.ndtrif }),
  logndtr: float('logarithm of the standard normal distribution function, exact in both tails', N.logndtr, {
    single: N.logndtrf,
  }),
  lgamma: float('log |Γ(x)|; ∞ at 0, −1, −2 …', N.lgamma, { single: N.lgammaf }),
  digamma: float('derivative of log Γ; NaN at −1, −2 …, ∓∞ at ±0', N.digamma, { single: N.digammaf }),
  polygamma: float('n-th derivative of digamma, of whole n ≥ 0', polygamma),
  betaln: float('log |B(a, b)| = log |Γ(a) Γ(b) / Γ(a + b)|', betaln, { commutative }),
  gammainc: float('regularized lower incomplete gamma function P(a, x)', gammainc),
  gammaincc: float('regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x)', gammaincc),
  xlogy: float('x · log y; 0 where x is 0', N.xlogy, { single: N.xlogyf }),
  xlog1py: float('x · log(1 + y), exact near y = 0; 0 where x is 0', N.xlog1py, { single: N.xlog1pyf }),
  logaddexp: float('log(eᵃ + eᵇ), without overflow', N.logaddexp, { commutative, single: N.logaddexpf }),
  log1mexp: float('log(1 − e⁻ˣ) of x ≥ 0, exact near 0 and far from it', N.log1mexp, { single: N.log1mexpf }),
  hypot: float('√(a² + b²), without overflow', N.hypot, { single: N.hypotf }),
  sincDerivative: float('n-th derivative of sin πx / (πx), of whole n ≥ 0', sincDerivative),
  besselj: float('Bessel function of the first kind, Jₙ(x), of whole n', besselj),
  bessely: float('Bessel function of the second kind, Yₙ(x), of whole n and x ≥ 0; −∞ at 0', bessely),
  besseli: float('modified Bessel function Iₙ(x), of whole n', besseli),
  besselie: float('e^(−|x|) · Iₙ(x), of whole n', besselie),
  expi: float('exponential integral Ei(x)', expi),
  exp1: float('exponential integral E₁(x) = −Ei(−x) of x ≥ 0', exp1),
} as const;
