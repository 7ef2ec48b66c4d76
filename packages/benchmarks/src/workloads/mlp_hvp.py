from common import compiled, tensors
from mlp import PARAMETERS, jax_cost, torch_cost


def jax(at):
    import jax

    def product(xs, ts):
        slope = jax.grad(lambda xs: jax_cost({"x": at["x"], "y": at["y"], **dict(zip(PARAMETERS, xs))}))
        return jax.jvp(slope, (xs,), (ts,))[1]

    return compiled(product, [at[name] for name in PARAMETERS], [at[f"t({name})"] for name in PARAMETERS])


def torch(at):
    import torch

    given = tensors(at)

    def cost(*xs):
        return torch_cost({"x": given["x"], "y": given["y"], **dict(zip(PARAMETERS, xs))})

    point = tuple(given[name] for name in PARAMETERS)
    vector = tuple(given[f"t({name})"] for name in PARAMETERS)
    return lambda: [x.numpy() for x in torch.autograd.functional.vhp(cost, point, vector)[1]]
