"""The numbers in ReferenceTests.swift, computed by PyTorch in double precision.

    python3 Tests/ConvolutionalNetworkTests/reference.py        (from the package's root)
"""
import gzip
import numpy as np
import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

def show(name, values):
    print(f"{name}: {', '.join(f'{v:.9g}' for v in np.ravel(np.asarray(values)))}")

def pattern(count, salt, size=1.0):
    """Numbers between -size and size that look random and that Swift makes too."""
    k = np.arange(count, dtype=np.int64)
    return size * (((k * 7919 + salt * 104729) % 2003) / 1001 - 1)

def digest(values):
    """Four sums in which no two places have the same weights: one entry, sign or order that is wrong shows in one of them."""
    v = np.ravel(values)
    places = np.arange(1, len(v) + 1)
    return [(v * (places * np.sqrt(p) % 1 - 0.5)).sum() for p in (2.0, 3.0, 5.0, 7.0)]

def layout(w):
    """(outputs, inputs, size, size) as the chapter has it, (inputs · size · size) × outputs."""
    return w.reshape(w.shape[0], -1).T

# A convolution, 2 maps of 6 × 7 to 3 maps, kernels of 3
for stride, padding in ((1, 0), (2, 1), (3, 2)):
    x = torch.tensor(pattern(84, 1).reshape(1, 2, 6, 7), requires_grad=True)
    w = torch.tensor(pattern(54, 2).reshape(18, 3).T.reshape(3, 2, 3, 3).copy(), requires_grad=True)
    b = torch.tensor(pattern(3, 3), requires_grad=True)
    z = F.conv2d(x, w, b, stride, padding)
    d = torch.tensor(pattern(z.numel(), 4).reshape(z.shape))
    (z * d).sum().backward()
    show(f"convolution, stride {stride}, padding {padding}", list(z.shape[2:]))
    for name, value in (("z", z), ("dx", x.grad), ("dw", layout(w.grad)), ("db", b.grad)):
        show(f"  {name}", digest(value.detach()))

# Pooling of 2 maps of 6 × 4
for name, pool in (("average", F.avg_pool2d), ("max", F.max_pool2d)):
    a = torch.tensor(pattern(48, 5).reshape(1, 2, 6, 4), requires_grad=True)
    s = pool(a, 2)
    (s * torch.tensor(pattern(12, 6).reshape(s.shape))).sum().backward()
    show(f"{name} pooling", digest(s.detach()))
    show("  slopes", digest(a.grad))

# The whole network on nineteen digits, every 263rd of the 5,000
raw = gzip.open("Data/mnist5k/mnist5k-images-idx3-ubyte.gz").read()
images = np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 28, 28)[::263][:19].astype(np.float64)
labels = np.frombuffer(gzip.open("Data/mnist5k/mnist5k-labels-idx1-ubyte.gz").read(), np.uint8, offset=8)[::263][:19]
y = torch.tensor(labels.astype(np.int64))
shapes = [(25, 6), (150, 16), (400, 120), (120, 84), (84, 10)]

def parameters():
    found = []
    for layer, (inputs, outputs) in enumerate(shapes):
        size = 1.5 / np.sqrt(inputs)
        w = torch.tensor(pattern(inputs * outputs, 10 + layer, size).reshape(inputs, outputs), requires_grad=True)
        found += [w, torch.tensor(pattern(outputs, 20 + layer, size), requires_grad=True)]
    return found

def kernels(w, maps):
    return w.T.reshape(-1, maps, 5, 5)

for name, pool in (("average", F.avg_pool2d), ("max", F.max_pool2d)):
    w1, b1, w3, b3, w5, b5, w6, b6, w, b = p = parameters()
    v = (images / 255 - 0.1307) / 0.3081
    x = F.pad(torch.tensor(v)[:, None], (2, 2, 2, 2), value=-0.1307 / 0.3081)
    s2 = pool(torch.tanh(F.conv2d(x, kernels(w1, 1), b1)), 2)
    s4 = pool(torch.tanh(F.conv2d(s2, kernels(w3, 6), b3)), 2)
    a6 = torch.tanh(torch.tanh(s4.flatten(1) @ w5 + b5) @ w6 + b6)
    loss = F.cross_entropy(a6 @ w + b, y)
    loss.backward()
    show(f"network, {name}, loss", [loss.item()])
    for q in p: show("  gradient", digest(q.grad))

# The network of 1998: squashing, trained subsampling, table I, distances to bitmaps, equation 9
TABLE = [[0,1,2],[1,2,3],[2,3,4],[3,4,5],[0,4,5],[0,1,5],[0,1,2,3],[1,2,3,4],[2,3,4,5],[0,3,4,5],[0,1,4,5],
         [0,1,2,5],[0,1,3,4],[1,2,4,5],[0,2,3,5],[0,1,2,3,4,5]]
f = lambda a: 1.7159 * torch.tanh(2 * a / 3)
def tensor(values): return torch.tensor(values, requires_grad=True)
w1, b1 = tensor(pattern(150, 30, 0.3).reshape(25, 6)), tensor(pattern(6, 31, 0.3))
c2, b2 = tensor(0.25 + pattern(6, 32, 0.1)), tensor(pattern(6, 33, 0.3))
w3, b3 = tensor(pattern(2400, 34, 0.15).reshape(150, 16)), tensor(pattern(16, 35, 0.3))
c4, b4 = tensor(0.25 + pattern(16, 36, 0.1)), tensor(pattern(16, 37, 0.3))
w5, b5 = tensor(pattern(48000, 38, 0.08).reshape(400, 120)), tensor(pattern(120, 39, 0.3))
w6, b6 = tensor(pattern(10080, 40, 0.15).reshape(120, 84)), tensor(pattern(84, 41, 0.3))
mask = torch.zeros(16, 6, 5, 5)
for o, inputs in enumerate(TABLE): mask[o, inputs] = 1
x = F.pad(torch.tensor(-0.1 + 1.275 * images[:13] / 255)[:, None], (2, 2, 2, 2), value=-0.1)
sub = lambda a, c, b: f(4 * F.avg_pool2d(a, 2) * c[:, None, None] + b[:, None, None])
x2 = sub(f(F.conv2d(x, kernels(w1, 1), b1)), c2, b2)
x4 = sub(f(F.conv2d(x2, kernels(w3, 6) * mask, b3)), c4, b4)
x6 = f(f(x4.flatten(1) @ w5 + b5) @ w6 + b6)
text = open("Sources/ConvolutionalNetwork/As1998/Bitmaps.swift").read().split('private let drawings')[1]
rows = [line.split() for line in text.splitlines() if line.strip() and set(line) <= set(".# ")]  # side by side
bitmaps = torch.tensor([[1.0 if c == "#" else -1.0 for row in rows for c in row[d]] for d in range(10)])
distance = ((x6[:, None] - bitmaps) ** 2).sum(2)
right = distance[torch.arange(13), y[:13]]
loss = (right + torch.logsumexp(torch.cat([-distance, -torch.ones(13, 1)], 1), 1)).mean()
loss.backward()
show("1998, loss", [loss.item()])
for q in (w1, b1, c2, b2, w3, b3, c4, b4, w5, b5, w6, b6): show("  gradient", digest(q.grad))
