"""The numbers in ReferenceTests.swift, computed by NumPy and scikit-learn in double precision.

    python3 Tests/LinearRegressionTests/reference.py        (from the package's root)
"""
import numpy as np
from sklearn.linear_model import Lasso, Ridge

def read(name, *columns):
    table = np.genfromtxt(f"Data/{name}", delimiter=",", names=True)
    return np.column_stack([table[c] for c in columns])

def show(name, values):
    print(f"{name}: {', '.join(f'{v:.9g}' for v in np.ravel(values))}")

# Anscombe's four sets: intercept, slope, J
for i in "1234":
    x, y = read("anscombe.csv", f"x{i}", f"y{i}").T
    X = np.column_stack([np.ones(11), x])
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    show(f"anscombe {i}", [*w, ((X @ w - y) ** 2).sum() / 22])

# Gradient descent on the first, from b = 0.05, w = -0.1, rate 0.01
x, y = read("anscombe.csv", "x1", "y1").T
X, w, previous = np.column_stack([np.ones(11), x]), np.array([0.05, -0.1]), 0
for epoch in range(1, 100_000):
    e = X @ w - y
    J = (e @ e) / 22
    w = w - 0.01 * X.T @ e / 11
    if epoch in (1, 2, 10, 1000): show(f"descent, epoch {epoch}", [J, *w])
    if abs(J - previous) < 1e-6: break
    previous = J
show("descent, stopped at", [epoch, J, *w])
w, previous = np.array([np.float32(0.0487), np.float32(0.0049)]), 0  # the page's first guess, seed 1
for epoch in range(1, 100_000):
    e = X @ w - y
    J = (e @ e) / 22
    w = w - 0.01 * X.T @ e / 11
    if abs(J - previous) < 1e-6: break
    previous = J
show("descent from the page's first guess, stopped at", [epoch, J, *w])
H = np.array([[1, x.mean()], [x.mean(), (x * x).mean()]])
show("curvatures", np.linalg.eigvalsh(H))

# The houses
X, price = read("sacramento.csv", "beds", "baths", "sqft"), read("sacramento.csv", "price")[:, 0] / 1000
m = len(price)
show("houses", np.linalg.lstsq(np.column_stack([np.ones(m), X]), price, rcond=None)[0])
S = (X - X.mean(0)) / X.std(0)
show("largest curvature, standardized", [np.linalg.eigvalsh(S.T @ S / m)[-1]])
show("means", X.mean(0)); show("deviations", X.std(0))
w, b = np.array([0.5, -1.5, 2.5]), 100.0
e = S @ w + b - price
show("J and gradient at w = 0.5 -1.5 2.5, b = 100, λ = 0.3",
     [e @ e / (2 * m) + 0.3 * w @ w, *(S.T @ e / m + 2 * 0.3 * w), e.mean()])
ridge = Ridge(alpha=2 * m * 0.1).fit(S, price)
show("ridge, λ = 0.1", [ridge.intercept_, *ridge.coef_])
for l1 in (2.0, 20.0):  # ten steps at rate 0.3, of w towards zero by 0.3 λ after each
    w, b = np.array([20.0, -3.0, 1.0]), 100.0
    for _ in range(10):
        e = S @ w + b - price
        w, b = w - 0.3 * S.T @ e / m, b - 0.3 * e.mean()
        w = np.sign(w) * np.maximum(np.abs(w) - 0.3 * l1, 0)
    show(f"ten steps of the lasso, λ = {l1}", [b, *w])
for l1 in (2.0, 10.0):
    lasso = Lasso(alpha=l1, tol=1e-12, max_iter=100_000).fit(S, price)
    show(f"lasso, λ = {l1}", [lasso.intercept_, *lasso.coef_])
