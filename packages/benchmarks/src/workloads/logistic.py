from common import casadi_function, compiled, tensors


def jax(at):
    import jax

    def cost(w, x, y):
        logit = x @ w
        return (jax.nn.softplus(logit) - y * logit).sum()

    return compiled(lambda w, x, y: [jax.hessian(cost)(w, x, y)], at["w"], at["X"], at["y"])


def torch(at):
    import torch

    given = tensors(at)

    def cost(w):
        logit = given["X"] @ w
        return (torch.nn.functional.softplus(logit, threshold=1e9) - given["y"] * logit).sum()

    hessian = torch.func.hessian(cost)
    return lambda: [hessian(given["w"]).numpy()]


def casadi(at):
    import casadi

    w = casadi.MX.sym("w", at["w"].size)
    logit = casadi.DM(at["X"]) @ w
    cost = casadi.sum1(casadi.log1p(casadi.exp(logit)) - casadi.DM(at["y"]) * logit)
    return casadi_function([w], [casadi.hessian(cost, w)[0]], [at["w"]])
