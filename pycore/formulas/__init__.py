"""What a formula is, as text, as tree, and on arrays; nothing here opens a file.

In: formulas as a file holds them, defined names, tables.
Out: pieces, parse trees, the cells that a formula reads, forms that the engine takes, values on arrays of draws.
Called by: package, reading, engine, explain, simulate, template, review.
"""
