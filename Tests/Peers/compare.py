#!/usr/bin/env python3
"""Our benchmarks beside NumPy's, PyTorch's and gensim's, one after the other on this machine, as a table.

    python3 -m venv .peers && .peers/bin/pip install numpy torch scikit-learn gensim
    .peers/bin/python Tests/Peers/compare.py --data DIR [--threads N,N] [WORK ...]

DIR holds mnist/ (the four files that Data/download fetches) and text/ (tinyshakespeare.txt, and for word2vec a
corpus given by --corpus). Each pair is measured --rounds times in turn, with as many threads on both sides, and the
medians are compared. Without WORK all of them run: matmul linear logistic mlp spiral lenet5 startup charlm word2vec.
"""
import argparse, json, os, platform, statistics, subprocess, sys, time

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
ap = argparse.ArgumentParser()
ap.add_argument("works", nargs="*")
ap.add_argument("--data", default=os.path.join(root, "Data"))
ap.add_argument("--corpus", default="")
ap.add_argument("--threads", default="1,2")
ap.add_argument("--rounds", type=int, default=3)
a = ap.parse_args()
counts = [int(n) for n in a.threads.split(",")]

def run(command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    if done.returncode: sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])

def ours(executable, *options):
    return run([os.path.join(products, executable), "benchmark", "--threads", str(a.threads), *options])

def peer(work, *options):
    return run([sys.executable, os.path.join(root, "Tests", "Peers", "peers.py"), work, "--threads", str(a.threads),
                "--data", a.data, *options])

def pairs(executable, work, ours_options=(), peer_options=()):
    """Medians of `--rounds` runs, ours and the peer's in turn: two lists of dictionaries."""
    return zip(*[(ours(executable, *ours_options), peer(work, *peer_options)) for _ in range(a.rounds)])

def median(dictionaries, *path):
    def value(d):
        for key in path: d = d[key]
        return d
    return statistics.median(value(d) for d in dictionaries)

rows = {}  # (work, peer) to a list, for each number of threads: the peer's figure, ours, the ratio

def text(value):
    """Three digits, without a power of ten."""
    return f"{float(f'{value:.3g}'):,.0f}" if value >= 100 else f"{value:.3g}"

def row(what, mine, theirs, name, unit, faster_is_more=False):
    ratio = mine / theirs if faster_is_more else theirs / mine
    cells = f"{text(theirs)} {unit} | {text(mine)} {unit} | **{ratio:.1f} ×**"
    rows.setdefault((what, name), []).append(cells)
    print(f"{a.threads} {what}, {name}: {cells}", file=sys.stderr)

def matmul():
    mine, theirs = pairs("matrix", "matmul")
    for shape in [k for k in theirs[0] if "x" in k]:
        for name in ("numpy", "torch"):
            row(f"product {shape.replace('x', ' × ')}", median(mine, shape, "gflops"), median(theirs, shape, name + "_gflops"),
                {"numpy": "NumPy", "torch": "PyTorch"}[name], "GFLOP/s", True)

def iterations(executable, work):
    mine, theirs = pairs(executable, work)
    row(f"{work} regression, 10 000 iterations", median(mine, "s_per_10000_iterations"),
        median(theirs, "numpy_s_per_10000_iterations"), "NumPy", "s")

def mlp():
    mine, theirs = pairs("multilayer-perceptron", "mlp", ("--data", a.data))
    for name in ("numpy", "torch"):
        row("MLP 784-100-10, an epoch of MNIST", median(mine, "s_per_epoch"), median(theirs, name, "s_per_epoch"),
            {"numpy": "NumPy", "torch": "PyTorch"}[name], "s")

def spiral():
    mine, theirs = pairs("softmax-classifier", "spiral")
    for name in ("numpy", "torch"):
        if name in theirs[0]:
            row("spiral 2-100-3, 10 000 full batches", median(mine, "s"), median(theirs, name, "s"),
                {"numpy": "NumPy", "torch": "PyTorch"}[name], "s")

def lenet5():
    mine, theirs = pairs("lenet5", "lenet5", ("--data", a.data))
    row("LeNet-5, an epoch of MNIST", median(mine, "s_per_epoch"), median(theirs, "s_per_epoch"), "PyTorch", "s")
    for batch, words in (("1", "one by one"), ("256", "in batches of 256")):
        key = f"inference_images_per_s_batch_{batch}"
        row(f"LeNet-5, recognizing {words}", median(mine, key), median(theirs, key), "PyTorch", "images/s", True)

def charlm():
    for cell, hidden in (("lstm", 128), ("gru", 128), ("rnn", 128), ("lstm", 256)):
        options = ("--cell", cell, "--hidden", str(hidden))
        mine, theirs = pairs("recurrent-network", "charlm", (*options, "--data", a.data), options)
        row(f"character model, {cell.upper()} {hidden}", median(mine, "characters_per_s"),
            median(theirs, "characters_per_s"), "PyTorch", "characters/s", True)

def word2vec():
    for mode in ("skipgram", "cbow"):
        options = ("--mode", mode, "--corpus", os.path.abspath(a.corpus))
        mine, theirs = pairs("word2vec", "word2vec", options, options)
        row(f"word2vec, {mode}", median(mine, "words_per_s"), median(theirs, "words_per_s"), "gensim", "words/s", True)

def startup():
    """From process start to a LeNet-5 trained on the 5,000 digits of Data, beside the import of PyTorch alone."""
    command = [os.path.join(products, "lenet5"), "train", "--epochs", "10", "--distort", "--threads", str(a.threads)]
    mine, theirs = [], []
    for _ in range(a.rounds):
        begin = time.perf_counter()
        subprocess.run(command, check=True, cwd=root, capture_output=True)
        mine.append(time.perf_counter() - begin)
        theirs.append(peer("startup")["import_torch_s"])
    row("process start to a trained LeNet-5 (97 % right)", statistics.median(mine), statistics.median(theirs),
        "`import torch` alone", "s")

works = {"matmul": matmul, "linear": lambda: iterations("linear-regression", "linear"),
         "logistic": lambda: iterations("logistic-regression", "logistic"), "mlp": mlp, "spiral": spiral,
         "lenet5": lenet5, "startup": startup, "charlm": charlm, "word2vec": word2vec}
chosen = a.works or [w for w in works if w != "word2vec" or a.corpus]
for work in chosen:
    if work not in works: sys.exit(f"unknown work {work}; there are {', '.join(works)}")

subprocess.run(["swift", "build"], check=True, cwd=root, stdout=sys.stderr)
products = subprocess.run(["swift", "build", "--show-bin-path"], check=True, cwd=root, capture_output=True, text=True).stdout.strip()
import numpy
versions = [f"Python {platform.python_version()}", f"NumPy {numpy.__version__}"]
for module in ("torch", "gensim"):
    try: versions.append(f"{module} {__import__(module).__version__}")
    except ImportError: pass
for a.threads in counts:
    for work in chosen: works[work]()

print(f"{platform.machine()}, {', '.join(versions)}\n")
words = [f"{n} thread{'s' if n > 1 else ''}" for n in counts]
print("| work | peer |" + "".join(f" peer, {w} | ours | faster by |" for w in words))
print("|---|---|" + "---|---|---|" * len(counts))
for (what, name), cells in rows.items(): print(f"| {what} | {name} | {' | '.join(cells)} |")
