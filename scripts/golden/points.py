"""Where the pointwise ops are asked: regions with derivatives, and hard points for values alone.

A region is a drawing, or a list of them, one an input; `Relative` makes its directions proportional to x.
"""

import numpy as np

from draws import Relative, around, between, both_signs, decades, exactly, pairs, such_that

SMALL = decades(1e-8, 1e-3, 0)
ORDINARY = {"x in (-3, 3)": between(-3, 3)}
POSITIVE = {"x in (0.3, 3)": between(0.3, 3)}
NONZERO = {"0.3 < |x| < 3": both_signs(between(0.3, 3))}
KINKED = {"x in (-3, 3)": both_signs(between(0.1, 3)), "small x": SMALL}  # at 0
SMALL_X = {"small x": SMALL, "x = 0": exactly(0)}  # where the op is smooth at 0
LARGE_X = {"large x": decades(10, 1e3, 0)}
SCALES = {"small x": Relative(decades(1e-8, 1e-3)), "large x": Relative(decades(1e2, 1e10))}  # where 0 and ∞ are singular
SIGNED_SCALES = {"small x": Relative(SMALL), "large x": Relative(decades(1e2, 1e8, 0))}
NEAR_ONE = {"near 1": around(1, SMALL)}
TURNS = {"x in (10, 100)": between(10, 100), "x in (-1e5, -100)": decades(100, 1e5, -1)}
UNIT = {"x in (-0.9, 0.9)": between(-0.9, 0.9), **SMALL_X, "0.95 < |x| < 0.999": both_signs(between(0.95, 0.999))}
LEFT = {"x in (-40, -8)": between(-40, -8)}
STEEP = {"5 < |x| < 30": both_signs(between(5, 30))}

SATURATED = {"saturated, x in (8, 15)": between(8, 15)}
ONE, WIDE, OFF_ZERO = between(0.3, 3), between(-3, 3), both_signs(between(0.5, 3))
LOW, HIGH = between(-1.5, -0.5), between(0.5, 1.5)
SUMS = {"ordinary": [WIDE, WIDE], "small and ordinary": [SMALL, WIDE]}
CHOICES = {
    "no ties": [exactly(0.7311, -1.2153, 2.1172, 0.0518), exactly(-0.4121, -0.9134, 1.9513, 1.3127)],
    "large and small": [decades(10, 1e3, 0), SMALL],
}

