"""Linear algebra as JAX has it, in float64: values, gradients and Hessian-vector products, to hold Adjoint against a well-known peer.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements-jax.txt
    /tmp/oracle/bin/python scripts/golden/linalg_jax.py            # writes packages/testkit/golden/linalg.json
    /tmp/oracle/bin/python scripts/golden/linalg_jax.py --check    # fails where the file differs by more than rounding

A case: φ(x) = Σ weights · sin(op(x)); `value` is op(x), `gradients` are ∂φ/∂xᵢ, `products` are the gradients of ⟨∇φ, directions⟩.
Vectors of a decomposition have no sign of their own, so what is asked of eigh and svd does not depend on it. Inputs are drawn about a
multiple of the identity where an op wants them far from singular. It is a peer, not a proof: another machine may round otherwise.
"""

import json

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from peer import derived, keep

T = jnp.matrix_transpose


def triangular(a, b, lower=True, transpose=False, unitDiagonal=False):
    return lax.linalg.triangular_solve(a, b, left_side=True, lower=lower, transpose_a=transpose, unit_diagonal=unitDiagonal)


def eigen_function(x):
    """f of a symmetric matrix, by its eigenvalues."""
    values, vectors = jnp.linalg.eigh(x)
    return (vectors * jnp.sin(values)[..., None, :]) @ T(vectors)


def subspace(x):
    """The projection on the eigenvectors of the two least eigenvalues."""
    vectors = jnp.linalg.eigh(x)[1][..., :2]
    return vectors @ T(vectors)


def singular_function(x):
    u, s, vt = jnp.linalg.svd(x, full_matrices=False)
    return (u * jnp.sin(s)[..., None, :]) @ vt


def leading(x):
    """The best approximation of rank 1, without its size."""
    u, s, vt = jnp.linalg.svd(x, full_matrices=False)
    return u[..., :1] @ vt[..., :1, :]


def product(b, c):
    return jnp.linalg.pinv(b @ c)


OPS = {
    "cholesky": jnp.linalg.cholesky,
    "triangularSolve": triangular,
    "solve": jnp.linalg.solve,
    "inv": jnp.linalg.inv,
    "det": jnp.linalg.det,
    "logabs": lambda x: jnp.linalg.slogdet(x)[1],
    "expm": jax.scipy.linalg.expm,
    "matrixPower": jnp.linalg.matrix_power,
    "kron": jnp.kron,
    "pinv": jnp.linalg.pinv,
    "pinv of a product": product,
    "lstsq": lambda a, b: jnp.linalg.pinv(a) @ b,
    "qr: q": lambda x: jnp.linalg.qr(x)[0],
    "qr: r": lambda x: jnp.linalg.qr(x)[1],
    "eigh: values": lambda x: jnp.linalg.eigh(x)[0],
    "eigh: function": eigen_function,
    "eigh: subspace": subspace,
    "svd: values": lambda x: jnp.linalg.svd(x, compute_uv=False),
    "svd: function": singular_function,
    "svd: leading": leading,
}

# op, shapes, the multiple of the identity that is added to the first, options
CASES = [
    ("cholesky", [[4, 4]], 4, {}),
    ("cholesky", [[2, 3, 3]], 3, {}),
    *(
        ("triangularSolve", [[4, 4], [4, 3]], 2, {"lower": lower, "transpose": transpose, "unitDiagonal": unit})
        for lower in (True, False)
        for transpose in (True, False)
        for unit in (True, False)
    ),
    ("triangularSolve", [[2, 3, 3], [2, 3, 2]], 2, {}),
    ("solve", [[5, 5], [5, 2]], 2, {}),
    ("solve", [[3, 4, 4], [3, 4, 1]], 2, {}),
    ("inv", [[4, 4]], 2, {}),
    ("det", [[4, 4]], 0, {}),
    ("det", [[2, 5, 5]], 0, {}),
    ("logabs", [[4, 4]], 1, {}),
    ("logabs", [[2, 3, 3]], 1, {}),
    ("expm", [[4, 4]], 0, {}),
    ("expm", [[2, 3, 3]], 0, {}),
    ("matrixPower", [[3, 3]], 0, {"n": 5}),
    ("matrixPower", [[2, 3, 3]], 2, {"n": -3}),
    ("kron", [[2, 3], [3, 2]], 0, {}),
    ("pinv", [[5, 3]], 0, {}),
    ("pinv", [[2, 3, 4]], 0, {}),
    ("pinv of a product", [[5, 2], [2, 4]], 0, {}),
    ("lstsq", [[6, 3], [6, 2]], 0, {}),
    ("lstsq", [[3, 5], [3, 1]], 0, {}),
    ("qr: q", [[4, 4]], 1, {}),
    ("qr: q", [[2, 5, 3]], 1, {}),
    ("qr: r", [[5, 3]], 1, {}),
    ("qr: r", [[2, 3, 3]], 1, {}),
    ("eigh: values", [[5, 5]], 0, {}),
    ("eigh: values", [[2, 3, 3]], 0, {}),
    ("eigh: function", [[4, 4]], 0, {}),
    ("eigh: function", [[2, 3, 3]], 0, {}),
    ("eigh: subspace", [[4, 4]], 0, {}),
    ("svd: values", [[4, 4]], 0, {}),
    ("svd: values", [[5, 3]], 0, {}),
    ("svd: values", [[2, 2, 4]], 0, {}),
    ("svd: function", [[4, 4]], 0, {}),
    ("svd: function", [[5, 3]], 0, {}),
    ("svd: function", [[2, 2, 4]], 0, {}),
    ("svd: leading", [[4, 3]], 0, {}),
    ("svd: leading", [[3, 5]], 0, {}),
]


def solved(number, op, shapes, shift, options):
    rng = np.random.default_rng(number)
    inputs = [np.round(rng.uniform(-1, 1, shape), 4) for shape in shapes]
    if shift:
        inputs[0] = np.round(inputs[0] + shift * np.eye(*shapes[0][-2:]), 4)
    name = f"{op} {' * '.join(map(str, shapes))} {json.dumps(options)}"
    return derived(rng, op, name, lambda *x: OPS[op](*x, **options), inputs, options)


if __name__ == "__main__":
    keep("linalg.json", "linalg_jax.py", [solved(number, *case) for number, case in enumerate(CASES)], most=1e-10)
