"""What was found out about the formulas of a template when it was built, so that a file made from it need not ask again.

A reading holds for a formula by its own text: whoever has another one finds nothing here and reads it. What the names,
tables and functions of a workbook have to do with it is in the `environment`; in another one nothing of it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

CanonicalKey = tuple[str, int, int]
"""A family with row 0, or a formula that has none with its row; and the column."""


@dataclass(frozen=True, eq=False)
class Readings:
    """The readings of one template.

    Attributes:
        environment: digest of what the names, tables and functions of the workbook have to do with the four below.
        functions: the public functions that the formulas name. Others may come, with a new version or another package.
        intact: families of ordinary formulas into which no `@` has to be written.
        without_lists: families in which no criterion is more than one value.
        single: whether a family gives one value for certain, where no function gave an array.
        follows: whether a family follows from the cell of the switch; False where it calls functions without asking it.
        canonical: canonical texts. They depend on nothing but the formula and the names of the sheets.
        proven: families that call functions and are proven to give the same with the core and natively: with the
            template's worked examples, in which they have a value, both were calculated.
    """

    environment: str
    functions: frozenset[str]
    intact: frozenset[str]
    without_lists: frozenset[str]
    single: Mapping[str, bool]
    follows: Mapping[str, bool]
    canonical: Mapping[CanonicalKey, str]
    proven: frozenset[str] = frozenset()


def environment(
    single_names: Collection[str],
    formulas_of_names: Mapping[tuple[str | None, str], str],
    tables: Iterable[object],
    functions: Collection[str],
) -> str:
    """Return the digest of all besides its text on which it depends what a formula is taken for.

    Where names stand is not among it: rows may be inserted. Whether they stand for one cell is.
    """
    said = [
        sorted(single_names),
        sorted([sheet or "", name, formula] for (sheet, name), formula in formulas_of_names.items()),
        sorted(map(repr, tables)),
        sorted(functions),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
