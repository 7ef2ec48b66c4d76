import math

from common import casadi_function, compiled

VALUES, STEP, IN_A_TURN = 64, 1 / 16, 5


def turns(operations):
    """As turns() of scalars.ts draws them."""
    state = operations

    def below(n):
        nonlocal state
        state = (state * 1664525 + 1013904223) % 2**32
        return math.floor((state / 2**31 - 1 + 1) / 2 * n)

    for _ in range(operations // IN_A_TURN):
        a = below(VALUES)
        b = (a + 1 + below(21)) % VALUES
        k = (a + 22 + below(42)) % VALUES
        yield a, b, k


def turned(x, operations):
    values = [x[i] for i in range(VALUES)]
    for a, b, k in turns(operations):
        g = values[k] * STEP
        values[a] = values[a] + values[b] * g
        values[b] = values[b] - values[a] * g
    return sum(values)


def jax(at, operations):
    return compiled(lambda x: [turned(x, operations)], at["x"])


def casadi(at, operations):
    import casadi

    x = casadi.SX.sym("x", VALUES)
    return casadi_function([x], [turned(x, operations)], [at["x"]])
