"""A graph as `toJSON` writes it, computed by JAX's own functions, so that JAX differentiates the graph as it was written."""

import jax
import jax.numpy as jnp
import numpy as np

from graph_ops import DTYPES, OPS


def read_number(x):
    return float(x) if isinstance(x, str) else x


def read_type(text):
    dtype, _, dims = text.partition("[")
    return DTYPES[dtype], [int(dim) for dim in dims.rstrip("]").split(",") if dim]


def read_constant(node):
    dtype, shape = read_type(node["type"])
    return np.array([read_number(x) for x in node["attrs"]["data"]], dtype).reshape(shape)


def is_float(x):
    return jnp.issubdtype(jnp.result_type(x), jnp.floating)


def call(graph, args, noise):
    return tuple(interpret(graph, dict(zip(graph["inputs"], args)), noise).values())


def custom(node, args, noise):
    """The body, with the tangents that its rule says."""
    body, forward, _ = node["bodies"]

    @jax.custom_jvp
    def function(*x):
        return call(body, x, noise)

    @function.defjvp
    def _(x, tangents):
        y = function(*x)
        moving = [t for t, each in zip(tangents, x) if is_float(each)]
        found = iter(call(forward, (*x, *y, *moving), noise))
        return y, tuple(next(found) if is_float(each) else np.zeros(each.shape, jax.dtypes.float0) for each in y)

    return function(*args)


def while_loop(node, args, noise):
    (test, body), carry = node["bodies"], node["attrs"]["carry"]
    state, rest = args[:carry], args[carry:]
    while bool(call(test, (*state, *rest), noise)[0]):
        state = call(body, (*state, *rest), noise)
    return state


def scan(node, args, noise):
    (body,), at = node["bodies"], node["attrs"]
    carry, xs, length = at["carry"], at["xs"], at["length"]
    state, parts, rest = args[:carry], args[carry : carry + xs], args[carry + xs :]
    outs = [None] * length
    for step in reversed(range(length)) if at["reverse"] else range(length):
        found = call(body, (*state, *(part[step] for part in parts), *rest), noise)
        state, outs[step] = found[:carry], found[carry:]
    types = [read_type(body["nodes"][id]["type"]) for id in list(body["outputs"].values())[carry:]]
    empty = [jnp.zeros((0, *shape), dtype) for dtype, shape in types]
    return (*state, *(map(jnp.stack, zip(*outs)) if outs else empty))


def cond(node, args, noise):
    return call(node["bodies"][0 if bool(args[0]) else 1], args[1:], noise)


CONTROL = {
    "call": lambda node, args, noise: call(node["bodies"][0], args, noise),
    "custom": custom,
    "cond": cond,
    "whileLoop": while_loop,
    "scan": scan,
}


def node_value(node, args, noise):
    op, attrs = node["op"], node.get("attrs", {})
    if op == "constant":
        return read_constant(node)
    if op == "iota":
        dtype, (size,) = read_type(node["type"])
        return np.arange(size, dtype=dtype)
    if op == "output":
        return args[0][attrs["index"]]
    if op in CONTROL:
        found = CONTROL[op](node, args, noise)
        return found if len(found) > 1 else found[0]
    found = OPS[op](*args, **attrs)
    return noise(found) if noise and not isinstance(found, np.ndarray) else found


def interpret(graph, feeds, noise=None):
    """The outputs by name. Loops and branches are Python's. `noise` may disturb what each op gives."""
    values = []
    inputs = {id: name for name, id in graph["inputs"].items()}
    for id, node in enumerate(graph["nodes"]):
        args = tuple(values[arg] for arg in node["args"])
        values.append(feeds[inputs[id]] if node["op"] == "input" else node_value(node, args, noise))
    return {name: values[id] for name, id in graph["outputs"].items()}
