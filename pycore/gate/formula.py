"""Look at a formula for what leaves the workbook: links, DDE, the web, Excel 4.0 macro functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from pycore.formulas.text import Token, tokens

LONGEST_FORMULA = 65_536
_LONGEST_KEPT = 2_000  # characters of a family that is remembered

_WEB = frozenset(
    {
        "WEBSERVICE",
        "IMAGE",
        "RTD",
        "DDE",
        "STOCKHISTORY",
        "PY",
        "COPILOT",
        "TRANSLATE",
        "DETECTLANGUAGE",
        "IMPORTDATA",
        "IMPORTXML",
        "IMPORTHTML",
        "SQL.REQUEST",
    }
)
_XLM = frozenset(
    {
        "CALL",
        "REGISTER",
        "REGISTER.ID",
        "UNREGISTER",
        "EXEC",
        "EXECUTE",
        "EVALUATE",
        "RUN",
        "FOPEN",
        "FREAD",
        "FREADLN",
        "FWRITE",
        "FWRITELN",
        "FILES",
        "INITIATE",
        "POKE",
        "REQUEST",
        "TERMINATE",
        "SEND.KEYS",
        "GET.CELL",
        "GET.WORKBOOK",
        "GET.WORKSPACE",
        "GET.DOCUMENT",
        "GET.FORMULA",
        "GET.NAME",
        "DOCUMENTS",
        "DIRECTORY",
        "HALT",
        "ALERT",
        "FORMULA",
        "FORMULA.FILL",
        "SET.NAME",
        "SET.VALUE",
        "ON.TIME",
        "URLMON",
        "WORKBOOK.HIDE",
        "APP.ACTIVATE",
    }
)
_ACTIVE = _WEB | _XLM | {"HYPERLINK"}
# Possessive repeats, and only from the start of a word: the time is linear in the formula's length.
_CALLED = re.compile(r"(?<![\w.])[\w.]++(?=\s*+\()")
_LINKED_CALL = re.compile(r"(?<![\w\].])\[([1-9]\d{0,5})\]!(?=(?:_xll\.|_xldudf_)?TL_\w++\()")
_PREFIX = re.compile(
    r"(?:_xll\.|_xldudf_|_xlfn\.|_xlws\.|_xludf\.|_xlpm\.|com\.microsoft\.|org\.libreoffice\.|org\.openoffice\.)+",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:xl\w+|od\w+|csv|dll|txt|html?|xml|db\w?|mdb)$", re.IGNORECASE)
_LINKED_FILE = re.compile(r"\.(?:xl|od|csv|dll|txt|htm|xml|db|mdb)\w*+'?!", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?://|/?\?\??/+unc/|(?!file:///[^/])[a-z][a-z0-9+.-]+:)", re.IGNORECASE)
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OUTSIDE = re.compile(r"[\\/?*\[\]]")  # characters that no sheet's name has


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leads out of a formula: a rule of the gate, or a link by number of which the gate knows more."""

    rule: str
    detail: str
    link: int = 0
    function: bool = False


def is_remote(target: str) -> bool:
    """Tell whether a target is on another machine: a URL or a network share.

    >>> is_remote("http://a/x.xlam"), is_remote("file:///C:/AddIns/x.xlam"), is_remote("x.xlam")
    (True, False, False)
    """
    # Windows takes either slash for the other, and programs decode what is written with percent signs.
    plain = unquote(unquote(target)).replace("\\", "/")
    return _REMOTE.match(plain) is not None or "/?/unc/" in plain.lower()


def is_outside(target: str) -> bool:
    """Tell whether a target is no part of the package: on another machine, or any URL or path with a drive."""
    return is_remote(target) or _SCHEME.match(target) is not None or "\\" in target


def leaving(formula: str) -> list[Leaving]:
    """List what leads out of a formula; add-in functions through a link (`[1]!TL_X(`) are listed as functions."""
    if len(formula) > LONGEST_FORMULA:
        return [Leaving("gate-formula-length", f"{len(formula):,}")]
    found: list[Leaving] = []
    if "'" not in formula:  # the usual form in a file that Excel saved; a quoted name could hold its characters
        numbers = _LINKED_CALL.findall(formula)
        found = [Leaving("gate-external-link", n, int(n), function=True) for n in numbers]
        formula = _LINKED_CALL.sub("", formula) if numbers else formula
    return found + list(_leaving(tokens(formula))) if is_suspect(formula) else found


