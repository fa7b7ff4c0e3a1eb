"""Weights, rankings and costs: what helps to choose between measures.

In: matrices of indicators, weights, directions, costs, as cells hold them.
Out: weights, closeness, probabilities of ranks, annual and unit costs, as definitions for the catalogue.
Called by: functions, workbooks, simulation; pure Python but for draws, so that the add-ins start at once.
"""
