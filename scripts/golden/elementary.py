"""The elementary functions to 70 digits, at doubles and at numbers of single precision: how far off is each formula, in units in the last place?

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements.txt
    /tmp/oracle/bin/python scripts/golden/elementary.py            # writes packages/testkit/golden/elementary.json
    /tmp/oracle/bin/python scripts/golden/elementary.py --check    # fails where the file differs

A table for each function and precision, as base64 of little-endian numbers: `x` (and `y`, a second argument), `near`, the number of that precision
that is nearest to the value (±∞ where that is beyond the greatest), and `rest`, signed bytes: how much greater the value is than `near`, in
1/254 of a unit in the last place of `near` (0 where that is infinite). Functions are mpmath's, with 70 digits beyond those that an argument's
exponent takes; points are spread over the domain, and crowded where formulas fail: beside multiples of π/2, zeros and poles, where results
overflow, underflow or are subnormal, where they are exact, and between the pieces that formulas are made of. Numbers that are not finite, and
zeros, are in packages/testkit/src/elementary.test.ts.
"""

import base64
import json
import struct
import sys
from math import isfinite
from pathlib import Path
from random import Random

from mpmath import mp, mpf

mp.prec = 1400
PATH = Path(__file__).resolve().parents[2] / "packages" / "testkit" / "golden" / "elementary.json"

FORMATS = {"f64": ("d", 53, -1074, 1024), "f32": ("f", 24, -149, 128)}

LOG2, LOG10 = mp.log(2), mp.log(10)
UNARY = {
    "exp": mp.exp, "exp2": lambda x: mpf(2) ** x, "expm1": mp.expm1, "log": mp.log, "log1p": mp.log1p,
    "log2": lambda x: mp.log(x) / LOG2, "log10": lambda x: mp.log(x) / LOG10,
    "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "asin": mp.asin, "acos": mp.acos, "atan": mp.atan,
    "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh, "asinh": mp.asinh, "acosh": mp.acosh, "atanh": mp.atanh,
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)), "softplus": lambda x: mp.log1p(mp.exp(x)),
}
BINARY = {"pow": mp.power, "atan2": mp.atan2}

"""Where a function is asked: between these, evenly; and at sizes between these powers of 2, of either sign where the first is negative."""
SPANS = {
    "exp": {"f64": (-746, 710), "f32": (-104, 89)}, "exp2": {"f64": (-1075, 1024), "f32": (-150, 128)},
    "expm1": {"f64": (-40, 710), "f32": (-20, 89)}, "sinh": {"f64": (-711, 711), "f32": (-90, 90)},
    "cosh": {"f64": (-711, 711), "f32": (-90, 90)}, "tanh": {"f64": (-24, 24), "f32": (-11, 11)},
    "sigmoid": {"f64": (-745, 40), "f32": (-104, 20)}, "softplus": {"f64": (-745, 40), "f32": (-104, 20)},
    "asin": (-1, 1), "acos": (-1, 1), "atanh": (-1, 1), "log1p": (-1, 4), "acosh": (1, 5),
    "log": (0, 4), "log2": (0, 4), "log10": (0, 4), "sin": (-30, 30), "cos": (-30, 30), "tan": (-30, 30),
}
POSITIVE = {"log", "log2", "log10", "acosh"}
WITHIN = {"asin": 0, "acos": 0, "atanh": 0}
OVERFLOWS = {"exp", "exp2", "expm1", "sinh", "cosh", "sigmoid", "softplus"}


def rounded(x, precision):
    code = FORMATS[precision][0]
    try:
        return struct.unpack(f"<{code}", struct.pack(f"<{code}", x))[0]
    except OverflowError:
        return float("inf") if x > 0 else float("-inf")


def neighbour(x, steps, precision):
    code, whole = FORMATS[precision][0], {"d": "q", "f": "i"}[FORMATS[precision][0]]
    bits = struct.unpack(f"<{whole}", struct.pack(f"<{code}", x))[0]
    return struct.unpack(f"<{code}", struct.pack(f"<{whole}", bits + steps))[0]


