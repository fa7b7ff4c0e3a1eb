"""The public functions of TwinLedger: their catalogue, what each says of itself, and calls from cells.

In: equations and methods of accounting, assessment and uncertainty, and of other packages' entry points.
Out: `catalogue()`, `call()`, `evaluate()`: names, arguments, units, help, values or true spreadsheet errors.
Called by: engine, add-ins, command line; importing it stays light (no pandas, scipy, pint).
"""
