"""Pointwise ops: what each means for numbers or jets. Where each is asked is in points.py."""

from random import Random

import numpy as np
from mpmath import mp, mpf
from scipy import special

from case import Case
from draws import Relative
from jet import Jet, exp, lift, log, log1p, over, sin, sqrt, value
from points import HARD, ORDERED, PARTLY_FIXED, REGIONS, ROUNDED, UNWRAPPED

SIZE = 4  # elements an input, where points.py does not list them


# Meanings that need more than a line. Where one asks which piece x is on, jets answer by their value.


def cbrt(x):
    return -positive_cbrt(-x) if x < 0 else positive_cbrt(x)


def power(x, y):
    """exp(y · log x); by repeated multiplication where y is whole and still, so that any x will do."""
    moves = isinstance(y, Jet) and any(y.c[1:])
    if not moves and value(y) == mp.floor(value(y)) and abs(value(y)) <= 64:
        n, product = int(value(y)), mpf(1)
        for _ in range(abs(n)):
            product = product * x
        return 1 / product if n < 0 else product
    return exp(y * log(x)) if isinstance(x, Jet) or isinstance(y, Jet) else mp.power(x, y)


def atan2(y, x):
    """The angle at t = 0, and the angle turned since: that of (x, y) seen from (x₀, y₀), small, hence an arctangent."""
    x0, y0 = value(x), value(y)
    start = mp.atan2(y0, x0)
    if not isinstance(x, Jet) and not isinstance(y, Jet):
        return start
    return start + atan((y * x0 - x * y0) / (x * x0 + y * y0))


def rem(x, y):
    """x − y · trunc(x / y), with bits enough for any two doubles."""
    with mp.workprec(5000):
        return x - y * trunc(value(x) / value(y))


def trunc(x):
    return mp.floor(x) if x >= 0 else mp.ceil(x)


def maximum(a, b):
    return a if a > b else b


def minimum(a, b):
    return a if a < b else b


def scaled_erfc(x):
    """e^(x²) · erfc x; far out by its asymptotic series, which mpmath's erfc underflows before."""
    if x < 1e6:
        return mp.exp(x * x) * mp.erfc(x)
    return mp.nsum(lambda k: (-1) ** int(k) * mp.fac2(2 * k - 1) / (2 * x * x) ** k, [0, 8]) / (x * mp.sqrt(mp.pi))


def quantile(p):
    """−√2 · erfc⁻¹(2p), by secants on the logarithm in the tail."""
    if p > mpf(1) / 4:
        return mp.sqrt(2) * mp.erfinv(2 * p - 1) if p < mpf(3) / 4 else -quantile(1 - p)
    return -mp.sqrt(2) * mp.findroot(lambda y: mp.log(mp.erfc(y) / (2 * p)), mp.sqrt(-mp.log(2 * p)), tol=mpf(10) ** (-2 * mp.dps + 10))


def inverse_erf(x):
    return mp.erfinv(x) if abs(x) < 0.5 else quantile((1 + x) / 2) / mp.sqrt(2)


def log_normal(x):
    q = mp.erfc(abs(x) / mp.sqrt(2)) / 2
    return mp.log(q) if x < 0 else mp.log1p(-q)


def log_gamma(x):
    return mp.loggamma(x).real


def log_beta(a, b):
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def sinc(x):
    return mp.sinpi(x) / (mp.pi * x) if x else mpf(1)


def of_order(f):
    """f(n, x) of a whole n that does not move."""
    return lambda n, x: lift(lambda u: f(int(value(n)), u))(x)


def of_shape(f):
    """f(a, x) of an a that does not move."""
    return lambda a, x: lift(lambda u: f(value(a), u))(x)


def zero_times(f):
    """x · f(y), which is 0 where x stays 0."""
    return lambda x, y: mpf(0) if not isinstance(x, Jet) and x == 0 else x * f(y)


lgamma = lift(log_gamma)
positive_cbrt, atan, cos = lift(mp.cbrt), lift(mp.atan), lift(mp.cos)

