"""Makes the tensors of this folder: networks as PyTorch saves them, and beside each what PyTorch makes of it.

    python3 Tests/PyTorch/make.py        (from the package's root; it needs torch, numpy and safetensors)

NAME.safetensors has the weights alone. NAME-expected.safetensors has inputs, PyTorch's float32 outputs for them, and
under RULE.TENSOR the weights after 100 steps in the order of the data, computed in double precision.
"""
import gzip
import numpy as np
import torch
from safetensors.torch import save_file
from torch.nn import functional as F
from modules import MLP, LeNet5, characters

FOLDER = "Tests/PyTorch/"
RULES = {"gradient-descent": lambda p, rate: torch.optim.SGD(p, rate),
         "momentum": lambda p, rate: torch.optim.SGD(p, rate, momentum=0.9),
         "adam": lambda p, rate: torch.optim.Adam(p, rate)}


def trained(make, weights, rule, rate, loss, clip=None):
    model = make().double()
    model.load_state_dict(weights)
    optimizer = RULES[rule](model.parameters(), rate)
    for step in range(100):
        optimizer.zero_grad()
        loss(model, step).backward()
        if clip: torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
        optimizer.step()
    return {name: value.detach().float() for name, value in model.state_dict().items()}


def batches(x, y, size):
    """The loss of a step's batch: in order, a smaller one at the end, from the front again."""
    groups = [(x[i:i + size], y[i:i + size]) for i in range(0, len(x), size)]
    def loss(model, step):
        x, y = groups[step % len(groups)]
        return F.cross_entropy(model(x), y)
    return loss


def save(name, weights, expected):
    save_file(weights, f"{FOLDER}{name}.safetensors")
    save_file({n: v.contiguous() for n, v in expected.items()}, f"{FOLDER}{name}-expected.safetensors")


def mlp():
    make = lambda: MLP(20, 12, 8, 5)
    model = make()
    x, y = torch.randn(30, 20), torch.randint(5, (30,))
    expected = {"inputs": x, "labels": y.float(), "logits": model(x).detach()}
    for rule, rate in {"gradient-descent": 0.1, "momentum": 0.05, "adam": 0.01}.items():
        for name, value in trained(make, model.state_dict(), rule, rate, batches(x.double(), y, 7)).items():
            expected[f"{rule}.{name}"] = value
    save("mlp", model.state_dict(), expected)


def lenet5():
    """Weights in half precision; of the trained ones every 97th. The images are every 50th of the 5,000 in Data."""
    model = LeNet5().half().float()
    x = torch.randn(5, 1, 28, 28).half().float()
    raw = np.frombuffer(gzip.open("Data/mnist5k/mnist5k-images-idx3-ubyte.gz").read(), np.uint8, offset=16)
    labels = np.frombuffer(gzip.open("Data/mnist5k/mnist5k-labels-idx1-ubyte.gz").read(), np.uint8, offset=8)
    images = torch.tensor((raw.reshape(-1, 1, 28, 28)[::50] / 255 - 0.1307) / 0.3081)
    y = torch.tensor(labels[::50].astype(np.int64))
    expected = {"inputs": x.half(), "logits": model(x).detach()}
    for rule, rate in {"gradient-descent": 0.05, "momentum": 0.02, "adam": 0.001}.items():
        for name, value in trained(LeNet5, model.state_dict(), rule, rate, batches(images, y, 24)).items():
            expected[f"{rule}.{name}"] = value.flatten()[::97]
    save("lenet5", {name: value.half() for name, value in model.state_dict().items()}, expected)


def recurrent(name, cell):
    make = lambda: characters(cell)(6, 5, 2)
    model = make()
    ids = torch.randint(6, (18, 7))
    text = torch.tensor([(7 * k * k + k // 3) % 6 for k in range(200)])
    starts = torch.arange(0, 200 - 9, 9)
    def loss(model, step):
        chosen = starts[(5 * step + torch.arange(5)) % len(starts)]
        windows = text[chosen[:, None] + torch.arange(10)]
        return F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
    expected = {"ids": ids.float(), "text": text.float(), "logits": model(ids).detach()}
    runs = [("gradient-descent", 0.1, None), ("momentum", 0.05, None), ("adam", 0.01, None),
            ("gradient-descent", 0.1, 0.05)]
    for rule, rate, clip in runs:
        for tensor, value in trained(make, model.state_dict(), rule, rate, loss, clip).items():
            expected[f"{'clipped' if clip else rule}.{tensor}"] = value
    save(name, model.state_dict(), expected)


torch.manual_seed(1)
mlp()
lenet5()
for name in ("LSTM", "GRU", "RNN"): recurrent(name.lower(), getattr(torch.nn, name))
