"""Ops along an axis, at places, over windows, and contractions, as JAX has them: rows of graph_ops.py."""

import jax.numpy as jnp
import numpy as np
from jax import lax


def letters_in_order(labels):
    return "".join(dict.fromkeys("".join(labels)))


def contract(*operands, spec, shape=None):
    """einsum; and an index twice in the result writes a diagonal, one that only the result has repeats along it."""
    left, result = spec.split("->")
    labels = left.split(",")
    sizes = {letter: dim for letters, x in zip(labels, operands) for letter, dim in zip(letters, x.shape)}
    sizes |= dict(zip(result, shape or ()))
    every = letters_in_order([result])
    known = "".join(letter for letter in every if letter in left)
    found = jnp.einsum(f"{left}->{known}", *operands, precision=lax.Precision.HIGHEST)
    found = lax.broadcast_in_dim(found, [sizes[letter] for letter in every], [every.index(letter) for letter in known])
    if every == result:
        return found
    where = [jnp.arange(sizes[a]).reshape([-1 if a == b else 1 for b in every]) for a in result]
    return jnp.zeros([sizes[letter] for letter in result], found.dtype).at[tuple(where)].add(found)


def whole(axis):
    return (slice(None),) * axis


def scatter_add(x, places, axis, shape):
    return jnp.zeros(shape, x.dtype).at[(*whole(axis), places)].add(x)


def scatter_along(x, places, axis, size):
    where = list(jnp.meshgrid(*map(jnp.arange, places.shape), indexing="ij"))
    where[axis] = places
    return jnp.zeros((*x.shape[:axis], size, *x.shape[axis + 1 :]), x.dtype).at[tuple(where)].add(x)


def windows(space, window, strides, dilation):
    """The places along each axis of space, to be broadcast over [...counts, ...window]."""
    rank = len(window)

    def along(i):
        reach = (window[i] - 1) * dilation[i] + 1
        count = 0 if space[i] < reach else (space[i] - reach) // strides[i] + 1
        found = np.arange(count)[:, None] * strides[i] + np.arange(window[i])[None, :] * dilation[i]
        shape = [1] * (2 * rank)
        shape[i], shape[rank + i] = found.shape
        return found.reshape(shape)

    return tuple(along(i) for i in range(rank))


def patches(x, window, strides, dilation):
    lead = x.ndim - len(window)
    return x[(*whole(lead), *windows(x.shape[lead:], window, strides, dilation))]


def overlap_add(x, shape, strides, dilation):
    lead = x.ndim - 2 * len(shape)
    where = windows(shape, x.shape[lead + len(shape) :], strides, dilation)
    return jnp.zeros((*x.shape[:lead], *shape), x.dtype).at[(*whole(lead), *where)].add(x)


def fft(x, axis, inverse):
    z = lax.complex(x[..., 0], x[..., 1])
    found = jnp.fft.ifft(z, axis=axis, norm="forward") if inverse else jnp.fft.fft(z, axis=axis)
    return jnp.stack([found.real, found.imag], -1).astype(x.dtype) if z.size else x


def greatest_so_far(x, axis):
    """lax.cummax, as what it takes: of equal ones the first. Those share in its derivative, in parts that depend on their number."""
    so_far = lax.cummax(x, axis)
    before = jnp.roll(so_far, 1, axis)
    place = lax.broadcasted_iota(jnp.int32, x.shape, axis)
    first = (place == 0) | ~((x <= before) | jnp.isnan(before))
    return jnp.take_along_axis(x, lax.cummax(jnp.where(first, place, 0), axis), axis)


def search_sorted(row, values, right):
    lead = row.ndim - 1
    shaped = row.reshape(*row.shape[:lead], *(1,) * (values.ndim - lead), row.shape[-1])
    each = values[..., None]
    after = jnp.isnan(shaped) & ~jnp.isnan(each) if jnp.issubdtype(row.dtype, jnp.floating) else False
    both = jnp.isnan(shaped) & jnp.isnan(each) if jnp.issubdtype(row.dtype, jnp.floating) else False
    before = (shaped <= each) | both if right else shaped < each
    unordered = jnp.isnan(each) & ~jnp.isnan(shaped) if jnp.issubdtype(row.dtype, jnp.floating) else False
    return jnp.sum((before | unordered) & ~after, -1).astype(jnp.int32)


ALONG = {
    "contract": contract,
    "cumsum": lambda x, axis, reverse: lax.cumsum(x, axis, reverse),
    "cumprod": lambda x, axis: lax.cumprod(x, axis),
    "cummax": greatest_so_far,
    "cummin": lambda x, axis: -greatest_so_far(-x, axis),
    "cumlogsumexp": lambda x, axis: lax.cumlogsumexp(x, axis),
    "sort": lambda x, axis: lax.sort(x, axis),
    "argsort": lambda x, axis: jnp.argsort(x, axis, stable=True).astype(jnp.int32),
    "argmax": lambda x, axis: lax.argmax(x, axis, jnp.int32),
    "argmin": lambda x, axis: lax.argmin(x, axis, jnp.int32),
    "searchSorted": search_sorted,
    "take": lambda x, places, axis: jnp.take(x, places, axis),
    "scatterAdd": scatter_add,
    "takeAlong": lambda x, places, axis: jnp.take_along_axis(x, places, axis),
    "scatterAlong": scatter_along,
    "patches": patches,
    "overlapAdd": overlap_add,
    "fft": fft,
}
