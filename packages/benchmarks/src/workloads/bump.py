from common import jax_gradients, torch_gradients


def jax(at):
    import jax.numpy as np

    def cost(at):
        x = at["x"]
        return (np.tanh(x) * np.exp(-x * x) + np.sin(x) * x).sum()

    return jax_gradients(cost, at, ["x"])


def torch(at):
    def cost(at):
        x = at["x"]
        return (x.tanh() * (-x * x).exp() + x.sin() * x).sum()

    return torch_gradients(cost, at, ["x"])
