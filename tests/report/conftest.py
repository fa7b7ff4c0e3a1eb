"""What the tests of the report share: a small workbook, filled in as a test wants it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pycore.engine.make import make_workbook
from pycore.language import Language
from pycore.reading import book as books
from pycore.report.calculated import calculate_book
from pycore.report.compose import compose
from pycore.report.document import Document
from pycore.sheets.chapter import Part
from tests.report.samples import PARTS, tiny, tiny_with

Made = Callable[..., Document]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Made:
    """Fill the small workbook in, and compose its report: `made(rows, subject="…", parts=…, language="zh")`.

    With `several`, parts by name, its workbook has so many reports; `chapter` is the one that is asked for.
    """

    def make(
        rows: list[dict[str, Any]],
        parts: tuple[Part, ...] | None = PARTS,
        language: Language = "zh",
        several: dict[str, tuple[Part, ...]] | None = None,
        chapter: str = "",
        **cover: Any,
    ) -> Document:
        definition = tiny(parts) if several is None else tiny_with(several)
        monkeypatch.setattr(books, "find_workbook", {"tiny": definition}.get)
        path = tmp_path / "tiny.xlsx"
        path.write_bytes(make_workbook(definition, language, {"places": rows, "cover": cover}))
        return compose(calculate_book(path), language, chapter=chapter)

    return make
