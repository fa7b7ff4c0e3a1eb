"""Which formulas differ between two submissions, by family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pycore.cells.values import is_blank
from pycore.compare.changes import FormulaChange
from pycore.compare.rows import ComparedRow
from pycore.compare.side import Side
from pycore.compare.values import same_text
from pycore.formulas.tree import address
from pycore.language import Language, Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS
from pycore.sheets.definition import Column, Field, Panel, Role, Table, Workbook
from pycore.sheets.writer import write_workbook
from pycore.template.formula import CanonicalFormulas


@dataclass(slots=True)
class _Family:
    cells: list[CellKey]
    example: str


class FormulaComparing:
    """The formulas of both files, each moved to one place so that the rows of a ledger are one family."""

    def __init__(self, old: Side, new: Side, pairs: Mapping[str, Sequence[tuple[ComparedRow, ComparedRow]]]) -> None:
        self.old, self.new = old, new
        self.definition = new.book.definition
        self.pairs = pairs
        self.two_languages = old.book.language != new.book.language

    def changes(self) -> Iterator[FormulaChange]:
        """Yield the changed formulas, those of a column together, in the order of the sheets."""
        groups = self._groups(self.old.book), self._groups(self.new.book)
        titles = self._titles()
        for name in {**groups[0], **groups[1]}:
            old, new = groups[0].get(name, {}), groups[1].get(name, {})
            gone = {k: f for k, f in old.items() if k not in new}
            come = {k: f for k, f in new.items() if k not in old}
            if not gone and not come:
                gone, come = self._swapped(name, old, new)
            if gone or come:
                yield _formula_change(name, titles.get(name, same_text(name)), gone, come)

    def _swapped(
        self, name: str, old: Mapping[str, _Family], new: Mapping[str, _Family]
    ) -> tuple[dict[str, _Family], dict[str, _Family]]:
        """Find rows that have taken the formula of another family."""
        table, key = self._columns.get(name, ("", ""))
        family = [{c: k for k, f in side.items() for c in f.cells} for side in (old, new)]
        gone: dict[str, _Family] = {}
        come: dict[str, _Family] = {}
        for a, b in self.pairs.get(table, ()):
            was, now = family[0].get(a.cells[key]), family[1].get(b.cells[key])
            if was is not None and now is not None and was != now:
                gone.setdefault(was, _Family([], old[was].example)).cells.append(a.cells[key])
                come.setdefault(now, _Family([], new[now].example)).cells.append(b.cells[key])
        return gone, come

    @cached_property
    def _columns(self) -> dict[str, tuple[str, str]]:
        return {f"{t.key}_{c.key}": (t.key, c.key) for t in self.definition.tables() for c in t.columns}

    def _titles(self) -> dict[str, Text]:
        """Return the title of every column and field, with that of its block, by its name."""
        titles: dict[str, Text] = {}
        blocks: list[Table | Panel] = [*self.definition.tables(), *self.definition.panels()]
        for block in blocks:
            entries: Sequence[Column | Field] = block.columns if isinstance(block, Table) else block.fields
            for entry in entries:
                titles[f"{block.key}_{entry.key}"] = Text(
                    f"{block.title.zh} {entry.title.zh}", f"{block.title.en}, {entry.title.en}"
                )
        return titles

    def _groups(self, book: Book) -> dict[str, dict[str, _Family]]:
        """Families by the name that the cells stand in, or by sheet; a value over a formula is a family too."""
        issued = _issued(book.definition.key, book.language) if self.two_languages else {}
        places, kept = self._places(book)
        canonical = CanonicalFormulas()
        groups: dict[str, dict[str, _Family]] = defaultdict(dict)
        sheets = {s.title[lang]: s.key for s in book.definition.sheets for lang in ("zh", "en")}
        for cell, formula in book.formulas.items():
            name = places.get(cell, "")
            if name in self._inputs:
                continue  # an input that follows another is compared as an input
            text = canonical.text(formula, *cell[1:])
            group = name or sheets.get(cell[0], cell[0])
            if text in issued.get(group, ()):
                text = "issued"
            if name in kept:
                text += f"\0{cell[1] - kept[name]}"
            groups[group].setdefault(text, _Family([], "=" + formula)).cells.append(cell)
        for cell, name in places.items():
            value = book.values.get(cell)
            if name in self._calculated and cell not in book.formulas and not is_blank(value):
                text = f"\0{as_text(value)}"
                if name in kept:
                    text += f"\0{cell[1] - kept[name]}"
                groups[name].setdefault(text, _Family([], as_text(value))).cells.append(cell)
        return groups

    def _places(self, book: Book) -> tuple[dict[CellKey, str], dict[str, int]]:
        """The name of each cell of a column or field, and the first rows of those compared row by row."""
        places: dict[CellKey, str] = {}
        kept: dict[str, int] = {}
        for table in book.definition.tables():
            fixed = not any(c.role in INPUTS for c in table.columns) and not self.two_languages
            for column in table.columns:
                name = f"{table.key}_{column.key}"
                cells = book.cells_of(name)
                places |= dict.fromkeys(cells, name)
                if fixed:
                    kept[name] = cells[0][1]
        for panel in book.definition.panels():
            for one in panel.fields:
                name = f"{panel.key}_{one.key}"
                places |= dict.fromkeys(book.cells_of(name), name)
        return places, kept

    @cached_property
    def _inputs(self) -> set[str]:
        return {name for name, entry in _entries(self.definition) if entry.role in INPUTS}

    @cached_property
    def _calculated(self) -> set[str]:
        """Names whose cells hold formulas, so that a value in one is a formula typed over."""
        calculated = (Role.CALCULATED, Role.CHECK, Role.DEFAULT)
        found = {n for n, e in _entries(self.definition) if e.role in calculated and _has_formula(e)}
        for table in self.definition.tables():
            for key, values in table.prefilled.items():
                if table.column(key).role is not Role.LABEL and any(
                    isinstance(v, str) and v.startswith("=") for v in values
                ):
                    found.add(f"{table.key}_{key}")
        return found


def _entries(definition: Workbook) -> Iterator[tuple[str, Column | Field]]:
    """Yield every column and field of a workbook with its defined name."""
    for table in definition.tables():
        yield from ((f"{table.key}_{c.key}", c) for c in table.columns)
    for panel in definition.panels():
        yield from ((f"{panel.key}_{f.key}", f) for f in panel.fields)


def _has_formula(entry: Column | Field) -> bool:
    return bool(entry.formula) or (isinstance(entry, Column) and entry.equation is not None)


@lru_cache(maxsize=8)
def _issued(key: str, language: Language) -> dict[str, set[str]]:
    """The formulas of the template as it is issued in one language, by name or sheet."""
    from pycore.sheets.registry import installed_workbooks

    definition = installed_workbooks()[key]
    book = Book.open(write_workbook(definition, language))
    places = {cell: name for name, _ in _entries(definition) for cell in book.cells_of(name)}
    sheets = {s.title[language]: s.key for s in definition.sheets}
    issued: dict[str, set[str]] = defaultdict(set)
    canonical = CanonicalFormulas()
    for cell, formula in book.formulas.items():
        issued[places.get(cell) or sheets.get(cell[0], cell[0])].add(canonical.text(formula, *cell[1:]))
    return dict(issued)


def _formula_change(name: str, title: Text, gone: Mapping[str, _Family], come: Mapping[str, _Family]) -> FormulaChange:
    """Make the change of one column: the formulas that are gone and those that have come."""
    old = [address(c) for f in gone.values() for c in f.cells]
    new = [address(c) for f in come.values() for c in f.cells]
    first_old, first_new = next(iter(gone.values()), None), next(iter(come.values()), None)
    typed = bool(come) and all(not f.example.startswith("=") for f in come.values())
    return FormulaChange(
        name, title, tuple(old), tuple(new),
        first_old.example if first_old else "", first_new.example if first_new else "", typed,
    )  # fmt: skip