def is_suspect(formula: str, row: str = "") -> bool:
    """Tell quickly whether a formula has any mark of what may leave the workbook; nearly all have none.

    Formulas that differ in the number of their `row` only call the same functions, none of which has a number in its
    name, and are looked through once for those.
    """
    if (
        len(formula) > LONGEST_FORMULA
        or "|" in formula
        or "[" in formula
        or "\\" in formula
        or ("'" in formula and "/" in formula)
    ):
        return True
    if "." in formula and "!" in formula and _LINKED_FILE.search(formula):
        return True
    if not row.isdecimal():
        return _calls_active(formula)
    family = formula.replace(row, "#")
    return (_family_calls_active(family) if len(family) < _LONGEST_KEPT else _calls_active(family)) and _calls_active(
        formula
    )


def _calls_active(formula: str) -> bool:
    return any(_is_active(name) for name in _CALLED.findall(formula))


@lru_cache(maxsize=8192)
def _family_calls_active(family: str) -> bool:
    return _calls_active(family)


@lru_cache(maxsize=4096)
def _is_active(name: str) -> bool:
    return _plain(name) in _ACTIVE


def _plain(name: str) -> str:
    return _PREFIX.sub("", name, count=1).upper()


def _leaving(formula: list[Token]) -> Iterator[Leaving]:
    for i, piece in enumerate(formula):
        after = formula[i + 1].text.lstrip() if i + 1 < len(formula) else ""
        if piece.kind == "word":
            yield from _word(formula, i, after)
        elif piece.kind == "bracket":
            if not (i and formula[i - 1].kind in ("word", "bracket")) and _is_linked(formula, i, after):
                yield _link(formula, i, piece.text[1:-1])
        elif piece.kind == "quoted":
            name = piece.text[1:-1].replace("''", "'")
            if "|" in name:
                yield Leaving("gate-dde", name)
            elif after.startswith("!") and (_OUTSIDE.search(name) or _FILE.search(name)):
                number = re.match(r"\[(\d{1,9})\]", name)
                yield _link(formula, i, number[1] if number else name)
        elif piece.kind == "other" and "|" in piece.text:
            yield Leaving("gate-dde", "".join(p.text for p in formula[max(0, i - 1) : i + 4]))


def _word(formula: list[Token], i: int, after: str) -> Iterator[Leaving]:
    word = formula[i].text
    if after.startswith("!") and _FILE.search(word) and not (i and formula[i - 1].kind == "bracket"):
        yield _link(formula, i, word)
    if not after.startswith("("):
        return
    name = _plain(word)
    if name in _WEB:
        yield Leaving("gate-web-function", name)
    elif name in _XLM:
        yield Leaving("gate-xlm", name)
    elif name == "HYPERLINK" and not _leads_inside(formula, i, after):
        yield Leaving("gate-hyperlink", "".join(p.text for p in formula[i : i + 3]))


def _leads_inside(formula: list[Token], i: int, after: str) -> bool:
    rest = [p for p in formula[i + 2 : i + 4] if p.text.strip()]
    return after.strip() == "(" and bool(rest) and rest[0].text.startswith('"#')


def _is_linked(formula: list[Token], i: int, after: str) -> bool:
    following = formula[i + 1].kind if i + 1 < len(formula) else "other"
    return following in ("word", "quoted", "error") or after.startswith("!")


def _link(formula: list[Token], i: int, target: str) -> Leaving:
    """Name a link's target (a number in the list of links, or a path) and whether an add-in function is used."""
    function = False
    for j in range(i + 1, min(i + 4, len(formula) - 1)):
        if formula[j - 1].text.endswith("!") or formula[j].text.startswith("!("):
            called = _plain(formula[j].text)
            function = called.startswith("TL_") and formula[j + 1].text.startswith("(")
            break
    if target.isdecimal():
        # `[0]` is the workbook itself; a number too long to be one counts as none
        return Leaving("gate-external-link", target, int(target[:9]), function or target == "0")
    function = function and not is_remote(target)
    return Leaving("gate-external-link", target, 0, function)
