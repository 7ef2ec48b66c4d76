"""Array ops: what each means for arrays of numbers or jets. The shapes and attributes each is asked with are in shapes.py.

NumPy moves the elements (it is the referee of axes, strides and broadcasting); mpmath and the jets do the arithmetic.
"""

from itertools import product
from random import Random

import along
import fourier
import matrices
import numpy as np
import windows
from mpmath import mpf

from case import Case
from draws import apart
from jet import exp, log, over, sqrt
from shapes import ROWS


def sums(x, axes):
    return np.sum(x, axis=tuple(axes))


def count(x, axes):
    return int(np.prod([x.shape[a] for a in axes]))


def mean(x, axes):
    return sums(x, axes) / count(x, axes)


def variance(x, axes, ddof):
    centred = x - np.sum(x, axis=tuple(axes), keepdims=True) / count(x, axes)
    return sums(centred * centred, axes) / (count(x, axes) - ddof)


def log_sum_exp(x, axes, keepdims=False):
    return over(log)(np.sum(over(exp)(x), axis=tuple(axes), keepdims=keepdims))


def log_softmax(x, axis):
    return x - log_sum_exp(x, [axis], keepdims=True)


def softmax(x, axis):
    e = over(exp)(x)
    return e / np.sum(e, axis=axis, keepdims=True)


def cross_entropy(logits, labels, axis, log_softmax=log_softmax):
    """Classes: −log softmax at the label. Probabilities: −Σ p · log softmax, whether or not Σ p = 1."""
    y = log_softmax(logits, axis)
    if labels.dtype == np.int32:
        return -y[np.arange(len(labels)), labels]
    return -np.sum(labels * y, axis=axis)


def cumsum(x, axis, reverse):
    y = np.flip(x, axis) if reverse else x
    y = np.cumsum(y, axis=axis)
    return np.flip(y, axis) if reverse else y


def zeros(like, shape):
    return np.full(shape, mpf(0), dtype=object) if like.dtype == object else np.zeros(shape)


def pad(x, low, high, interior):
    """`interior` zeros between neighbours, then `low` and `high` zeros at the ends, along each axis."""
    shape = [lo + n + (n - 1) * between + hi for n, lo, hi, between in zip(x.shape, low, high, interior)]
    y = zeros(x, shape)
    y[tuple(slice(lo, lo + (n - 1) * (between + 1) + 1, between + 1) for n, lo, between in zip(x.shape, low, interior))] = x
    return y


def scatter_add(updates, indices, shape, axis):
    """Zeros of `shape`, and each slice of `updates` added at its index along `axis`: the transpose of take."""
    y = zeros(updates, shape)
    for place in np.ndindex(*indices.shape):
        at = (slice(None),) * axis
        y[at + (indices[place],)] += updates[at + place]
    return y


def contract(*operands, spec):
    """Einstein's sum, spelled out: over every assignment of numbers to letters, the product of the elements it names."""
    terms, result = spec.split("->")
    terms = terms.split(",")
    size = {letter: n for term, x in zip(terms, operands) for letter, n in zip(term, x.shape)}
    y = zeros(operands[0], [size[letter] for letter in result])
    for numbers in product(*(range(n) for n in size.values())):
        at = dict(zip(size, numbers))
        factor = 1
        for term, x in zip(terms, operands):
            factor = factor * x[tuple(at[letter] for letter in term)]
        y[tuple(at[letter] for letter in result)] += factor
    return y


def strided(x, starts, stops, steps):
    return x[tuple(slice(*r) for r in zip(starts, stops, steps))]


def keep(x, where):
    """x where (row, column) says so, 0 elsewhere; leading axes are a batch."""
    y = zeros(x, x.shape)
    for at in np.ndindex(*x.shape):
        if where(*at[-2:]):
            y[at] = x[at]
    return y


def diag(x):
    y = zeros(x, (len(x), len(x)))
    for i, element in enumerate(x):
        y[i, i] = element
    return y


# The same in floating point, for the sanity check: NumPy's own function, or another way to say it.


def last(x, axes):
    """The axes moved to the end and made one."""
    kept = [i for i in range(x.ndim) if i not in axes]
    return x.transpose([*kept, *axes]).reshape([x.shape[i] for i in kept] + [-1])


def float_log_softmax(x, axis):
    s = x - np.max(x, axis=axis, keepdims=True)
    return s - np.log(np.sum(np.exp(s), axis=axis, keepdims=True))


def float_cumsum(x, axis, reverse):
    reached = np.tri(x.shape[axis]).T if reverse else np.tri(x.shape[axis])  # reached[i, j]: j counts in sum i
    return np.moveaxis(np.tensordot(reached, x, (1, axis)), 0, axis)


def float_pad(x, low, high, interior):
    for axis, (lo, hi, between) in enumerate(zip(low, high, interior)):
        x = np.insert(x, [i for i in range(1, x.shape[axis]) for _ in range(between)], 0, axis=axis)
        x = np.pad(x, [(lo, hi) if i == axis else (0, 0) for i in range(x.ndim)])
    return x


