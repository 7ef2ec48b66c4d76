"""The special functions that have formulas, as elementary.py has the elementary ones: how far off is each, in units in the last place?

    /tmp/oracle/bin/python scripts/golden/special.py            # writes packages/testkit/golden/special.json
    /tmp/oracle/bin/python scripts/golden/special.py --check    # fails where the file differs

Tables are those of elementary.py. Where a function is a sum that cancels, and no formula keeps all digits, a column `size` has how large the greatest
term is: units are those of it, if the value is less. Such are log |Γ| left of −2, ψ left of 0, log(eᵃ + eᵇ), log |B|.
"""

import json
import sys
from math import isfinite, nan
from pathlib import Path
from random import Random

from elementary import FORMATS, neighbour, packed, rounded, solved
from mpmath import mp, mpf

PATH = Path(__file__).resolve().parents[2] / "packages" / "testkit" / "golden" / "special.json"
HALF = mpf(1) / 2


def erfc(x):
    return mp.erfc(min(x, mpf(10000)))


def erfcx(x):
    if abs(x) < 1e4:
        return mp.exp(x * x) * mp.erfc(x)
    if x < 0:
        return mp.mpf("1e999")
    return sum(mp.rf(HALF, k) * (-1 / (x * x)) ** k for k in range(30)) / (x * mp.sqrt(mp.pi))


def logndtr(x):
    scaled = erfcx(abs(x) / mp.sqrt(2)) / 2
    return mp.log(scaled) - x * x / 2 if x < 0 else mp.log1p(-scaled * mp.exp(-x * x / 2))


def upper(p):
    """The y ≥ 0 with erfc(y/√2)/2 = p, of p ≤ ½: by Newton's steps on logarithms."""
    y = mp.sqrt(-2 * mp.log(p)) if p < 0.1 else mp.sqrt(2) * mpf(0.5 - float(p))
    for _ in range(60):
        q = mp.erfc(y / mp.sqrt(2)) / 2
        step = (mp.log(q) - mp.log(p)) * q * mp.sqrt(2 * mp.pi) * mp.exp(y * y / 2)
        y += step
        if abs(step) <= abs(y) * mpf(2) ** -120:
            return y
    raise ArithmeticError(f"no quantile of {p}")


def ndtri(p):
    return -upper(p) if p < HALF else upper(1 - p)


def erfinv(x):
    if abs(x) < 0.5:
        return mp.erfinv(x)
    return mp.sign(x) * upper((1 - abs(x)) / 2) / mp.sqrt(2)


def lgamma(x):
    return mp.log(abs(mp.gamma(x))) if abs(x) < 1e4 else mp.loggamma(x) if x > 0 else -mp.log(abs(x * mp.sinpi(x)) / mp.pi) - mp.loggamma(-x)


def digamma(x):
    return mp.digamma(x) if x > 0 else mp.digamma(1 - x) - mp.pi * mp.cospi(x) / mp.sinpi(x)


def log1mexp(x):
    return mp.log(-mp.expm1(-x)) if x < 1 else mp.log1p(-mp.exp(-x))


def logaddexp(a, b):
    return max(a, b) + mp.log1p(mp.exp(-abs(a - b)))


def betaln(a, b):
    return lgamma(a) + lgamma(b) - lgamma(a + b)


UNARY = {
    "erf": mp.erf, "erfc": erfc, "erfcx": erfcx, "erfinv": erfinv, "ndtri": ndtri, "logndtr": logndtr, "lgamma": lgamma, "digamma": digamma,
    "log1mexp": log1mexp,
}
BINARY = {"xlogy": lambda x, y: x * mp.log(y), "xlog1py": lambda x, y: x * mp.log1p(y), "logaddexp": logaddexp, "hypot": mp.hypot}
"""The size of the greatest term, where terms cancel."""
SIZES = {
    "lgamma": lambda x: abs(lgamma(1 - x)) + 1 if x < -2 else 0,
    "digamma": lambda x: abs(digamma(1 - x)) + 1 if x < 0 else 0,
    "logaddexp": lambda a, b: mp.log1p(mp.exp(-abs(a - b))),
}

