"""The review of one submitted workbook: gate, template, three opinions, domain rules, and the verdict."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from pycore.engine.book import Book
from pycore.engine.package import Value
from pycore.errors import TwinLedgerError
from pycore.language import Language, Text
from pycore.review.finding import Finding, Severity
from pycore.review.fingerprint import compare_template
from pycore.review.gate import check_package, read_submission
from pycore.review.gate_rules import Breach, findings_of
from pycore.review.opinions import three_opinions
from pycore.review.overlap import without_repeats
from pycore.review.rules import check_all
from pycore.review.subject import Subject


class Verdict(Enum):
    """The outcome in a word; its value is the exit status, and of several files the highest counts.

    A file that was not reviewed ranks above a refused one: of that one something is known.
    """

    CLEAN = 0
    FINDINGS = 1
    REFUSED = 2
    NOT_REVIEWED = 3

    @property
    def text(self) -> Text:
        return {
            Verdict.CLEAN: Text("通过：未发现需要处理的问题", "clean: nothing to settle"),
            Verdict.FINDINGS: Text("有审核发现", "findings to settle"),
            Verdict.REFUSED: Text("拒绝读取", "refused"),
            Verdict.NOT_REVIEWED: Text("未能在此审核", "could not be reviewed here"),
        }[self]

    @property
    def was_read(self) -> bool:
        """Tell whether the numbers of the file were read."""
        return self in (Verdict.CLEAN, Verdict.FINDINGS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One result of the workbook: what the file says and what its inputs give."""

    name: str
    title: Text
    label: str
    cell: str
    cached: Value
    core: Value


@dataclass(frozen=True, slots=True)
class Review:
    """All that a review says about one file."""

    file: str
    digest: str
    verdict: Verdict
    template: str = ""
    version: str = ""
    language: str = ""
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    families: int = 0
    touched: int = 0
    formulas: int = 0
    seconds: float = field(default=0.0, compare=False)
    page: str = field(default="", compare=False, repr=False)
    """The HTML page, where one was asked for."""


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def review(source: Path, page: Language | None = None) -> Review:
    """Review one file; the file itself is only read. With `page` the HTML page is made as well, in that language.

    Findings that are notes alone leave the verdict clean. What the gate refuses, or what cannot be read, is refused.
    It runs in this process: for files of others use `many.review_many`, which runs it in a confined one.
    """
    started = time.perf_counter()
    data = read_submission(source)
    if not isinstance(data, bytes):
        return with_page(_refused(source.name, "", data, started), None, page)
    digest = hashlib.sha256(data).hexdigest()
    refusals = check_package(data)
    if refusals:
        return with_page(_refused(source.name, digest, refusals, started), None, page)
    try:
        book = Book.open(data)
    except TwinLedgerError as error:
        refusals = findings_of([Breach("gate-template", detail=error.text)], {})
        return with_page(_refused(source.name, digest, refusals, started), None, page)
    try:
        return with_page(_reviewed(source.name, book, digest, started), book, page)
    except TwinLedgerError as error:
        return with_page(_refused(source.name, digest, [_unreadable(error.text)], started), None, page)


def with_page(review: Review, book: Book | None, language: Language | None) -> Review:
    """Add the HTML page in a language, if one is asked for; without a book it holds the reasons only."""
    if language is None:
        return review
    from pycore.review.html import review_html

    return replace(review, page=review_html(review, book, language))


def _reviewed(name: str, book: Book, digest: str, started: float) -> Review:
    template = compare_template(book)
    opinions = three_opinions(book)
    findings = [*template.findings, *opinions.findings, *check_all(Subject(book, opinions.core))]
    findings = sorted(without_repeats(findings), key=lambda f: _WEIGHT[f.severity])
    settled = all(f.severity is Severity.NOTE for f in findings)
    return Review(
        file=name,
        digest=digest,
        verdict=Verdict.CLEAN if settled else Verdict.FINDINGS,
        template=book.definition.key,
        version=book.version,
        language=book.language,
        findings=tuple(findings),
        figures=tuple(_figures(book, opinions.core)),
        families=template.families,
        touched=template.touched,
        formulas=len(book.formulas),
        seconds=time.perf_counter() - started,
    )


def _figures(book: Book, core: Any) -> list[Figure]:
    from pycore.cell_values import is_blank
    from pycore.engine.formula_tree import address
    from pycore.engine.reader_choices import as_text

    tables = {f"{t.key}_{c.key}": t for t in book.definition.tables() for c in t.columns}
    figures = []
    for name, title in book.definition.results_with_units():
        for index, cell in enumerate(book.cells_of(name)):
            value = core.get(cell)
            if is_blank(value) and is_blank(book.values.get(cell)):
                continue
            table = tables.get(name)
            label = as_text(book.value(f"{table.key}_{table.columns[0].key}", index)) if table else ""
            figures.append(Figure(name, title, label, address(cell), book.values.get(cell), value))
    return figures


def _refused(name: str, digest: str, findings: list[Finding], started: float) -> Review:
    return Review(
        name, digest, Verdict.REFUSED, findings=tuple(findings), seconds=time.perf_counter() - started
    )


def _unreadable(text: Text) -> Finding:
    return Finding(
        "file-unreadable",
        Severity.ERROR,
        "",
        "",
        text,
        Text("可以读取的 TwinLedger 工作簿", "a TwinLedger workbook that can be read"),
        Text("请向提交者索取原文件。", "Ask whoever sent it for the original."),
    )