def points(name, precision, rng, count):
    _, digits, least, most = FORMATS[precision]
    span = SPANS.get(name, (-4, 4))
    low, high = span[precision] if isinstance(span, dict) else span
    found = [rng.uniform(low, high) for _ in range(count)]
    found += [rng.uniform(max(low, -4), min(high, 4)) for _ in range(count)]
    # Sizes of every exponent, those whose results overflow at once aside; subnormals among them.
    top = WITHIN.get(name, 9 if name in OVERFLOWS else most)
    sign = 1 if name in POSITIVE else -1
    found += [rng.choice((sign, 1)) * 2 ** rng.uniform(least, min(top, 1023)) for _ in range(count)]
    found += [rng.choice((sign, 1)) * 2 ** rng.uniform(-digits, 1) for _ in range(count)]
    # Beside 1, to both sides.
    found += [1 + rng.choice((-1, 1)) * 2 ** rng.uniform(-digits, -1) for _ in range(count // 2)]
    # Both sides of where pieces meet, and of the ends.
    edges = [low, high, 0.25, 0.5, 1, 2, 7 / 16, 11 / 16, 19 / 16, 39 / 16, 0.5**0.5, 2**0.5, 22, 10, 2**28, 2**13, 51471, 3216, 2.0**54]
    edges += [k / 2 * float(LOG2) for k in (1, 3, 5, 7, 41)] + [2.0 ** k for k in (-1022, -126, -28, -13, -54, -25, most - 1)]
    for edge in edges:
        near = rounded(edge, precision)
        found += [neighbour(near, step, precision) for step in (-1, 0, 1) if near != 0 and isfinite(near)]
    if name in ("sin", "cos", "tan"):
        # The numbers nearest to multiples of π/2; for doubles 6381956970095103·2^797 is the worst of all (Muller 2016, table 11.1).
        turns = [*range(1, 12), *(rng.randrange(1, 2**15) for _ in range(count // 4)), *(rng.randrange(2**15, 2**50) for _ in range(count // 8))]
        found += [float(mp.pi / 2 * n) for n in turns]
        found += [6381956970095103 * 2.0**797, 2.0**1023, 1e22] if precision == "f64" else [16367173.0 * 2.0**72, 2.0**127]
    if name in ("exp2", "cbrt", "log2", "log10"):
        whole = {"exp2": range(-30, 31, 7), "cbrt": [k**3 for k in range(2, 9)], "log2": [2**k for k in range(1, 20, 3)]}
        found += [float(x) for x in whole.get(name, [10**k for k in range(1, 11)])]
    return [x for x in (rounded(x, precision) for x in found) if isfinite(x) and x != 0 and inside(name, x)]


def inside(name, x):
    if name in WITHIN:
        return abs(x) <= 1 and not (name == "atanh" and abs(x) == 1)
    if name == "log1p":
        return x > -1
    return not (name in POSITIVE and x < (1 if name == "acosh" else 0))


def pairs(name, precision, rng, count):
    _, digits, least, most = FORMATS[precision]
    found = []
    if name == "atan2":
        for _ in range(2 * count):
            found.append((rng.uniform(-4, 4), rng.uniform(-4, 4)))
            size = 2 ** rng.uniform(least, most - 1)
            found.append((rng.choice((-1, 1)) * size, rng.choice((-1, 1)) * size * 2 ** rng.uniform(-30, 30)))
            found.append((rng.choice((-1, 1)) * 2 ** rng.uniform(least, most - 1), rng.choice((-1, 1)) * 2 ** rng.uniform(least, most - 1)))
    else:
        for _ in range(2 * count):
            found.append((2 ** rng.uniform(-4, 4), rng.uniform(-8, 8)))
            size = rng.choice((2 ** rng.uniform(least, most), 2 ** rng.uniform(-2, 2), 1 + rng.choice((-1, 1)) * 2 ** rng.uniform(-digits, -3)))
            size = rounded(size, precision)
            if size not in (0, 1) and isfinite(size):
                found.append((size, float(rng.uniform(least - 1, most + 1) / (mp.log(size) / LOG2))))
        found += [(float(a), float(b)) for a in (-7, -2, -1, 2, 3, 5, 10, 12) for b in (-3, -2, -1, 1, 2, 3, 5, 7, 12, 22)]
        found += [(float(k * k), 0.5) for k in range(2, 9)] + [(-(2.0 ** rng.uniform(-9, 9)), float(rng.randrange(-20, 20) or 1)) for _ in range(count)]
    found = [(rounded(a, precision), rounded(b, precision)) for a, b in found]
    return [(a, b) for a, b in found if isfinite(a) and isfinite(b) and a != 0 and b != 0]


def solved(value, precision):
    """The nearest number, and the rest in 1/254 of its last place."""
    _, digits, least, most = FORMATS[precision]
    if value == 0:
        return 0.0, 0
    exponent = max(least, int(mp.frexp(abs(value))[1]) - digits)
    units = mp.ldexp(value, -exponent)
    whole = mp.nint(units)
    if abs(mp.ldexp(whole, exponent)) >= mpf(2) ** most:
        return float("inf") if value > 0 else float("-inf"), 0
    return float(mp.ldexp(whole, exponent)), int(mp.nint((units - whole) * 254))


def packed(code, numbers):
    return base64.b64encode(struct.pack(f"<{len(numbers)}{code}", *numbers)).decode()


def table(name, precision):
    rng = Random(f"{name} {precision}")
    code = FORMATS[precision][0]
    count = 80 if precision == "f64" else 60
    if name in UNARY:
        asked = [(x,) for x in points(name, precision, rng, count)]
        function = UNARY[name]
    else:
        asked, function = pairs(name, precision, rng, count), BINARY[name]
    values = [solved(function(*map(mpf, x)), precision) for x in asked]
    columns = {"x": packed(code, [x[0] for x in asked])}
    if name in BINARY:
        columns["y"] = packed(code, [x[1] for x in asked])
    return {"name": name, "precision": precision, **columns, "near": packed(code, [v[0] for v in values]), "rest": packed("b", [v[1] for v in values])}


def main(check):
    tables = [table(name, precision) for name in sorted([*UNARY, *BINARY]) for precision in FORMATS]
    text = "[\n" + ",\n".join(json.dumps(each) for each in tables) + "\n]\n"
    if not check:
        PATH.write_text(text, "utf-8")
    elif not PATH.exists() or PATH.read_text("utf-8") != text:
        sys.exit(f"{PATH.name} differs from what this script makes. To write it: python scripts/golden/elementary.py")
    print(f"{PATH.name}: {len(tables)} tables, {len(text) / 1000:.0f} kB")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
