from common import casadi_function, compiled

INPUTS, BACK, WINDOW = 8, 8, 60


def places(operations):
    """As pairs() of scalars.ts draws them."""
    state, found = operations, []
    for i in range(0, operations, 2):
        state = (state * 1664525 + 1013904223) % 2**32
        draw = state / 2**31 - 1
        place = INPUTS + i // 2
        found.append((place - BACK, place - 1 - int((draw + 1) / 2 * min(WINDOW, place - 1))))
    return found


def combine(values, operations):
    for i, (a, b) in enumerate(places(operations)):
        a, b = values[a], values[b]
        values.append((a + b) * 0.5 if i % 2 == 0 else 1 - a * b)
    return values[-1]


def jax(at, operations):
    return compiled(lambda x: [combine([x[i] for i in range(INPUTS)], operations)], at["x"])


def casadi(at, operations):
    import casadi

    x = casadi.SX.sym("x", INPUTS)
    return casadi_function([x], [combine([x[i] for i in range(INPUTS)], operations)], [at["x"]])
