"""Compares releases trained on EmoDB with the classical baseline. Usage: python compare.py EMODB_FOLDER predictions-baseline.csv PREDICTIONS.csv …

PREDICTIONS.csv are the tables that `emi train` leaves in a run's folder, one a seed. The class is the largest output if it exceeds a threshold, else neutral;
the threshold is chosen on the validation speakers, for each run. Intervals: 95 %, from 10,000 draws of speakers (with all their clips) and seeds together; with
two test speakers and few seeds they are coarse, so a second one draws clips instead of speakers.
"""
import csv
import pathlib
import sys

import numpy as np
from sklearn.metrics import recall_score

NAMES = {"Anger": "angry", "Boredom": "boredom", "Disgust": "disgust", "Fear": "fearful", "Happiness": "happy", "Sadness": "sad"}


def uar(truth, found):
    return recall_score(truth, found, average="macro", zero_division=0)


def read(path):
    with open(path, encoding="utf-8") as source:
        return list(csv.DictReader(source))


def classes(outputs, threshold):
    return np.array([list(NAMES.values())[row.argmax()] if row.max() > threshold else "neutral" for row in outputs])


def main(folder, baseline, *runs):
    emotion = {row["file"]: row["emotion"] for row in read(pathlib.Path(folder) / "labels.csv")}
    base = {row["file"]: row for row in read(baseline)}
    seeds = []
    for path in runs:
        rows = {row["clip"].split("/")[-1]: row for row in read(path)}
        files = {split: sorted(f for f, row in rows.items() if row["split"] == split) for split in ("VALIDATION", "TEST")}
        outputs = {split: np.array([[float(rows[f][n]) for n in NAMES] for f in files[split]]) for split in files}
        truth = {split: np.array([emotion[f] for f in files[split]]) for split in files}
        threshold = max(np.arange(0.02, 0.8, 0.02), key=lambda t: uar(truth["VALIDATION"], classes(outputs["VALIDATION"], t)))
        found = classes(outputs["TEST"], threshold)
        rho = [np.corrcoef(outputs["TEST"][:, i], truth["TEST"] == name)[0, 1] for i, name in enumerate(NAMES.values())]
        print(f"{path}: threshold {threshold:.2f}, UAR validation {uar(truth['VALIDATION'], classes(outputs['VALIDATION'], threshold)):.3f}, "
              f"test {uar(truth['TEST'], found):.3f}; rho {', '.join(f'{n} {r:.3f}' for n, r in zip(NAMES, rho))}, mean {np.mean(rho):.3f}")
        seeds.append(found)
    truth, test = truth["TEST"], files["TEST"]
    speakers = np.array([f[:2] for f in test])
    draw = np.random.default_rng(1)
    for name in ("ridge", "svm"):
        theirs = np.array([base[f][name] for f in test])
        gaps = {"speakers and seeds": [], "clips and seeds": []}
        for _ in range(10_000):
            ours = seeds[draw.integers(len(seeds))]
            chosen = np.concatenate([np.flatnonzero(speakers == s) for s in draw.choice(np.unique(speakers), len(np.unique(speakers)))])
            gaps["speakers and seeds"].append(uar(truth[chosen], ours[chosen]) - uar(truth[chosen], theirs[chosen]))
            chosen = draw.integers(len(test), size=len(test))
            gaps["clips and seeds"].append(uar(truth[chosen], ours[chosen]) - uar(truth[chosen], theirs[chosen]))
        mean = np.mean([uar(truth, ours) for ours in seeds])
        print(f"UAR {mean:.3f} (mean of {len(seeds)} seeds) against {name} {uar(truth, theirs):.3f}: " + "; ".join(
            f"{what} {np.mean(g):+.3f} [{np.quantile(g, .025):+.3f}, {np.quantile(g, .975):+.3f}]" for what, g in gaps.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
