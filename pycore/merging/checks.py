"""What is to be known of the files before and after a merge: their reviews, years, settings, and factors of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycore.cells.stored import Value
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.merging.own_entries import own_entries_noted
from pycore.merging.source import GivingFile, year_text
from pycore.reading.book import Book
from pycore.reading.choices import Choices, as_text
from pycore.sheets.definition import Field, Kind
from pycore.sheets.exchange import Takes
from pycore.sheets.meaning_of import entry_of, meanings_of
from pycore.sheets.meanings import Meaning

_SHOWN = 3
_OWN_FACTORS = "own_factors"
_SETTINGS = (Meaning.FUEL_SET, Meaning.GWP_SET)
"""Settings that change what a row emits, by what they are."""


def refuse_findings(sources: Sequence[GivingFile]) -> None:
    """Refuse files whose review has errors, or that were not calculated.

    Raises:
        FileProblem: there is one; its sentence names all.
    """
    said = [text for source in sources for text in _faults(source)]
    if said:
        raise FileProblem(
            Text(
                "；".join(text.zh for text in said)
                + "。没有写入。请改正后重试，或加 --despite-findings 照样合并（结果按复算值，问题随行带入）。",
                "; ".join(text.en for text in said)
                + ". Nothing was written. Correct it and try again, or merge all the same with --despite-findings (results are "
                "calculated anew; what is wrong comes along with the rows).",
            )
        )


def _faults(source: GivingFile) -> Iterator[Text]:
    """What speaks against taking a file."""
    if not source.calculated:
        yield Text(
            f"{source.name} 没有计算过（公式没有结果），请先用 twinledger calculate 计算",
            f"{source.name} has not been calculated (formulas have no results): run `twinledger calculate` first",
        )
    if source.errors:
        first = source.errors[:_SHOWN]
        more = len(source.errors) - len(first)
        zh = "；".join(f"{one.where} {one.found.zh}" for one in first) + (f"；另有 {more} 处" if more else "")
        en = "; ".join(f"{one.where} {one.found.en}" for one in first) + (f"; and {more} more" if more else "")
        yield Text(
            f"{source.name} 的审核有 {len(source.errors)} 个错误：{zh}",
            f"the review of {source.name} has {len(source.errors)} errors: {en}",
        )


def refuse_what_is_said(target: Book, sources: Sequence[GivingFile]) -> None:
    """Refuse values that were said of a file which is not of one enterprise.

    Raises:
        FileProblem: there is one.
    """
    for source in sources:
        gives = source.book.definition.gives
        one = gives is not None and gives.enterprise and source.book.definition.key != target.definition.key
        if source.said and not one:
            raise FileProblem(
                Text(
                    f"--set：{source.name} 不是一家企业的工作簿，其中各行自有企业和年份，不能另行指定。请去掉这些选项。",
                    f"--set: {source.name} is not the workbook of one enterprise; its rows say enterprise and year themselves. "
                    "Leave these options out.",
                )
            )


def noted(target: Book, sources: Sequence[GivingFile], takes: Takes) -> Iterator[Text]:
    """Yield what a person should know of each file: its review, base year, settings, and factors of its own."""
    base = year_text(target.value(takes.base_year))
    if not base:
        raise FileProblem(
            Text(
                f"--into：{target.name} 没有填写基准年，不能确定各行的年份。请先填写。",
                f"--into: {target.name} has no base year, so that the year of no row is certain. Enter it first.",
            )
        )
    for source in sources:
        yield from _faults(source)
        if source.warnings:
            yield Text(
                f"{source.name} 的审核有 {source.warnings} 个警告，见 twinledger review",
                f"the review of {source.name} has {source.warnings} warnings: see `twinledger review`",
            )
        yield from _years(source, takes, base)
        yield from _settings(target, source)
        own = [row for row in source.rows.get(_OWN_FACTORS, ()) if row["replaces"] is not None]
        if own:
            ids = [as_text(row["replaces"]) for row in own]
            yield Text(
                f"{source.name} 采用了 {len(own)} 个自有因子（{'、'.join(ids[:_SHOWN])}…），本工作簿按自己的因子计算，请核对",
                f"{source.name} uses {len(own)} factors of its own ({', '.join(ids[:_SHOWN])}…); this workbook calculates with "
                "its own: check",
            )
        yield from own_entries_noted(target, source)
        if source.book.definition.key == target.definition.key and takes.remark.zh:
            yield takes.remark


def _years(source: GivingFile, takes: Takes, base: str) -> Iterator[Text]:
    """Say that a file is for another base year."""
    fields = source.holding("zh").fields
    gives = source.book.definition.gives
    own = takes.base_year if takes.base_year in fields else gives.year if gives is not None else ""
    year = year_text(fields.get(own)) if own else ""
    if year and year != base:
        set_to = source.said.get("year")
        yield Text(
            f"{source.name} 的基准年是 {year}，本工作簿是 {base}" + (f"，按要求计入 {set_to} 年" if set_to else ""),
            f"the base year of {source.name} is {year}, that of this workbook {base}"
            + (f"; as asked its rows count for {set_to}" if set_to else ""),
        )


def _settings(target: Book, source: GivingFile) -> Iterator[Text]:
    """Say that rows will be calculated with other sets of factors than in their own file."""
    ours, theirs = meanings_of(target.definition), meanings_of(source.book.definition)
    for meaning in _SETTINGS:
        if not (ours.field(meaning) and theirs.field(meaning)):
            continue
        here, there = _setting(target, ours.field(meaning)), _setting(source.book, theirs.field(meaning))
        if here and there and here != there:
            yield Text(
                f"{meaning.said.zh}：{source.name} 为 {there}，本工作簿为 {here}，缺省因子会不同",
                f"{meaning.said.en}: {there} in {source.name}, {here} in this workbook; default factors may differ",
            )


def _setting(book: Book, name: str) -> str:
    """The shared word for what a field says."""
    entry = next(f for p in book.definition.panels() for f in p.fields if f"{p.key}_{f.key}" == name)
    return _code(book, entry, book.value(name)) if name in book.names else ""


def _code(book: Book, entry: Field, value: Value) -> str:
    """The shared word for a choice, or the value as text."""
    if entry.kind is not Kind.CHOICE or value is None:
        return as_text(value)
    code = Choices(book).options(entry.choices).code(value)
    return "" if code is None else entry_of(entry, book.definition, code)
