"""The review of one submitted workbook: gate, template, three opinions, domain rules, and the verdict."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pycore.cells.values import is_blank
from pycore.collecting import collected_rarely
from pycore.errors import TwinLedgerError
from pycore.findings.finding import Finding, Severity
from pycore.findings.overlap import without_repeats
from pycore.formulas.readings import Readings
from pycore.formulas.tree import address
from pycore.gate.gate import read_submission
from pycore.language import Text
from pycore.reading.book import Book
from pycore.reading.choices import as_text
from pycore.review.admitted import admitted
from pycore.review.causes import by_cause
from pycore.review.clean_copy import CleanCopy, beside_clean_copy, clean_copy, clean_copy_findings, is_touched
from pycore.review.opinions import Opinions, three_opinions
from pycore.review.page.values import project_name
from pycore.review.ranges import library_ranges
from pycore.review.result import KeyFigure, Review, Verdict
from pycore.review.rules import check_all
from pycore.review.subject import Subject
from pycore.review.untouched import is_untouched
from pycore.sheets.standing import standings
from pycore.template.fingerprint import compare_template
from pycore.template.stored_readings import stored_readings

_SAMPLED = "0"


def review(source: Path, *, from_readings: bool = True, full: bool = False, with_copy: bool = False) -> Review:
    """Review one file; the file itself is only read.

    Findings that are notes alone leave the verdict clean. What the gate refuses, or what cannot be read, is refused.
    It runs in this process: for files of others use `many.review_many`, which runs it in a confined one.

    Args:
        from_readings: what was found out about the formulas of the template when it was built is not found out again.
            Without, every formula is read anew; that takes longer, and the review is the same.
        full: every formula in two forms is calculated both ways. Without, those of an untouched template are not whose
            forms its tests have proven equal; one file in sixteen, by its digest, is calculated in full all the same.
        with_copy: the clean copy is made and kept for an untouched template too.
    """
    return review_with_book(source, from_readings=from_readings, full=full, with_copy=with_copy)[0]


def review_with_book(
    source: Path, *, from_readings: bool = True, full: bool = False, with_copy: bool = False
) -> tuple[Review, Book | None]:
    """Review one file and return what was read of it too; None where it was not read."""
    with collected_rarely():
        return _review_with_book(source, from_readings, full, with_copy)


def _review_with_book(source: Path, from_readings: bool, full: bool, with_copy: bool) -> tuple[Review, Book | None]:
    started = time.perf_counter()
    data = read_submission(source)
    if not isinstance(data, bytes):
        return _refused(source.name, "", data, started), None
    digest = hashlib.sha256(data).hexdigest()
    book = admitted(data)
    if not isinstance(book, Book):
        return _refused(source.name, digest, book, started), None
    try:
        readings = stored_readings(book) if from_readings else None
        full = full or is_sampled(digest)
        return _reviewed(source.name, book, digest, started, readings, full, with_copy), book
    except TwinLedgerError as error:
        return _refused(source.name, digest, [_unreadable(error.text)], started), None


def is_sampled(digest: str) -> bool:
    """Tell whether a file is calculated in full in any case, so that what the tests have proven is seen to hold."""
    return digest.startswith(_SAMPLED)


def _reviewed(
    name: str, book: Book, digest: str, started: float, readings: Readings | None, full: bool, with_copy: bool
) -> Review:
    """Review a workbook that passed the gate: template, values, rules; the gravest causes come first."""
    template = compare_template(book, readings)
    opinions = three_opinions(book, readings=readings, untouched=not full and is_untouched(book, template))
    subject = Subject(book, opinions.core, readings, template.kept)
    figures, copied = _key_figures(book, opinions), CleanCopy()
    if with_copy or is_touched(template):
        copied = clean_copy(book, template, opinions.core)
        figures = beside_clean_copy(figures, copied)
    else:  # the calculation of an untouched template is that of its clean copy
        figures = [replace(f, clean=f.core, has_clean=f.recalculated) for f in figures]
    of_copy = clean_copy_findings(figures, copied)
    findings = without_repeats([*template.findings, *opinions.findings, *check_all(subject), *of_copy])
    findings = by_cause(subject, findings)
    settled = all(f.severity is Severity.NOTE for f in findings)
    return Review(
        file=name,
        digest=digest,
        verdict=Verdict.CLEAN if settled else Verdict.FINDINGS,
        template=book.definition.key,
        version=book.version,
        language=book.language,
        findings=tuple(findings),
        key_figures=tuple(figures),
        families=template.families,
        touched=template.touched,
        formulas=len(book.formulas),
        proven=opinions.proven,
        seconds=time.perf_counter() - started,
        project=project_name(book),
        ranges=tuple(library_ranges(book, opinions.core)),
        issued=template.kept,
        clean_copy=base64.b64encode(copied.data).decode() if with_copy else "",
    )


def _key_figures(book: Book, opinions: Opinions) -> list[KeyFigure]:
    """The results; one that was not calculated has no recalculated value, whatever the file says."""
    tables = {f"{t.key}_{c.key}": t for t in book.definition.tables() for c in t.columns}
    found = []
    for name, title in _wanted(book):
        for index, cell in enumerate(book.cells_of(name)):
            recalculated = cell in opinions.core and cell not in opinions.unproven
            value = opinions.core[cell] if recalculated else None
            if is_blank(value) and is_blank(book.values.get(cell)):
                continue
            table = tables.get(name)
            label = as_text(book.value(f"{table.key}_{table.columns[0].key}", index)) if table else ""
            found.append(KeyFigure(name, title, label, address(cell), book.values.get(cell), value, recalculated))
    return found


def _wanted(book: Book) -> Iterator[tuple[str, Text]]:
    """Yield the results that the definition names, and before each grade the S that it is of."""
    of_grade = {s.grade.name: s.synergy for s in standings(book.definition) if s.grade and s.synergy}
    named = list(book.definition.results_with_units())
    known = {name for name, _ in named}
    titles: set[Text] = set()
    for name, title in named:
        synergy = of_grade.get(name)
        if synergy is not None and synergy.name not in known and synergy.name in book.names:
            said, table = synergy.column.title, synergy.table.title
            # A second S is told from the first by its table.
            yield synergy.name, Text(f"{said.zh}（{table.zh}）", f"{said.en} ({table.en})") if said in titles else said
            titles.add(said)
        yield name, title


def _refused(name: str, digest: str, findings: list[Finding], started: float) -> Review:
    return Review(name, digest, Verdict.REFUSED, findings=tuple(findings), seconds=time.perf_counter() - started)


def _unreadable(text: Text) -> Finding:
    """Make the finding of a file that passed the gate and still cannot be read."""
    return Finding(
        "file-unreadable",
        Severity.ERROR,
        "",
        "",
        text,
        Text("可以读取的 TwinLedger 工作簿", "a TwinLedger workbook that can be read"),
        Text("请向提交者索取原文件。", "Ask whoever sent it for the original."),
    )
