"""Formulas and names that reach outside the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.engine.formula_text import pieces
from pycore.engine.names import normalise_formula
from pycore.functions import catalogue
from pycore.language import Text
from pycore.review.finding import Finding, Severity
from pycore.review.rules.formula_reading import short
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

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
_SUSPECT = re.compile(
    r"[\[|\\]|//|(?:" + "|".join(re.escape(n) for n in (*sorted(_REACHING), "HYPERLINK")) + r")\(",
    re.IGNORECASE,
)
_DDE = re.compile(r"[\w.]+\|")


def reaches_outside(formula: str) -> str:
    """Name what in a formula reaches outside the file; "" for nothing."""
    if not _SUSPECT.search(formula):
        return ""
    read = pieces(formula)
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


def _check(subject: Subject) -> Iterator[Finding]:
    known = frozenset(catalogue())
    for family, cells in subject.families.items():
        what = reaches_outside(family)
        for cell in cells if what else ():
            formula = subject.book.formulas[cell]
            yield _finding(cell, formula, what)
    for name, formula in subject.book.names.items():
        what = reaches_outside(normalise_formula(formula, known))
        if what:
            yield _finding(None, f"{name}={formula}", what)


def _finding(cell: tuple[str, int, int] | None, formula: str, what: str) -> Finding:
    return RULE.at(
        cell,
        Text(
            f"{short(formula)} 引用了文件之外的内容（{what}）",
            f"{short(formula)} reaches outside the file ({what})",
        ),
        Text("只引用本工作簿的公式", "formulas that stay within the workbook"),
        Text("请把所需数值抄入本工作簿并注明来源。", "Copy the value into the workbook and name its source."),
        family=formula,
    )


RULE = Rule(
    "formula-external",
    5,
    Text("外部链接、网络函数或 DDE", "External links, web functions or DDE"),
    Severity.ERROR,
    _check,
)
