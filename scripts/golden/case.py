"""One golden case: its numbers are drawn, solved by jets, solved again in two other ways, and written as a line.

For inputs x, directions v and weights w:   φ(t) = Σ w · wrap(op(x + t·v)),   wrap = identity or sin.
A case is solved three times and the answers must agree to 30 digits: jets with 60 digits, jets with 90 digits, and
`mp.taylor` of t ↦ φ(t) as a whole, which knows nothing of jets. Values are held against plain floating point too.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from math import copysign, floor, log10
from random import Random

import numpy as np
from mpmath import mp, mpf

from jet import Jet, orders, sin, value

DIGITS, MORE_DIGITS, AGREE, NOISE, WRITTEN = 60, 90, mpf(10) ** -30, mpf(10) ** -45, 20


@dataclass
class Case:
    op: str
    name: str
    inputs: list  # arrays of float64, int32 or bool
    meaning: Callable  # arrays of mpf or Jet, **attrs → array of mpf or Jet
    floats: Callable  # the same on arrays of float64, for a sanity check
    attrs: dict = field(default_factory=dict)
    wrap: str = "none"
    relative: bool = False  # directions proportional to x: for inputs that span decades beside a singular point
    fixed: tuple = ()  # positions of float inputs that are held fixed
    differentiate: bool = True
    rough: float = 0.0  # how far off, absolutely, `floats` may be beside rounding
    signed_zero: bool = False  # write a zero result with the sign of the first input, as IEEE 754 asks of roundings

    @property
    def title(self):
        return f"{self.op}: {self.name}"


# Drawing: seeded by the case's own name, so that a new case moves no other.


def short(x, digits=4):
    """A double with few decimal digits (its binary digits are as many as any double's)."""
    return float(f"{x:.{digits}g}")


def signed(rng):
    """A number of ordinary size and either sign."""
    return short(rng.choice((-1, 1)) * rng.uniform(0.4, 1.6), 3)


def directions_of(case, rng):
    def one(position, x):
        if not case.differentiate or position in case.fixed or x.dtype != np.float64:
            return None
        return [short(signed(rng) * (a if case.relative else 1), 3) for a in x.flat]

    return [one(position, x) for position, x in enumerate(case.inputs)]


def weights_of(terms, rng):
    """Weights under which no order cancels and, where results span decades, none drowns. terms: orders, one row a result."""
    size = [max(abs(a) for a in row[1:]) for row in terms]
    moving = [s for s in size if s]
    uneven = moving and max(moving) > 100 * min(moving)
    scale = [10.0 ** -floor(log10(s)) if uneven and s else 1.0 for s in size]
    for _ in range(2000):
        weights = [short(signed(rng) * s, 3) for s in scale]
        if all(abs(total) >= mass / 10 for total, mass in zip(*sums(terms, weights))):
            return weights
    raise AssertionError("no weights keep every order well conditioned")


def sums(terms, weights):
    """Each order summed over the results, and the same sum of magnitudes."""
    weighted = [[a * mpf(w) for a in row] for row, w in zip(terms, weights)]
    return [sum(column) for column in zip(*weighted)], [sum(map(abs, column)) for column in zip(*weighted)]


# Solving.


def apply(case, arguments):
    return np.asarray(case.meaning(*arguments, **case.attrs), dtype=object)


def along(case, directions, number):
    """The inputs on the line x + t·v, where number(x, v) makes one element. Exact: every double is an mpf."""

    def one(x, v):
        if x.dtype != np.float64:
            return x
        made = np.empty(x.shape, dtype=object)
        made.flat = [number(mpf(float(a)), mpf(b)) for a, b in zip(x.flat, v or [0.0] * x.size)]
        return made

    return [one(x, v) for x, v in zip(case.inputs, directions)]


def wrapped(case, y):
    return sin(y) if case.wrap == "sin" else y


def terms_by_jets(case, directions):
    """The orders of each element of wrap(op(x + t·v)), one row an element. What only rounding keeps from zero is zero."""
    rows = [orders(wrapped(case, y)) for y in apply(case, along(case, directions, Jet)).flat]
    return [[a if abs(a) > max(map(abs, row)) * NOISE else mpf(0) for a in row] for row in rows]


def orders_by_taylor(case, directions, weights):
    def phi(t):
        y = apply(case, along(case, directions, lambda a, b: a + t * b))
        return sum(mpf(w) * wrapped(case, a) for w, a in zip(weights, y.flat))

    return [mp.factorial(k) * a for k, a in enumerate(mp.taylor(phi, 0, 3, chop=False))]


def solve(case):
    """The case as the record that is written."""
    rng = Random(case.title)
    directions = directions_of(case, rng)
    y = apply(case, along(case, directions, lambda a, _: a))
    record = {
        "op": case.op,
        "name": case.title,
        "inputs": [written_input(x) for x in case.inputs],
        "directions": directions,
        "attrs": case.attrs,
        "weights": [],
        "wrap": case.wrap,
        "shape": list(y.shape),
        "value": [digits(a) for a in y.flat],
    }
    if case.signed_zero:
        record["value"] = ["-0.0" if a == 0 and copysign(1, x) < 0 else digits(a) for a, x in zip(y.flat, case.inputs[0].flat)]
    check_floats(case, y)
    check_more_digits(case, directions, record["value"])
    if case.differentiate:
        terms = terms_by_jets(case, directions)
        weights = record["weights"] = weights_of(terms, rng)
        totals, masses = sums(terms, weights)
        check_orders(case, directions, weights, totals, masses)
        record["orders"] = [digits(a) for a in totals]
    return record


# Checking.


def check_orders(case, directions, weights, totals, masses):
    with mp.workdps(MORE_DIGITS):
        finer, _ = sums(terms_by_jets(case, directions), weights)
    for other in (finer, orders_by_taylor(case, directions, weights)):
        for k in range(4):
            assert abs(other[k] - totals[k]) <= AGREE * masses[k] or abs(other[k]) + abs(totals[k]) < AGREE, (case.title, k, totals[k], other[k])
    for k in range(4):
        assert digits(finer[k]) == digits(totals[k]), (case.title, k)
        assert masses[k] == 0 or masses[k] > mpf(10) ** -20, (case.title, k, "neither zero nor a number to test with")


def check_more_digits(case, directions, written):
    with mp.workdps(MORE_DIGITS):
        again = [digits(a) for a in apply(case, along(case, directions, lambda a, _: a)).flat]
    assert [s.lstrip("-") if s == "-0.0" else s for s in written] == again, (case.title, written, again)


def check_floats(case, y):
    with np.errstate(all="ignore"):
        rough = np.asarray(case.floats(*case.inputs, **case.attrs), dtype=np.float64)
    fine = np.array([float(value(a)) for a in y.flat]).reshape(y.shape)
    assert rough.shape == fine.shape, (case.title, rough.shape, fine.shape)
    assert np.all(np.abs(rough - fine) <= 1e-12 * np.abs(fine) + 1e-15 * np.max(np.abs(fine), initial=0) + case.rough), (case.title, rough, fine)


# Writing.


def digits(x):
    return mp.nstr(x, WRITTEN)


def written_input(x):
    dtype = {"float64": "f64", "int32": "i32", "bool": "bool"}[str(x.dtype)]
    data = x.ravel().tolist() if dtype == "f64" else [int(a) for a in x.flat]
    return {"shape": list(x.shape), "data": data, "dtype": dtype}


def written(cases):
    """The text of a golden file: compact, one case a line, the same bytes each time."""
    names = [case.title for case in cases]
    assert len(set(names)) == len(names), sorted(n for n in names if names.count(n) > 1)
    with mp.workdps(DIGITS):
        lines = [json.dumps(solve(case), separators=(",", ":"), ensure_ascii=False, allow_nan=False) for case in cases]
    return f'{{"source":"mpmath {mp_version()}, {DIGITS} digits","cases":[\n' + ",\n".join(lines) + "\n]}\n"


def mp_version():
    import mpmath

    return mpmath.__version__
