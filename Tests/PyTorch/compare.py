"""Holds the commands of chapters 4, 6 and 7 against PyTorch: raw outputs, and the weights after 100 steps of each rule.

    swift build
    python3 Tests/PyTorch/compare.py [FOLDER]      (from the package's root; FOLDER has the built executables)

It needs torch, numpy and safetensors. The difference of outputs is the largest one, relative to the largest output;
that of weights is the length of the difference relative to the length of the tensor, for the worst tensor. (A step of
Adam has the size of the learning rate however small the gradient, so a single weight whose gradient is all rounding
goes either way, in PyTorch's own single and double precision too.)
"""
import gzip, subprocess, sys, tempfile
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional as F
from modules import MLP, LeNet5, characters

PRODUCTS = sys.argv[1] if len(sys.argv) > 1 else ".build/debug"
FOLDER = tempfile.mkdtemp()
STEPS = 100
RULES = {"gradient-descent": lambda p, rate: torch.optim.SGD(p, rate),
         "momentum": lambda p, rate: torch.optim.SGD(p, rate, momentum=0.9),
         "adam": lambda p, rate: torch.optim.Adam(p, rate)}
CELLS = [(name, characters(getattr(torch.nn, name))) for name in ("LSTM", "GRU", "RNN")]


def run(*words):
    subprocess.run([f"{PRODUCTS}/{words[0]}", *map(str, words[1:])], check=True, capture_output=True)


def difference(found, expected, size):
    found, expected = found.double(), expected.double()
    return float(size(found - expected) / size(expected))


def largest(x): return x.abs().max()


def tensors(model):
    """The state; of two biases that are only ever added, the sum. A GRU's n adds them after the reset."""
    state = {name: value.detach().clone() for name, value in model.state_dict().items()}
    for name in [name for name in state if "bias_ih" in name]:
        second = name.replace("_ih_", "_hh_")
        added = len(state[name]) * 2 // 3 if isinstance(model, torch.nn.GRU) else len(state[name])
        state[name][:added] += state[second][:added]
        state[second] = state[second][added:]
    return {name: value for name, value in state.items() if len(value)}


def compare_outputs(name, program, model, x, *options):
    save_file(model.state_dict(), f"{FOLDER}/w.safetensors")
    np.save(f"{FOLDER}/x.npy", x.numpy())
    run(program, "predict", "--weights", f"{FOLDER}/w.safetensors", "--input", f"{FOLDER}/x.npy",
        "--output", f"{FOLDER}/y.npy", *options)
    with torch.no_grad():
        print(f"{name:12}  outputs           {difference(torch.tensor(np.load(f'{FOLDER}/y.npy')), model(x), largest):.1e}")


def compare_training(name, program, make, loss, rates, options):
    for rule, rate in rates.items():
        torch.manual_seed(2)
        model = make()
        save_file(model.state_dict(), f"{FOLDER}/w.safetensors")
        optimizer = RULES[rule](model.parameters(), rate)
        for step in range(STEPS):
            optimizer.zero_grad()
            loss(model, step).backward()
            optimizer.step()
        run(program, "train", "--weights", f"{FOLDER}/w.safetensors", "--no-shuffle", "--steps", STEPS,
            "--rule", rule, "--learning-rate", rate, "--save", f"{FOLDER}/g.safetensors", *options)
        trained = make()
        trained.load_state_dict(load_file(f"{FOLDER}/g.safetensors"))
        found, expected = tensors(trained), tensors(model)
        print(f"{name:12}  {rule:16}  {max(difference(found[n], expected[n], torch.norm) for n in expected):.1e}")


def idx(name, skip):
    return np.frombuffer(gzip.open(f"Data/mnist5k/mnist5k-{name}-ubyte.gz").read(), np.uint8, offset=skip)


images, labels = idx("images-idx3", 16).reshape(-1, 28, 28) / 255, idx("labels-idx1", 8).astype(np.int64)
places = [np.flatnonzero(labels == digit)[:400] for digit in range(10)]


def batches(order, x):
    """A function that gives the loss of a batch of 50, in order, from the front again when all are seen."""
    x, y = torch.tensor(x[order], dtype=torch.float32), torch.tensor(labels[order])
    def loss(model, step):
        start = 50 * step % len(order)
        return F.cross_entropy(model(x[start:start + 50]), y[start:start + 50])
    return loss


def text(steps, sequence, batch):
    """The same of windows of the text that follow each other."""
    raw = np.frombuffer(gzip.open("Data/kjv.txt.gz").read(), np.uint8)
    symbols = torch.tensor(np.unique(raw, return_inverse=True)[1])
    def loss(model, step):
        starts = (step * batch + torch.arange(batch)) * sequence
        windows = symbols[starts[:, None] + torch.arange(sequence + 1)]
        return F.cross_entropy(model(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten())
    return loss, len(np.unique(raw))


torch.manual_seed(0)
compare_outputs("MLP", "multilayer-perceptron", MLP(784, 300, 100, 10), torch.randn(200, 28, 28).flatten(1),
                "--activation", "relu")
compare_outputs("LeNet-5", "lenet5", LeNet5(), torch.randn(200, 1, 28, 28), "--pooling", "average")
for name, kind in CELLS:
    compare_outputs(f"{name}, 2 deep", "recurrent-network", kind(50, 96, 2), torch.randint(50, (20, 30)))

in_file = np.sort(np.concatenate(places))                        # the 4,000 as they stand in the file
dealt = np.stack(places, axis=1).reshape(-1)                     # the same, 0 to 9, 0 to 9, …
compare_training("MLP", "multilayer-perceptron", lambda: MLP(784, 100, 10), batches(in_file, images.reshape(-1, 784)),
                 {"gradient-descent": 0.1, "momentum": 0.02, "adam": 0.001}, ["--batch", 50, "--activation", "relu"])
compare_training("LeNet-5", "lenet5", LeNet5, batches(dealt, (images[:, None] - 0.1307) / 0.3081),
                 {"gradient-descent": 0.1, "momentum": 0.02, "adam": 0.001}, ["--batch", 50, "--pooling", "average"])
loss, symbols = text(STEPS, 24, 16)
for name, kind in CELLS:
    compare_training(name, "recurrent-network", lambda: kind(symbols, 32), loss,
                     {"gradient-descent": 0.5, "momentum": 0.1, "adam": 0.002}, ["--batch", 16, "--sequence", 24])