"""Where a function is asked: evenly between these (of each precision), and its domain."""
SPANS = {
    "erf": [(-6, 6), (-1, 1)], "erfc": [(-6, 28), (-1, 3)], "erfcx": [(-27, 30), (-2, 4)], "erfinv": [(-1, 1), (0.8, 1)], "ndtri": [(0, 1), (0, 0.1)],
    "logndtr": [(-40, 40), (-3, 3)], "lgamma": [(0, 20), (0.4, 3), (-8, 0), (-200, 0)], "digamma": [(0, 20), (0.4, 3), (-8, 0), (-200, 0)],
    "log1mexp": [(0, 40), (0.5, 1)],
}
DOMAINS = {"erfinv": (-1, 1), "ndtri": (0, 1), "log1mexp": (0, mp.inf)}
EDGES = {
    "erf": [0.75, 1, 6], "erfc": [0.75, 26.5, 27.2, 9.2, 10.05], "erfcx": [-26.6, -9.3, 4, 1e8], "erfinv": [0.5, 0.85], "ndtri": [0.5, 0.075, 0.925, 1.38e-11],
    "logndtr": [-38, 8.3, 38.4], "lgamma": [0.5, 1, 2, 2.6, -0.5, -1, -2, -2.6, -2.457024738220800, -3, 171, 1e15, 2.5e305],
    "digamma": [0.5, 1.4616321449683622, 2.6, -0.5, -1, -0.504083008264455, -10], "log1mexp": [0.6931471805599453, 37, 745, 100],
}


def points(name, precision, rng, count):
    _, digits, least, most = FORMATS[precision]
    found = [rng.uniform(*span) for span in SPANS[name] for _ in range(count)]
    low, high = DOMAINS.get(name, (-mp.inf, mp.inf))
    sign = 1 if low >= 0 else -1
    top = 0 if high == 1 else min(most, 1023)
    found += [rng.choice((sign, 1)) * 2 ** rng.uniform(least, top) for _ in range(count)]
    found += [rng.choice((sign, 1)) * 2 ** rng.uniform(-digits, min(top, 6)) for _ in range(count)]
    for near in (0.5, 1, 2) if high > 1 else (0.5, 1):
        found += [near + rng.choice((-1, 1)) * 2 ** rng.uniform(-digits, -2) for _ in range(count // 4)]
    if name in ("lgamma", "digamma"):
        found += [-rng.randrange(1, 30) + rng.choice((-1, 1)) * 2 ** rng.uniform(-digits / 2, -1) for _ in range(count // 2)]
    for edge in EDGES[name]:
        found += [neighbour(rounded(edge, precision), step, precision) for step in (-1, 0, 1)]
    found = [rounded(x, precision) for x in found]
    return [(x,) for x in found if isfinite(x) and x != 0 and low < x < high and not (name in ("lgamma", "digamma") and x < 0 and x == int(x))]


def pairs(name, precision, rng, count):
    _, digits, least, most = FORMATS[precision]
    found = []
    for _ in range(count):
        a, b = rng.uniform(-4, 4), rng.uniform(-4, 4)
        size = 2 ** rng.uniform(least, most - 2)
        near = 2 ** rng.uniform(-digits, 0)
        sign = rng.choice((-1, 1))
        if name == "logaddexp":
            found += [(a, b), (a * 200, a * 200 + b * 10), (a, a + sign * near), (sign * size, sign * size / 2), (-near, float(mp.log(near)) + b)]
        elif name == "hypot":
            found += [(a, b), (size, b * size / 4), (sign * near, b), (size, sign * near * size / 4)]
        else:
            y = 1 + sign * near if name == "xlogy" else sign * near
            found += [(a, abs(b)), (b, 2 ** rng.uniform(least, most)), (a, y), (sign * 2 ** rng.uniform(-most, most), abs(a))]
    found = [(rounded(a, precision), rounded(b, precision)) for a, b in found]
    domain = {"xlogy": lambda a, b: b > 0, "xlog1py": lambda a, b: b > -1}.get(name, lambda a, b: True)
    return [(a, b) for a, b in found if isfinite(a) and isfinite(b) and a != 0 and b != 0 and domain(a, b)]


def table(name, precision, count):
    rng = Random(f"{name} {precision}")
    code = FORMATS[precision][0]
    asked = (points if name in UNARY else pairs)(name, precision, rng, count)
    function = UNARY.get(name) or BINARY[name]
    values = [solved(function(*map(mpf, x)), precision) for x in asked]
    columns = {"x": packed(code, [x[0] for x in asked])}
    if name in BINARY:
        columns["y"] = packed(code, [x[1] for x in asked])
    if name in SIZES:
        columns["size"] = packed("f", [min(float(SIZES[name](*map(mpf, x))), 3e38) for x in asked])
    return {"name": name, "precision": precision, **columns, "near": packed(code, [v[0] for v in values]), "rest": packed("b", [v[1] for v in values])}


def main(check):
    mp.prec = 400
    tables = [table(name, precision, 80 if precision == "f64" else 40) for name in sorted([*UNARY, *BINARY]) for precision in FORMATS]
    text = "[\n" + ",\n".join(json.dumps(each) for each in tables) + "\n]\n"
    if not check:
        PATH.write_text(text, "utf-8")
    elif not PATH.exists() or PATH.read_text("utf-8") != text:
        sys.exit(f"{PATH.name} differs from what this script makes. To write it: python scripts/golden/special.py")
    print(f"{PATH.name}: {len(tables)} tables, {len(text) / 1000:.0f} kB")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
