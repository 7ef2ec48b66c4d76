"""Windows that slide over the last axes, their adjoint, and what is written with them: convolution and pooling, each spelled out."""

from itertools import product

import numpy as np
from mpmath import mpf



def zeros(like, shape):
    return np.full(shape, mpf(0), dtype=object) if like.dtype == object else np.zeros(shape)


def places(counts, window, strides, dilation):
    """Every (window, place in it, place in space)."""
    for at in product(*map(range, counts)):
        for k in product(*map(range, window)):
            yield at, k, tuple(i * s + j * d for i, s, j, d in zip(at, strides, k, dilation))


def counts(space, window, strides, dilation):
    return [max(0, (n - (w - 1) * d - 1) // s + 1) for n, w, s, d in zip(space, window, strides, dilation)]


def patches(x, window, strides, dilation):
    lead, space = x.shape[: x.ndim - len(window)], x.shape[x.ndim - len(window) :]
    number = counts(space, window, strides, dilation)
    y = zeros(x, [*lead, *number, *window])
    for at, k, place in places(number, window, strides, dilation):
        y[(..., *at, *k)] = x[(..., *place)]
    return y


def overlap_add(x, shape, strides, dilation):
    n = len(shape)
    lead, number, window = x.shape[: x.ndim - 2 * n], x.shape[x.ndim - 2 * n : x.ndim - n], x.shape[x.ndim - n :]
    y = zeros(x, [*lead, *shape])
    for at, k, place in places(number, window, strides, dilation):
        y[(..., *place)] = y[(..., *place)] + x[(..., *at, *k)]
    return y


# The same in floating point: NumPy's own windows; and its adjoint as a matrix, read off from unit vectors.


def float_patches(x, window, strides, dilation):
    last = tuple(range(x.ndim - len(window), x.ndim))
    spans = [(w - 1) * d + 1 for w, d in zip(window, dilation)]
    views = np.lib.stride_tricks.sliding_window_view(x, spans, axis=last)
    return views[(..., *(slice(None, None, s) for s in strides), *(slice(None, None, d) for d in dilation))]


def float_overlap_add(x, shape, strides, dilation):
    n = x.ndim - len(shape)
    lead, window = x.shape[: n - len(shape)], x.shape[n:]
    units = np.eye(int(np.prod(shape))).reshape([-1, *shape])
    matrix = float_patches(units, window, strides, dilation).reshape([len(units), -1])
    return (x.reshape([-1, matrix.shape[1]]) @ matrix.T).reshape([*lead, *shape])


MEANINGS = {
    "patches": (patches, float_patches, "sin"),
    "overlapAdd": (overlap_add, float_overlap_add, "sin"),
}

ROWS = {
    "patches": [
        (name, [shape], {"window": window, "strides": strides, "dilation": dilation})
        for name, shape, window, strides, dilation in [
            ("overlapping", (5,), [3], [1], [1]),
            ("strides that leave a rest", (8,), [3], [2], [1]),
            ("strides that leave gaps", (8,), [2], [3], [1]),
            ("dilation", (6,), [2], [1], [3]),
            ("a lead axis", (2, 5), [2], [2], [2]),
            ("two axes", (3, 4), [2, 3], [1, 1], [1, 1]),
            ("two axes, strides and dilation, a lead axis", (2, 4, 5), [2, 2], [1, 2], [3, 2]),
            ("windows of one element", (2, 3), [1, 1], [1, 1], [1, 1]),
        ]
    ],
    "overlapAdd": [
        (name, [x], {"shape": shape, "strides": strides, "dilation": dilation})
        for name, x, shape, strides, dilation in [
            ("overlapping", (3, 3), [5], [1], [1]),
            ("places that no window reaches", (3, 2), [8], [3], [1]),
            ("dilation, a lead axis", (2, 2, 2), [5], [2], [2]),
            ("two axes", (2, 2, 2, 3), [3, 4], [1, 1], [1, 1]),
            ("two axes, strides and dilation", (1, 2, 2, 2), [4, 5], [1, 2], [3, 2]),
        ]
    ],
}
