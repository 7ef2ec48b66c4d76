"""What the array ops are asked: rows (name, inputs, attrs), and the positions of inputs held fixed, where there are any.

An input is a shape, to be filled with drawn numbers, or an array as it stands.
"""

import numpy as np


def a(*numbers):
    return np.array(numbers, dtype=np.float64)


def ints(*numbers):
    return np.array(numbers, dtype=np.int32)


def bools(*numbers):
    return np.array(numbers, dtype=bool)


def reductions(*more, **attrs):
    """Axes picked in every way, a size-1 axis among them, then `more`."""
    rows = [
        ("a vector", [(5,)], [0]),
        ("rows", [(2, 3)], [1]),
        ("columns", [(3, 2)], [0]),
        ("all", [(2, 3)], [0, 1]),
        ("two of three axes", [(2, 3, 2)], [0, 2]),
        ("a middle axis, beside size 1", [(1, 4, 2)], [1]),
        *more,
    ]
    return [(name, inputs, {"axes": axes, **attrs}) for name, inputs, axes in rows]


def scans(*more, **attrs):
    rows = [("a vector", [(5,)], 0), ("columns", [(3, 2)], 0), ("rows", [(2, 4)], 1), ("a middle axis", [(2, 3, 2)], 1), *more]
    return [(name, inputs, {"axis": axis, **attrs}) for name, inputs, axis in rows]


def named(suffix, rows):
    return [(f"{name}, {suffix}", inputs, attrs) for name, inputs, attrs in rows]


LONE = ("a size-1 axis", [(3, 1)], [1])
ONE_ZERO, TWO_ZEROS, ZERO_FIRST = a(1.3127, 0, -0.71213, 1.8117), a(1.3127, 0, 0, -0.71213), a(0, 1.2117, -0.81317, 1.5123)
ZEROS = a([1.2117, 0, -0.71213], [0, 0, 1.5123], [0.61317, -1.7123, 1.1129])
FAR = a([1000.3, 1001.7, 999.21], [-1001.2, -1000.4, -999.63])
APART = a([0.31313, 8.1171, -5.2132], [12.129, 4.7132, 11.213])
SIMPLEX, OFF_SIMPLEX = a([0.25, 0.5, 0.25], [0.125, 0.25, 0.625]), a([0.21317, 0.91123, 0.30127], [0.11713, 0.25127, 0.41129])
MOMENTS = [*reductions(ddof=0), *named("ddof 1", reductions(ddof=1))]
SOFTMAXES = scans(("last axis", [(2, 3)], -1), ("far from zero", [FAR], 1), ("far apart", [APART], -1))
SQUARES = [("3 by 3", [(3, 3)], {}), ("1 by 1", [(1, 1)], {}), ("4 by 4", [(4, 4)], {})]
TRIANGLES = [("square", [(3, 3)], {}), ("wide", [(2, 4)], {}), ("tall", [(4, 2)], {}), ("batched", [(2, 2, 3)], {})]

