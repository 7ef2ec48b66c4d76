import math

from common import casadi_function, compiled

VALUES, ANGLES, IN_A_TURN = 64, 16, 6


def turns(operations):
    """As turns() of scalars.ts draws them."""
    state = operations

    def below(n):
        nonlocal state
        state = (state * 1664525 + 1013904223) % 2**32
        return math.floor((state / 2**31 - 1 + 1) / 2 * n)

    for _ in range(operations // IN_A_TURN):
        a = below(VALUES)
        b = (a + 1 + below(VALUES - 1)) % VALUES
        angle = 1 + below(ANGLES)
        yield a, b, math.cos(angle), math.sin(angle)


def turned(x, operations):
    values = [x[i] for i in range(VALUES)]
    for a, b, c, s in turns(operations):
        p, q = values[a], values[b]
        values[a], values[b] = p * c - q * s, p * s + q * c
    return sum(values)


def jax(at, operations):
    return compiled(lambda x: [turned(x, operations)], at["x"])


def casadi(at, operations):
    import casadi

    x = casadi.SX.sym("x", VALUES)
    return casadi_function([x], [turned(x, operations)], [at["x"]])