def float_scatter_add(updates, indices, shape, axis):
    picks = np.eye(shape[axis])[indices.ravel()]  # picks[k, i]: update k goes to i
    slices = updates.reshape([*updates.shape[:axis], -1, *updates.shape[axis + indices.ndim :]])
    return np.moveaxis(np.tensordot(picks, slices, (0, axis)), 0, axis)


def float_cumprod(x, axis):
    return np.moveaxis(np.array([np.prod(np.moveaxis(x, axis, 0)[: i + 1], axis=0) for i in range(x.shape[axis])]), 0, axis)


def float_concat(*xs, axis):
    return np.moveaxis(np.array([row for x in xs for row in np.moveaxis(x, axis, 0)]), 0, axis)


# op: (meaning on arrays of mpf or Jet, the same on arrays of float64 by another way, wrap).
# Wrap is sin where the op is piecewise a polynomial of degree ≤ 2: bare, its order 3 would be zero.
MEANINGS = {
    "sum": (sums, lambda x, axes: np.einsum("...i->...", last(x, axes)), "sin"),
    "mean": (mean, lambda x, axes: np.mean(x, tuple(axes)), "sin"),
    "max": (lambda x, axes: np.max(x, axis=tuple(axes)), lambda x, axes: np.sort(last(x, axes))[..., -1], "sin"),
    "min": (lambda x, axes: np.min(x, axis=tuple(axes)), lambda x, axes: np.sort(last(x, axes))[..., 0], "sin"),
    "prod": (lambda x, axes: np.prod(x, axis=tuple(axes)), lambda x, axes: np.cumprod(last(x, axes), axis=-1)[..., -1], "none"),
    "cumsum": (cumsum, float_cumsum, "sin"),
    "cumprod": (lambda x, axis: np.cumprod(x, axis=axis), float_cumprod, "none"),
    "logSumExp": (log_sum_exp, lambda x, axes: np.logaddexp.reduce(last(x, axes), axis=-1), "none"),
    "variance": (variance, lambda x, axes, ddof: np.var(x, tuple(axes), ddof=ddof), "sin"),
    "std": (lambda x, **at: over(sqrt)(variance(x, **at)), lambda x, axes, ddof: np.std(x, tuple(axes), ddof=ddof), "none"),
    "norm": (lambda x, axes: over(sqrt)(sums(x * x, axes)), lambda x, axes: np.linalg.norm(last(x, axes), axis=-1), "none"),
    "softmax": (softmax, lambda x, axis: np.exp(float_log_softmax(x, axis)), "none"),
    "logSoftmax": (log_softmax, float_log_softmax, "none"),
    "crossEntropy": (cross_entropy, lambda x, p, axis: cross_entropy(x, p, axis, float_log_softmax), "none"),
    "reshape": (lambda x, shape: x.reshape(shape), lambda x, shape: np.array(list(x.flat)).reshape(shape), "sin"),
    "transpose": (lambda x, perm: x.transpose(perm), lambda x, perm: np.einsum(x, list(range(x.ndim)), perm), "sin"),
    "broadcast": (lambda x, shape: np.broadcast_to(x, shape), lambda x, shape: x + np.zeros(shape), "sin"),
    "slice": (strided, lambda x, **at: x[np.ix_(*(range(*r) for r in zip(at["starts"], at["stops"], at["steps"])))], "sin"),
    "pad": (pad, float_pad, "sin"),
    "concat": (lambda *xs, axis: np.concatenate(xs, axis=axis), float_concat, "sin"),
    "flip": (lambda x, axes: np.flip(x, tuple(axes)), lambda x, axes: x[tuple(slice(None, None, -1 if i in axes else 1) for i in range(x.ndim))], "sin"),
    "take": (lambda x, i, axis: np.take(x, i, axis=axis), lambda x, i, axis: x[(slice(None),) * axis + (i,)], "sin"),
    "scatterAdd": (scatter_add, float_scatter_add, "sin"),
    "where": (over(lambda cond, x, y: x if cond else y, 3), np.where, "sin"),
    "diag": (diag, np.diag, "sin"),
    "diagPart": (lambda x: np.array([x[i, i] for i in range(len(x))], dtype=x.dtype), np.diag, "sin"),
    "tril": (lambda x: keep(x, lambda i, j: i >= j), np.tril, "sin"),
    "triu": (lambda x: keep(x, lambda i, j: i <= j), np.triu, "sin"),
    "trace": (lambda x: sum(x[i, i] for i in range(len(x))), np.trace, "sin"),
    "contract": (contract, lambda *xs, spec: np.einsum(spec, *xs), "sin"),
}


def cases():
    rows = ROWS | windows.ROWS | along.ROWS | fourier.ROWS | matrices.ROWS
    for op, (meaning, floats, wrap) in (MEANINGS | windows.MEANINGS | along.MEANINGS | fourier.MEANINGS | matrices.MEANINGS).items():
        for name, inputs, attrs, *fixed in rows[op]:
            case = Case(op, name, [], meaning, floats, attrs, wrap, fixed=tuple(fixed))
            rng = Random(case.title + " inputs")
            case.inputs = [apart(rng, x) if isinstance(x, tuple) else x for x in inputs]
            yield case
