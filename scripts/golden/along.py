"""Ops along one axis: places that differ from row to row, orders, running extremes; each spelled out row by row."""

import numpy as np
from jet import exp, log
from mpmath import mpf
from shapes import APART, FAR, ints, scans


def by_rows(f, axis, *arrays):
    """f of the rows along the axis, for each place on the other axes."""
    moved = [np.moveaxis(x, axis, -1) for x in arrays]
    rows = [f(*(x[at] for x in moved)) for at in np.ndindex(*moved[0].shape[:-1])]
    y = np.empty((len(rows), len(rows[0])), dtype=object)
    for i, row in enumerate(rows):
        y[i, :] = row
    return np.moveaxis(y.reshape([*moved[0].shape[:-1], -1]), -1, axis)


def take_along(x, places, axis):
    return by_rows(lambda row, at: [row[i] for i in at], axis, x, places)


def scatter_along(x, places, axis, size):
    def added(row, at):
        return [sum((a for a, i in zip(row, at) if i == place), mpf(0)) for place in range(size)]

    return by_rows(added, axis, x, places)


def float_scatter_along(x, places, axis, size):
    y = np.zeros([size if i == axis else n for i, n in enumerate(x.shape)])
    at = list(np.indices(x.shape))
    at[axis] = places
    np.add.at(y, tuple(at), x)
    return y


def sort(x, axis):
    return by_rows(sorted, axis, x)


def top(x, axis, k):
    return by_rows(lambda row: sorted(row)[::-1][:k], axis, x)


def so_far(f):
    return lambda x, axis: by_rows(lambda row: [f(row[: i + 1]) for i in range(len(row))], axis, x)


def float_log_sum_exp(x, axis):
    return np.logaddexp.accumulate(x, axis=axis)


def inside(x, starts, sizes):
    """Starts that do not fit are moved to the nearest that do."""
    return tuple(slice(at, at + size) for at, size in ((min(max(int(start), 0), n - size), size) for start, n, size in zip(starts, x.shape, sizes)))


def dynamic_slice(x, starts, sizes):
    return x[inside(x, starts, sizes)]


def dynamic_update(x, update, starts):
    y = x.copy()
    y[inside(x, starts, update.shape)] = update
    return y


MEANINGS = {
    "dynamicSlice": (dynamic_slice, dynamic_slice, "sin"),
    "dynamicUpdate": (dynamic_update, dynamic_update, "sin"),
    "sort": (sort, np.sort, "sin"),
    "topK": (top, lambda x, axis, k: np.moveaxis(-np.sort(-np.moveaxis(x, axis, -1), axis=-1)[..., :k], -1, axis), "sin"),
    "cummax": (so_far(max), np.maximum.accumulate, "sin"),
    "cummin": (so_far(min), np.minimum.accumulate, "sin"),
    "cumlogsumexp": (so_far(lambda row: log(sum(map(exp, row)))), float_log_sum_exp, "none"),
    "takeAlong": (take_along, lambda x, places, axis: np.take_along_axis(x, places, axis), "sin"),
    "scatterAlong": (scatter_along, float_scatter_along, "sin"),
}

ROWS = {
    "dynamicSlice": [
        ("a vector", [(5,), ints(2)], {"sizes": [2]}),
        ("rows, a start too great", [(3, 4), ints(9, 1)], {"sizes": [2, 3]}),
        ("one axis whole, a start below 0", [(3, 4), ints(2, -3)], {"sizes": [3, 2]}),
    ],
    "dynamicUpdate": [
        ("a vector", [(5,), (2,), ints(2)], {}),
        ("rows, a start too great", [(3, 4), (2, 2), ints(9, 1)], {}),
        ("one axis whole, a start below 0", [(3, 4), (3, 2), ints(2, -3)], {}),
    ],
    "sort": scans(("a size-1 axis", [(3, 1)], 1)),
    "topK": [
        ("a vector", [(5,)], {"axis": 0, "k": 2}),
        ("rows", [(2, 4)], {"axis": 1, "k": 3}),
        ("columns, all", [(3, 2)], {"axis": 0, "k": 3}),
    ],
    "cummax": scans(("a size-1 axis", [(3, 1)], 1)),
    "cummin": scans(("a size-1 axis", [(3, 1)], 1)),
    "cumlogsumexp": scans(("far from zero", [FAR], 1), ("far apart", [APART], 1)),
    "takeAlong": [
        ("a vector, repeated", [(4,), ints(3, 0, 3, 1, 3)], {"axis": 0}),
        ("rows", [(2, 3), ints([2, 0], [1, 1])], {"axis": 1}),
        ("columns", [(3, 2), ints([2, 0], [1, 1], [2, 2], [0, 1])], {"axis": 0}),
        ("a middle axis", [(2, 3, 2), ints([[2, 0], [2, 1]], [[0, 0], [1, 2]])], {"axis": 1}),
    ],
    "scatterAlong": [
        ("a vector, duplicates", [(5,), ints(3, 0, 3, 1, 3)], {"axis": 0, "size": 4}),
        ("rows, places left at 0", [(2, 3), ints([4, 0, 2], [1, 1, 3])], {"axis": 1, "size": 5}),
        ("columns", [(3, 2), ints([1, 0], [1, 1], [0, 0])], {"axis": 0, "size": 2}),
        ("a middle axis", [(2, 2, 2), ints([[2, 0], [2, 1]], [[0, 0], [1, 2]])], {"axis": 1, "size": 3}),
    ],
}
