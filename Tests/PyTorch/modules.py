"""The networks of chapters 4, 6 and 7 as PyTorch modules: their tensors have the names that --save and --weights use."""
import torch
from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c3, self.c5 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5), nn.Conv2d(16, 120, 5)
        self.f6, self.output = nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, x):                                   # images × 1 × 28 × 28
        x = F.pad(x, (2, 2, 2, 2), value=-0.1307 / 0.3081)  # a frame of paper
        x = F.avg_pool2d(torch.tanh(self.c1(x)), 2)
        x = F.avg_pool2d(torch.tanh(self.c3(x)), 2)
        x = torch.tanh(self.c5(x)).flatten(1)
        return self.output(torch.tanh(self.f6(x)))


def characters(cell):                                       # nn.LSTM, nn.GRU or nn.RNN
    class CharacterModel(cell):
        def __init__(self, symbols, hidden, layers=1):
            super().__init__(symbols, hidden, layers, batch_first=True)
            self.head = nn.Linear(hidden, symbols)

        def forward(self, ids):                             # sequences × steps
            states, _ = super().forward(F.one_hot(ids, self.input_size).to(self.head.weight.dtype))
            return self.head(states)
    return CharacterModel
