"""Which functions the engine has of its own."""

from __future__ import annotations

from functools import lru_cache

import formualizer


@lru_cache(maxsize=1024)
def engine_has(function: str) -> bool:
    """Tell whether the engine has a function of this name, without any prefix such as ``_xlfn.``.

    >>> engine_has("SUM"), engine_has("DISPIMG")
    (True, False)
    """
    engine = formualizer.Workbook()
    engine.add_sheet("S")
    engine.set_formula("S", 1, 1, f"={function}()")
    try:
        given = engine.evaluate_cell("S", 1, 1)
    except Exception:  # the engine raises many kinds, each of them about the arguments that are not there
        return True
    return not (isinstance(given, dict) and given.get("kind") == "Name")
