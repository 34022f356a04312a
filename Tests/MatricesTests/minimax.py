"""The polynomials of ElementaryFunctions.swift and SigmoidFunctions.swift (needs mpmath).

Each is the q of  g(x) = x + x²·q(x)  whose largest relative error is as small as can be (minimax), found by
Remez' exchange algorithm. The coefficients of the lowest powers matter most: they are rounded to Float one by
one, and after each the others are fitted again; the rest are rounded together.

    python3 minimax.py
"""

import struct

from mpmath import cos, expm1, linspace, log, log1p, lu_solve, matrix, mp, mpf, pi

mp.prec = 120


def to_float(x):
    return mpf(struct.unpack("f", struct.pack("f", x))[0])


def value(coefficients, x):
    return sum(c * x**i for i, c in enumerate(coefficients))


def remez(q, weight, degree, low, high, fixed):
    """The minimax polynomial whose first coefficients are fixed; the others are free."""
    free = degree + 1 - len(fixed)
    nodes = lambda n: [(low + high) / 2 - (high - low) / 2 * cos(pi * i / n) for i in range(n + 1)]
    grid = [x for x in nodes(4001) if abs(x) > 1e-12]
    points = [x if abs(x) > 1e-9 else x + mpf(10) ** -6 for x in nodes(free)]
    for _ in range(12):
        # Solve for the coefficients whose weighted error is ±e at the points, in turn.
        a, b = matrix(free + 1, free + 1), matrix(free + 1, 1)
        for i, x in enumerate(points):
            for j in range(free):
                a[i, j] = x ** (j + len(fixed))
            a[i, free] = (-1) ** i / weight(x)
            b[i] = q(x) - value(fixed, x)
        coefficients = fixed + list(lu_solve(a, b))[:free]
        # Move the points to where the error is largest between two changes of sign.
        error = [weight(x) * (value(coefficients, x) - q(x)) for x in grid]
        peaks = []
        for i, e in enumerate(error):
            if peaks and (error[peaks[-1]] > 0) == (e > 0):
                if abs(e) > abs(error[peaks[-1]]):
                    peaks[-1] = i
            else:
                peaks.append(i)
        while len(peaks) > free + 1:
            peaks.pop(0 if abs(error[peaks[0]]) < abs(error[peaks[-1]]) else -1)
        if len(peaks) < free + 1:
            break
        points = [grid[i] for i in peaks]
    return coefficients


def derive(title, g, degree, low, high, one_by_one):
    q = lambda x: (g(x) - x) / x**2
    weight = lambda x: x**2 / abs(g(x))
    rounded = []
    while len(rounded) < one_by_one:
        rounded.append(to_float(remez(q, weight, degree, low, high, rounded)[len(rounded)]))
    if len(rounded) <= degree:
        rounded = [to_float(c) for c in remez(q, weight, degree, low, high, rounded)]
    xs = [x for x in linspace(low, high, 3001) if abs(x) > 1e-12]
    error = max(weight(x) * abs(value(rounded, x) - q(x)) for x in xs)
    print(f"{title}: relative error at most 2^{float(log(error, 2)):.2f}")
    for i, c in enumerate(rounded):
        print(f"  x^{i}  {float(c).hex()}")


if __name__ == "__main__":
    half = log(mpf(2)) / 2 * mpf("1.0001")
    third = mpf(1) / 3 * mpf("1.00001")
    derive("e^x - 1, |x| <= ln 2 / 2", expm1, 4, -half, half, 2)
    derive("log(1 + x), |x| <= 1/3", log1p, 8, -third, third, 2)
    derive("log(1 + x), 0 <= x <= 1", log1p, 8, mpf(10) ** -9, mpf(1), 9)
