"""Writes the NPY files that NpyFileTest compares with, by NumPy.

    pip install numpy==2.4.6 && python make_npy.py
"""
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
np.save(HERE / "three-by-two.npy", np.array([[0, 1.5], [-2, 1e-20], [3e20, np.pi]], dtype="<f4"))
np.save(HERE / "no-rows.npy", np.zeros((0, 256), dtype="<f4"))
np.save(HERE / "no-columns.npy", np.zeros((5, 0), dtype="<f4"))
