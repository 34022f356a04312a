"""The numbers in ReferenceTests.swift, computed by PyTorch in double precision.

    python3 Tests/RecurrentNetworkTests/reference.py        (from the package's root)

Each layer reads a sequence of 5 steps with 3 inputs from a first state, and the loss is the sum of its states,
each times a number. Inputs, parameters and those numbers are sines of consecutive integers, which the test makes too.
"""
import torch

torch.set_default_dtype(torch.float64)
INPUTS, HIDDEN, STEPS = 3, 4, 5

class Sines:
    def __init__(self): self.n = 0
    def __call__(self, *shape):
        count = int(torch.tensor(shape).prod())
        numbers = torch.sin(torch.arange(self.n, self.n + count) * 0.7 + 0.3)
        self.n += count
        return numbers.reshape(shape)

def blocks(matrix, order, signs):
    """Weights inputs x gates*hidden, gates in our order, as PyTorch's gates*hidden x inputs."""
    parts = matrix.split(HIDDEN, dim=-1)
    return torch.cat([signs[k] * parts[k] for k in order], dim=-1).T.contiguous()

def back(matrix, order, signs):
    parts = matrix.T.split(HIDDEN, dim=-1)
    ours = [None] * len(order)
    for place, k in enumerate(order): ours[k] = signs[k] * parts[place]
    return torch.cat(ours, dim=-1)

def show(name, values):
    print(f"{name}: [{', '.join(f'{v:.9g}' for v in values.detach().flatten().tolist())}]")

# Ours: f i g o and z r h; PyTorch: i f g o and r z n with its z one minus ours
for name, module, order, signs in [
        ("rnn", torch.nn.RNN, [0], [1]), ("lstm", torch.nn.LSTM, [1, 0, 2, 3], [1] * 4),
        ("gru", torch.nn.GRU, [1, 0, 2], [-1, 1, 1])]:
    gates, sines = len(order), Sines()
    x = sines(STEPS, INPUTS).requires_grad_()
    U, W, b = sines(INPUTS, gates * HIDDEN), sines(HIDDEN, gates * HIDDEN), sines(1, gates * HIDDEN)
    sb = sines(1, HIDDEN)
    h0, c0 = sines(1, HIDDEN).requires_grad_(), sines(1, HIDDEN).requires_grad_()
    factors = sines(STEPS, HIDDEN)
    layer = module(INPUTS, HIDDEN)
    hidden_bias = torch.zeros(gates * HIDDEN)
    if name == "gru": hidden_bias[2 * HIDDEN:] = sb[0]
    with torch.no_grad():
        layer.weight_ih_l0.copy_(blocks(U, order, signs)); layer.weight_hh_l0.copy_(blocks(W, order, signs))
        layer.bias_ih_l0.copy_(blocks(b, order, signs).flatten()); layer.bias_hh_l0.copy_(hidden_bias)
    H, _ = layer(x, (h0, c0) if name == "lstm" else h0)
    (H * factors).sum().backward()
    show(f"{name} states", H); show(f"{name} dX", x.grad); show(f"{name} dh0", h0.grad)
    if name == "lstm": show(f"{name} dc0", c0.grad)
    show(f"{name} dU", back(layer.weight_ih_l0.grad, order, signs))
    show(f"{name} dW", back(layer.weight_hh_l0.grad, order, signs))
    show(f"{name} db", back(layer.bias_ih_l0.grad[:, None], order, signs))
    if name == "gru": show(f"{name} dsb", layer.bias_hh_l0.grad[2 * HIDDEN:])

# Adam with clipping, three steps on one weight with these gradients
w = torch.tensor([0.5], requires_grad=True)
adam = torch.optim.Adam([w], lr=0.1)
for g in (2.0, -0.5, 8.0):
    w.grad = torch.tensor([g]); torch.nn.utils.clip_grad_norm_([w], 5.0); adam.step()
show("adam", w)
show("cross-entropy", torch.nn.functional.cross_entropy(torch.tensor([[1.5, -0.5, 3.0]]), torch.tensor([1])))
