from common import casadi_function, compiled

COEFFICIENTS = [0.3, -0.7, 1.1, 0.2, -0.4, 0.9, -1.3, 0.6, 0.5, -0.1]


def polynomial(x):
    total = x * 0 + 1
    for coefficient in COEFFICIENTS:
        total = total * x + coefficient
    return total


def jax(at):
    return compiled(lambda x: [polynomial(x)], at["x"])


def casadi(at):
    import casadi

    x = casadi.SX.sym("x")
    return casadi_function([x], [polynomial(x)], [at["x"]])