REGIONS = {
    "neg": {**ORDINARY, "small x": SMALL, **LARGE_X},
    "abs": {**KINKED, **LARGE_X},
    "relu": {**KINKED, **LARGE_X, "x < 0": between(-3, -0.1)},
    "square": {**ORDINARY, **SMALL_X},
    "reciprocal": {**NONZERO, **SIGNED_SCALES},
    "sqrt": {**POSITIVE, **SCALES},
    "rsqrt": {**POSITIVE, **SCALES},
    "cbrt": {**NONZERO, **SIGNED_SCALES},
    "exp": {**ORDINARY, **SMALL_X, "x in (-30, -5)": between(-30, -5), "x in (5, 30)": between(5, 30), "x in (100, 500)": between(100, 500)},
    "exp2": {**ORDINARY, **SMALL_X, "x in (-40, -5)": between(-40, -5), "x in (5, 40)": between(5, 40)},
    "expm1": {
        **ORDINARY,
        **SMALL_X,
        "x in (-6, -3)": between(-6, -3),
        "saturated, x in (-30, -10)": between(-30, -10),
        "x in (5, 30)": between(5, 30),
    },
    "log": {**POSITIVE, **SCALES, **NEAR_ONE},
    "log2": {**POSITIVE, **SCALES, **NEAR_ONE},
    "log10": {**POSITIVE, **SCALES, **NEAR_ONE},
    "log1p": {
        "x in (-0.8, 3)": between(-0.8, 3),
        **SMALL_X,
        "x in (-0.99, -0.9)": between(-0.99, -0.9),
        "large x": Relative(decades(1e2, 1e10)),
    },
    "sin": {**ORDINARY, **SMALL_X, **TURNS},
    "cos": {**ORDINARY, **SMALL_X, **TURNS},
    "tan": {
        "x in (-1.3, 1.3)": between(-1.3, 1.3),
        **SMALL_X,
        "x in (1.9, 4.3)": between(1.9, 4.3),
        "10 < |x| < 100": such_that(both_signs(between(10, 100)), lambda x: abs(np.cos(x)) > 0.3),
    },
    "asin": UNIT,
    "acos": UNIT,
    "atan": {**ORDINARY, **SMALL_X, "large x": Relative(decades(10, 1e5, 0))},
    "sinh": {**ORDINARY, **SMALL_X, **STEEP},
    "cosh": {**ORDINARY, **SMALL_X, **STEEP},
    "tanh": {
        "x in (-2, 2)": between(-2, 2),
        **SMALL_X,
        "2 < |x| < 4": both_signs(between(2, 4)),
        "saturated, 8 < |x| < 15": both_signs(between(8, 15)),
    },
    "asinh": {**ORDINARY, **SMALL_X, "large x": Relative(decades(10, 1e8, 0)), "huge x": Relative(decades(1e90, 1e95, 0))},
    "acosh": {"x in (1.3, 4)": between(1.3, 4), "x in (1.001, 1.1)": between(1.001, 1.1), "large x": Relative(decades(10, 1e8)), "huge x": Relative(decades(1e90, 1e95))},
    "atanh": UNIT,
    "sigmoid": {**ORDINARY, **SMALL_X, **LEFT, **SATURATED},
    "softplus": {**ORDINARY, **SMALL_X, **LEFT, **SATURATED},
    "add": SUMS,
    "sub": SUMS,
    "mul": {
        **SUMS,
        "large and small": [decades(1e2, 1e4, 0), decades(1e-4, 1e-2, 0)],
        "zeros": [exactly(0, 1.3127, 0), exactly(1.2171, 0, 0)],
    },
    "div": {
        "ordinary": [WIDE, OFF_ZERO],
        "small denominator": Relative(WIDE, SMALL),
        "large denominator": Relative(WIDE, decades(1e2, 1e8, 0)),
        "small numerator": [SMALL, OFF_ZERO],
        "zero numerator": [exactly(0, 0), exactly(1.3127, 0.71213)],
    },
    "pow": {
        "x in (0.3, 3)": [ONE, WIDE],
        "small x": Relative(decades(1e-8, 1e-3), between(0.5, 2.5)),
        "large x": Relative(decades(1e2, 1e6), between(-2, 2)),
        "near 1, large y": Relative(around(1, decades(1e-4, 1e-2, 0)), between(50, 300)),
        "small y": [ONE, SMALL],
        "x > 0, whole y": [ONE, exactly(-2, 0, 1, 3)],
    },
    "atan2": {
        "all quadrants": [exactly(0.7351, 1.8142, -0.6217, -1.3308), exactly(1.2173, -0.8415, -1.9214, 0.5126)],
        "small y": [SMALL, exactly(0.8117, 1.6121, -1.3712, -0.5219)],
        "small x": [exactly(0.6413, -1.2818, -0.9221, 1.7117), SMALL],
        "on the axes": [exactly(0, 1.3127, -0.71213), exactly(1.2171, 0, 0)],
        "both small": Relative(SMALL, decades(1e-8, 1e-3)),
        "both large": Relative(decades(1e3, 1e6), decades(1e3, 1e6, 0)),
        "both huge": Relative(decades(1e94, 1e95), decades(1e94, 1e95, 0)),
        "both tiny": Relative(decades(1e-95, 1e-94), decades(1e-95, 1e-94, 0)),
    },
    "maximum": CHOICES,
    "minimum": CHOICES,
    "rem": {
        "all signs": [exactly(5.3127, -7.1213, 6.4181, -4.1331), exactly(2.2171, 1.7143, -1.4512, -2.6113)],
        "|x| < |y|": [exactly(0.3127, -1.1213, 0.8418, -0.7133), exactly(1.2171, 2.7143, -1.9512, -2.6113)],
        "large quotient": [exactly(97.313, -81.271, 64.117, -523.37), exactly(2.1713, 1.3129, -0.71317, -1.6171)],
    },
    "clip": {
        "all regions": [
            exactly(-2.3171, 0.21313, 2.7119, -0.31713, 1.9123),
            exactly(-1.2131, -0.81713, -0.91231, -1.4117, -0.61317),
            exactly(0.71311, 1.2117, 1.5123, 0.91713, 0.81231),
        ],
        "inside": [between(-0.4, 0.4), LOW, HIGH],
        "below": [between(-3, -2), LOW, HIGH],
        "above": [between(2, 3), LOW, HIGH],
    },
    "erf": {**ORDINARY, **SMALL_X, "3 < |x| < 6": both_signs(between(3, 6))},
    "erfc": {**ORDINARY, **SMALL_X, "x in (3, 20)": between(3, 20), "x in (-6, -3)": between(-6, -3)},
    "erfcx": {"x in (-3, 2)": between(-3, 2), **SMALL_X, "x in (2, 5)": between(2, 5), "x in (-20, -3)": between(-20, -3)},
    "erfinv": {**UNIT, "close to ±1": [exactly(0.9999, -0.999999, 0.99999999, -0.9999999999)]},
    "ndtri": {"p in (0.02, 0.98)": between(0.02, 0.98), "small p": Relative(decades(1e-12, 1e-2))},
    "logndtr": {**ORDINARY, **SMALL_X, "x in (3, 20)": between(3, 20), "x in (-12, -3)": between(-12, -3)},
    "lgamma": {
        "x in (0.1, 5)": between(0.1, 5),
        "small x": Relative(SMALL),
        "near 1": around(1, SMALL),
        "near 2": around(2, SMALL),
        "x in (5, 100)": between(5, 100),
        "large x": Relative(decades(1e2, 1e10)),
        "x < 0": exactly(-0.31, -1.43, -2.21, -3.77, -12.63),
    },
    "digamma": {
        "x in (0.1, 5)": between(0.1, 5),
        "small x": Relative(SMALL),
        "x in (5, 100)": between(5, 100),
        "large x": Relative(decades(1e2, 1e10)),
        "x < 0": exactly(-0.31, -1.43, -2.21, -3.77, -12.63),
    },
    "betaln": {
        "ordinary": [between(0.3, 5), between(0.3, 5)],
        "large": Relative(decades(1e1, 1e4), decades(1e1, 1e4)),
        "small and large": Relative(decades(1e-3, 1), decades(1e2, 1e5)),
        "small": Relative(decades(1e-6, 1e-2), decades(1e-6, 1e-2)),
    },
    "xlogy": {"ordinary": [WIDE, ONE], "small": Relative(SMALL, decades(1e-8, 1e-3)), "x = 0": [exactly(0, 0), exactly(0.7131, 2.1273)]},
    "xlog1py": {"ordinary": [WIDE, between(-0.8, 3)], "small y": [WIDE, SMALL], "x = 0": [exactly(0, 0), exactly(-0.7131, 2.1273)]},
    "logaddexp": {"ordinary": [between(-1, 3), between(0, 3)], "large": [between(700, 800), between(700, 800)], "equal": [exactly(1.3, -0.9), exactly(1.3, -0.9)]},
    "log1mexp": {"x in (0.1, 3)": between(0.1, 3), "small x": Relative(decades(1e-8, 1e-3)), "x in (3, 30)": between(3, 30)},
    "hypot": {"ordinary": [WIDE, WIDE], "on the axes": [exactly(0, 1.3127, -0.71213), exactly(1.2171, 0, 0)], "large": Relative(decades(1e95, 1e96), decades(1e95, 1e96))},
    "sinc": {**ORDINARY, **SMALL_X, "3 < |x| < 30": both_signs(between(3, 30)), "whole x": exactly(1, -2, 3)},
    "expi": {"x in (0.5, 5)": between(0.5, 5), "small x": Relative(SMALL), "x in (-10, -0.2)": between(-10, -0.2), "x in (5, 100)": between(5, 100)},
    "exp1": {"x in (0.1, 3)": between(0.1, 3), "small x": Relative(decades(1e-8, 1e-3)), "x in (3, 100)": between(3, 100)},
    "where": {"ordinary": [WIDE, WIDE], "small and large": [SMALL, decades(10, 1e3, 0)]},
}

