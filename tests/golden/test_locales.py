"""What a workbook says in words does not depend on the locale of the machine that calculates it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import libreoffice
from tests.golden.books import BuiltWorkbook, by_turns
from tests.golden.calculation import saved_calculation
from tests.golden.comparison import Tolerance
from tests.golden.conftest import Golden

pytestmark = pytest.mark.programs

# German writes 1.234,5 and reads the format "0.00" by its own signs; Chinese has a calendar and digits of its own.
LOCALES = ("de-DE", "zh-CN")


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("locale", "book"),
    [pytest.param(one, b, id=f"{one}-{b.name}") for turn, one in enumerate(LOCALES) for b in by_turns("example", turn)],
)
def test_texts_are_the_same_under_another_locale(
    locale: str, book: BuiltWorkbook, golden: Golden, tmp_path: Path
) -> None:
    libreoffice.program()
    native = golden.native(book)
    found = saved_calculation(libreoffice.recalculated(native.marked, tmp_path, locale))
    texts = {place: value for place, value in native.cells.items() if type(value) is str}
    assert len([text for text in texts.values() if text]) > 100
    wrong = Tolerance().differences(texts, found.cells)
    assert wrong == {}, f"{len(wrong)} of {len(texts)} texts"