# op: (meaning with mpmath, the same with NumPy or SciPy for a sanity check, wrap).
# Wrap is sin where the op is piecewise a polynomial of degree ≤ 2 along a line: bare, its order 3 would be zero.
MEANINGS = {
    "neg": (lambda x: -x, np.negative, "sin"),
    "abs": (lambda x: maximum(x, -x), np.abs, "sin"),
    "square": (lambda x: x * x, np.square, "sin"),
    "sqrt": (sqrt, np.sqrt, "none"),
    "rsqrt": (lambda x: 1 / sqrt(x), lambda x: 1 / np.sqrt(x), "none"),
    "cbrt": (cbrt, np.cbrt, "none"),
    "reciprocal": (lambda x: 1 / x, np.reciprocal, "none"),
    "exp": (exp, np.exp, "none"),
    "exp2": (lambda x: exp(x * mp.ln2), np.exp2, "none"),
    "expm1": (lift(mp.expm1), np.expm1, "none"),
    "log": (log, np.log, "none"),
    "log2": (lambda x: log(x) / mp.ln2, np.log2, "none"),
    "log10": (lambda x: log(x) / mp.ln10, np.log10, "none"),
    "log1p": (log1p, np.log1p, "none"),
    "sin": (sin, np.sin, "none"),
    "cos": (cos, np.cos, "none"),
    "tan": (lambda x: sin(x) / cos(x), np.tan, "none"),
    "asin": (lift(mp.asin), np.arcsin, "none"),
    "acos": (lift(mp.acos), np.arccos, "none"),
    "atan": (atan, np.arctan, "none"),
    "sinh": (lift(mp.sinh), np.sinh, "none"),
    "cosh": (lift(mp.cosh), np.cosh, "none"),
    "tanh": (lift(mp.tanh), np.tanh, "none"),
    "asinh": (lift(mp.asinh), np.arcsinh, "none"),
    "acosh": (lift(mp.acosh), np.arccosh, "none"),
    "atanh": (lift(mp.atanh), np.arctanh, "none"),
    "sigmoid": (lambda x: 1 / (1 + exp(-x)), lambda x: 1 / (1 + np.exp(-x)), "none"),
    "softplus": (lambda x: log1p(exp(x)), lambda x: np.logaddexp(0, x), "none"),
    "relu": (lambda x: maximum(x, mpf(0)), lambda x: np.maximum(x, 0), "sin"),
    "add": (lambda a, b: a + b, np.add, "sin"),
    "sub": (lambda a, b: a - b, np.subtract, "sin"),
    "mul": (lambda a, b: a * b, np.multiply, "sin"),
    "div": (lambda a, b: a / b, np.divide, "none"),
    "pow": (power, np.power, "none"),
    "atan2": (atan2, np.arctan2, "none"),
    "maximum": (maximum, np.maximum, "sin"),
    "minimum": (minimum, np.minimum, "sin"),
    "rem": (rem, np.fmod, "sin"),
    "clip": (lambda x, lo, hi: minimum(maximum(x, lo), hi), np.clip, "sin"),
    "where": (lambda cond, a, b: a if cond else b, np.where, "sin"),
    # special functions
    "erf": (lift(mp.erf), special.erf, "none"),
    "erfc": (lift(mp.erfc), special.erfc, "none"),
    "erfcx": (lift(scaled_erfc), special.erfcx, "none"),
    "erfinv": (lift(inverse_erf), special.erfinv, "none"),
    "ndtri": (lift(quantile), special.ndtri, "none"),
    "logndtr": (lift(log_normal), special.log_ndtr, "none"),
    "lgamma": (lgamma, special.gammaln, "none"),
    "digamma": (lift(mp.digamma), special.digamma, "none"),
    "polygamma": (of_order(mp.psi), special.polygamma, "none"),
    "betaln": (log_beta, special.betaln, "none"),
    "gammainc": (of_shape(lambda a, x: mp.gammainc(a, 0, x, regularized=True)), special.gammainc, "none"),
    "gammaincc": (of_shape(lambda a, x: mp.gammainc(a, x, mp.inf, regularized=True)), special.gammaincc, "none"),
    "xlogy": (zero_times(log), special.xlogy, "none"),
    "xlog1py": (zero_times(log1p), special.xlog1py, "none"),
    "logaddexp": (lambda a, b: log(exp(a) + exp(b)), np.logaddexp, "none"),
    "log1mexp": (lambda x: log(-lift(mp.expm1)(-x)) if value(x) < 1 else log1p(-exp(-x)), lambda x: np.where(x < 0.7, np.log(-np.expm1(-x)), np.log1p(-np.exp(-x))), "none"),
    "hypot": (lambda a, b: sqrt(a * a + b * b), np.hypot, "none"),
    "sinc": (lift(sinc), np.sinc, "none"),
    "besselj": (of_order(mp.besselj), special.jv, "none"),
    "bessely": (of_order(mp.bessely), special.yv, "none"),
    "besseli": (of_order(mp.besseli), special.iv, "none"),
    "besselie": (of_order(lambda n, x: mp.besseli(n, x) * mp.exp(-abs(x))), special.ive, "none"),
    "expi": (lift(mp.ei), special.expi, "none"),
    "exp1": (lift(mp.e1), special.exp1, "none"),
    # values only
    "sign": (mp.sign, np.sign, "none"),
    "floor": (mp.floor, np.floor, "none"),
    "ceil": (mp.ceil, np.ceil, "none"),
    "round": (mp.nint, np.rint, "none"),  # halves to even
    "trunc": (trunc, np.trunc, "none"),
}