UNWRAPPED = {"square": {"large x": Relative(decades(1e2, 1e4, 0))}}  # too large for the sine of the result to be well conditioned

WHOLE, BASES = exactly(-3, -1, 0, 2, 3, 5), exactly(-1.3117, -0.71213, -2.1171, -0.53127, 1.4123, -1.1217)
ORDERS = exactly(0, 1, 2, 3)
SHAPES = exactly(0.5, 1, 2.7, 8.3)
ORDERED = {
    "polygamma": {
        "x in (0.1, 5)": [ORDERS, between(0.1, 5)],
        "large x": Relative(exactly(1, 2, 3, 4), decades(10, 1e5)),
        "small x": Relative(exactly(1, 2, 3, 4), decades(1e-4, 1e-2, 0)),
        "x < 0": [exactly(0, 1, 2, 3, 5), exactly(-0.31, -1.43, -2.21, -3.77, -12.63)],
        "high orders": [exactly(8, 13, 20, 31), between(0.5, 20)],
    },
    "gammainc": {"below a": [SHAPES, between(0.1, 0.5)], "above a": [SHAPES, between(9, 15)], "large a": [exactly(40, 90, 150, 300), exactly(35.3, 97.1, 151.7, 281.9)]},
    "gammaincc": {"below a": [SHAPES, between(0.1, 0.5)], "above a": [SHAPES, between(9, 15)], "large a": [exactly(40, 90, 150, 300), exactly(35.3, 97.1, 151.7, 281.9)]},
    "besselj": {"ordinary": [ORDERS, WIDE], "x = 0": [ORDERS, exactly(0, 0, 0, 0)], "5 < |x| < 50": [ORDERS, both_signs(between(5, 50))], "high orders": [exactly(8, 13, 30, 50), exactly(3.1, 20.7, 60.3, 300.7)]},
    "bessely": {"ordinary": [ORDERS, ONE], "4 < x < 9": [ORDERS, between(4, 9)], "high orders": [exactly(8, 13), exactly(9.1, 6.7)]},
    "besseli": {"ordinary": [ORDERS, WIDE], "x = 0": [ORDERS, exactly(0, 0, 0, 0)], "5 < |x| < 50": [ORDERS, both_signs(between(5, 50))]},
    "besselie": {"ordinary": [ORDERS, OFF_ZERO], "5 < |x| < 50": [ORDERS, both_signs(between(5, 50))], "high orders": [exactly(8, 13, 30, 50), exactly(3.1, 20.7, 60.3, 300.7)]},
}

