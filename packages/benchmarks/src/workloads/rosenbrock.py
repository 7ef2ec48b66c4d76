from common import casadi_function, jax_gradients, torch_gradients


def cost(at):
    x = at["x"]
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def jax(at):
    return jax_gradients(cost, at, ["x"])


def torch(at):
    return torch_gradients(cost, at, ["x"])


def casadi(at):
    import casadi

    x = casadi.SX.sym("x", at["x"].size)
    value = casadi.sum1(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)
    return casadi_function([x], [value, casadi.gradient(value, x)], [at["x"]])
