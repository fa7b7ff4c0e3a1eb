"""Each row of a ledger says in the report which factors are defaults and which own values, why, and of what quality."""

from __future__ import annotations

from pycore.language import Language
from pycore.reading.book import Book
from pycore.report.document import Grid, plain
from tests.report.samples import calculated_example, example, example_document


def grid(key: str, language: Language = "zh") -> Grid:
    return next(b for b in example_document(language).blocks if isinstance(b, Grid) and b.key == key)


def column(of: Grid, head: str) -> list[str]:
    at = [plain(h.title) for h in of.heads].index(head)
    return [plain(row[at].line) for row in of.rows]


def test_every_row_says_where_its_factors_come_from() -> None:
    book = Book.open(example("zh"))
    own = [book.values.get(cell) for cell in book.cells_of("fuels_ncv_own")]
    reasons = [book.values.get(cell) for cell in book.cells_of("fuels_reason")]
    filled = [i for i, cell in enumerate(book.cells_of("fuels_consumption")) if book.values.get(cell)]
    said = column(grid("fuels"), "参数取值")
    assert len(said) == len(filled)
    for text, i in zip(said, filled, strict=True):
        if own[i] is None:
            assert text == "缺省值"
        else:
            assert "自有值：低位发热量" in text
            assert str(reasons[i]) in text
    assert {text == "缺省值" for text in said} == {True, False}


def test_data_quality_stays_beside_it_in_both_languages() -> None:
    assert all(column(grid("fuels"), "数据质量"))
    assert all(column(grid("fuels", "en"), "data quality"))
    assert set(column(grid("electricity", "en"), "factors taken")) == {"default"}


def test_a_ledger_without_factors_of_the_library_has_no_such_column() -> None:
    assert "参数取值" not in [plain(h.title) for h in grid("nox").heads]


def test_shares_stand_under_the_names_of_the_products() -> None:
    values = calculated_example("zh", "zh").book
    names = [values.values.get(cell) for cell in values.cells_of("products_product")][:2]
    heads = [plain(h.title) for h in grid("share_proposed").heads]
    assert heads[1:3] == [f"计入“{name}”的份额" for name in names]
