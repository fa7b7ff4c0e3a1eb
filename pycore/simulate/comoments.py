"""What part each source has in the spread of each result: its squared correlation, summed block after block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pycore.formulas.lanes import Lanes


class Comoments:
    """Sums of the products of sources and results, from which their correlations follow."""

    def __init__(self, sources: int, results: int) -> None:
        self.count = 0
        self.x, self.xx = np.zeros(sources), np.zeros(sources)
        self.y, self.yy = np.zeros(results), np.zeros(results)
        self.xy = np.zeros((sources, results))

    def add(self, sources: Sequence[Lanes], results: Sequence[Lanes]) -> None:
        """Take in the draws of a block: one array for each source and each result, all of one length."""
        if not sources or not results:
            return
        x, y = np.vstack(sources), np.vstack(results)
        self.count += x.shape[1]
        self.x += x.sum(axis=1)
        self.y += y.sum(axis=1)
        self.xx += np.einsum("ij,ij->i", x, x)
        self.yy += np.einsum("ij,ij->i", y, y)
        self.xy += x @ y.T

    def squared_correlations(self, result: int) -> Lanes:
        """Give the squared correlation of every source with a result; 0 where either does not vary."""
        if not self.count:
            return np.zeros(len(self.x))
        mean_x, mean_y = self.x / self.count, self.y[result] / self.count
        covariance = self.xy[:, result] / self.count - mean_x * mean_y
        variances = (self.xx / self.count - mean_x**2) * (self.yy[result] / self.count - mean_y**2)
        shares: Lanes = np.zeros_like(covariance)
        np.divide(covariance**2, variances, out=shares, where=variances > 0)
        return shares
