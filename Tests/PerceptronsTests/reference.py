"""The numbers in ReferenceTests.swift, computed by NumPy and scikit-learn in double precision.

    python3 Tests/PerceptronsTests/reference.py        (from the package's root)
"""
import csv
import gzip
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Perceptron

def show(name, values):
    print(f"{name}: {', '.join(f'{v:.9g}' for v in np.ravel(values))}")

# Activation functions and their derivatives
z = np.array([-20, -3, -0.5, -0.001, 0.001, 0.5, 3, 20])
s = 1 / (1 + np.exp(-z))
for name, value, slope in [
    ("sigmoid", s, s * (1 / (1 + np.exp(z)))),
    ("tanh", np.tanh(z), 1 / np.cosh(z) ** 2),
    ("softplus", np.log1p(np.exp(z)), s),
    ("ELU, α = 1.5", np.where(z < 0, 1.5 * np.expm1(z), z), np.where(z < 0, 1.5 * np.exp(z), 1)),
    ("leaky ReLU, ε = 0.1", np.maximum(0.1 * z, z), np.where(z < 0, 0.1, 1)),
]:
    show(name, value); show(name + "'", slope)

def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()

c = np.array([1.5, -0.5, 3.0, 0.25])
s = softmax(c)
show("softmax", s); show("Jacobian", np.diag(s) - np.outer(s, s))
show("softmax of the deck", softmax(np.array([30.0, 0.0])))

# Rosenblatt's rule on the irises, in their own order
rows = list(csv.DictReader(open("Data/iris.csv")))
X = np.array([[float(r[k]) for k in list(r)[:4]] for r in rows])
species = [r["species"] for r in rows]
for name, chosen, one, epochs in [("setosa or not", slice(0, 150), "setosa", 100),
                                  ("versicolor or virginica", slice(50, 150), "versicolor", 20)]:
    y = np.array([int(s == one) for s in species])[chosen]
    model = Perceptron(shuffle=False, tol=None, max_iter=epochs).fit(X[chosen], y)
    show(name, [*model.coef_[0], *model.intercept_, (model.predict(X[chosen]) != y).sum()])

# The rule for several classes, the average and the mistakes of each epoch
y = np.array([["setosa", "versicolor", "virginica"].index(s) for s in species])
W, b, sum_W, sum_b, mistakes = np.zeros((4, 3)), np.zeros(3), np.zeros((4, 3)), np.zeros(3), []
for epoch in range(20):
    mistakes.append(0)
    for x, t in zip(X, y):
        sum_W += W; sum_b += b
        a = np.argmax(x @ W + b)
        if a != t:
            mistakes[-1] += 1
            W[:, t] += x; W[:, a] -= x; b[t] += 1; b[a] -= 1
show("three species", [*W.ravel(), *b]); show("mistakes", mistakes)
show("average", np.r_[sum_W.ravel(), sum_b] / (20 * 150))
show("right", [(np.argmax(X @ W + b, 1) == y).sum(), (np.argmax(X @ sum_W + sum_b, 1) == y).sum()])

# Words
definitions = [r["definition"] for r in csv.DictReader(open("Data/definitions.csv"))]
counter = CountVectorizer(token_pattern=r"[a-z0-9]+").fit(definitions)
counts = counter.transform(definitions).toarray()
words = counter.get_feature_names_out()
print("words:", len(words), counts.sum(), words[0], words[-1], counts[:, list(words).index("ball")].sum())

# A digit on the field: the mean of what falls on each of 20 × 20 cells
with gzip.open("Data/mnist5k/mnist5k-images-idx3-ubyte.gz") as file:
    digit = np.frombuffer(file.read(), np.uint8)[16:].reshape(-1, 28, 28)[1500] / 255
cells = np.kron(digit, np.ones((20, 20))).reshape(20, 28, 20, 28).mean((1, 3))
print("digit:", *(f'"{"".join(".#"[int(v > 0.4)] for v in row)}",' for row in cells), sep="\n")
