"""Writes EmoDB's labels as `emi train --labels` reads them: six intensities and affect, from the acted class.

Usage: python labels.py EMODB_FOLDER OUT.csv

The intensity of the acted emotion is 1 and the others are 0; neutral is 0 throughout. Affect comes from affect.csv, scaled from 1..9 to 0..1.
"""
import csv
import pathlib
import sys

NAMES = {"angry": "Anger", "boredom": "Boredom", "disgust": "Disgust", "fearful": "Fear", "happy": "Happiness", "sad": "Sadness"}
AFFECT = ("arousal", "dominance", "valence")


def affect_table():
    lines = (pathlib.Path(__file__).parent / "affect.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["class"]: [round((float(row[name]) - 1) / 8, 4) for name in AFFECT] for row in rows}


def main(folder, out):
    affect = affect_table()
    with open(pathlib.Path(folder) / "labels.csv", encoding="utf-8") as source, open(out, "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["file", "speaker", "split", *NAMES.values(), *AFFECT, "emotion", "sex"])
        for row in csv.DictReader(source):
            intensities = [int(NAMES.get(row["emotion"]) == name) for name in NAMES.values()]
            writer.writerow([row["file"], row["speaker"], row["split"], *intensities, *affect[row["emotion"]], row["emotion"], row["sex"]])


if __name__ == "__main__":
    main(*sys.argv[1:])
