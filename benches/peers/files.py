"""What one would otherwise write with polars: a table to a table with nodes of two levels, ranks and types.

Usage: python files.py FRAMEWORK.csv IN.csv OUT.csv   (FRAMEWORK.csv as for nodes.py)
"""
import csv
import sys
import time
from fractions import Fraction

import polars as pl

begin = time.perf_counter()
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")))
children = {}
for row in rows:
    children.setdefault(row["parent"], []).append((row["code"], float(Fraction(row["weight"]))))
points = {row["code"]: float(Fraction(row["points"])) / 100 for row in rows}
frame = pl.read_csv(sys.argv[2])
inner = [row["code"] for row in reversed(rows) if row["code"] in children]
for node in inner:
    mean = sum((pl.col(child) * share for child, share in children[node]), pl.lit(0.0))
    frame = frame.with_columns(mean.alias(node))
total = pl.col("total").round(2)
frame = frame.with_columns(
    total.rank("min", descending=True).alias("rank"),
    pl.when(total >= 79.91).then(pl.lit("a")).when(total >= 60.10).then(pl.lit("b")).when(total >= 46.09).then(pl.lit("c"))
    .otherwise(pl.lit("d")).alias("tier"),
)
shown = [row["code"] for row in rows if row["code"] in children]
frame.select("unit", "rank", "tier", *[pl.col(node) * points[node] for node in shown]).write_csv(sys.argv[3], float_precision=2)
print(f"{time.perf_counter() - begin:.2f} s")
