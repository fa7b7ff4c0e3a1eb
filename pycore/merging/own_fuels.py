"""Own fuels of the files that are merged: rows choose them by name, and a name must mean the same fuel in both."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.filling.ledger import place_of
from pycore.language import Text
from pycore.merging.given import alike_name
from pycore.merging.source import GivingFile
from pycore.reading.book import Book
from pycore.reading.choices import as_text
from pycore.sheets.definition import Kind, Role

_OWN_FUELS, _NAME = "own_fuels", "name"


def own_fuels_noted(target: Book, source: GivingFile) -> Iterator[Text]:
    """Yield what is to be known of each own fuel of a file: whether the workbook has it, and with the same numbers."""
    table = next((t for t in target.definition.tables() if t.key == _OWN_FUELS), None)
    rows = [row for row in source.rows.get(_OWN_FUELS, ()) if row[_NAME] is not None]
    if not rows:
        return
    here = {}
    if table is not None and f"{_OWN_FUELS}_{_NAME}" in target.names:
        here = {alike_name(as_text(row.get(_NAME))): row for row in place_of(target, table).rows.values()}
    numbers = [c for c in table.columns if c.kind is Kind.NUMBER and c.role is Role.INPUT] if table is not None else []
    for row in rows:
        name = as_text(row[_NAME])
        ours = here.get(alike_name(name))
        other = [c for c in numbers if ours is not None and as_text(ours.get(c.key)) != as_text(row[c.key])]
        if ours is None:
            yield Text(
                f"{source.name} 的自有燃料“{name}”不在本工作簿的“自有燃料”表中，选用它的行不能计入；请先在该表填写",
                f'the own fuel "{name}" of {source.name} is not among the own fuels of this workbook, and rows that choose it '
                "find no place: enter it there first",
            )
        elif other:
            zh, en = ("、".join(c.title.zh for c in other), ", ".join(c.title.en for c in other))
            yield Text(
                f"{source.name} 的自有燃料“{name}”与本工作簿同名燃料的{zh}不同，按本工作簿的值计算，请核对",
                f'the own fuel "{name}" of {source.name} and that of this workbook differ in {en}; this workbook calculates '
                "with its own: check",
            )
