"""A table of values from 0 to 100 with two decimals.

Usage: python table.py FRAMEWORK.csv ROWS OUT.csv   (FRAMEWORK.csv as for nodes.py)
"""
import csv
import sys

import numpy as np

rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")))
parents = {row["parent"] for row in rows}
leaves = [row["code"] for row in rows if row["code"] not in parents]
numbers = np.random.default_rng(1)
with open(sys.argv[3], "w") as out:
    out.write("unit," + ",".join(leaves) + "\n")
    for begin in range(0, int(sys.argv[2]), 100_000):
        count = min(100_000, int(sys.argv[2]) - begin)
        values = numbers.integers(0, 10001, (count, len(leaves))).tolist()
        lines = (f"u{begin + at:07d}," + ",".join("%d.%02d" % divmod(value, 100) for value in row) for at, row in enumerate(values))
        out.write("\n".join(lines) + "\n")
