"""Convolution and pooling as JAX has them, in float64: values, gradients and Hessian-vector products, to hold Adjoint against a well-known peer.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements-jax.txt
    /tmp/oracle/bin/python scripts/golden/windows_jax.py            # writes packages/testkit/golden/windows.json
    /tmp/oracle/bin/python scripts/golden/windows_jax.py --check    # fails where the file differs by more than rounding

A case: φ(x) = Σ weights · sin(op(x)); `value` is op(x), `gradients` are ∂φ/∂xᵢ, `products` are the gradients of ⟨∇φ, directions⟩.
Unlike generate.py this is no proof to the last digit: JAX's sums may be taken in another order on another machine.
"""

import json

import jax
import numpy as np
from jax import lax

from peer import derived, keep


def listed(value, n):
    return [value] * n if isinstance(value, int) else list(value)


def pads(padding):
    return padding.upper() if isinstance(padding, str) else [tuple(pair) for pair in padding]


def conv(x, kernel, strides=1, padding="valid", dilation=1, groups=1):
    n = x.ndim - 2
    return lax.conv_general_dilated(x, kernel, listed(strides, n), pads(padding), rhs_dilation=listed(dilation, n), feature_group_count=groups, precision=lax.Precision.HIGHEST)


def conv_transpose(y, kernel, space, **options):
    """What JAX makes of the transpose: it knows conv to be linear in x."""
    groups = options.get("groups", 1)
    x = jax.ShapeDtypeStruct((y.shape[0], kernel.shape[1] * groups, *space), y.dtype)
    return jax.linear_transpose(lambda x: conv(x, kernel, **options), x)(y)[0]


def pool(x, window, strides, padding, start, combine):
    window = listed(window, x.ndim - 2)
    strides = listed(strides or window, len(window))
    ones = [1] * (x.ndim - len(window))
    padding = pads(padding) if isinstance(padding, str) else [(0, 0)] * len(ones) + pads(padding)
    return lax.reduce_window(x, start, combine, (*ones, *window), (*ones, *strides), padding)


def max_pool(x, window, strides=None, padding="valid"):
    return pool(x, window, strides, padding, -np.inf, lax.max)


def avg_pool(x, window, strides=None, padding="valid", countPadding=False):
    total = pool(x, window, strides, padding, 0.0, lax.add)
    if countPadding:
        return total / np.prod(listed(window, x.ndim - 2))
    return total / pool(np.ones(x.shape), window, strides, padding, 0.0, lax.add)


OPS = {"conv": conv, "convTranspose": conv_transpose, "maxPool": max_pool, "avgPool": avg_pool}

