"""Coefficients of the formulas of special functions (packages/ir/src/math/erf.ts, quantile.ts, lgamma.ts, digamma.ts), from 60-digit arithmetic.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements.txt
    /tmp/oracle/bin/python scripts/golden/fits.py            # prints them, with the error of each fit beside its greatest value, as a power of 2

Each is a polynomial, or a quotient of two, that has the function's values at the Chebyshev points of an interval: near enough to the best of its
degree. The error is that of the fit in exact arithmetic, at points between; coefficients are doubles, lowest power first.
"""

from mpmath import mp, mpf

mp.dps = 60
HALF = mpf(1) / 2
ROOT_PI = mp.sqrt(mp.pi)


def spread(low, high, count):
    return [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def at(c, x):
    return mp.polyval(list(reversed(c)), x)


def quotient(f, low, high, over, under, points=spread):
    """P of degree `over` by Q of degree `under`, Q(0) = 1."""
    count = over + under + 1
    rows, values = mp.matrix(count, count), mp.matrix(count, 1)
    for i, x in enumerate(points(low, high, count)):
        values[i] = f(x)
        for k in range(over + 1):
            rows[i, k] = x**k
        for k in range(1, under + 1):
            rows[i, over + k] = -values[i] * x**k
    c = list(mp.lu_solve(rows, values))
    return c[: over + 1], [mpf(1), *c[over + 1 :]]


def show(name, f, low, high, over, under=0, points=spread):
    low, high = mpf(low), mpf(high)
    p, q = quotient(f, low, high, over, under, points)
    asked = points(low, high, 97)
    worst = max(abs(at(p, x) / at(q, x) - f(x)) for x in asked) / max(abs(f(x)) for x in asked)
    print(f"{name}: 2^{mp.nstr(mp.log(worst, 2), 4)}\n  {[float(c) for c in p]}")
    if under:
        print(f"  {[float(c) for c in q]}")


def scaled_erfc(x):
    """e^(x²) · erfc x."""
    if x < 1e3:
        return mp.exp(x * x) * mp.erfc(x)
    return mp.nsum(lambda k: mp.rf(HALF, k) * (-1 / (x * x)) ** k, [0, 20]) / (x * ROOT_PI)


def bent(q):
    """(x + 227/256) · e^(x²) · erfc x, of q = (x − 4)/(x + 4): the first factor makes it flat at q = −1, where q is known least."""
    x = 4 * (1 + q) / (1 - q)
    return (x + mpf(227) / 256) * scaled_erfc(x)


def upper(p):
    """The y with erfc(y/√2)/2 = p, of small p: by Newton's steps on logarithms."""
    y = mp.sqrt(-2 * mp.log(p))
    for _ in range(60):
        q = mp.erfc(y / mp.sqrt(2)) / 2
        step = (mp.log(q) - mp.log(p)) * q * mp.sqrt(2 * mp.pi) * mp.exp(y * y / 2)
        y += step
        if abs(step) < mpf(10) ** -45:
            return y
    raise ArithmeticError("no quantile")


def central(t):
    """The normal quantile of ½ + q over q, less 5/2, of t = 0.425² − q²."""
    q = mp.sqrt(mpf("0.180625") - t)
    return mp.sqrt(2) * mp.erfinv(2 * q) / q - mpf(5) / 2


def outer(shift):
    """What the quantile of 1 − e^(−r²) is more than r, of r − shift."""
    return lambda t: upper(mp.exp(-((t + shift) ** 2))) - (t + shift)


def crowded(shift):
    """Points that are crowded on the left, as those of log(x + shift) are."""
    return lambda low, high, count: [mp.exp(x) - shift for x in spread(mp.log(low + shift), mp.log(high + shift), count)]


def inverse_gamma(w):
    """(1/Γ(y) − 1) / ((y − 1)·(y − 2)), of w = y − 3/2: entire."""
    y = w + 3 * HALF
    return (mp.rgamma(y) - 1) / ((y - 1) * (y - 2))


def stirling(z):
    """x·(log Γ(x) − (x − ½)·log x + x − log √(2π)), of z = 1/x²."""
    x = 1 / mp.sqrt(z)
    return x * (mp.loggamma(x) - (x - HALF) * mp.log(x) + x - mp.log(2 * mp.pi) / 2)


ZERO = mp.findroot(mp.digamma, mpf("1.4616321449683623"))


def digamma_near(w):
    """ψ(y) over what y is off its zero, less 7/8, of w = y − 0.7."""
    y = w + mpf(0.7)
    return mp.digamma(y) / (y - ZERO) - mpf(7) / 8


def digamma_far(z):
    """x²·(log x − 1/(2x) − ψ(x)), of z = 1/x²."""
    x = 1 / mp.sqrt(z)
    return x * x * (mp.log(x) - 1 / (2 * x) - mp.digamma(x))


def cotangent(z):
    """(1 − πt·cot πt)·(1 − t²)/t², of z = t²."""
    t = mp.pi * mp.sqrt(z)
    return (1 - t * mp.cot(t)) * (1 - z) / z


def main():
    show("erf x / x, x² ≤ 9/16", lambda z: mp.erf(mp.sqrt(z)) / mp.sqrt(z), 0, 9 / 16, 10)
    show("erf x / x, x² ≤ 9/16, in f32", lambda z: mp.erf(mp.sqrt(z)) / mp.sqrt(z), 0, 9 / 16, 5)
    show("erfcx", bent, -1, 1, 25)
    show("erfcx, in f32", bent, -1, 1, 12)
    show("quantile, middle", central, 0, 0.180625, 9, 8)
    show("quantile, r − 1.6, r ≤ 5", outer(mpf("1.6")), 0, 3.4, 9, 8)
    show("quantile, r − 5", outer(5), 0, 22.4, 9, 8, crowded(5))
    show("quantile, middle, in f32", central, 0, 0.180625, 5, 4)
    show("quantile, r − 1.6, in f32", outer(mpf("1.6")), 0, 8.7, 4, 4, crowded(1.6))
    show("1/Γ", inverse_gamma, -0.8, 0.9, 17)
    show("Stirling", stirling, 0, 1 / mpf("2.4") ** 2, 15)
    show("sin πt / (πt)", lambda z: mp.sinpi(mp.sqrt(z)) / (mp.pi * mp.sqrt(z)), 0, 0.25, 8)
    print("zero of digamma", float(ZERO), float(ZERO - mpf(float(ZERO))))
    show("1/Γ, in f32", inverse_gamma, -0.8, 0.9, 9)
    show("Stirling, in f32", stirling, 0, 1 / mpf("2.4") ** 2, 4)
    show("sin πt / (πt), in f32", lambda z: mp.sinpi(mp.sqrt(z)) / (mp.pi * mp.sqrt(z)), 0, 0.25, 4)
    show("digamma near, in f32", digamma_near, 0, 1.7, 4, 4)
    show("digamma far, in f32", digamma_far, 0, 1 / mpf("2.4") ** 2, 5)
    show("cotangent, in f32", cotangent, 0, 0.25, 4)
    show("digamma near", digamma_near, 0, 1.7, 7, 6)
    show("digamma far", digamma_far, 0, 1 / mpf("2.4") ** 2, 18)
    show("cotangent", cotangent, 0, 0.25, 10)


if __name__ == "__main__":
    main()
