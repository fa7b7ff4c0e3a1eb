"""The page: self-contained, and markup in a workbook stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from pycore.language import Language
from pycore.report.document import Grid, Heading, Plate, plain
from pycore.report.html import html_text
from tests.report.conftest import Made
from tests.report.samples import example_document

pytestmark = pytest.mark.slow

SCRIPT = "<script>window.pwned=1</script>"


class Page(HTMLParser):
    """Everything that a page names, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_has_every_heading_table_and_picture_of_the_report(language: Language) -> None:
    document = example_document(language)
    page = Page(html_text(document))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for block in document.blocks:
        if isinstance(block, Heading):
            assert f"s{block.number}" in ids
        elif isinstance(block, Grid | Plate):
            assert block.key in ids
    text = "".join(page.words)
    for block in document.blocks:
        if isinstance(block, Grid):
            assert all(plain(cell.line) in text for row in block.rows for cell in row)
    links = {a["href"] for tag, a in page.tags if tag == "a"}
    assert {link[1:] for link in links if link} <= set(ids)


def test_the_page_asks_for_nothing() -> None:
    text = html_text(example_document("zh"))
    page = Page(text)
    assert not {"script", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in page.tags}
    addresses = [v for _, a in page.tags for k, v in a.items() if k in ("src", "href", "action", "data") and v]
    assert all(v.startswith(("#", "data:")) for v in addresses)
    assert "url(" not in text
    assert "@import" not in text
    policy = next(a["content"] for tag, a in page.tags if tag == "meta" and "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_markup_in_a_workbook_stays_text(made: Made) -> None:
    document = made(
        [{"name": SCRIPT, "kind": '"><img src=x>', "x": 1, "y": 1, "amount": 1}],
        subject=SCRIPT,
        author=SCRIPT,
    )
    page = Page(html_text(document))
    assert "script" not in {tag for tag, _ in page.tags}
    assert all((a["src"] or "").startswith("data:") for tag, a in page.tags if tag == "img")
    assert SCRIPT in "".join(page.words)


def test_the_same_report_is_the_same_page() -> None:
    document = example_document("zh")
    assert html_text(document) == html_text(document)


def test_the_page_prints_on_a4() -> None:
    assert re.search(r"@page \{ size: A4;", html_text(example_document("zh")))


def test_settings_of_the_current_folder_have_no_say_in_a_picture() -> None:
    """A file `matplotlibrc` lies where the files of others lie, and can have LaTeX started by its bare name."""
    import matplotlib

    from pycore.report.pictures import drawn

    def draw(figure: Any) -> None:
        figure.subplots().set_title("CO2")

    before = drawn(5.0, draw)
    with matplotlib.rc_context({"text.usetex": True, "figure.facecolor": "black"}):
        assert drawn(5.0, draw) == before
