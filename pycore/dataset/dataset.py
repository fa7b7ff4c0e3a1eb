"""All files of a data set, made from a calculated workbook."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pycore.dataset.descriptor import DESCRIPTOR, WORKBOOK, DataOrigin, descriptor
from pycore.dataset.readme import NAMES, readme
from pycore.dataset.resource import DataField, DataTable, as_csv, written
from pycore.dataset.tables import Tables
from pycore.formulas.tree import address
from pycore.language import Language, Text
from pycore.library import library
from pycore.reading.book import Book
from pycore.reading.issued_rows import carried_edition
from pycore.report.calculated import Calculated

DIFFERENCES = "tl_differences"


@dataclass(frozen=True, slots=True)
class DataSet:
    """The files of a data set by their paths in its folder, its tables, and what it is made from."""

    files: dict[str, bytes]
    tables: tuple[DataTable, ...]
    origin: DataOrigin


def dataset(calculated: Calculated, source: bytes, version: str, language: Language) -> DataSet:
    """Make a data set.

    Args:
        source: the workbook as it was given.
        version: of its template.
        language: of titles and descriptions; both stand beside them.
    """
    book = calculated.book
    tables = [*Tables(book).all(), *_differences(calculated)]
    origin = DataOrigin(
        name=calculated.name,
        digest=calculated.digest,
        size=len(source),
        title=book.definition.title,
        language=book.language,
        template=book.definition.key,
        version=version,
        calculated_with=book.version,
        library=str(carried_edition(book) or library().version),
        formulas=calculated.formulas,
        differing=len(calculated.differing),
        problems=len(calculated.problems),
    )
    files = {table.path: as_csv(table) for table in tables}
    sizes = {path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items()}
    described = {
        DESCRIPTOR: descriptor(origin, tables, sizes, language),
        **{name: readme(origin, len(tables), one) for one, name in NAMES.items()},
        WORKBOOK: source,
    }
    return DataSet(described | files, tuple(tables), origin)


def version_of(source: bytes) -> str:
    """The version of the template that a workbook was made from."""
    return Book.open(source).version


def _differences(calculated: Calculated) -> list[DataTable]:
    """The cells whose value in the file is not the calculated one; no table where there are none."""
    if not calculated.differing:
        return []
    rows = tuple(
        (address(cell), written(saved), written(value)) for cell, (saved, value) in calculated.differing.items()
    )
    fields = (
        DataField(name="cell", title=Text("单元格", "cell"), constraints={"required": True}),
        DataField(name="saved", title=Text("文件中保存的值", "value saved in the file")),
        DataField(name="calculated", title=Text("重新计算的值", "value calculated anew")),
    )
    title = Text("文件中的值与重新计算的不同", "values of the file that are not those calculated anew")
    return [DataTable(name=DIFFERENCES, title=title, fields=fields, rows=rows, key=("cell",))]
