"""Computes openSMILE's eGeMAPSv02 functionals (88 a clip) of EmoDB. Usage: python features.py EMODB_FOLDER egemaps.csv

Needs opensmile 2.x (its licence allows research use; only the numbers are kept here) and soundfile.
"""
import csv
import pathlib
import sys

import opensmile
import soundfile


def main(folder, out):
    folder = pathlib.Path(folder)
    smile = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, opensmile.FeatureLevel.Functionals)
    with open(folder / "labels.csv", encoding="utf-8") as source, open(out, "w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["file", *smile.feature_names])
        for row in csv.DictReader(source):
            samples, rate = soundfile.read(folder / row["file"])
            writer.writerow([row["file"], *(f"{value:.6g}" for value in smile.process_signal(samples, rate).iloc[0])])


if __name__ == "__main__":
    main(*sys.argv[1:])