# x, kernel, options
CONV = [
    ([2, 3, 8], [4, 3, 3], {}),
    ([1, 1, 5], [1, 1, 1], {}),
    ([2, 2, 9], [3, 2, 3], {"strides": 2, "padding": "same"}),
    ([2, 2, 8], [3, 2, 4], {"strides": 3, "padding": "same"}),
    ([1, 2, 10], [2, 2, 3], {"dilation": 3}),
    ([1, 2, 10], [2, 2, 3], {"dilation": 2, "strides": 2, "padding": [[3, 1]]}),
    ([2, 4, 7], [6, 2, 3], {"groups": 2, "padding": "same"}),
    ([1, 4, 6], [8, 1, 3], {"groups": 4, "strides": 2}),
    ([1, 2, 3], [2, 2, 5], {"padding": [[2, 2]]}),
    ([2, 2, 5, 6], [3, 2, 3, 3], {}),
    ([2, 2, 5, 6], [3, 2, 3, 2], {"padding": "same"}),
    ([1, 3, 6, 7], [2, 3, 3, 3], {"strides": 2, "padding": "same"}),
    ([1, 2, 6, 7], [2, 2, 2, 3], {"strides": [1, 2], "padding": [[1, 0], [2, 1]]}),
    ([1, 2, 7, 6], [2, 2, 2, 3], {"dilation": [3, 2]}),
    ([1, 2, 7, 8], [2, 2, 3, 2], {"dilation": [1, 3], "strides": [2, 1], "padding": "same"}),
    ([1, 4, 5, 5], [4, 2, 2, 3], {"groups": 2, "strides": 2, "padding": [[1, 1], [0, 2]]}),
    ([2, 3, 4, 5], [3, 1, 3, 3], {"groups": 3, "padding": "same"}),
    ([1, 4, 6, 6], [6, 2, 2, 2], {"groups": 2, "dilation": 2, "strides": [2, 1]}),
    ([1, 2, 3, 4, 4], [2, 2, 2, 2, 2], {}),
    ([1, 2, 4, 3, 4], [2, 2, 3, 2, 3], {"padding": "same", "strides": [2, 1, 2]}),
    ([1, 2, 4, 3, 5], [4, 1, 2, 2, 2], {"groups": 2, "dilation": [2, 1, 3], "padding": [[0, 1], [1, 0], [1, 1]]}),
]
# x, kernel, space, options
TRANSPOSED = [
    ([2, 4, 6], [4, 3, 3], [8], {}),
    ([1, 3, 5], [3, 2, 3], [9], {"strides": 2, "padding": "same"}),
    ([1, 3, 5], [3, 2, 3], [10], {"strides": 2, "padding": "same"}),
    ([1, 2, 3], [2, 2, 3], [11], {"strides": 3, "dilation": 2}),
    ([2, 3, 3, 4], [3, 2, 3, 3], [5, 6], {}),
    ([1, 2, 3, 3], [2, 2, 2, 3], [6, 6], {"strides": 2, "padding": "same"}),
    ([1, 4, 3, 2], [4, 2, 2, 3], [5, 4], {"groups": 2, "strides": 2, "padding": [[1, 0], [1, 1]]}),
    ([1, 2, 2, 2, 3], [2, 1, 2, 2, 2], [4, 3, 6], {"groups": 2, "strides": [2, 1, 2]}),
]
# x, options
POOLS = [
    ([2, 2, 8], {"window": 2}),
    ([2, 2, 7], {"window": 3, "strides": 2}),
    ([1, 2, 7], {"window": 3, "strides": 2, "padding": "same"}),
    ([1, 2, 5, 6], {"window": 2}),
    ([1, 2, 5, 6], {"window": 3, "strides": 1, "padding": "same"}),
    ([2, 1, 6, 5], {"window": [2, 3], "strides": [2, 1], "padding": [[1, 0], [2, 1]]}),
    ([1, 1, 3, 4, 5], {"window": [2, 2, 3], "strides": [1, 2, 2], "padding": "same"}),
]


def cases():
    for x, kernel, options in CONV:
        yield "conv", [x, kernel], options
    for x, kernel, space, options in TRANSPOSED:
        yield "convTranspose", [x, kernel], {**options, "space": space}
    for x, options in POOLS:
        yield "maxPool", [x], options
        yield "avgPool", [x], options
        if "padding" in options:
            yield "avgPool", [x], {**options, "countPadding": True}


def drawn(rng, shape):
    """Numbers of 4 digits, no two of them equal: maxima have no ties."""
    size = int(np.prod(shape))
    return (rng.permutation(size) * 4 / size - 2 + np.round(rng.uniform(0.0, 1 / size, size), 4)).round(4).reshape(shape)


def solved(number, op, shapes, options):
    rng = np.random.default_rng(number)
    inputs = [drawn(rng, shape) for shape in shapes]
    name = f"{op} {' * '.join(map(str, shapes))} {json.dumps(options)}"
    return derived(rng, op, name, lambda *x: OPS[op](*x, **options), inputs, options)


if __name__ == "__main__":
    keep("windows.json", "windows_jax.py", [solved(number, *case) for number, case in enumerate(cases())], most=1e-12)