PARTLY_FIXED = {  # (region, drawings, positions of the inputs held fixed)
    "pow": [
        ("any x, whole y held fixed", [BASES, WHOLE], (1,)),
        ("x = 0, whole y held fixed", [exactly(0, 0, 0, 0, 0), exactly(0, 1, 2, 3, 4)], (1,)),
        ("fixed x", [ONE, WIDE], (0,)),
        ("fixed y", [ONE, WIDE], (1,)),
    ],
    "div": [("fixed numerator", [WIDE, OFF_ZERO], (0,))],
    "clip": [("fixed bounds", [exactly(-2.3171, 0.21313, 2.7119, -0.31713), exactly(-1, -1, -1, -1), exactly(1, 1, 1, 1)], (1, 2))],
}

# Values only.
HALVES = [0.0, 0.3, 0.5, 0.7, 1.0, 1.5, 2.5, 3.5]
EDGES = [0.49999999999999994, 0.5000000000000001, 1e-300, 123456.75, 4503599627370495.5, 4503599627370496.0, 9007199254740991.0, 1e300]
ROUNDED = [sign * x for x in HALVES + EDGES for sign in (1, -1)]

TINY, HUGE = 5e-324, 1.7976931348623157e308
HARD = {  # op: hard points; of several arguments, one tuple a point
    "sqrt": [TINY, 1e-300, 1e308, HUGE, 2.0],
    "rsqrt": [TINY, 1e-300, 1e308, 2.0],
    "cbrt": [-27e-30, 27.0, -8.0, TINY, -HUGE, 1e-300],
    "reciprocal": [1e-300, -1e300, 3.0, 1e-307],
    "square": [1e-160, 1e-170, 1e150, -1.1],
    "exp": [709.7, 709.78, -745.0, -708.5, -740.0, 1e-300, -1e-17, 1.0, 0.0, 500.5],
    "exp2": [1023.9, -1074.0, -1022.5, 10.0, 0.5, 1e-17, -0.1],
    "expm1": [1e-15, -1e-15, 1e-300, 0.0, 1e-5, -40.0, 709.7, 0.5],
    "log": [1e-308, TINY, HUGE, 1.0, 1.0000000000000002, 0.9999999999999999, 0.5, 10.0],
    "log2": [8.0, 1e-308, TINY, HUGE, 1.0000000000000002, 0.9999999999999999, 3.0],
    "log10": [1000.0, 1e22, 1e-308, TINY, 1.0000000000000002, 2.0, 0.001],
    "log1p": [1e-300, 1e-15, -1e-15, 0.0, -0.999999999, -0.9999999999999999, 1e300, 0.5],
    "sin": [1e22, -1e22, 1e300, 1e15, 3.141592653589793, 6.283185307179586, 1e-300, 1e-8, 710.0, 0.0],
    "cos": [1e22, 1e300, 1e15, 1.5707963267948966, 3.141592653589793, 1e-8, 710.0, 0.0],
    "tan": [1e22, 1e300, 1.5707963267948966, 3.141592653589793, 1e-300, 1e-8, 0.7853981633974483],
    "asin": [1e-300, 1e-10, 1.0, -1.0, 0.999999999999, -0.9999999999999999, 0.5],
    "acos": [1e-300, 1e-10, 1.0, -1.0, 0.999999999999, -0.9999999999999999, 0.5, 0.0],
    "atan": [1e300, -1e300, 1e-300, 1e-10, 1.0, 1e8],
    "sinh": [710.0, -710.0, 1e-300, 1e-10, 1e-3, 0.0, 20.0, 22.5],
    "cosh": [710.0, -710.0, 1e-300, 1e-10, 0.0, 20.0, 22.5],
    "tanh": [1e-300, 1e-10, 20.0, -20.0, 1e300, 0.0, 0.55, 18.5],
    "asinh": [1e300, -1e300, 1e-300, 1e-10, -1e-10, 0.0, 1e8, -3.0],
    "acosh": [1.000000000001, 1.0, 1.0000000000000002, 1e300, 1e8, 1.5],
    "atanh": [0.999999999999, -0.999999999999, 0.9999999999999999, 1e-300, 1e-10, 0.0, 0.5],
    "sigmoid": [-745.0, 40.0, -40.0, -709.5, 745.0, 0.0, 1e-300, 36.5],
    "softplus": [-745.0, 800.0, -40.0, 40.0, -709.5, 0.0, 1e-300, 36.5, 1e300],
    "erf": [TINY, 1e-300, 0.5, -0.4999999999999999, 1.0, 5.9, -7.0, 1e300],
    "erfc": [TINY, 0.5, -0.5, 1.0, 5.0, 26.0, 27.0, -30.0],
    "erfcx": [TINY, 0.5, -26.5, 7.0, 28.0, 1e8, 1e160, -1e-10],
    "erfinv": [TINY, 1e-300, 0.5, -0.5, 0.9999999999999999, -0.999, 0.7],
    "ndtri": [TINY, 1e-310, 1e-300, 0.25, 0.75, 0.4999, 0.5000001, 0.9999999999999999],
    "logndtr": [-1000.0, -1e5, -38.5, -1e-300, 1e-300, 0.82, 8.3, 30.0, 37.0],
    "lgamma": [1e-300, -1e-300, 1.0000000000000002, 0.9999999999999999, 2.0000000000000004, 1.9999999999999998, 1.2800000000000002, 2.5, 3.0, 9.999, 171.6, 1e15, 1e305, -0.5, -1.5, -170.3],
    "digamma": [1e-300, -1e-300, 1.2800000000000002, 1.4616321449683622, 1.0, 2.5, 10.0, 9.999, 1e15, 1e300, -0.5, -1.4616, -1000.1],
    "polygamma": pairs("1 1e-100, 1 1e100, 2 1, 1 -0.5, 3 -7.25, 10 0.001, 40 3, 100 60.5, 150 1454.25, 7 1e10"),
    "betaln": pairs("1 1, 1 2, 1e-300 1e-300, 1e300 1e300, 1e10 1e-10, 0.5 0.5, 10 10, 9.99 1e8"),
    "gammainc": pairs("1 1e-300, 32.5 9.1e-6, 0.5 0.5, 5 30, 100 50, 1e4 1e4, 1e6 1.001e6, 0.001 1, 50 200"),
    "gammaincc": pairs("1 1e-300, 0.5 0.5, 5 30, 100 50, 1e4 1e4, 1e6 1.001e6, 0.001 1, 50 200"),
    "xlogy": pairs("0 0, 0 5, 5e-324 0.5, 1e300 1e-300, 2 1.0000000000000002, -1e-300 1e300"),
    "xlog1py": pairs("0 -1, 0 5, 5e-324 0.5, 1e300 1e-300, 2 1e-300, 3 -0.9999999999999999"),
    "logaddexp": pairs("1e300 1e300, -1e300 0, 800 -800, 0 0, 1e-300 -1e-300, -750 -751"),
    "log1mexp": [1e-300, TINY, 0.6931471805599453, 36.0, 700.0, 745.0],
    "hypot": pairs("3e300 4e300, 3e-320 4e-320, 1e300 1, 5 12, 0 -3, 1e-170 1e-170"),
    "sinc": [1e-300, 0.0, 1.0, -2.0, 1000000.5, 0.31830988618379069, 0.3, 1e300],
    "besselj": pairs("0 0, 0 2.404825557695773, 0 25, 1 25.000000000000004, 5 1e-60, 0 1e8, 3 -39.9, 7 1e-30, 100 99.5, 100 2000.5, -3 4.5"),
    "bessely": pairs("0 1e-300, 0 0.8935769662791675, 0 1e-8, 1 25.000000000000004, 1 1e-200, 0 1e8, 3 39.9, 100 99.5, 100 2000.5, -3 4.5"),
    "besseli": pairs("0 0, 1 0, 0 700.5, 1 -712, 5 1e-60, 0 4, 3 39.9, 2 100"),
    "besselie": pairs("0 0, 0 1e8, 1 -4.0000001, 5 40, 100 800, 60 3000, 7 1e-30, 30 5"),
    "expi": [1e-300, 0.37250741078136663, -0.4, 40.0, 40.001, 700.0, -700.0, 0.3],
    "exp1": [1e-300, TINY, 0.4, 0.39999999999999997, 1.0, 700.0, 20.0],
    "pow": pairs(
        "1.0000001 1e7, 0.9999999 1e9, 2 1023.5, 2 -1074, 10 -320, 10 22, 10 -5, -2 3, -8 -1, "
        "-1.5 4, 0 0, 5 0, 0 2, 0 0.5, 1e150 2, 1e-300 0.5, 1.0000000000000002 4503599627370496, 3 0.3333333333333333"
    ),
    "atan2": pairs(
        "1 1, 1 -1, -1 -1, -1 1, 0 1, 0 -1, 1 0, -1 0, 0 0, 1e-300 1e300, 1e300 1e-300, 1e-300 -1e300, 1e308 1e308, -5e-324 5e-324, 1e-10 1, 1e-10 -1, -3 1e-10"
    ),
    "rem": pairs("5.5 2, -5.5 2, 5.5 -2, -5.5 -2, 1e22 3, 1e308 7, 0.3 0.1, 1 0.1, -6 3, 5e-324 1, 1e300 1e-300, 4 1e300"),
}
