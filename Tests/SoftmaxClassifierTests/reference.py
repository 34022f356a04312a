"""The numbers in ReferenceTests.swift, computed by PyTorch in double precision, and, with --files, the network, the inputs
and the scores in Chapters/05-SoftmaxClassifier/figures that PredictTests.swift and the chapter's prose read.

    python3 Tests/SoftmaxClassifierTests/reference.py [--files]
"""
import os, sys
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


activations = {"sigmoid": torch.sigmoid, "relu": F.relu, "none": lambda z: z}
X, y = tensor(5, 4, 5), torch.tensor([0, 2, 1, 1, 2])


def network(sizes):
    layers, start = [], 100
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers.append((tensor(inputs, outputs, start).requires_grad_(), tensor(1, outputs, start + 1000).requires_grad_()))
        start += 50
    return layers


def scores(layers, activation, X):
    for W, b in layers[:-1]: X = activations[activation](X @ W + b)
    return X @ layers[-1][0] + layers[-1][1]


def loss(layers, activation, l2):
    return F.cross_entropy(scores(layers, activation, X), y) + l2 / 2 * sum((W**2).sum() for W, _ in layers)


Z = torch.tensor([[1.0, 2, 3], [-40, 0, 40], [100, 99, 98], [-1e4, 0, 1e4], [0.1, 0.1, 0.1]])
show("softmax", torch.softmax(Z, 1))
show("losses", F.cross_entropy(Z, torch.tensor([0, 1, 2, 0, 1]), reduction="none"))

for sizes in ([4, 3], [4, 5, 3], [4, 5, 6, 3]):
    for activation in activations if len(sizes) > 2 else ["none"]:
        layers = network(sizes)
        value = loss(layers, activation, 0.05)
        value.backward()
        show(f"loss {sizes} {activation}", value)
        show(f"gradient {sizes} {activation}", torch.cat([p.grad.reshape(-1) for layer in layers for p in layer]))

layers = network([4, 5, 3])
optimizer = torch.optim.SGD([p for layer in layers for p in layer], 0.5)
losses = []
for _ in range(10):
    optimizer.zero_grad()
    value = loss(layers, "sigmoid", 0.01)
    losses.append(value.item())
    value.backward()
    optimizer.step()
show("ten losses", losses)
show("after ten steps", torch.cat([p.reshape(-1) for layer in layers for p in layer]))

layers = network([4, 5, 3])
for _ in range(10):  # and of the weights towards zero by 0.5 λ after each, λ = 0.05
    gradients = torch.autograd.grad(F.cross_entropy(scores(layers, "sigmoid", X), y), [p for layer in layers for p in layer])
    stepped = [(p - 0.5 * g).detach() for p, g in zip([p for layer in layers for p in layer], gradients)]
    layers = [(F.softshrink(W, 0.5 * 0.05).requires_grad_(), b.requires_grad_()) for W, b in zip(stepped[::2], stepped[1::2])]
show("after ten steps of the lasso", torch.cat([p.reshape(-1) for layer in layers for p in layer]))

if "--files" in sys.argv:
    from safetensors.torch import save_file

    class Network(torch.nn.Module):
        def __init__(self, *sizes):
            super().__init__()
            self.layers = torch.nn.ModuleList(torch.nn.Linear(*s) for s in zip(sizes, sizes[1:]))

        def forward(self, x):
            for layer in self.layers[:-1]: x = layer(x).relu()
            return self.layers[-1](x)

    torch.manual_seed(1)
    net, x = Network(6, 20, 20, 4), 4 * torch.randn(40, 6)
    net, x = net.float(), x.float()
    for parameter in net.parameters(): parameter.data *= 2
    folder = os.path.join(os.path.dirname(__file__), "..", "..", "Chapters", "05-SoftmaxClassifier", "figures")
    file = os.path.join(folder, "pytorch.safetensors")
    save_file(net.state_dict(), file)
    os.chmod(file, 0o644)
    np.save(os.path.join(folder, "pytorch-inputs.npy"), x.numpy())
    exact = net.double()(x.double()).detach().numpy()
    np.save(os.path.join(folder, "pytorch-scores.npy"), exact.astype(np.float32))
