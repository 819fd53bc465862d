"""What one would otherwise write with numpy: a million units, 13 nodes, ranks and types (benches/score.rs has ours).

Usage: python nodes.py FRAMEWORK.csv   (from `govscore tree bluebook-2019 --format csv`)
"""
import csv
import sys
import time
from fractions import Fraction

import numpy as np

rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")))
children = {}
for row in rows:
    children.setdefault(row["parent"], []).append((row["code"], float(Fraction(row["weight"]))))
leaves = [row["code"] for row in rows if row["code"] not in children]
inner = [row["code"] for row in rows if row["code"] in children]


def weights(code):
    """The share of every leaf in a node."""
    if code not in children:
        return {code: 1.0}
    total = {}
    for child, share in children[code]:
        for leaf, below in weights(child).items():
            total[leaf] = total.get(leaf, 0.0) + share * below
    return total


W = np.array([[weights(node).get(leaf, 0.0) for node in inner] for leaf in leaves])
X = np.random.default_rng(1).integers(0, 10001, (1_000_000, len(leaves))) / 100
cuts = [46.09, 60.10, 79.91]


def nodes():
    return X @ W


def ranked():
    total = np.round((X @ W)[:, 0], 2)
    order = np.sort(total)
    rank = len(total) - np.searchsorted(order, total, side="right") + 1
    tier = np.searchsorted(cuts, total, side="right")
    return rank, tier


for name, work in (("nodes", nodes), ("ranked", ranked)):
    times = []
    for _ in range(10):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    print(f"{name}/1000000: least {min(times) * 1e3:.0f} ms, median {sorted(times)[5] * 1e3:.0f} ms")
