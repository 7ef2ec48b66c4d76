"""What the scripts that ask JAX share: a case of an op on drawn arrays, and keeping or checking a file of cases."""

import json
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")
GOLDEN = Path(__file__).resolve().parents[2] / "packages" / "testkit" / "golden"


def derived(rng, op, name, f, inputs, options):
    """φ(x) = Σ weights · sin(f(x)): f, its gradients, and the gradients of ⟨∇φ, directions⟩, which rng draws."""
    shapes = [list(x.shape) for x in inputs]
    directions = [np.round(rng.uniform(-1, 1, shape), 3) for shape in shapes]
    value = f(*inputs)
    weights = np.round(rng.uniform(-1, 1, value.shape), 3)
    phi = lambda *x: (weights * jnp.sin(f(*x))).sum()
    gradient = jax.grad(phi, argnums=tuple(range(len(inputs))))
    gradients, products = jax.jvp(gradient, tuple(inputs), tuple(directions))
    flat = lambda arrays: [np.ravel(x).tolist() for x in arrays]
    return {
        "op": op,
        "name": name,
        "shapes": shapes,
        "options": options,
        "inputs": flat(inputs),
        "directions": flat(directions),
        "weights": np.ravel(weights).tolist(),
        "shape": list(value.shape),
        "value": np.ravel(value).tolist(),
        "gradients": flat(gradients),
        "products": flat(products),
    }


def differs(a, b, most):
    """Whether two JSON values differ by more than rounding, or the order of sums, explains."""
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) > most * (1 + abs(a))
    if isinstance(a, list) and isinstance(b, list):
        return len(a) != len(b) or any(differs(x, y, most) for x, y in zip(a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() != b.keys() or any(differs(a[key], b[key], most) for key in a)
    return a != b


def keep(name, script, cases, most, source=None):
    """Writes the cases to a golden file; with --check only fails where it differs."""
    path = GOLDEN / name
    if "--check" in sys.argv[1:]:
        if differs(json.loads(path.read_text("utf-8"))["cases"], cases, most):
            sys.exit(f"{name} differs from what this script makes. To write it: python scripts/golden/{script}")
        return
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    source = source or f"JAX {jax.__version__}, float64"
    path.write_text(f'{{"source":"{source}","cases":[\n{lines}\n]}}\n', "utf-8")
    print(f"{name}: {len(cases)} cases, {path.stat().st_size / 1000:.0f} kB")
