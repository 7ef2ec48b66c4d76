"""Random programs as JAX has them: values, gradients and Hessian-vector products of graphs that were drawn, not thought of.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r scripts/golden/requirements-jax.txt
    /tmp/oracle/bin/python scripts/golden/programs_jax.py            # fills packages/testkit/golden/programs.json in; minutes
    /tmp/oracle/bin/python scripts/golden/programs_jax.py --check    # fails where the file differs by more than rounding

A case is a graph as `toJSON` writes it, with outputs `value` and `cost`, a number; numbers for its inputs; and directions, as many.
`value` is that output, `gradients` are ∂cost/∂xᵢ, `products` are the gradients of ⟨∇cost, directions⟩. JAX differentiates the graph as it was
written (graph_jax.py). To add a program, append a case with `graph`, `inputs` and `directions`, and run this script.
"""

import json

import jax
import numpy as np

from graph_jax import interpret, read_type
from peer import GOLDEN, keep

FILE = "programs.json"


def arrays(graph, lists):
    types = [read_type(graph["nodes"][id]["type"]) for id in graph["inputs"].values()]
    return tuple(np.array(data, dtype).reshape(shape) for data, (dtype, shape) in zip(lists, types))


def flat(x):
    """15 digits: one more would be rounding."""
    return [float(f"{a:.15g}") for a in np.ravel(x).tolist()]


def solved(case):
    graph = case["graph"]
    x, directions = arrays(graph, case["inputs"]), arrays(graph, case["directions"])

    def outputs(*args):
        return interpret(graph, dict(zip(graph["inputs"], args)))

    gradient = jax.grad(lambda *args: outputs(*args)["cost"], argnums=tuple(range(len(x))))
    gradients, products = jax.jvp(gradient, x, directions)
    given = {key: case[key] for key in ("name", "graph", "inputs", "directions")}
    found = {"value": flat(outputs(*x)["value"]), "gradients": [*map(flat, gradients)], "products": [*map(flat, products)]}
    return given | found


if __name__ == "__main__":
    # Loops and branches go by the numbers, so nothing is compiled as a whole.
    with jax.disable_jit():
        cases = [solved(case) for case in json.loads((GOLDEN / FILE).read_text("utf-8"))["cases"]]
    keep(FILE, "programs_jax.py", cases, most=1e-10)
