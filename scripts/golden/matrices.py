"""Linear algebra by definitions that need no pivots, no iteration and no rounding: elimination, cofactors, series, on numbers or jets."""

import numpy as np
from case import value
from jet import log, sqrt
from mpmath import mp, mpf
from shapes import a


def made(shape, element):
    y = np.empty(shape, dtype=object)
    for at in np.ndindex(*shape):
        y[at] = element(*at)
    return y


def batched(f):
    """f of matrices, for each place on the leading axes."""

    def each(*x, **attrs):
        lead = x[0].shape[:-2]
        found = [f(*(each[at] for each in x), **attrs) for at in np.ndindex(*lead)]
        shape = np.shape(found[0])
        y = np.empty([len(found), *shape], dtype=object)
        for i, each in enumerate(found):
            y[i] = each
        return y.reshape([*lead, *shape])

    return each


def eye(n):
    return made((n, n), lambda i, j: mpf(i == j))


def cofactor_sum(x):
    """The determinant, by its first row."""
    if len(x) == 0:
        return mpf(1)
    return sum(((-1) ** j * x[0, j] * cofactor_sum(np.delete(x[1:], j, 1)) for j in range(len(x))), mpf(0))


def adjugate(x):
    return made(x.shape, lambda i, j: (-1) ** (i + j) * cofactor_sum(np.delete(np.delete(x, j, 0), i, 1)))


def solve(x, b):
    """Cramer's rule."""
    return adjugate(x).dot(b) / cofactor_sum(x)


def triangle(x, lower, transpose, unitDiagonal):
    def element(i, j):
        if i == j:
            return mpf(1) if unitDiagonal else x[i, j]
        return x[i, j] if (i > j) == lower else mpf(0)

    y = made(x.shape, element)
    return y.T if transpose else y


def float_triangle(x, lower, transpose, unitDiagonal):
    y = np.tril(x) if lower else np.triu(x)
    if unitDiagonal:
        np.fill_diagonal(y, 1)
    return y.T if transpose else y


def cholesky(x):
    n = len(x)
    y = made(x.shape, lambda i, j: mpf(0))
    for i in range(n):
        for j in range(i + 1):
            rest = (x[i, j] + x[j, i]) / 2 - sum((y[i, k] * y[j, k] for k in range(j)), mpf(0))
            y[i, j] = sqrt(rest) if i == j else rest / y[j, j]
    return y


def log_abs_det(x):
    y = cofactor_sum(x)
    return log(y if value(y) > 0 else -y)


def coefficients(x):
    return getattr(x, "c", [x])


def expm(x):
    """The power series, until its terms are beyond the last digit."""
    total, term, k = eye(len(x)), eye(len(x)), 0
    while max(abs(c) for y in term.flat for c in coefficients(y)) > mpf(10) ** (-mp.dps - 10):
        k += 1
        term = term.dot(x) / k
        total = total + term
    return total


def float_expm(x):
    """By halving: the series is quick near 0."""
    half = x / 8
    total = term = np.eye(len(x))
    for k in range(1, 40):
        term = term @ half / k
        total = total + term
    return np.linalg.matrix_power(total, 8)


def pinv(x):
    """Of full rank."""
    if len(x) < len(x.T):
        return pinv(x.T).T
    return solve(x.T.dot(x), x.T)


def power(x, n):
    y = eye(len(x))
    for _ in range(abs(n)):
        y = y.dot(x)
    return y if n >= 0 else solve(y, eye(len(x)))