ROWS = {
    "sum": reductions(LONE),
    "mean": reductions(LONE),
    "max": reductions(LONE),
    "min": reductions(LONE),
    "prod": reductions(
        LONE,
        ("one exact zero", [ONE_ZERO], [0]),
        ("two exact zeros in a row", [TWO_ZEROS], [0]),
        ("three exact zeros", [a(0, 1.2117, 0, 0)], [0]),
        ("zeros here and there, rows", [ZEROS], [1]),
        ("zeros here and there, columns", [ZEROS], [0]),
    ),
    "cumsum": [*scans(("a size-1 axis", [(2, 1)], 1), reverse=False), *named("reverse", scans(reverse=True))],
    "cumprod": scans(
        ("one exact zero", [ONE_ZERO], 0),
        ("two exact zeros in a row", [TWO_ZEROS], 0),
        ("zero first", [ZERO_FIRST], 0),
        ("zeros here and there, rows", [ZEROS], 1),
        ("zeros here and there, columns", [ZEROS], 0),
    ),
    "logSumExp": reductions(LONE, ("far above zero", [FAR[0]], [0]), ("far from zero, rows", [FAR], [1]), ("far apart, rows", [APART], [1])),
    "variance": MOMENTS,
    "std": MOMENTS,
    "norm": reductions(("beside zeros", [a(0, 1.2117, 0, -0.81317)], [0]), ("large", [a(311.17, -421.23, 128.31)], [0])),
    "softmax": SOFTMAXES,
    "logSoftmax": SOFTMAXES,
    "crossEntropy": [
        ("classes", [(4, 3), ints(2, 0, 1, 2)], {"axis": -1}),
        ("classes, one example", [(1, 5), ints(3)], {"axis": -1}),
        ("classes, logits far from zero", [FAR, ints(0, 2)], {"axis": -1}),
        ("probabilities held fixed", [(2, 3), SIMPLEX], {"axis": -1}, 1),
        ("probabilities", [(2, 3), SIMPLEX], {"axis": -1}),
        ("probabilities that do not sum to 1", [(2, 3), OFF_SIMPLEX], {"axis": -1}),
        ("probabilities, logits far from zero", [FAR, SIMPLEX], {"axis": -1}),
    ],
    "reshape": [
        (f"{list(old)} to {new}", [old], {"shape": new})
        for old, new in [((6,), [2, 3]), ((2, 3), [3, 2]), ((2, 3, 2), [4, 3]), ((2, 3), [1, 6, 1]), ((1, 1), []), ((), [1])]
    ],
    "transpose": [
        (f"{list(shape)} by {perm}", [shape], {"perm": perm})
        for shape, perm in [((2, 3), [1, 0]), ((2, 3, 2), [2, 0, 1]), ((2, 3, 4), [1, 2, 0]), ((1, 3, 2), [0, 2, 1]), ((4,), [0])]
    ],
    "broadcast": [
        (f"{list(old)} to {new}", [old], {"shape": new})
        for old, new in [((), [3]), ((), [2, 2]), ((3,), [2, 3]), ((2, 1), [2, 3]), ((1, 3), [2, 3]), ((2, 1), [3, 2, 2]), ((1, 1), [2, 2]), ((2, 3), [2, 3])]
    ],
    "slice": [
        (name, [shape], {"starts": starts, "stops": stops, "steps": steps})
        for name, shape, starts, stops, steps in [
            ("a vector", (6,), [1], [4], [1]),
            ("every second", (6,), [0], [6], [2]),
            ("every third, neither from 0 nor to the end", (9,), [1], [8], [3]),
            ("a block", (3, 4), [1, 1], [3, 3], [1, 1]),
            ("steps in rank 3", (2, 4, 3), [0, 1, 0], [2, 4, 3], [1, 2, 2]),
            ("one element", (2, 3), [1, 2], [2, 3], [1, 1]),
        ]
    ],
    "pad": [
        (name, [shape], {"low": low, "high": high, "interior": interior})
        for name, shape, low, high, interior in [
            ("ends", (3,), [1], [2], [0]),
            ("interior", (3,), [0], [0], [2]),
            ("both", (3,), [2], [1], [1]),
            ("rank 2", (2, 2), [1, 0], [0, 2], [1, 0]),
            ("rank 3, beside size 1", (1, 2, 2), [1, 0, 0], [0, 0, 1], [3, 1, 0]),
            ("nothing", (2, 2), [0, 0], [0, 0], [0, 0]),
        ]
    ],
    "concat": [
        ("vectors", [(2,), (1,), (3,)], {"axis": 0}),
        ("rows", [(1, 2), (2, 2), (1, 2)], {"axis": 0}),
        ("columns", [(2, 2), (2, 1), (2, 2)], {"axis": 1}),
        ("a middle axis", [(2, 1, 2), (2, 2, 2), (2, 1, 2)], {"axis": 1}),
    ],
    "flip": [
        (f"{list(shape)} axes {axes}", [shape], {"axes": axes})
        for shape, axes in [((5,), [0]), ((2, 3), [1]), ((2, 3), [0, 1]), ((2, 3, 2), [0, 2]), ((3, 1), [1])]
    ],
    "take": [
        ("a vector, repeated", [(4,), ints(3, 0, 3, 1, 3)], {"axis": 0}),
        ("rows, repeated", [(3, 2), ints(2, 2, 0)], {"axis": 0}),
        ("columns", [(2, 4), ints(1, 3, 1)], {"axis": 1}),
        ("a middle axis", [(2, 3, 2), ints(2, 0, 2)], {"axis": 1}),
        ("indices of rank 2", [(4,), ints([0, 3], [3, 1])], {"axis": 0}),
        ("indices of rank 2, a last axis", [(2, 3), ints([0, 2], [2, 2])], {"axis": 1}),
        ("a scalar index", [(3, 2), np.array(1, dtype=np.int32)], {"axis": 0}),
    ],
    "scatterAdd": [
        ("a vector, duplicates", [(5,), ints(3, 0, 3, 1, 3)], {"shape": [4], "axis": 0}),
        ("a vector, places left at 0", [(2,), ints(4, 1)], {"shape": [6], "axis": 0}),
        ("rows, duplicates", [(3, 2), ints(2, 2, 0)], {"shape": [3, 2], "axis": 0}),
        ("columns", [(2, 3), ints(1, 3, 1)], {"shape": [2, 4], "axis": 1}),
        ("a middle axis", [(2, 3, 2), ints(2, 0, 2)], {"shape": [2, 3, 2], "axis": 1}),
        ("indices of rank 2", [(2, 2), ints([0, 3], [3, 1])], {"shape": [4], "axis": 0}),
    ],
    "where": [
        ("a vector", [bools(1, 0, 0, 1), (4,), (4,)], {}),
        ("a matrix", [bools([1, 0, 1], [0, 0, 1]), (2, 3), (2, 3)], {}),
        ("rank 3", [bools([[1, 0], [0, 1]], [[0, 0], [1, 1]]), (2, 2, 2), (2, 2, 2)], {}),
        ("broadcasting a column of conditions", [bools([1], [0]), (2, 3), (2, 3)], {}),
        ("broadcasting branches", [bools([1, 0, 1], [0, 1, 0]), (3,), (2, 1)], {}),
    ],
    "diag": [("a vector", [(3,)], {}), ("size 1", [(1,)], {}), ("size 4", [(4,)], {})],
    "diagPart": SQUARES,
    "tril": TRIANGLES,
    "triu": TRIANGLES,
    "trace": SQUARES,
    "contract": [
        (f"{spec}{note}", shapes, {"spec": spec})
        for spec, note, shapes in [
            ("ij,jk->ik", "", [(2, 3), (3, 2)]),
            ("ij,jk->ik", ", size-1 axes", [(1, 3), (3, 1)]),
            ("ij,jk->ki", "", [(2, 3), (3, 2)]),
            ("ij,kj->ik", "", [(2, 3), (2, 3)]),
            ("ji,jk->ik", "", [(3, 2), (3, 2)]),
            ("i,i->", "", [(4,), (4,)]),
            ("i,j->ij", "", [(3,), (2,)]),
            ("bij,bjk->bik", "", [(2, 2, 3), (2, 3, 2)]),
            ("ij,j->i", "", [(3, 2), (2,)]),
            ("i,ij->j", "", [(3,), (3, 2)]),
            ("ij,ij->", "", [(2, 3), (2, 3)]),
            ("ii->", "", [(3, 3)]),
            ("ij->j", "", [(3, 2)]),
            ("ijk,ikl->jl", "", [(2, 2, 3), (2, 3, 2)]),
            ("bij,bj->bi", "", [(2, 2, 3), (2, 3)]),
            (",i->i", "", [(), (3,)]),
        ]
    ],
}
