"""Read every form in which a program stores an add-in function's name as the plain name."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from pycore.formulas.text import Token, tokens

# What a formula has when a function's name may be stored in another form: a link, a prefix, dots or small letters
# before a bracket. Nearly all formulas have none of them and are done with here. In a family, `#` may stand for the 2
# of `CO2(`.
_CALLED = re.compile(r"(?<![\w.#])[\w.#]++(?=\()")
_LINKED = re.compile(r"!\s*+[\w.#]++\(")
_NOT_PLAIN = re.compile(r"[a-z][\w#]*\Z|[\w#]\.")
_STORED_PREFIX = re.compile(r"(?:_xll\.|_xldudf_|_xlfn\.|_xlws\.|_xludf\.|_xlpm\.)", re.IGNORECASE)


def normalise_formula(text: str, names: Collection[str], family: str = "") -> str:
    """Write the known function `names` of a formula plainly; everything else in it stays as it is.

    Excel stores a function of an add-in with a link to the add-in (`[1]!TL_X(`, `'C:\\path\\x.xlam'!TL_X(`)
    or a prefix (`_xll.`, `_xldudf_`, `_xlfn.`); LibreOffice writes its long name without underscores
    (`ORG.TWINLEDGER.ADDIN.TLX(`). All of them are one function. Text in strings and quoted sheet names of
    real references is left alone.

    >>> normalise_formula("[1]!TL_FUEL_CO2(A1)+ORG.TWINLEDGER.ADDIN.TLFUELCO2(A2)", ["TL_FUEL_CO2"])
    'TL_FUEL_CO2(A1)+TL_FUEL_CO2(A2)'
    """
    if not _stored_otherwise(family or text):
        return text
    plain, joined = _spellings(names if isinstance(names, frozenset) else frozenset(names))
    formula = tokens(text)
    written: list[str] = []
    from_libreoffice = False
    for i, piece in enumerate(formula):
        written.append(piece.text)
        if piece.kind != "word" or i + 1 == len(formula) or not formula[i + 1].text.startswith("("):
            continue
        name = _known(piece.text, plain, joined)
        if name is not None:
            written[-1] = name
            from_libreoffice |= "." in piece.text
            if i and formula[i - 1].text.endswith("!"):
                _drop_link(formula, i, written)
    plainly = "".join(written)
    return _lone_cells(plainly, plain) if from_libreoffice else plainly


def _lone_cells(formula: str, names: Collection[str]) -> str:
    """Write `H7:H7` as `H7` where it is an argument of one of the functions.

    In LibreOffice the add-in enters a lone cell so, because Calc would hand it an empty one as 0.
    """
    written: list[str] = []
    inside: list[bool] = []  # for each open bracket: whether it is that of one of the functions
    for piece in tokens(formula):
        for token in piece.text if piece.kind == "other" else (piece.text,):
            if token == "(":
                inside.append(bool(written) and written[-1] in names)
            elif token == ")" and inside:
                inside.pop()
            elif inside and inside[-1] and written[-1] == ":" and written[-2] == token:
                written.pop()
                continue
            written.append(token)
    return "".join(written)


def family_of(formula: str, row: int) -> str:
    """Return a formula with its own row's number taken out: the rows of a ledger are one family, looked at once."""
    return formula.replace(str(row), "#")


@lru_cache(maxsize=65536)
def _stored_otherwise(family: str) -> bool:
    if "_xl" in family or ("!" in family and _LINKED.search(family)):
        return True
    return any(_is_not_plain(name) for name in _CALLED.findall(family))


@lru_cache(maxsize=4096)
def _is_not_plain(called: str) -> bool:
    return _NOT_PLAIN.search(called) is not None


@lru_cache(maxsize=16)
def _spellings(names: frozenset[str]) -> tuple[dict[str, str], dict[str, str | None]]:
    """Index names by their capitals and by their capitals without underscores (None where two names meet)."""
    joined: dict[str, str | None] = {}
    for name in names:
        key = name.upper().replace("_", "")
        joined[key] = None if key in joined else name
    return {name.upper(): name for name in names}, joined


def _known(word: str, plain: dict[str, str], joined: dict[str, str | None]) -> str | None:
    """Return a name as the host knows it, whatever prefix the file stores before it; None for a name of no one."""
    while match := _STORED_PREFIX.match(word):
        word = word[match.end() :]
    if (name := plain.get(word.upper())) is not None:
        return name
    last = word.upper().rpartition(".")
    return joined.get(last[2].replace("_", "")) if last[1] else None


def _drop_link(formula: list[Token], i: int, written: list[str]) -> None:
    """Take away what links a function to its add-in: all that stands before `!` up to an operator.

    The link is a bracketed number, a quoted path, or a file name, perhaps a bracket followed by a word.
    """
    before = formula[i - 1].text
    written[i - 1] = before[:-1]
    if len(before) > 1:  # an operator directly before the `!`, which no program writes
        return
    at = i - 2
    if at >= 0 and formula[at].kind == "quoted":
        written[at] = ""
        return
    if at >= 0 and formula[at].kind == "word":
        written[at] = ""
        at -= 1
    if at >= 0 and formula[at].kind == "bracket":
        written[at] = ""
