"""Random bits and numbers as JAX has them: what Adjoint makes of the same key must be the same, bit for bit where no rounding is left open.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements-jax.txt
    /tmp/oracle/bin/python scripts/golden/random_jax.py            # writes packages/testkit/golden/random.json
    /tmp/oracle/bin/python scripts/golden/random_jax.py --check    # fails where the file differs

JAX as it comes (`jax_threefry_partitionable` is true), with 64-bit numbers (`jax_enable_x64`): a seed is a 64-bit integer.
Words are written as i32. Numbers are those of JAX to the last digit; `normal`, `gamma`, `gumbel` and `exponential` go through erfinv and log,
which each library rounds its own way.
"""

import json
import sys
from pathlib import Path

import jax
import numpy as np
from jax import random

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")
assert jax.config.jax_threefry_partitionable
PATH = Path(__file__).resolve().parents[2] / "packages" / "testkit" / "golden" / "random.json"

SEEDS = [0, 1, 42, -1, -7, 2**31, 2**32 + 5, 2**53, -(2**53), 20161118]
SHAPE = (2, 3)
LOGITS = np.array([[0.5, -1.0, 2.0, 0.0], [-3.0, 0.25, 0.25, 1.0]])
ALPHAS = np.array([0.3, 1.0, 2.5, 40.0])
RANGES = [(0, 6), (-5, 5), (0, 2**31 - 1), (-(2**31), 2**31 - 1), (3, 3), (0, 100003)]


def words(x):
    return np.ravel(np.asarray(x).astype(np.uint32).view(np.int32)).tolist()


def numbers(x):
    return [float(value) for value in np.ravel(np.asarray(x))]


def solved(seed):
    key = random.PRNGKey(seed)
    draw = {dtype: {"dtype": dtype} for dtype in ("float64", "float32")}
    return {
        "seed": seed,
        "key": words(key),
        "split": words(random.split(key, 3)),
        "bits": words(random.bits(key, SHAPE, "uint32")),
        "uniform": {dtype: numbers(random.uniform(key, SHAPE, **at)) for dtype, at in draw.items()},
        "between": {dtype: numbers(random.uniform(key, SHAPE, minval=-3.0, maxval=0.7, **at)) for dtype, at in draw.items()},
        "normal": {dtype: numbers(random.normal(key, SHAPE, **at)) for dtype, at in draw.items()},
        "exponential": {dtype: numbers(random.exponential(key, SHAPE, **at)) for dtype, at in draw.items()},
        "gumbel": {dtype: numbers(random.gumbel(key, SHAPE, **at)) for dtype, at in draw.items()},
        "gamma": {dtype: numbers(random.gamma(key, ALPHAS.astype(dtype), (3, 4), **at)) for dtype, at in draw.items()},
        "bernoulli": np.ravel(random.bernoulli(key, 0.3, (12,))).astype(int).tolist(),
        "categorical": np.ravel(random.categorical(key, LOGITS, shape=(5, 2))).tolist(),
        "classes": np.ravel(random.categorical(key, LOGITS, axis=0)).tolist(),
        "randint": [np.ravel(random.randint(key, SHAPE, low, high, "int32")).tolist() for low, high in RANGES],
        "permutation": random.permutation(key, 10).tolist(),
        "shuffled": np.ravel(random.permutation(key, LOGITS, axis=1)).tolist(),
    }


def main(check):
    cases = [solved(seed) for seed in SEEDS]
    # More than 1625 elements are sorted twice.
    long = random.permutation(random.PRNGKey(3), 1700).tolist()
    head = {"source": f"JAX {jax.__version__}", "shape": SHAPE, "logits": LOGITS.tolist(), "alphas": ALPHAS.tolist(), "ranges": RANGES, "long": long}
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    text = f'{json.dumps(head, separators=(",", ":"))[:-1]},"cases":[\n{lines}\n]}}\n'
    if check:
        if PATH.read_text("utf-8") != text:
            sys.exit(f"{PATH.name} differs from what this script makes. To write it: python scripts/golden/random_jax.py")
        return
    PATH.write_text(text, "utf-8")
    print(f"{PATH.name}: {len(cases)} cases, {PATH.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
