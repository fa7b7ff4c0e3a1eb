"""Tell what in a formula reaches outside the file."""

from __future__ import annotations

import re
from functools import lru_cache

from pycore.formulas.text import tokens

_REACHING = {
    "WEBSERVICE",
    "FILTERXML",
    "RTD",
    "CALL",
    "REGISTER.ID",
    "IMAGE",
    "SQL.REQUEST",
    "IMPORTDATA",
    "DDE",
}
_PREFIX = re.compile(r"^(?:_xlfn\.|_xlws\.|_xll\.)+", re.IGNORECASE)
_INSIDE = re.compile(r'"#', re.ASCII)
# Nearly all formulas have none of these and are done with at once.
_SUSPECT = ("[", "|", "\\", "//")
_CALLED = re.compile(r"(?<![\w.])[\w.]++(?=\()")
_DDE = re.compile(r"[\w.]+\|")


@lru_cache(maxsize=4096)
def _may_reach(called: str) -> bool:
    return called.upper().endswith((*_REACHING, "HYPERLINK"))


@lru_cache(maxsize=16_384)
def reaches_outside(formula: str) -> str:
    """Name what in a formula reaches outside the file; "" for nothing."""
    if not any(mark in formula for mark in _SUSPECT) and not any(map(_may_reach, _CALLED.findall(formula))):
        return ""
    read = tokens(formula)
    plain = "".join(" " if p.kind in ("string", "quoted") else p.text for p in read)
    if _DDE.search(plain) or any(p.kind == "quoted" and "|" in p.text for p in read):
        return "DDE"
    for i, piece in enumerate(read):
        after = read[i + 1].text if i + 1 < len(read) else ""
        if (
            piece.kind == "quoted"
            and after.startswith("!")
            and ("[" in piece.text or "\\" in piece.text or "/" in piece.text)
        ):
            return piece.text
        rest = "".join(p.text for p in read[i + 1 : i + 3])
        if piece.kind == "bracket" and "!" in rest:
            return piece.text
        if piece.kind == "word" and after.startswith("("):
            name = _PREFIX.sub("", piece.text).upper()
            target = read[i + 2].text if i + 2 < len(read) else ""
            if name in _REACHING or (name == "HYPERLINK" and not _INSIDE.match(target)):
                return name
    return ""
