"""The ops of a graph, each as JAX has it: a row an op, from its arguments and attributes. No row says anything of derivatives."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax, nn
from jax.scipy import special

from graph_along import ALONG
from graph_linalg import LINALG

DTYPES = {"f64": jnp.float64, "f32": jnp.float32, "i32": jnp.int32, "bool": jnp.bool_}


def whole_number(x):
    """The whole number that every element is, of a value that was written down; None of any other."""
    found = set(x.ravel().tolist()) if isinstance(x, np.ndarray) else {None}
    return int(*found) if len(found) == 1 and found != {None} and float(*found).is_integer() else None


def constant_order(order):
    """The order of a function of a family: one whole number."""
    found = whole_number(order)
    assert found is not None, "orders that differ, or are computed"
    return found


def absolute(x):
    """|x|, with the derivative 0 at 0; that of lax.abs is 1."""
    return lax.mul(x, lax.stop_gradient(lax.sign(x)))


def hypot(a, b):
    """√(a² + b²), with derivatives 0 at the origin; those of jnp.hypot know kinks where |a| = |b|."""
    square = a * a + b * b
    none = square == 0
    return jnp.where(none, 0, lax.sqrt(jnp.where(none, 1, square)))


def besselj(order, x):
    n = constant_order(order)
    sign = (-1) ** n if n < 0 else 1
    return sign * special.bessel_jn(x, v=abs(n), n_iter=60)[abs(n)]


def besseli(order, x):
    """special.i0 and i1, by eᵗ of t = |x| with the derivative 0 at 0."""
    return lax.exp(absolute(x)) * besselie(order, x)


def besselie(order, x):
    return (special.i0e, special.i1e)[constant_order(order)](x)


def sinc_derivative(order, x):
    assert constant_order(order) == 0
    return jnp.sinc(x)


def power(a, b):
    """With a whole exponent that is the same for all, that of JAX for such: its derivatives have no special points."""
    known = whole_number(b)
    return lax.pow(a, b) if known is None or abs(known) > 64 else lax.integer_pow(a, known)


ELEMENTWISE = {
    "add": lax.add,
    "sub": lax.sub,
    "mul": lax.mul,
    "div": lax.div,
    "rem": lax.rem,
    "neg": lax.neg,
    "abs": absolute,
    "square": lax.square,
    "sqrt": lax.sqrt,
    "rsqrt": lax.rsqrt,
    "cbrt": lax.cbrt,
    "reciprocal": jnp.reciprocal,
    "pow": power,
    "exp": lax.exp,
    "exp2": lax.exp2,
    "expm1": lax.expm1,
    "log": lax.log,
    "log2": jnp.log2,
    "log10": jnp.log10,
    "log1p": lax.log1p,
    "sin": lax.sin,
    "cos": lax.cos,
    "tan": lax.tan,
    "asin": lax.asin,
    "acos": lax.acos,
    "atan": lax.atan,
    "atan2": lax.atan2,
    "sinh": lax.sinh,
    "cosh": lax.cosh,
    "tanh": lax.tanh,
    "asinh": lax.asinh,
    "acosh": lax.acosh,
    "atanh": lax.atanh,
    "sigmoid": nn.sigmoid,
    "softplus": nn.softplus,
    "relu": nn.relu,
    "maximum": lax.max,
    "minimum": lax.min,
    # lax.clamp forgets, in its derivatives, that bounds may cross.
    "clip": lambda x, low, high: lax.select(low > high, high, lax.clamp(low, x, high)),
    "where": lax.select,
    "erf": lax.erf,
    "erfc": lax.erfc,
    "erfcx": special.erfcx,
    "erfinv": lax.erf_inv,
    "ndtri": special.ndtri,
    "logndtr": special.log_ndtr,
    "lgamma": lax.lgamma,
    "digamma": lax.digamma,
    "polygamma": lambda n, x: special.polygamma(constant_order(n), x),
    "betaln": special.betaln,
    "gammainc": lambda a, x: special.gammainc(lax.stop_gradient(a), x),
    "gammaincc": lambda a, x: special.gammaincc(lax.stop_gradient(a), x),
    "xlogy": special.xlogy,
    "xlog1py": special.xlog1py,
    "logaddexp": jnp.logaddexp,
    "log1mexp": nn.log1mexp,
    "hypot": hypot,
    "sincDerivative": sinc_derivative,
    "besselj": besselj,
    "besseli": besseli,
    "besselie": besselie,
    "expi": special.expi,
    "exp1": special.exp1,
    "sign": lax.sign,
    "floor": lax.floor,
    "ceil": lax.ceil,
    "trunc": jnp.trunc,
    "round": jnp.round,
    "eq": lax.eq,
    "ne": lax.ne,
    "lt": lax.lt,
    "le": lax.le,
    "gt": lax.gt,
    "ge": lax.ge,
    "and": lax.bitwise_and,
    "or": lax.bitwise_or,
    "not": lax.bitwise_not,
    "isNaN": jnp.isnan,
    "isFinite": jnp.isfinite,
    "stopGradient": lax.stop_gradient,
}


def broadcast(x, axes, shape):
    """Of a value that was written down, one that is written down."""
    if isinstance(x, np.ndarray):
        return np.broadcast_to(np.expand_dims(x, axes), shape)
    return lax.broadcast_in_dim(x, shape, [i for i in range(len(shape)) if i not in axes])


def random_bits(keys, shape, width):
    def one(key):
        bits = jax.random.bits(jax.random.wrap_key_data(key.astype(jnp.uint32)), tuple(shape), f"uint{width}")
        words = bits if width == 32 else jnp.stack([bits >> np.uint64(32), bits & np.uint64(2**32 - 1)], -1)
        return lax.bitcast_convert_type(words.astype(jnp.uint32), jnp.int32)

    lead = keys.shape[:-1]
    found = [one(key) for key in keys.reshape(-1, 2)]
    shape = (*lead, *shape, *((2,) if width == 64 else ()))
    return jnp.stack(found).reshape(shape) if found else jnp.zeros(shape, jnp.int32)


SHAPES = {
    "cast": lambda x, dtype: (x != 0) if dtype == "bool" else x.astype(DTYPES[dtype]),
    "sum": lambda x, axes: jnp.sum(x, tuple(axes), dtype=x.dtype),
    "broadcast": broadcast,
    "reshape": lambda x, shape: jnp.reshape(x, shape),
    "transpose": lambda x, perm: lax.transpose(x, perm),
    "flip": lambda x, axes: lax.rev(x, axes),
    "slice": lambda x, starts, stops, steps: lax.slice(x, starts, stops, steps),
    "pad": lambda x, low, high, interior: lax.pad(x, jnp.zeros((), x.dtype), list(zip(low, high, interior))),
    "concat": lambda *x, axis: lax.concatenate(x, axis),
    "max": lambda x, axes: jnp.max(x, tuple(axes), initial=lowest(x.dtype)) if x.size == 0 else jnp.max(x, tuple(axes)),
    "min": lambda x, axes: jnp.min(x, tuple(axes), initial=greatest(x.dtype)) if x.size == 0 else jnp.min(x, tuple(axes)),
    "prod": lambda x, axes: jnp.prod(x, tuple(axes), dtype=x.dtype),
    "randomBits": random_bits,
}


def lowest(dtype):
    return -np.inf if jnp.issubdtype(dtype, jnp.floating) else False if dtype == jnp.bool_ else jnp.iinfo(dtype).min


def greatest(dtype):
    return np.inf if jnp.issubdtype(dtype, jnp.floating) else True if dtype == jnp.bool_ else jnp.iinfo(dtype).max


OPS = {**ELEMENTWISE, **SHAPES, **ALONG, **LINALG}
