"""Write a formula so that it reads the same cells wherever it stands."""

from __future__ import annotations

import re

from pycore.formulas.text import tokens

_REFERENCE = re.compile(r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}\Z", re.ASCII)


def qualified(formula: str, sheet: str) -> str:
    """Write the sheet before every reference that has none, so that the formula reads the same elsewhere."""
    prefix = "'" + sheet.replace("'", "''") + "'!"
    parts = tokens(formula)
    written = []
    for i, piece in enumerate(parts):
        before = parts[i - 1].text[-1:] if i else ""
        after = parts[i + 1].text[:1] if i + 1 < len(parts) else ""
        # The second corner of `Sheet!A1:A9` takes the sheet of the first; one after `INDEX(…):` has to name it.
        corner = before == ":" and i > 1 and _REFERENCE.match(parts[i - 2].text)
        own = piece.kind == "word" and _REFERENCE.match(piece.text) and before != "!" and not corner
        written.append(prefix + piece.text if own and after not in ("(", "!") else piece.text)
    return "".join(written)
