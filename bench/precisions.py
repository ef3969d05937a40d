"""Compares two runs of `emi analyze --json` over the same files. Usage: emi analyze --json FILES > a.jsonl; emi analyze --json --precision int8 FILES > b.jsonl; python precisions.py a.jsonl b.jsonl"""
import json
import sys

import numpy as np


def read(path):
    with open(path, encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]
    return {event["segmentId"]: event for event in events if not event["abstained"]}


def main(first, second):
    a, b = read(first), read(second)
    segments = sorted(a.keys() & b.keys())
    print(f"{len(a)} and {len(b)} segments, {len(segments)} in both")
    for part in ("intensities", "affect"):
        names = list(a[segments[0]][part])
        x, y = (np.array([[run[s][part][n] for n in names] for s in segments]) for run in (a, b))
        rho = [np.corrcoef(x[:, i], y[:, i])[0, 1] for i in range(len(names))]
        print(f"{part:12} mean |d| {abs(x - y).mean():.4f}, most {abs(x - y).max():.4f}, lowest Pearson of an output {min(rho):.5f} ({names[int(np.argmin(rho))]})")


main(*sys.argv[1:])
