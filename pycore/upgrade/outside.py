"""What somebody has typed where the template has no place for it: below a total, beside a table, over a formula.

None of it comes along but whole rows below the total of a ledger, so each cell is named with what it holds.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from lxml import etree

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.formulas.tree import AreaOnSheet, address
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS
from pycore.sheets.definition import Role
from pycore.upgrade.old import OldFile
from pycore.upgrade.report import Remark
from pycore.upgrade.template_cells import area_or_none, template_cells

_CALCULATED = (Role.CALCULATED, Role.CHECK)


class Outside:
    """Finds the cells of the old file that no part of the upgrade has carried over or spoken of."""

    def __init__(self, old: OldFile, carried: Collection[CellKey] = ()) -> None:
        self.old = old
        self.carried = carried
        self.template = template_cells(old.book, old.definition)

    def name(self) -> None:
        """Name each such cell, row by row; call it when all else has been said."""
        said = self.old.said
        spoken = {r.old_cell for rs in (said.attention, said.dropped, said.own_values, said.library) for r in rs}
        cells = [c for c in sorted(self._typed()) if c not in self.carried and address(c) not in spoken]
        for _, row in groupby(cells, key=lambda cell: cell[:2]):
            self._row(list(row))
        self._comments()

    def _typed(self) -> Iterator[CellKey]:
        """Yield the cells that are neither inputs of the present template nor cells of the file's own."""
        inputs, calculated, other = self._covered()
        book = self.old.book
        typed = {
            cell: as_text(held)
            for cell in sorted(book.values)
            if cell not in book.formulas and not _inside(cell, inputs) and (held := self.old.held(cell)) is not None
        }
        for cell in self.template.left_over(typed):
            if self.template.exact or not _inside(cell, other) or _inside(cell, calculated):
                yield cell
        every = [*inputs, *other]
        for cell in book.formulas:
            if cell not in self.template.formulas and not _inside(cell, every):
                yield cell

    def _covered(self) -> tuple[list[AreaOnSheet], list[AreaOnSheet], list[AreaOnSheet]]:
        """Return the areas of the inputs, those of calculated entries, and those of every name but the inputs'."""
        roles = {f"{t.key}_{c.key}": c.role for t in self.old.definition.tables() for c in t.columns}
        roles |= {f"{p.key}_{f.key}": f.role for p in self.old.definition.panels() for f in p.fields}
        present = {self.old.names.get(name, name): role for name, role in roles.items()}
        inputs, calculated, other = [], [], []
        for name in self.old.book.names:
            role = present.get(name)
            if name.endswith("_frame") or name in self.old.definition.areas:
                continue  # what lies around a ledger, where rows may have been typed that no name reaches
            area = self.old.area(name) if role in INPUTS else area_or_none(self.old.book, name)
            if area is None:
                continue
            if role in INPUTS:
                inputs.append(area)
            else:
                other.append(area)
                if role in _CALCULATED:
                    calculated.append(area)
        return inputs, calculated, other

    def _row(self, cells: Sequence[CellKey]) -> None:
        """Name the typed cells of one row, each with its content."""
        listed = [f"{column_letters(c[2])}{c[1]} {self._shown(c)}" for c in cells]
        zh, en = "，".join(listed), ", ".join(listed)
        self.old.said.attention.append(
            Remark(
                address(cells[0]),
                "",
                Text(
                    f"不在模板的输入单元格内，未带入：{zh}；需要时请填入新文件的相应位置（台账行不够时用 --rows 加长）",
                    f"not in an input cell of the template, not carried over: {en}. Enter it where it belongs in the new "
                    "file if it is wanted (--rows makes a ledger longer)",
                ),
            )
        )

    def _shown(self, cell: CellKey) -> str:
        formula = self.old.book.formulas.get(cell)
        held: Value = self.old.held(cell)
        return f"={formula} ({as_text(held)})" if formula is not None else as_text(held)

    def _comments(self) -> None:
        """Name each comment with its cell and its text."""
        for sheet in self.old.book.package.sheets:
            for cell, text in self._comments_of(sheet.part):
                self.old.said.dropped.append(
                    Remark(f"{sheet.name}!{cell}", "", Text(f"批注：{text}", f"comment: {text}"))
                )

    def _comments_of(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield cell and text of the comments of a sheet, those in threads too."""
        members = self.old.book.package.members
        folder, name = posixpath.split(part)
        relations = members.get(f"{folder}/_rels/{name}.rels")
        if relations is None:
            return
        for line in _elements(relations):
            target = line.get("Target", "")
            kind = line.get("Type", "").rpartition("/")[2]
            data = members.get(
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            )
            if kind not in ("comments", "threadedComment") or data is None:
                continue
            for element in _elements(data):
                if _local(element) in ("comment", "threadedComment") and "ref" in element.attrib:
                    text = "".join(t.text or "" for t in element.iter("{*}t", "{*}text"))
                    yield str(element.attrib["ref"]), " ".join(text.split())


def _elements(data: bytes) -> Iterator[etree._Element]:
    """Yield the elements of a part that stands beside a sheet; none of one that is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        yield from etree.fromstring(data, parser).iter("{*}*")
    except etree.XMLSyntaxError:
        return


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _inside(cell: CellKey, areas: Sequence[AreaOnSheet]) -> bool:
    return any(a.sheet == cell[0] and a.row1 <= cell[1] <= a.row2 and a.column1 <= cell[2] <= a.column2 for a in areas)
