"""Linear algebra as JAX has it: rows of graph_ops.py. An adjugate is here det(x)·x⁻¹, so of matrices that are not singular."""

import jax
import jax.numpy as jnp
from jax import lax


def triangular(a, b, lower, transpose, unitDiagonal):
    return lax.linalg.triangular_solve(a, b, left_side=True, lower=lower, transpose_a=transpose, unit_diagonal=unitDiagonal)


def eigh(x):
    return tuple(jnp.linalg.eigh(x, symmetrize_input=True))


LINALG = {
    "cholesky": lambda x: lax.linalg.cholesky(x, symmetrize_input=True),
    "triangularSolve": triangular,
    "solve": lambda a, b: jnp.linalg.solve(a, b),
    "det": lambda x: jnp.linalg.det(x),
    "logAbsDet": lambda x: jnp.linalg.slogdet(x)[1],
    "signDet": lambda x: jnp.linalg.slogdet(x)[0],
    "adjugate": lambda x: jnp.linalg.det(x)[..., None, None] * jnp.linalg.inv(x),
    "expm": lambda x: jax.scipy.linalg.expm(x),
    "pinv": lambda x, rtol: jnp.linalg.pinv(x, rtol=rtol),
    "qr": lambda x, full: tuple(jnp.linalg.qr(x, mode="complete" if full else "reduced")),
    "eigh": eigh,
    "svd": lambda x: tuple(jnp.linalg.svd(x, full_matrices=False)),
}