def kron(x, y):
    (m, n), (p, q) = x.shape, y.shape
    return made((m * p, n * q), lambda i, j: x[i // p, j // q] * y[i % p, j % q])


def numbers(x):
    """The matrix at t = 0, in floating point: where an iteration starts, and signs are read off."""
    return np.array([[float(value(y)) for y in row] for row in x])


def qr(x, part):
    """Gram and Schmidt, with the signs that reflections have."""
    m, n = x.shape
    k = min(m, n)
    signs = np.sign(np.diag(np.linalg.qr(numbers(x))[1]))
    q, r = made((m, k), lambda i, j: mpf(0)), made((k, n), lambda i, j: mpf(0))
    for j in range(k):
        rest = x[:, j]
        for i in range(j):
            r[i, j] = q[:, i].dot(x[:, j])
            rest = rest - q[:, i] * r[i, j]
        r[j, j] = sqrt(rest.dot(rest)) * int(signs[j])
        q[:, j] = rest / r[j, j]
    r[:, k:] = q.T.dot(x[:, k:])
    return q if part == "q" else r


def pointed(vector):
    """Its first element of the greatest magnitude is positive."""
    return vector * np.sign(vector[np.argmax(np.abs(vector) > (1 - 1e-8) * np.max(np.abs(vector)))])


def eigenpair(x, start, vector):
    """Newton's method for (x − λ)·v = 0 and v·v = 1: each step doubles the digits, and the terms of a series that are right."""
    n = len(x)
    root, v = mpf(start), np.array([mpf(float(y)) for y in vector], dtype=object)
    for _ in range(12):
        left = x - eye(n) * root
        bordered = made((n + 1, n + 1), lambda i, j: left[i, j] if max(i, j) < n else mpf(0) if i == j else -v[i] if j == n else v[j])
        misses = np.append(left.dot(v), (v.dot(v) - 1) / 2)
        step = solve(bordered, misses)
        v, root = v - step[:n], root - step[n]
    return root, v


def eigh(x, part):
    y = (x + x.T) / 2
    values, vectors = np.linalg.eigh(numbers(y))
    pairs = [eigenpair(y, each, pointed(vector)) for each, vector in zip(values, vectors.T)]
    return np.array([root for root, _ in pairs], dtype=object) if part == "values" else np.array([v for _, v in pairs], dtype=object).T


def svd(x, part):
    """By the eigenvalues of xᵀ·x, or of x·xᵀ for a wide x."""
    wide = len(x) < len(x.T)
    y = x.T if wide else x
    _, s, vt = np.linalg.svd(numbers(x), full_matrices=False)
    starts = [pointed(row) for row in vt]
    if wide:
        starts = [numbers(x) @ row / each for row, each in zip(starts, s)]
    pairs = [eigenpair(y.T.dot(y), each * each, start) for each, start in zip(s, starts)]
    roots = [sqrt(root) for root, _ in pairs]
    inner = np.array([v for _, v in pairs], dtype=object)
    outer = np.array([y.dot(v) / s for (_, v), s in zip(pairs, roots)], dtype=object)
    if part == "s":
        return np.array(roots, dtype=object)
    return (inner if wide else outer).T if part == "u" else (outer if wide else inner)


def float_eigh(x, part):
    if x.ndim == 3:
        return np.array([float_eigh(y, part) for y in x])
    values, vectors = np.linalg.eigh((x + x.T) / 2)
    return values if part == "values" else np.array([pointed(v) for v in vectors.T]).T


def float_svd(x, part):
    if x.ndim == 3:
        return np.array([float_svd(y, part) for y in x])
    u, s, vt = np.linalg.svd(x, full_matrices=False)
    signs = np.array([pointed(row)[0] / row[0] for row in vt]).round()
    return {"u": u * signs, "s": s, "vt": vt * signs[:, None]}[part]


# op: (meaning, the same in floating point, wrap): as in arrays.py.
MEANINGS = {
    "cholesky": (batched(cholesky), lambda x: np.linalg.cholesky((x + np.swapaxes(x, -1, -2)) / 2), "none"),
    "triangularSolve": (
        batched(lambda x, b, **at: solve(triangle(x, **at), b)),
        lambda x, b, **at: np.linalg.solve(float_triangle(x, **at), b) if x.ndim == 2 else np.array([np.linalg.solve(float_triangle(y, **at), c) for y, c in zip(x, b)]),
        "none",
    ),
    "solve": (batched(solve), np.linalg.solve, "none"),
    "inv": (batched(lambda x: solve(x, eye(len(x)))), np.linalg.inv, "none"),
    "det": (batched(cofactor_sum), np.linalg.det, "sin"),
    "logAbsDet": (batched(log_abs_det), lambda x: np.linalg.slogdet(x)[1], "none"),
    "logdet": (batched(log_abs_det), lambda x: np.log(np.linalg.det(x)), "none"),
    "adjugate": (batched(adjugate), lambda x: np.linalg.inv(x) * np.linalg.det(x)[..., None, None], "sin"),
    "expm": (batched(expm), lambda x: float_expm(x) if x.ndim == 2 else np.array([float_expm(y) for y in x]), "none"),
    "pinv": (batched(pinv), np.linalg.pinv, "none"),
    "lstsq": (batched(lambda x, b: pinv(x).dot(b)), lambda x, b: np.linalg.lstsq(x, b)[0], "none"),
    "qr": (batched(qr), lambda x, part: np.linalg.qr(x)[part == "r"], "none"),
    "eigh": (batched(eigh), float_eigh, "none"),
    "svd": (batched(svd), float_svd, "none"),
    "matrixPower": (batched(power), np.linalg.matrix_power, "none"),
    "kron": (kron, np.kron, "sin"),
}

TWO = a([1.3117, -0.4123], [0.7231, 0.9113])
THREE = a([1.7119, 0.3127, -0.5113], [-0.6131, 2.1123, 0.4117], [0.8123, -0.2119, 1.4131])
NEGATIVE = a([0.3119, 1.4127, -0.5113], [1.6131, 0.1123, 0.4117], [0.8123, -0.2119, 1.4131])
PAIR = a(THREE.tolist(), (THREE.T - 0.3117).tolist())
DEFINITE = a([2.3117, 0.4123, -0.7119], [0.3127, 1.8113, 0.5123], [-0.9117, 0.2131, 2.7123])
RIGHT = a([0.7127, -1.2131], [1.4119, 0.3123], [-0.5117, 0.9113])
TALL = a([1.2117, 0.3123], [-0.4119, 1.5131], [0.7123, -0.6127], [0.2131, 0.8119])


def flags(lower, transpose, unit):
    return {"lower": lower, "transpose": transpose, "unitDiagonal": unit}


ROWS = {
    "cholesky": [("1 by 1", [a([2.3117])], {}), ("3 by 3, not symmetric", [DEFINITE], {}), ("a batch", [a(DEFINITE.tolist(), (DEFINITE + np.eye(3)).tolist())], {})],
    "triangularSolve": [
        *(
            (f"{'lower' if lower else 'upper'}{', transposed' * transpose}{', unit' * unit}", [THREE, RIGHT], flags(lower, transpose, unit))
            for lower in (True, False)
            for transpose in (False, True)
            for unit in (False, True)
        ),
        ("a batch", [PAIR, a(RIGHT.tolist(), (1 - RIGHT).tolist())], flags(True, False, False)),
    ],
    "solve": [("1 by 1", [a([2.3117]), a([0.7119, 1.3123])], {}), ("3 by 3", [NEGATIVE, RIGHT], {}), ("a batch", [PAIR, a(RIGHT.tolist(), (1 - RIGHT).tolist())], {})],
    "inv": [("3 by 3", [NEGATIVE], {})],
    "det": [("1 by 1", [a([1.3117])], {}), ("2 by 2", [TWO], {}), ("3 by 3", [THREE], {}), ("negative, a batch", [a(NEGATIVE.tolist(), THREE.tolist())], {})],
    "logAbsDet": [("2 by 2", [TWO], {}), ("negative, a batch", [a(NEGATIVE.tolist(), THREE.tolist())], {})],
    "logdet": [("3 by 3", [THREE], {})],
    "adjugate": [("2 by 2", [TWO], {}), ("3 by 3", [THREE], {}), ("4 by 4", [np.kron(TWO, TWO.T)], {}), ("a batch", [PAIR], {})],
    "expm": [("1 by 1", [a([1.3117])], {}), ("2 by 2", [TWO], {}), ("3 by 3, small", [THREE / 128], {}), ("a batch", [a((2 * TWO).tolist(), (-TWO).tolist())], {})],
    "pinv": [("square", [TWO], {}), ("tall", [TALL], {}), ("wide, a batch", [a(TALL.T.tolist(), (0.5 - TALL.T).tolist())], {})],
    "lstsq": [("tall", [TALL, a([0.7127], [1.4119], [-0.5117], [0.9113])], {}), ("wide", [TALL.T.copy(), RIGHT[:2]], {})],
    "qr": [
        ("q, square", [THREE], {"part": "q"}),
        ("r, square", [THREE], {"part": "r"}),
        ("q, tall", [TALL], {"part": "q"}),
        ("r, tall", [TALL], {"part": "r"}),
        ("r, wide", [TALL.T.copy()], {"part": "r"}),
        ("q, a batch", [PAIR], {"part": "q"}),
    ],
    "eigh": [
        ("values, 1 by 1", [a([1.3117])], {"part": "values"}),
        ("values, 3 by 3", [DEFINITE], {"part": "values"}),
        ("vectors, 2 by 2", [TWO], {"part": "vectors"}),
        ("vectors, 3 by 3", [NEGATIVE], {"part": "vectors"}),
        ("values, a batch", [PAIR], {"part": "values"}),
    ],
    "svd": [
        ("s, square", [TWO], {"part": "s"}),
        ("u, square", [THREE], {"part": "u"}),
        ("vt, square", [TWO], {"part": "vt"}),
        ("u, tall", [TALL], {"part": "u"}),
        ("s, tall", [TALL], {"part": "s"}),
        ("vt, wide", [TALL.T.copy()], {"part": "vt"}),
        ("u, wide", [TALL.T.copy()], {"part": "u"}),
    ],
    "matrixPower": [("cubed", [TWO], {"n": 3}), ("5", [TWO], {"n": 5}), ("below 0", [TWO], {"n": -2})],
    "kron": [("2 by 2 and 3 by 2", [TWO, RIGHT], {})],
}
