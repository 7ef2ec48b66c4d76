"""Pointwise ops: what each means for numbers or jets. Where each is asked is in points.py."""

from random import Random

import numpy as np
from mpmath import mp, mpf

from case import Case
from draws import Relative
from jet import Jet, exp, lift, log, log1p, over, sin, sqrt, value
from points import HARD, PARTLY_FIXED, REGIONS, ROUNDED, UNWRAPPED

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


positive_cbrt, atan, cos = lift(mp.cbrt), lift(mp.atan), lift(mp.cos)

# op: (meaning with mpmath, the same with NumPy for a sanity check, wrap).
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
    # values only
    "sign": (mp.sign, np.sign, "none"),
    "floor": (mp.floor, np.floor, "none"),
    "ceil": (mp.ceil, np.ceil, "none"),
    "round": (mp.nint, np.rint, "none"),  # halves to even
    "trunc": (trunc, np.trunc, "none"),
}


def cases():
    for op in MEANINGS:
        for name, region in REGIONS.get(op, {}).items():
            yield differentiable(op, name, region)
        for name, region in UNWRAPPED.get(op, {}).items():
            yield differentiable(op, name, region, wrap="none")
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
    arguments = 3 if op in ("clip", "where") else floats.nin if isinstance(floats, np.ufunc) else 1
    return Case(op, name, [], over(meaning, arguments), floats, **{"wrap": wrap, **options})
