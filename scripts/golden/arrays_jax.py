"""Array ops as JAX has them, in float64: values, gradients and Hessian-vector products, beside the 60-digit cases of generate.py.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements-jax.txt
    /tmp/oracle/bin/python scripts/golden/arrays_jax.py            # writes packages/testkit/golden/arrays-jax.json
    /tmp/oracle/bin/python scripts/golden/arrays_jax.py --check    # fails where the file differs by more than rounding

A case: φ(x) = Σ weights · sin(op(x)); `value` is op(x), `gradients` are ∂φ/∂xᵢ, `products` are the gradients of ⟨∇φ, directions⟩.
"""


import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from peer import derived, keep

PLACES = np.array([2, 0, 2, 1])
ROWS = np.array([[0, 2], [1, 1], [2, 0], [0, 0]])

OPS = {
    "sum": lambda x: x.sum((0, 2)),
    "mean": lambda x: x.mean(1),
    "max": lambda x: x.max((1, 2)),
    "min": lambda x: x.min(0),
    "prod": lambda x: x.prod(1),
    "logSumExp": lambda x: jax.nn.logsumexp(x, 2),
    "variance": lambda x: x.var((0, 1)),
    "std": lambda x: x.std(1),
    "norm": lambda x: jnp.sqrt((x * x).sum(2)),
    "softmax": lambda x: jax.nn.softmax(x, 1),
    "logSoftmax": lambda x: jax.nn.log_softmax(x, -1),
    "cumsum": lambda x: jnp.cumsum(x, 1),
    "cumprod": lambda x: jnp.cumprod(x, 2),
    "cummax": lambda x: lax.cummax(x, 1),
    "cummin": lambda x: lax.cummin(x, 0),
    "cumlogsumexp": lambda x: lax.cumlogsumexp(x, 2),
    "sort": lambda x: jnp.sort(x, 1),
    "topK": lambda x: lax.top_k(x, 2)[0],
    "reshape": lambda x: x.reshape(4, 6),
    "transpose": lambda x: x.transpose(2, 0, 1),
    "broadcast": lambda x: jnp.broadcast_to(x[None], (3, 2, 3, 4)),
    "flip": lambda x: jnp.flip(x, (0, 2)),
    "slice": lambda x: x[:, ::2, 1:4:2],
    "pad": lambda x: jnp.pad(x, ((1, 0), (0, 2), (1, 1))),
    "tile": lambda x: jnp.tile(x, (2, 1, 2)),
    "tril": lambda x: jnp.tril(x),
    "take": lambda x: jnp.take(x, PLACES, 1),
    "takeAlong": lambda x: jnp.take_along_axis(x, np.broadcast_to(ROWS.T[:, None, :2], (2, 3, 2)) % 4, 2),
    "scatterAdd": lambda x: jnp.zeros((2, 5, 4)).at[:, np.array([4, 0, 4])].add(x),
    "concat": lambda x, y: jnp.concatenate([x, y], 1),
    "stack": lambda x, y: jnp.stack([x, y], 1),
    "where": lambda x, y: jnp.where(x < y, x * y, jnp.exp(x)),
    "matmul": lambda x, y: x @ y.transpose(0, 2, 1),
    "outer": lambda x, y: jnp.einsum("ijk,ljk->il", x, y),
    "einsum": lambda x, y: jnp.einsum("ijk,ikj->jk", x, y.transpose(0, 2, 1)),
    "layerNorm": lambda x: (x - x.mean(-1, keepdims=True)) / jnp.sqrt(x.var(-1, keepdims=True) + 1e-5),
    "maximum": lambda x, y: jnp.maximum(x, y),
    "atan2": lambda x, y: jnp.arctan2(x, y),
    "hypot": lambda x, y: jnp.hypot(x, y),
}
TWO = {"concat", "stack", "where", "matmul", "outer", "einsum", "maximum", "atan2", "hypot"}


def solved(number, op):
    rng = np.random.default_rng(1000 + number)
    inputs = [np.round(rng.uniform(-2, 2, (2, 3, 4)), 4) for _ in range(2 if op in TWO else 1)]
    return derived(rng, op, op, OPS[op], inputs, {})


if __name__ == "__main__":
    keep("arrays-jax.json", "arrays_jax.py", [solved(number, op) for number, op in enumerate(OPS)], most=1e-12)
