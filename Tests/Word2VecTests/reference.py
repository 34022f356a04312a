"""The numbers in ReferenceTests.swift, computed by NumPy in double precision, SciPy and gensim.

    python3 Tests/Word2VecTests/reference.py
"""
import base64, io, os, tempfile
import numpy as np

def show(name, values):
    print(f"{name}: {', '.join(f'{v:.9g}' for v in np.ravel(values))}")

def number(i):  # reproducible numbers in (-0.5, 0.5)
    return ((i * i * 37 + i * 11 + 5) % 101) / 101 - 0.5

def table(rows, columns, first):
    return np.array([[number(first + i * columns + j) for j in range(columns)] for i in range(rows)])

sigmoid = lambda z: 1 / (1 + np.exp(-z))
softmax = lambda z: np.exp(z) / np.exp(z).sum()
V, D = 5, 3
X, Y = table(V, D, 1), table(V, D, 50)
examples = [(0, [1, 2]), (3, [0, 4, 4]), (1, [3])]

# Full softmax
pairs = [(w, c) for w, cs in examples for c in cs]
J = -np.mean([np.log(softmax(Y @ X[w])[c]) for w, c in pairs])
gX, gY = np.zeros_like(X), np.zeros_like(Y)
for w, c in pairs:
    d = softmax(Y @ X[w]); d[c] -= 1; d /= len(pairs)
    gX[w] += Y.T @ d; gY += np.outer(d, X[w])
show("skip-gram loss", [J]); show("skip-gram, by input", gX); show("skip-gram, by output", gY)
J, gX, gY = 0, np.zeros_like(X), np.zeros_like(Y)
for w, cs in examples:
    h = X[cs].mean(0); d = softmax(Y @ h); J -= np.log(d[w]) / len(examples); d[w] -= 1; d /= len(examples)
    gY += np.outer(d, h)
    for c in cs: gX[c] += Y.T @ d / len(cs)
show("CBOW loss", [J]); show("CBOW, by input", gX); show("CBOW, by output", gY)

# Negative sampling: word 2 against 0, 4, 4, given the vector of word 1
x, chosen, t = X[1], [2, 0, 4, 4], np.array([1, 0, 0, 0])
z = Y[chosen] @ x
show("negative sampling loss", [-np.log(sigmoid(z[0])) - np.log(sigmoid(-z[1:])).sum()])
g = sigmoid(z) - t
gY = np.zeros_like(Y)
for v, e in zip(chosen, g): gY[v] += e * x
show("negative sampling, by x", Y[chosen].T @ g); show("negative sampling, by output", gY)

# Expected objective, k = 2
C = np.array([[number(7 * i + j) + 1 for j in range(V)] for i in range(V)])
N = 2 * np.outer(C.sum(1), C.sum(0)) / C.sum()
S = X @ Y.T
show("expected loss", [-(C * np.log(sigmoid(S)) + N * np.log(sigmoid(-S))).sum() / C.sum()])
E = (N * sigmoid(S) - C * (1 - sigmoid(S))) / C.sum()
show("expected, by input", E @ Y); show("expected, by output", E.T @ X)
show("PMI - log 2", np.log(C / N))

# Hierarchical softmax: path of two turns, left at node 1 and right at node 0
show("hierarchical loss", [-np.log(sigmoid(Y[1] @ x)) - np.log(1 - sigmoid(Y[0] @ x))])

# Noise and sub-sampling
counts = np.array([100, 10, 5, 1])
show("noise", counts**.75 / (counts**.75).sum())
f = counts / counts.sum()
show("keep, 1e-2", np.minimum(1, np.sqrt(1e-2 / f) + 1e-2 / f))
f = counts[:3] / counts[:3].sum()
show("keep, 1e-2, of the words that occur twice", np.minimum(1, np.sqrt(1e-2 / f) + 1e-2 / f))

# Principal components of the ten vectors
P = np.vstack([X, Y]); Z = P - P.mean(0)
values, vectors = np.linalg.eigh(Z.T @ Z / len(P))
show("variances", values[::-1]); show("directions", vectors.T[::-1])

# gensim: files, analogies, similarities
from gensim.models import KeyedVectors
words = ["the", "king", "queen", "man", "woman", "café", "Paris", "paris", "naïve_word", "x"]
kv = KeyedVectors(4)
W = np.array([[number(100 + 4 * i + j) for j in range(4)] for i in range(10)], np.float32)
W[1:5] = [[1, 0, .1, 1], [.1, 1, .2, 1], [1, .1, 0, 0], [0, 1, .1, .1]]  # so that some answers are right
kv.add_vectors(words, W)
with tempfile.TemporaryDirectory() as folder:
    for binary in (False, True):
        path = os.path.join(folder, "v")
        kv.save_word2vec_format(path, binary=binary)
        data = open(path, "rb").read()
        print(base64.b64encode(data).decode() if binary else data.decode())
    questions = os.path.join(folder, "q")
    open(questions, "w").write(""": one
king queen man woman
the KING queen x
man woman king queen
paris café the x
unknown the king queen
: two
x the man king
queen woman x naïve_word
woman man queen king
café x man the
the x naïve_word man
""")
    score, sections = kv.evaluate_word_analogies(questions, restrict_vocab=10)
    for s in sections: print(s["section"], len(s["correct"]), len(s["incorrect"]), s["correct"])
    pairs = os.path.join(folder, "p")
    open(pairs, "w").write("king\tqueen\t8\nman\twoman\t9\nthe\tx\t1\nParis\tking\t3\ncafé\tqueen\t3\nlost\tman\t4\nwoman\tqueen\t7\n")
    pearson, spearman, oov = kv.evaluate_word_pairs(pairs)
    show("spearman, share unknown", [spearman.statistic, oov])
    show("similar to king", [s for _, s in kv.most_similar("king", topn=3)]); print(kv.most_similar("king", topn=3))
