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
    "asinh": {**ORDINARY, **SMALL_X, "large x": Relative(decades(10, 1e8, 0))},
    "acosh": {"x in (1.3, 4)": between(1.3, 4), "x in (1.001, 1.1)": between(1.001, 1.1), "large x": Relative(decades(10, 1e8))},
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
    "where": {"ordinary": [WIDE, WIDE], "small and large": [SMALL, decades(10, 1e3, 0)]},
}

UNWRAPPED = {"square": {"large x": Relative(decades(1e2, 1e4, 0))}}  # too large for the sine of the result to be well conditioned

WHOLE, BASES = exactly(-3, -1, 0, 2, 3, 5), exactly(-1.3117, -0.71213, -2.1171, -0.53127, 1.4123, -1.1217)
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
    "pow": pairs(
        "1.0000001 1e7, 0.9999999 1e9, 2 1023.5, 2 -1074, 10 -320, 10 22, 10 -5, -2 3, -8 -1, "
        "-1.5 4, 0 0, 5 0, 0 2, 0 0.5, 1e150 2, 1e-300 0.5, 1.0000000000000002 4503599627370496, 3 0.3333333333333333"
    ),
    "atan2": pairs(
        "1 1, 1 -1, -1 -1, -1 1, 0 1, 0 -1, 1 0, -1 0, 0 0, 1e-300 1e300, 1e300 1e-300, 1e-300 -1e300, 1e308 1e308, -5e-324 5e-324, 1e-10 1, 1e-10 -1, -3 1e-10"
    ),
    "rem": pairs("5.5 2, -5.5 2, 5.5 -2, -5.5 -2, 1e22 3, 1e308 7, 0.3 0.1, 1 0.1, -6 3, 5e-324 1, 1e300 1e-300, 4 1e300"),
}
