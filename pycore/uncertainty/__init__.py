"""Uncertainty: propagation, simulation of sums, data quality."""
