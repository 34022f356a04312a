"""The numbers in ReferenceTests.swift, computed by NumPy and scikit-learn in double precision.

    python3 Tests/LogisticRegressionTests/reference.py        (from the package's root)
"""
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures, StandardScaler, normalize

def show(name, values):
    print(f"{name}: {', '.join(f'{v:.9g}' for v in np.ravel(values))}")

def sigmoid(z): return 1 / (1 + np.exp(-z))
def J(X, y, w): return np.mean(np.logaddexp(0, X @ w) - y * (X @ w))
def gradient(X, y, w): return X.T @ (sigmoid(X @ w) - y) / len(y)
def hessian(X, w): return X.T @ (X * (sigmoid(X @ w) * sigmoid(-X @ w))[:, None]) / len(X)
def with_ones(X): return np.column_stack([np.ones(len(X)), X])

iris = np.genfromtxt("Data/iris.csv", delimiter=",", skip_header=1, usecols=range(4))
species = np.repeat(["setosa", "versicolor", "virginica"], 50)
setosa = (species == "setosa").astype(float)
two, virginica = iris[50:], (species[50:] == "virginica").astype(float)

def descend(X, y, tolerance=0.0, epochs=10**6, shown=(), deck=False):
    """Gradient descent, rate 0.05, from b = 0.02 and w = 0.1, -0.05, 0.07, -0.11."""
    w, previous = np.array([0.02, 0.1, -0.05, 0.07, -0.11]), None
    for epoch in range(1, epochs + 1):
        z = X @ w
        loss = J(X, y, w)
        if deck:  # the second term without its 1/m
            loss = y @ np.logaddexp(0, -z) / len(y) + (1 - y) @ np.logaddexp(0, z)
        w = w - 0.05 * gradient(X, y, w)
        if epoch in shown: show(f"  epoch {epoch}: J, b, w", [loss, *w])
        if previous is not None and abs(loss - previous) < tolerance: break
        previous = loss
    right = ((X @ w >= 0) == (y == 1)).sum()
    show("  stopped at epoch, J, right, b, w", [epoch, loss, right, *w])

print("setosa against the rest"); descend(with_ones(iris), setosa, 1e-6, shown=(1, 2, 10, 1000))
print("setosa, the deck's J"); descend(with_ones(iris), setosa, 1e-6, deck=True)
print("versicolor against virginica"); descend(with_ones(two), virginica, 1e-6)

print("Newton, versicolor against virginica, from zero")
X, w = with_ones(two), np.zeros(5)
for step in range(12):
    if step < 4 or step == 11: show(f"  step {step}: J, b, w", [J(X, virginica, w), *w])
    w = w - np.linalg.solve(hessian(X, w), gradient(X, virginica, w))

w = np.array([0.3, 0.5, -0.4, 0.2, -0.6])
show("J, gradient at b = 0.3, w = 0.5 -0.4 0.2 -0.6", [J(X, virginica, w), *gradient(X, virginica, w)])
print("Hessian there"); [show("  row", row) for row in hessian(X, w)]
s, z = sigmoid(X @ w) * sigmoid(-X @ w), X @ w
working = z + (virginica - sigmoid(z)) / s
show("weighted least squares on the working response", np.linalg.lstsq(X * np.sqrt(s)[:, None], working * np.sqrt(s), rcond=None)[0])

S = (two - two.mean(0)) / two.std(0)
m = len(S)
print("versicolor against virginica, standardized by NumPy: scikit-learn's intercept and weights")
for l2 in (0.001, 0.01, 0.1):
    fit = LogisticRegression(C=1 / (2 * m * l2), tol=1e-10, max_iter=10_000).fit(S, virginica)
    show(f"  ridge {l2}", [*fit.intercept_, *fit.coef_[0]])
w = np.array([0.3, 0.5, -0.4, 0.02, -0.6])  # ten steps at rate 1, then of the weights towards zero by λ
for _ in range(10):
    w = w - gradient(with_ones(S), virginica, w)
    w[1:] = np.sign(w[1:]) * np.maximum(np.abs(w[1:]) - 0.05, 0)
show("  ten steps of the lasso, λ = 0.05", w)
for l1 in (0.01, 0.05):
    fit = LogisticRegression(C=1 / (m * l1), l1_ratio=1, solver="saga", tol=1e-10, max_iter=1_000_000).fit(S, virginica)
    show(f"  lasso {l1}", [*fit.intercept_, *fit.coef_[0]])

houses = np.genfromtxt("Data/sacramento.csv", delimiter=",", names=True)
H = np.column_stack([houses[c] for c in ("beds", "baths", "sqft")])
affordable = (houses["price"] <= 220_000).astype(float)
H = (H - H.mean(0)) / H.std(0)
fit = LogisticRegression(C=1 / (2 * len(H) * 0.01), tol=1e-10, max_iter=10_000).fit(H, affordable)
show("houses of at most 220,000 dollars, ridge 0.01", [*fit.intercept_, *fit.coef_[0], affordable.sum()])

print("petal lengths of flowers 1, 51, 101, normalized over all 150")
petals = iris[:, 2:3]
for name, scaled in [("rescaling", MinMaxScaler().fit_transform(petals)),
                     ("standardization", StandardScaler().fit_transform(petals)),
                     ("unit length", normalize(petals, axis=0))]:
    show(f"  {name}", scaled[[0, 50, 100]])

show("polynomials of (2, -3), degree 3", PolynomialFeatures(3, include_bias=False).fit_transform([[2, -3]]))

width = with_ones(iris[:, 3:])
show("linear regression of virginica on petal width", np.linalg.lstsq(width, species == "virginica", rcond=None)[0])
fit = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(width[:, 1:], species == "virginica")
show("logistic regression of virginica on petal width", [*fit.intercept_, *fit.coef_[0]])

q, p = np.array([1 / 3, 2 / 3]), np.array([0.8, 0.2])
show("entropy of q = 1/3, cross-entropy with p = 0.8, divergence, the other divergence",
     [-q @ np.log(q), -q @ np.log(p), q @ np.log(q / p), p @ np.log(p / q)])
