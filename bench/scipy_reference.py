"""Writes what SciPy and NumPy say of made numbers, which the tests of io.emistream.trainer.statistics compare with.

Usage: pip install numpy scipy; python bench/scipy_reference.py trainer/src/test/resources/io/emistream/trainer/statistics/scipy.json
"""
import itertools
import json
import sys

import numpy as np
import scipy
from scipy import stats

BINS = 10


def ccc(x, y):
    return 2 * np.cov(x, y, bias=True)[0, 1] / (x.var() + y.var() + (x.mean() - y.mean()) ** 2)


def expected_error(x, y):
    bins = np.clip(np.floor(BINS * x), 0, BINS - 1)
    return sum((bins == b).mean() * abs(x[bins == b].mean() - y[bins == b].mean()) for b in np.unique(bins))


def series(x, y):
    line = stats.linregress(x, y)
    return {
        "x": x.tolist(), "y": y.tolist(),
        "pearson": float(stats.pearsonr(x, y).statistic), "ccc": float(ccc(x, y)),
        "mae": float(np.abs(x - y).mean()), "rmse": float(np.sqrt(((x - y) ** 2).mean())),
        "slope": float(line.slope), "intercept": float(line.intercept), "expectedError": float(expected_error(x, y)),
        "quantiles": {str(q): float(np.quantile(x, q)) for q in (0, 0.025, 0.25, 0.5, 0.9, 0.975, 1)},
    }


def draws(random, x, y, clusters):
    """Clusters drawn elsewhere, so that both sides take the statistics of the very same rows."""
    found = []
    for _ in range(50):
        drawn = random.integers(clusters.max() + 1, size=clusters.max() + 1)
        rows = np.concatenate([np.flatnonzero(clusters == c) for c in drawn])
        found.append({"clusters": drawn.tolist(), "pearson": float(stats.pearsonr(x[rows], y[rows]).statistic)})
    return found


def permutation(x, other, y, clusters):
    """All exchanges of two models' standardised predictions, cluster by cluster; two-sided."""
    a, b = stats.zscore(x), stats.zscore(other)

    def difference(swapped):
        return stats.pearsonr(np.where(swapped, b, a), y).statistic - stats.pearsonr(np.where(swapped, a, b), y).statistic

    count = clusters.max() + 1
    observed = abs(difference(np.zeros(len(y), bool)))
    ways = [abs(difference(np.isin(clusters, [c for c in range(count) if way[c]]))) for way in itertools.product([0, 1], repeat=count)]
    return float(np.mean(np.array(ways) >= observed - 1e-12))


def main(out):
    random = np.random.default_rng(20240617)
    cases = []
    for rows, noise in ((5, 0.1), (40, 0.3), (150, 1.0)):
        y = random.beta(0.5, 2, rows)
        cases.append(series(np.clip(0.2 + 0.5 * y + noise * random.normal(size=rows), 0, 1), y))
    y = random.random(60)
    clusters = np.repeat(np.arange(6), 10)
    x, other = y + random.normal(size=60), y + 0.6 * random.normal(size=60)
    reference = {
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
        "series": cases,
        "clusters": {
            "names": clusters.tolist(), "x": x.tolist(), "other": other.tolist(), "y": y.tolist(),
            "draws": draws(random, x, y, clusters), "permutation": permutation(x, other, y, clusters),
        },
    }
    with open(out, "w", encoding="utf-8") as file:
        json.dump(reference, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
