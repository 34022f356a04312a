"""The numbers in ReferenceTests.swift, computed by PyTorch in double precision.

    python3 Tests/MultilayerPerceptronTests/reference.py
"""
import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def numbers(count, start):
    """Numbers in (-1, 1) that a float32 holds exactly as the Swift tests make them."""
    n = np.arange(start, start + count)
    return np.float32(((n * 37 + 11) % 101) / np.float32(64)) - np.float32(0.78125)


def tensor(rows, columns, start):
    return torch.tensor(numbers(rows * columns, start).reshape(rows, columns).astype(np.float64))


def show(name, values):
    values = torch.as_tensor(values).detach().numpy()
    print(f"{name}: {', '.join(f'{v:.9g}' for v in np.ravel(values))}")


activations = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leakyReLU(0.1)": lambda z: F.leaky_relu(z, 0.1),
    "softplus": F.softplus,
    "elu(1.5)": lambda z: F.elu(z, 1.5),
    "softmax": lambda z: torch.softmax(z, 1),
}

X = tensor(3, 4, 5)
targets = torch.tensor([[1.0, 0, 0], [0, 0, 1], [0, 1, 0]])


def network(sizes):
    layers, start = [], 100
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers.append((tensor(inputs, outputs, start).requires_grad_(), tensor(1, outputs, start + 1000).requires_grad_()))
        start += 50
    return layers


def forward(layers, hidden, output, X):
    A = X
    for i, (W, b) in enumerate(layers):
        A = activations[output if i == len(layers) - 1 else hidden](A @ W + b)
    return A


def J(kind, A, Y):
    m = len(Y)
    if kind == "squared": return ((A - Y) ** 2).sum() / (2 * m)
    if kind == "softmax": return -(Y * A.log()).sum() / m
    return -(Y * A.log() + (1 - Y) * (1 - A).log()).sum() / m


# Values and gradients: outputs, J with penalty, and a checksum of every gradient
l1, l2 = 0.01, 0.05
for hidden, output, kind in [
    ("sigmoid", "sigmoid", "squared"), ("tanh", "sigmoid", "cross-entropy"), ("relu", "softmax", "softmax"),
    ("leakyReLU(0.1)", "linear", "squared"), ("softplus", "softmax", "softmax"), ("elu(1.5)", "softmax", "squared"),
]:
    layers = network([4, 5, 6, 3])
    x = X.clone().requires_grad_()
    A = forward(layers, hidden, output, x)
    loss = J(kind, A, targets) + sum(l1 * W.abs().sum() + l2 * (W ** 2).sum() for W, _ in layers)
    loss.backward()
    print(f"--- {hidden}, {output}, {kind}")
    show("outputs", A[1])
    show("J", loss)
    show("dW1, first row", layers[0][0].grad[0])
    show("dW2, last row", layers[1][0].grad[-1])
    show("db3", layers[2][1].grad)
    show("dX, last row", x.grad[-1])

# Ten steps of each update rule on 4-5-3, tanh, softmax, all examples
rules = {
    "gradientDescent": lambda p: torch.optim.SGD(p, 0.1),
    "momentum 0.9": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
    "nesterov 0.9": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True),
    "adaGrad": lambda p: torch.optim.Adagrad(p, 0.1, eps=1e-10),
    "rmsProp": lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.99, eps=1e-8),
    "adam": lambda p: torch.optim.Adam(p, 0.01, betas=(0.9, 0.999), eps=1e-8),
}
for name, make in rules.items():
    layers = network([4, 5, 3])
    parameters = [p for layer in layers for p in layer]
    optimizer, losses = make(parameters), []
    for _ in range(10):
        optimizer.zero_grad()
        loss = J("softmax", forward(layers, "tanh", "softmax", X), targets)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    print(f"--- {name}")
    show("losses of steps 1, 2, 10", [losses[0], losses[1], losses[9]])
    show("W1, first row after 10", layers[0][0][0])
    show("b2 after 10", layers[1][1])

# Matt Mazur's network, 10,000 steps
W1 = torch.tensor([[0.15, 0.25], [0.20, 0.30]], requires_grad=True)
W2 = torch.tensor([[0.40, 0.50], [0.45, 0.55]], requires_grad=True)
x, y = torch.tensor([[0.05, 0.10]]), torch.tensor([[0.01, 0.99]])
for step in range(10_001):
    H = torch.sigmoid(x @ W1 + 0.35)
    A = torch.sigmoid(H @ W2 + 0.60)
    L = ((A - y) ** 2).sum() / 2
    L.backward()
    if step == 0:
        show("Mazur: in h, out h", torch.cat([x @ W1 + 0.35, H], 1))
        show("Mazur: in o, out o, L", torch.cat([H @ W2 + 0.60, A, L.reshape(1, 1)], 1))
        show("Mazur: L1, L2", (A - y) ** 2 / 2)
        show("Mazur: dW2, dW1", torch.cat([W2.grad, W1.grad], 1))
    with torch.no_grad():
        W1 -= 0.5 * W1.grad
        W2 -= 0.5 * W2.grad
        W1.grad.zero_(), W2.grad.zero_()
    if step == 0: show("Mazur: W2, W1 after a step", torch.cat([W2, W1], 1))
    if step == 10_000: show("Mazur: L after 10,000 steps, outputs", torch.cat([L.reshape(1, 1), A], 1))
