"""The classical baseline on EmoDB, fixed before any network was trained: ridge regression and a linear SVM on eGeMAPS functionals.

Usage: python baseline.py EMODB_FOLDER egemaps.csv predictions-baseline.csv

Features are standardised by the training speakers. Ridge predicts the six outputs (target 1 for the acted emotion, else 0); the class is the largest output
if it exceeds a threshold, else neutral. The SVM predicts the seven classes. Their one parameter each, and the threshold, are chosen by unweighted average
recall on the validation speakers; the models are then used as they are on the two test speakers.
"""
import csv
import pathlib
import sys

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.metrics import recall_score
from sklearn.svm import LinearSVC

NAMES = {"angry": "Anger", "boredom": "Boredom", "disgust": "Disgust", "fearful": "Fear", "happy": "Happiness", "sad": "Sadness"}
EMOTIONS = list(NAMES)


def uar(truth, found):
    return recall_score(truth, found, average="macro")


def classes(outputs, threshold):
    return np.array([EMOTIONS[row.argmax()] if row.max() > threshold else "neutral" for row in outputs])


def main(folder, features, out):
    rows = list(csv.DictReader(open(pathlib.Path(folder) / "labels.csv", encoding="utf-8")))
    table = {row[0]: np.array(row[1:], float) for row in list(csv.reader(open(features, encoding="utf-8")))[1:]}
    x = np.stack([table[row["file"]] for row in rows])
    truth = np.array([row["emotion"] for row in rows])
    split = np.array([row["split"] for row in rows])
    y = np.array([[float(emotion == name) for name in EMOTIONS] for emotion in truth])
    train, valid, test = (split == name for name in ("train", "val", "test"))
    x = (x - x[train].mean(0)) / (x[train].std(0) + 1e-9)

    ridge, threshold, _ = max(
        ((alpha, limit, uar(truth[valid], classes(Ridge(alpha=alpha).fit(x[train], y[train]).predict(x[valid]), limit)))
         for alpha in 10.0 ** np.arange(-1, 5) for limit in np.arange(0.05, 0.6, 0.05)), key=lambda tried: tried[2])
    outputs = Ridge(alpha=ridge).fit(x[train], y[train]).predict(x)
    cost, _ = max(
        ((c, uar(truth[valid], LinearSVC(C=c, class_weight="balanced", max_iter=20000, random_state=0).fit(x[train], truth[train]).predict(x[valid])))
         for c in 10.0 ** np.arange(-5, 1)), key=lambda tried: tried[1])
    voted = LinearSVC(C=cost, class_weight="balanced", max_iter=20000, random_state=0).fit(x[train], truth[train]).predict(x)

    found = classes(outputs, threshold)
    print(f"ridge alpha {ridge:g} threshold {threshold:.2f}: UAR validation {uar(truth[valid], found[valid]):.3f}, test {uar(truth[test], found[test]):.3f}")
    print(f"linear SVM C {cost:g}:            UAR validation {uar(truth[valid], voted[valid]):.3f}, test {uar(truth[test], voted[test]):.3f}")
    clipped = outputs.clip(0, 1)
    rho = [np.corrcoef(clipped[test, i], y[test, i])[0, 1] for i in range(6)]
    print("ridge, test: " + ", ".join(f"{NAMES[e]} {r:.3f}" for e, r in zip(EMOTIONS, rho)) + f"; mean rho {np.mean(rho):.3f}")
    with open(out, "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["file", "split", "emotion", *NAMES.values(), "ridge", "svm"])
        for i, row in enumerate(rows):
            writer.writerow([row["file"], row["split"], row["emotion"], *(f"{v:.4f}" for v in outputs[i]), found[i], voted[i]])


if __name__ == "__main__":
    main(*sys.argv[1:])
