"""What the Python sides of the workloads share: a JAX or torch function made into one that waits and gives a list."""


def compiled(function, *given):
    """A jitted JAX function of the arrays given, compiled; a call gives its flat results and waits for them."""
    import jax

    arrays = [jax.tree.map(jax.numpy.asarray, each) for each in given]
    ready = jax.jit(function).lower(*arrays).compile()
    return lambda: jax.block_until_ready(jax.tree.leaves(ready(*arrays)))


def jax_gradients(cost, at, wrt):
    """The cost of a record of arrays, and its gradients by those named."""
    import jax

    rest = {name: x for name, x in at.items() if name not in wrt}

    def both(xs):
        value, slopes = jax.value_and_grad(lambda xs: cost({**rest, **dict(zip(wrt, xs))}))(xs)
        return [value, *slopes]

    return compiled(both, [at[name] for name in wrt])


def tensors(at, wrt=()):
    """The arrays as torch tensors, of which those named have gradients."""
    import torch

    return {name: torch.tensor(x).requires_grad_(name in wrt) for name, x in at.items()}


def torch_gradients(cost, at, wrt):
    import torch

    given = tensors(at, wrt)

    def run():
        value = cost(given)
        slopes = torch.autograd.grad(value, [given[name] for name in wrt])
        return [value.detach().numpy(), *(slope.numpy() for slope in slopes)]

    return run


def casadi_function(symbols, results, values):
    """A CasADi function over buffers, so that a call copies nothing; matrices by columns."""
    import casadi
    import numpy as np

    function = casadi.Function("f", symbols, [casadi.densify(result) for result in results])
    buffer, evaluate = function.buffer()
    given = [np.array(value, "f8").ravel("F") for value in values]
    found = [np.zeros(function.numel_out(i)) for i in range(len(results))]
    for i, value in enumerate(given):
        buffer.set_arg(i, memoryview(value))
    for i, value in enumerate(found):
        buffer.set_res(i, memoryview(value))

    def run():
        evaluate()
        return found

    run.keep = (function, buffer, given)
    return run
