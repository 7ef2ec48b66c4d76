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


def padded(x, pads, fill=0):
    y = zeros(x, [*x.shape[: x.ndim - len(pads)], *(n + lo + hi for n, (lo, hi) in zip(x.shape[x.ndim - len(pads) :], pads))]) + fill
    y[(..., *(slice(lo, lo + n) for n, (lo, _) in zip(x.shape[x.ndim - len(pads) :], pads)))] = x
    return y


def conv(x, kernel, padding, windows=None, groups=1, strides=None, dilation=None):
    """x [N, C, ...space], kernel [O, C / groups, ...window]: each filter meets the channels of its own group."""
    n = x.ndim - 2
    found = (windows or patches)(padded(x, padding), kernel.shape[2:], strides or [1] * n, dilation or [1] * n)
    channels, filters = kernel.shape[1], kernel.shape[0] // groups
    return np.stack(
        [
            sum(np.sum(found[:, g * channels + c] * filter[c], axis=tuple(range(-n, 0))) for c in range(channels))
            for g in range(groups)
            for filter in kernel[g * filters : (g + 1) * filters]
        ],
        axis=1,
    )


def conv_transpose(x, kernel, strides, space, add=None):
    """Each element of x puts the kernels of its channel, times itself, in the windows that conv would read."""
    n = x.ndim - 2
    put = np.stack([sum(x[(slice(None), o) + (...,) + (None,) * n] * kernel[o, c] for o in range(len(kernel))) for c in range(kernel.shape[1])], axis=1)
    return (add or overlap_add)(put, space, strides, [1] * n)


def pool(reduce, windows, x, window, strides, padding, fill):
    found = windows(padded(x, padding, fill), window, strides, [1] * len(window))
    return reduce(found.reshape([*found.shape[: x.ndim], -1]))


def max_pool(x, window, strides, padding, windows=None):
    return pool(lambda found: np.max(found, axis=-1), windows or patches, x, window, strides, padding, -1000)


def avg_pool(x, window, strides, padding, windows=None):
    there = pool(lambda found: np.sum(found, axis=-1), float_patches, np.ones(x.shape), window, strides, padding, 0)
    return pool(lambda found: np.sum(found, axis=-1), windows or patches, x, window, strides, padding, 0) / there.astype(int)


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
    "conv": (conv, lambda *x, **at: conv(*x, **at, windows=float_patches), "sin"),
    "convTranspose": (conv_transpose, lambda *x, **at: conv_transpose(*x, **at, add=float_overlap_add), "sin"),
    "maxPool": (max_pool, lambda x, **at: max_pool(x, **at, windows=float_patches), "sin"),
    "avgPool": (avg_pool, lambda x, **at: avg_pool(x, **at, windows=float_patches), "sin"),
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
    "conv": [
        ("one axis", [(2, 2, 5), (2, 2, 3)], {"padding": [[0, 0]]}),
        ("two axes, padding and strides", [(1, 2, 3, 4), (2, 2, 2, 2)], {"padding": [[1, 0], [0, 1]], "strides": [2, 1]}),
        ("groups and dilation", [(1, 4, 5), (2, 2, 2)], {"padding": [[1, 1]], "groups": 2, "dilation": [2]}),
    ],
    "convTranspose": [("strides", [(1, 2, 3), (2, 2, 3)], {"strides": [2], "space": [7]})],
    "maxPool": [
        ("one axis", [(2, 1, 6)], {"window": [2], "strides": [2], "padding": [[0, 0]]}),
        ("two axes, padding, overlapping", [(1, 1, 4, 5)], {"window": [2, 3], "strides": [1, 2], "padding": [[1, 0], [1, 1]]}),
    ],
    "avgPool": [
        ("one axis", [(2, 1, 6)], {"window": [3], "strides": [1], "padding": [[0, 0]]}),
        ("two axes, padding, overlapping", [(1, 1, 4, 5)], {"window": [2, 3], "strides": [1, 2], "padding": [[1, 0], [1, 1]]}),
    ],
}