# Ops whose floating-point twin is itself no better than this near its zeros, absolutely.
ROUGH = {"lgamma": 1e-14, "betaln": 1e-9, "sinc": 1e-15, "besselj": 1e-14, "bessely": 1e-14}


def cases():
    for op in MEANINGS:
        for name, region in REGIONS.get(op, {}).items():
            yield differentiable(op, name, region)
        for name, region in UNWRAPPED.get(op, {}).items():
            yield differentiable(op, name, region, wrap="none")
        for name, region in ORDERED.get(op, {}).items():  # the order, or shape, comes first and is held fixed
            yield differentiable(op, name, region, fixed=(0,))
        for name, region, fixed in PARTLY_FIXED.get(op, []):
            yield differentiable(op, name, region, fixed=fixed)
        if op in HARD:
            yield values(op, "hard values", HARD[op], signed_zero=op == "rem")
    for op in ("floor", "ceil", "round", "trunc"):
        yield values(op, "values", ROUNDED, signed_zero=True)
    yield values("sign", "values", [x for x in ROUNDED if x])  # the sign of a signed zero is left to the op's card


def differentiable(op, name, region, **options):
    draws = region.draws if isinstance(region, Relative) else region if isinstance(region, list) else [region]
    case = blank(op, name, **options)
    case.relative = isinstance(region, Relative)
    rng = Random(case.title + " inputs")
    case.inputs = [np.array(draw(rng, SIZE), dtype=np.float64) for draw in draws]
    if op == "where":
        case.inputs.insert(0, np.array([True, False, False, True]))
    return case


def values(op, name, points, **options):
    case = blank(op, name, differentiate=False, wrap="none", **options)
    columns = zip(*points) if isinstance(points[0], tuple) else [points]
    case.inputs = [np.array(column, dtype=np.float64) for column in columns]
    return case


def blank(op, name, **options):
    meaning, floats, wrap = MEANINGS[op]
    arguments = 3 if op in ("clip", "where") else 2 if op == "polygamma" else floats.nin if isinstance(floats, np.ufunc) else 1
    return Case(op, name, [], over(meaning, arguments), floats, **{"wrap": wrap, "rough": ROUGH.get(op, 0.0), **options})
