"""Truncated power series: what a function does along a line, to third order.

A jet is c0 + c1·t + c2·t² + c3·t³, its later terms forgotten. Sums, products and quotients of jets are those of power
series. A function of one variable goes through a jet by composition, with the Taylor coefficients that `mpmath.taylor`
*measures* at the point (differences at many times the working precision). So no derivative formula is written
anywhere in this oracle: none can be wrong, and none can share an error with the compiler under test.
"""

from math import factorial

import numpy as np
from mpmath import mp, mpf

ORDER = 3


class Jet:
    """c[0] + c[1]·t + c[2]·t² + c[3]·t³. Jets are ordered by their value c[0]: fine wherever no two values tie."""

    __slots__ = ("c",)

    def __init__(self, *c):
        self.c = [mpf(x) for x in c] + [mpf(0)] * (ORDER + 1 - len(c))

    def __add__(self, other):
        return Jet(*(a + b for a, b in zip(self.c, jet(other).c)))

    def __mul__(self, other):
        b = jet(other).c
        return Jet(*(sum(self.c[j] * b[k - j] for j in range(k + 1)) for k in range(ORDER + 1)))

    def __truediv__(self, other):
        b, q = jet(other).c, []
        for k, a in enumerate(self.c):  # the k-th coefficient of q·b is a
            q.append((a - sum(q[j] * b[k - j] for j in range(k))) / b[0])
        return Jet(*q)

    def __neg__(self):
        return Jet(*(-a for a in self.c))

    def __sub__(self, other):
        return self + -jet(other)

    def __rsub__(self, other):
        return jet(other) - self

    def __rtruediv__(self, other):
        return jet(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def __lt__(self, other):
        return self.c[0] < jet(other).c[0]

    def __gt__(self, other):
        return self.c[0] > jet(other).c[0]

    def __le__(self, other):
        return not self > other

    def __ge__(self, other):
        return not self < other

    def through(self, f):
        """f ∘ self, by Horner's rule in the part that moves, counted in units of the point.

        mpmath's steps are absolute, hence the units; it also takes results below its precision for 0 unless told not to.
        """
        point, unit = self.c[0], abs(self.c[0]) or mpf(1)
        moving, result = Jet(0, *self.c[1:]) / unit, Jet(0)
        for a in reversed(mp.taylor(lambda s: f(point + unit * s), 0, ORDER, chop=False)):
            result = result * moving + a
        return result


def jet(x):
    return x if isinstance(x, Jet) else Jet(x)


def value(x):
    """The number at t = 0."""
    return x.c[0] if isinstance(x, Jet) else mpf(x)


def orders(x):
    """[φ(0), φ'(0), φ''(0), φ'''(0)] of a jet φ."""
    return [factorial(k) * a for k, a in enumerate(jet(x).c)]


def lift(f):
    """f of a number, as f of a number or a jet."""
    return lambda x: x.through(f) if isinstance(x, Jet) else f(x)


def over(f, arguments=1):
    """f of numbers, as f of arrays of numbers or jets (NumPy broadcasting)."""
    return np.frompyfunc(f, arguments, 1)


# Looked up in `mp` when called, at whatever precision is then at work.
exp, log, log1p, sqrt, sin = (lift(getattr(mp, name)) for name in ("exp", "log", "log1p", "sqrt", "sin"))
