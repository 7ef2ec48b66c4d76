"""Fourier transforms, by their definition; a complex value is a pair of reals along a last axis."""

import numpy as np
from mpmath import cospi, mpf, sinpi


def transform(x, axis, inverse):
    def row(pairs):
        n, sign = len(pairs), 1 if inverse else -1
        turns = [[mpf(2 * sign * (j * k % n)) / n for j in range(n)] for k in range(n)]
        real = [sum((re * cospi(t) - im * sinpi(t) for (re, im), t in zip(pairs, turn)), mpf(0)) for turn in turns]
        imaginary = [sum((re * sinpi(t) + im * cospi(t) for (re, im), t in zip(pairs, turn)), mpf(0)) for turn in turns]
        return list(zip(real, imaginary))

    moved = np.moveaxis(x, axis, -2)
    y = np.empty(moved.shape, dtype=object)
    for at in np.ndindex(*moved.shape[:-2]):
        for k, (re, im) in enumerate(row(moved[at])):
            y[(*at, k, 0)], y[(*at, k, 1)] = re, im
    return np.moveaxis(y, -2, axis)


def pairs(x):
    """A real value with imaginary parts of 0."""
    y = np.empty((*x.shape, 2), dtype=object)
    y[..., 0], y[..., 1] = x, mpf(0)
    return y


def head(x, axis, stop):
    return x[(slice(None),) * axis + (slice(0, stop),)]


def rfft(x, axis):
    return head(transform(pairs(x), axis, False), axis, x.shape[axis] // 2 + 1)


def irfft(y, axis, size):
    """x_j = Re Σ wₖ·yₖ·e^(2πi·jk/n)/n, in which a number that stands for its conjugate too counts twice."""
    moved = np.moveaxis(y, axis, -2)
    x = np.empty((*moved.shape[:-2], size), dtype=object)
    for at in np.ndindex(*moved.shape[:-2]):
        for j in range(size):
            weight = [1 if 2 * k in (0, size) else 2 for k in range(moved.shape[-2])]
            terms = [w * (re * cospi(mpf(2 * j * k) / size) - im * sinpi(mpf(2 * j * k) / size)) for k, (w, (re, im)) in enumerate(zip(weight, moved[at]))]
            x[(*at, j)] = sum(terms, mpf(0)) / size
    return np.moveaxis(x, -1, axis)


def paired(z):
    return np.stack([z.real, z.imag], axis=-1)


def complexes(x):
    return x[..., 0] + 1j * x[..., 1]


def float_fft(x, axis, inverse):
    return paired(np.fft.ifft(complexes(x), axis=axis, norm="forward") if inverse else np.fft.fft(complexes(x), axis=axis))


MEANINGS = {
    "fft": (transform, float_fft, "sin"),
    "rfft": (rfft, lambda x, axis: paired(np.fft.rfft(x, axis=axis)), "sin"),
    "irfft": (irfft, lambda y, axis, size: np.fft.irfft(complexes(y), size, axis), "sin"),
}

ROWS = {
    "fft": [
        ("one", [(1, 2)], {"axis": 0, "inverse": False}),
        ("two", [(2, 2)], {"axis": 0, "inverse": False}),
        ("three", [(3, 2)], {"axis": 0, "inverse": False}),
        ("rows of four", [(2, 4, 2)], {"axis": 1, "inverse": False}),
        ("columns of five, inverse", [(5, 2, 2)], {"axis": 0, "inverse": True}),
        ("a middle axis of six", [(2, 6, 2, 2)], {"axis": 1, "inverse": False}),
        ("eight, inverse", [(8, 2)], {"axis": 0, "inverse": True}),
    ],
    "rfft": [
        ("five", [(5,)], {"axis": 0}),
        ("rows of six", [(2, 6)], {"axis": 1}),
    ],
    "irfft": [
        ("five", [(3, 2)], {"axis": 0, "size": 5}),
        ("rows of six", [(2, 4, 2)], {"axis": 1, "size": 6}),
    ],
}
