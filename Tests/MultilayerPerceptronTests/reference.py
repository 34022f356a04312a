"""The numbers in ReferenceTests.swift and WorkedExampleTests.swift, by NumPy in double precision.

    python3 Tests/MultilayerPerceptronTests/reference.py

No backpropagation here: a slope is Im J(w + ih) / h with h = 1e-100, the complex-step derivative, exact to the last
digits of a double, for it subtracts nothing.
"""
import numpy as np


def numbers(count, start):
    """Numbers in (-1, 1) that a float32 holds exactly as the Swift tests make them."""
    n = np.arange(start, start + count)
    return (np.float32(((n * 37 + 11) % 101) / np.float32(64)) - np.float32(0.78125)).astype(np.float64)


def tensor(rows, columns, start):
    return numbers(rows * columns, start).reshape(rows, columns)


def network(sizes):
    """W1, b1, W2, b2, …"""
    tensors = []
    for l, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        tensors += [tensor(inputs, outputs, 100 + 50 * l), tensor(1, outputs, 1100 + 50 * l)]
    return tensors


def softmax(z):
    e = np.exp(z - z.real.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


activations = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "leakyReLU(0.1)": lambda z: np.where(z.real > 0, z, 0.1 * z),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "elu(1.5)": lambda z: np.where(z.real > 0, z, 1.5 * (np.exp(z) - 1)),
    "softmax": softmax,
}

X = tensor(3, 4, 5)
Y = np.array([[1.0, 0, 0], [0, 0, 1], [0, 1, 0]])


def forward(parameters, hidden, output, X):
    A = X
    for l in range(0, len(parameters), 2):
        A = activations[output if l + 2 == len(parameters) else hidden](A @ parameters[l] + parameters[l + 1])
    return A


def J(kind, A, Y):
    m = len(Y)
    if kind == "squared": return ((A - Y) ** 2).sum() / (2 * m)
    if kind == "softmax": return -(Y * np.log(A)).sum() / m
    return -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum() / m


def slopes(function, tensors):
    """The gradient of function(tensors), tensor by tensor."""
    gradient = [np.zeros(t.shape) for t in tensors]
    for t, slope in zip(tensors, gradient):
        for place in np.ndindex(t.shape):
            moved = [u.astype(complex) if u is t else u for u in tensors]
            next(m for m, u in zip(moved, tensors) if u is t)[place] += 1e-100j
            slope[place] = function(moved).imag / 1e-100
    return gradient


def show(name, values):
    print(f"{name}: [{', '.join(f'{v:.9g}' for v in np.ravel(values))}],")


# Values and gradients: outputs, J with both penalties, and the gradient of J with the ridge
l1, l2 = 0.01, 0.05
for hidden, output, kind in [
    ("sigmoid", "sigmoid", "squared"), ("tanh", "sigmoid", "cross-entropy"), ("relu", "softmax", "softmax"),
    ("leakyReLU(0.1)", "linear", "squared"), ("softplus", "softmax", "softmax"), ("elu(1.5)", "softmax", "squared"),
]:
    def ridge(t):
        return J(kind, forward(t[:-1], hidden, output, t[-1]), Y) + sum(l2 * (W ** 2).sum() for W in t[:-1:2])

    tensors = network([4, 5, 6, 3]) + [X]
    print(f"--- {hidden}, {output}, {kind}")
    show("outputs", forward(tensors[:-1], hidden, output, X))
    show("J", ridge(tensors) + sum(l1 * np.abs(W).sum() for W in tensors[:-1:2]))
    for name, slope in zip(["W1", "b1", "W2", "b2", "W3", "b3", "X"], slopes(ridge, tensors)):
        show(name, slope)

# Ten steps of each update rule on 4-5-3, tanh, softmax, all examples
rules = {  # of the weights w, the memory m (v and s, zero at first), the gradient g, the step t from 1
    "gradientDescent": lambda w, m, g, t: w - 0.1 * g,
    "momentum 0.9": lambda w, m, g, t: w - 0.1 * velocity(m, g),
    "nesterov 0.9": lambda w, m, g, t: w - 0.1 * (g + 0.9 * velocity(m, g)),
    "adaGrad": lambda w, m, g, t: w - 0.1 * g / (np.sqrt(remember(m, "s", m["s"] + g ** 2)) + 1e-10),
    "rmsProp": lambda w, m, g, t: w - 0.01 * g / (np.sqrt(remember(m, "s", 0.99 * m["s"] + 0.01 * g ** 2)) + 1e-8),
    "adam": lambda w, m, g, t: w - 0.01 * (remember(m, "v", 0.9 * m["v"] + 0.1 * g) / (1 - 0.9 ** t)) / (
        np.sqrt(remember(m, "s", 0.999 * m["s"] + 0.001 * g ** 2) / (1 - 0.999 ** t)) + 1e-8),
}


def remember(memory, name, value):
    memory[name] = value
    return value


def velocity(memory, g):
    return remember(memory, "v", 0.9 * memory["v"] + g)


runs = [(name, 0, 0) for name in rules] + [("gradientDescent", 0.05, 0), ("adam", 0.05, 0.02)]
for name, l1, l2 in runs:  # after each step the lasso takes the rate times l1 from every weight's size, to 0 at most
    tensors, losses = network([4, 5, 3]), []
    memories = [{"v": 0 * t, "s": 0 * t} for t in tensors]
    for step in range(1, 11):
        def ridge(t, l2=l2):
            return J("softmax", forward(t, "tanh", "softmax", X), Y) + sum(l2 * (W ** 2).sum() for W in t[::2])

        losses.append(ridge(tensors, 0))
        gradient = slopes(ridge, tensors)
        tensors = [rules[name](w, m, g, step) for w, m, g in zip(tensors, memories, gradient)]
        for W in tensors[::2]: W[:] = np.sign(W) * np.maximum(np.abs(W) - (0.01 if name == "adam" else 0.1) * l1, 0)
    print(f"--- {name}" + (f", l1 {l1}, l2 {l2}" if l1 else ""))
    show("losses", losses)
    for kind, values in zip(["W1", "b1", "W2", "b2"], tensors): show(kind, values)

# Matt Mazur's network, 10,000 steps that leave the biases alone
tensors = [np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([[0.40, 0.50], [0.45, 0.55]])]
x, y = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
sigmoid = activations["sigmoid"]


def squared(t):
    return ((sigmoid(sigmoid(x @ t[0] + 0.35) @ t[1] + 0.60) - y) ** 2).sum() / 2


for step in range(10_001):
    if step in (0, 10_000):
        H = sigmoid(x @ tensors[0] + 0.35)
        A = sigmoid(H @ tensors[1] + 0.60)
        print(f"--- Mazur, step {step}")
        show("in h, out h", [x @ tensors[0] + 0.35, H])
        show("in o, out o", [H @ tensors[1] + 0.60, A])
        show("L1, L2", (A - y) ** 2 / 2)
        show("L", squared(tensors))
    gradient = slopes(squared, tensors)
    tensors = [t - 0.5 * g for t, g in zip(tensors, gradient)]
    if step == 0:
        show("dW1, dW2", gradient)
        show("W1, W2 after a step", tensors)
