from common import casadi_function, jax_gradients, torch_gradients

G, DT = 9.81, 0.01
STATE = ["p", "q", "v", "w"]


def motion(sin, cos, x):
    p, q, v, w = x
    s, c, below = sin(p - q), cos(p - q), 3 - cos(2 * (p - q))
    first = -(3 * G * sin(p) + G * sin(p - 2 * q) + 2 * s * (w * w + v * v * c)) / below
    second = 2 * s * (2 * v * v + 2 * G * cos(p) + w * w * c) / below
    return [v, w, first, second]


def step(sin, cos, x):
    along = lambda k, h: [a + h * b for a, b in zip(x, k)]
    k1 = motion(sin, cos, x)
    k2 = motion(sin, cos, along(k1, DT / 2))
    k3 = motion(sin, cos, along(k2, DT / 2))
    k4 = motion(sin, cos, along(k3, DT))
    return [a + DT / 6 * (b + 2 * c + 2 * d + e) for a, b, c, d, e in zip(x, k1, k2, k3, k4)]


def jax(at, steps):
    """Steps as a loop of the language: unrolled, XLA takes minutes."""
    import jax
    import jax.numpy as np

    def cost(at):
        state = tuple(at[name] for name in STATE)
        once = lambda x, _: (tuple(step(np.sin, np.cos, x)), None)
        last, _ = jax.lax.scan(once, state, None, length=int(steps))
        return sum(x * x for x in last)

    return jax_gradients(cost, at, STATE)


def torch(at, steps):
    import torch

    def cost(at):
        x = [at[name] for name in STATE]
        for _ in range(int(steps)):
            x = step(torch.sin, torch.cos, x)
        return sum(a * a for a in x)

    return torch_gradients(cost, at, STATE)


def casadi(at, steps):
    import casadi

    state = [casadi.SX.sym(name) for name in STATE]
    x = state
    for _ in range(int(steps)):
        x = step(casadi.sin, casadi.cos, x)
    cost = sum(a * a for a in x)
    slopes = [casadi.gradient(cost, name) for name in state]
    return casadi_function(state, [cost, *slopes], [at[name] for name in STATE])
