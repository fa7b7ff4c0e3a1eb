"""TwinLedger 碳污双账: the calculation core. Knows nothing of Excel or of any particular workbook."""

__version__ = "0.1.0"
