"""Fuels of the user's own: which there are, what is said of them, and which rows burn them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.review.rules.factor_sheet import FLAG, UNCERTAINTY, YEAR
from pycore.review.rules.rule import written_number
from pycore.review.subject import Subject, TableRow
from pycore.review.what_if import Moved, moved_if
from pycore.sheets.meanings import Meaning as M

OWN_FUELS = "own_fuels"
_NAME, _MEASURE, _KIND, _SOURCE, _BY_MASS = "name", "measure", "kind", "source", "t"
_IN_USE = "{}_used"
_NOTHING = 1e-12
"""GJ: a fuel without energy, for an equation that takes no 0."""


def own_fuels(subject: Subject) -> tuple[TableRow, ...]:
    """The rows that name a fuel; none in a file of a template that had no such table."""
    return tuple(line for line in subject.lines(OWN_FUELS) if name_of(line))


def name_of(line: TableRow) -> str:
    """What the user calls an own fuel."""
    return line.text(_NAME)


def is_by_mass(line: TableRow) -> bool:
    """Whether an own fuel is counted in tonnes."""
    return line.code(_MEASURE) == _BY_MASS


def names_of_kind(subject: Subject, kind: str) -> frozenset[str]:
    """The own fuels of a kind, by their names."""
    return frozenset(name_of(line).casefold() for line in own_fuels(subject) if line.code(_KIND) == kind)


def source_of(line: TableRow) -> str:
    """Where the values of an own fuel come from."""
    return line.text(_SOURCE)


def rows_burning(subject: Subject) -> Counter[str]:
    """How many rows of ledgers choose each fuel, by its name."""
    tables = [table for table in subject.meanings.tables(M.FUEL) if table.key != OWN_FUELS]
    lines = (line for table in tables for line in subject.lines(table.key))
    return Counter(line.text(M.FUEL).casefold() for line in lines)


def told(line: TableRow, rows: int) -> Text:
    """Say what an own fuel is, from which source, and in how many rows."""
    unit = line.text(_MEASURE)
    values = [line.number(meaning) for meaning in (M.CALORIFIC_VALUE, M.CARBON_PER_ENERGY, M.OXIDATION)]
    ncv, carbon, oxidation = ("–" if value is None else written_number(value) for value in values)
    u, year, flag = line.number(UNCERTAINTY), line.text(YEAR), line.code(FLAG)
    spread = "" if u is None else f"±{u:.1%}"
    zh = "，".join(part for part in (f"{year} 年" if year else "", spread, flag) if part)
    en = ", ".join(part for part in (year, spread, flag) if part)
    name, source = name_of(line), source_of(line) or "–"
    return Text(
        f"自有燃料“{name}”：低位发热量 {ncv} GJ/{unit}，单位热值含碳量 {carbon} tC/GJ，碳氧化率 {oxidation}；"
        f"来源：{source}{'，' + zh if zh else ''}；采用它的行数：{rows}",
        f'the own fuel "{name}": calorific value {ncv} GJ/{unit}, carbon {carbon} tC/GJ, oxidation {oxidation}; '
        f"source: {source}{', ' + en if en else ''}; rows that use it: {rows}",
    )


def with_what_they_add(subject: Subject) -> Iterator[tuple[TableRow, int, tuple[Moved, ...] | None]]:
    """Yield each own fuel with the rows that burn it, and what the key results would be without what it emits."""
    lines, burning = own_fuels(subject), rows_burning(subject)
    energy = [line.cells.get(_IN_USE.format(line.key(M.CALORIFIC_VALUE))) for line in lines]
    cases = [{cell: _NOTHING} for cell in energy if cell is not None and isinstance(subject.value(cell), float)]
    try:
        moved = moved_if(subject, cases, total_only=False) if cases else []
    except FormulaProblem:
        moved = []
    found = {cell: results for case, results in zip(cases, moved, strict=False) for cell in case}
    for line, cell in zip(lines, energy, strict=True):
        yield line, burning[name_of(line).casefold()], found.get(cell) if cell is not None else None
