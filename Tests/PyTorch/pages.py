"""Runs what the pages show of PyTorch and compares it with what they say it prints.

    swift build
    python3 Tests/PyTorch/pages.py      (from the package's root)

It needs torch, numpy and safetensors. In a section with Python blocks the command of the text that saves a model runs
first, then the blocks as one program; its lines are those of the block of text. Numbers may differ by a thousandth,
and a difference of rounding is any below 0.0001.
"""
import glob, re, subprocess, sys, tempfile

PRODUCTS = subprocess.run(["swift", "build", "--show-bin-path"], capture_output=True, text=True, check=True).stdout.strip()
NUMBER = r"-?\d+\.?\d*(?:e-?\d+)?"
IMPORTS = """import os, numpy as np, torch
from torch import nn
from torch.nn import functional as F
from safetensors.torch import load_file, save_file
"""


def commands(text):
    """`swift run NAME …` as the executable NAME."""
    return re.sub(r"swift run ([a-z0-9-]+)", PRODUCTS + r"/\1", text)


def agree(printed, told):
    found, expected = printed.split(), told.split()
    if re.sub(NUMBER, "#", "".join(found)) != re.sub(NUMBER, "#", "".join(expected)): return False
    pairs = zip(re.findall(NUMBER, "".join(found)), re.findall(NUMBER, "".join(expected)))
    return all(abs(float(a) - float(b)) <= max(1e-3 * abs(float(b)), 1e-4 if "e-" in b else 0) for a, b in pairs)


wrong = 0
for page in sorted(glob.glob("Chapters/*/README.md")):
    for section in re.split(r"(?m)^## ", open(page).read()):
        blocks = re.findall(r"(?ms)^```(\w+)[^\n]*\n(.*?)^```$", section)
        if not any(kind == "python" for kind, _ in blocks): continue
        train = re.search(r"`(swift run [^`]*--save [^`]*)`", section)[1]
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(commands(train), shell=True, cwd=folder, check=True, capture_output=True)
            program = IMPORTS + commands("".join(lines for kind, lines in blocks if kind == "python"))
            told = "".join(lines for kind, lines in blocks if kind == "text")
            done = subprocess.run([sys.executable, "-u", "-c", program], cwd=folder, capture_output=True, text=True)
            good = done.returncode == 0 and agree(done.stdout, told)
            print(f"{'as told' if good else 'WRONG  '}  {page}", *([] if good else [done.stderr[-600:] + done.stdout]), sep="\n")
            wrong += not good
sys.exit(1 if wrong else 0)
