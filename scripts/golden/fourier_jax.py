"""Fourier transforms of many lengths: values in extended precision, gradients and Hessian-vector products as JAX has them in float64.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements-jax.txt
    /tmp/oracle/bin/python scripts/golden/fourier_jax.py            # writes packages/testkit/golden/fourier.json
    /tmp/oracle/bin/python scripts/golden/fourier_jax.py --check    # fails where the file differs by more than rounding

A case: φ(x) = Σ weights · sin(op(x)); `value` is op(x), `gradients` are ∂φ/∂xᵢ, `products` are the gradients of ⟨∇φ, directions⟩. A complex
value is its real part and its imaginary part. All numbers that go in are `drawn`, which the tests repeat. Of each array that comes out a few
elements are written, and the greatest of all, which errors are measured by.
"""

import json

import jax
import numpy as np
import scipy.fft
from jax import numpy as jnp

from peer import keep

WRITTEN = 12
LENGTHS = [1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 31, 37, 60, 100, 128, 222, 961, 1009]


def parts(z):
    return [z.real, z.imag]


def fft(lib, x, axis):
    return parts(lib.fft(x[0] + 1j * x[1], axis=axis))


def ifft(lib, x, axis):
    return parts(lib.ifft(x[0] + 1j * x[1], axis=axis))


def rfft(lib, x, axis):
    return parts(lib.rfft(x[0], axis=axis))


def irfft(lib, x, axis, size):
    return [lib.irfft(x[0] + 1j * x[1], size, axis)]


OPS = {"fft": (fft, 2), "ifft": (ifft, 2), "rfft": (rfft, 1), "irfft": (irfft, 2)}


def cases():
    for n in LENGTHS:
        yield "fft", [n], {"axis": 0}
        yield "ifft", [n], {"axis": 0}
        yield "rfft", [n], {"axis": 0}
        yield "irfft", [n // 2 + 1], {"axis": 0, "size": n}
    for axis, shape in enumerate([[6, 2, 3], [2, 15, 3], [3, 2, 10]]):
        yield "fft", shape, {"axis": axis}
        yield "ifft", shape, {"axis": axis - 3}
        yield "rfft", shape, {"axis": axis}
        yield "irfft", shape, {"axis": axis, "size": 2 * shape[axis] - 1}


def drawn(shape, which):
    """Numbers from −2 to 2, which have no pattern; `which` tells the arrays of a case apart."""
    i = np.arange(np.prod(shape), dtype=np.int64)
    return ((i * i * 37 + i * 7919 + 104729 * (which + 1)) % 2003 * 4 / 2003 - 2).reshape(shape)


def some(x):
    flat = np.ravel(np.asarray(x)).astype(np.float64)
    step = -(-len(flat) // WRITTEN)
    return {"greatest": float(np.abs(flat).max()), "step": step, "elements": flat[::step].tolist()}


def solved(op, shape, options):
    of, count = OPS[op]
    inputs = [drawn(shape, i) for i in range(count)]
    directions = [drawn(shape, 2 + i) for i in range(count)]
    value = of(scipy.fft, [x.astype(np.longdouble) for x in inputs], **options)
    weights = [drawn(y.shape, 4 + i) for i, y in enumerate(value)]
    phi = lambda *x: sum((w * jnp.sin(y)).sum() for w, y in zip(weights, of(jnp.fft, x, **options)))
    gradients, products = jax.jvp(jax.grad(phi, argnums=tuple(range(count))), tuple(inputs), tuple(directions))
    return {
        "op": op,
        "name": f"{op} {shape} {json.dumps(options)}",
        "inputs": count,
        "shape": shape,
        **options,
        "result": list(value[0].shape),
        "value": [some(y) for y in value],
        "gradients": [some(x) for x in gradients],
        "products": [some(x) for x in products],
    }


if __name__ == "__main__":
    source = f"JAX {jax.__version__}, float64; values SciPy, long double"
    keep("fourier.json", "fourier_jax.py", [solved(*case) for case in cases()], most=1e-11, source=source)
