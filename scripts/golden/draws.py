"""How inputs are drawn. A drawing is (rng, n) → n doubles, one from each of n equal parts of its region, in mixed order."""

import numpy as np

from case import short


def spread(rng, n):
    """n numbers in (0, 1), one in each n-th part."""
    parts = [(i + rng.uniform(0.05, 0.95)) / n for i in range(n)]
    rng.shuffle(parts)
    return parts


def between(lo, hi):
    return lambda rng, n: [short(lo + (hi - lo) * u, 5) for u in spread(rng, n)]


def decades(lo, hi, sign=1):
    """Evenly in the logarithm; sign 0: either."""
    return lambda rng, n: [short(lo * (hi / lo) ** u * (sign or (-1) ** i), 5) for i, u in enumerate(spread(rng, n))]


def both_signs(draw):
    return lambda rng, n: [x * (-1) ** i for i, x in enumerate(draw(rng, n))]


def around(centre, draw):
    return lambda rng, n: [centre + x for x in draw(rng, n)]


def such_that(draw, fine):
    """The numbers of a drawing that are fine."""

    def drawn(rng, n):
        found = []
        while len(found) < n:
            found += [x for x in draw(rng, n) if fine(x)]
        return found[:n]

    return drawn


def exactly(*numbers):
    return lambda rng, n: [float(x) for x in numbers]


def pairs(text):
    """ "a b, c d" as [(a, b), (c, d)]."""
    return [tuple(map(float, pair.split())) for pair in text.split(",")]


class Relative:
    """Drawings whose directions are proportional to x: for inputs that span decades beside a singular point."""

    def __init__(self, *draws):
        self.draws = draws


def apart(rng, shape):
    """An array of numbers in (−2, 2), any two at least 0.05 apart: no ties."""
    n = int(np.prod(shape))
    assert n <= 72
    slots = rng.sample(range(72), n)
    return np.array([short(-1.98 + 0.055 * s + rng.uniform(-0.002, 0.002), 5) for s in slots]).reshape(shape)
