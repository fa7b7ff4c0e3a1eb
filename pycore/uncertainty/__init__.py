"""Uncertainty: propagation by the IPCC and GUM, distributions and draws, data quality.

In: values with relative uncertainties, as fractions of half of the 95 % interval over the mean.
Out: `Method` definitions; combined uncertainties and quantiles.
Called by: the catalogue of functions, the workbooks, the simulation.
"""
