"""What the installed library has corrected or replaced since the file's template was issued: one note, with both values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.library import Benchmark, Factor, installed_library
from pycore.library.carried import edition_order
from pycore.reading.issued_rows import VERSION
from pycore.review.errata.used import UsedErratum, used_errata
from pycore.review.rules.factor_rows import SheetRow, sheet_rows
from pycore.review.rules.factor_used import factors_used
from pycore.review.rules.rule import Rule, written_amount, written_number
from pycore.review.subject import Subject

_MOST = 12
"""Rows in the sentence; the data of the finding has all of them."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """A row of the file, and what the installed library has for it: the same row, its successor, or nothing."""

    row: SheetRow
    now: Factor | Benchmark | None

    @property
    def text(self) -> Text:
        """The row with both values; what else differs where the values do not."""
        id, here = self.row.id, "–" if self.row.value is None else written_number(self.row.value)
        if self.now is None:
            return Text(f"{id} {here} → 安装的因子库没有这一行", f"{id} {here} → not in the installed library")
        there = written_amount(self.now.value, self.now.unit)
        if self.now.id != id:
            return Text(
                f"{id} {here} → {there}（由 {self.now.id} 替代）", f"{id} {here} → {there} (replaced by {self.now.id})"
            )
        issued = self.row.issued
        if self.row.value == self.now.value and issued is not None:
            half, here = issued.uncertainty, written_amount(self.row.value, issued.unit or "")
            if half is not None and half != self.now.uncertainty:
                there = f"{there} ±{self.now.uncertainty:.6g}"
                here = f"{here} ±{half:.6g}"
        return Text(f"{id} {here} → {there}", f"{id} {here} → {there}")

    @property
    def data(self) -> dict[str, object]:
        now = self.now
        return {
            "id": self.row.id,
            "file": self.row.value,
            "installed": None if now is None else now.value,
            "by": None if now is None else now.id,
            "edition": None if now is None else now.version,
        }


def _check(subject: Subject) -> Iterator[Finding]:
    rows = sheet_rows(subject)
    held = str(subject.field(VERSION) or "")
    found = list(_differences(rows, held))
    if not found:
        return
    unknown = any(one.row.of_another for one in found)
    used = factors_used(subject)
    count = sum(used.get(one.row.id, 0) for one in found)
    installed = installed_library().version
    shown = [one.text for one in found[:_MOST]]
    more = len(found) - len(shown)
    zh = "；".join(text.zh for text in shown) + (f"；另有 {more} 行" if more else "")
    en = "; ".join(text.en for text in shown) + (f"; and {more} more" if more else "")
    yield RULE.at(
        subject.cell(VERSION),
        Text(
            f"文件所带因子库为 {held or '（未写明）'}，安装的为 {installed}，{len(found)} 行不同（文件 → 安装）：{zh}",
            f"the file carries the library {held or '(not said)'} and {installed} is installed; rows that differ, file → "
            f"installed ({len(found)}): {en}",
        ),
        Text("与安装的因子库相同的行", "the rows that the installed library has"),
        _UNKNOWN if unknown else _newer(held, installed),
        severity=Severity.WARNING if unknown else None,
        effect=_effect(count, used_errata(subject)),
        library={"file": held, "installed": installed},
        rows=[one.data for one in found],
    )


def _effect(count: int, errata: tuple[UsedErratum, ...]) -> Text | None:
    """Say how many rows use what differs, and of what has an erratum how to see what it changes."""
    if not count:
        return None
    said = Text(f"采用这些行的台账行数：{count}。", f"Ledger rows that use them: {count}.")
    if not errata:
        return said
    values = [one.text for one in errata[:_MOST]]
    more = len(errata) - len(values)
    zh = "；".join(text.zh for text in values) + (f"；另有 {more} 个" if more else "")
    en = "; ".join(text.en for text in values) + (f"; and {more} more" if more else "")
    return Text(
        f"{said.zh}采用的值已有勘误：{zh}。用 twinledger errata 查看结果和等级改变多少。",
        f"{said.en} Values in use have errata: {en}. `twinledger errata` shows what that changes in results and grades.",
    )


def _differences(rows: tuple[SheetRow, ...], held: str) -> Iterator[_Difference]:
    """The rows that are as their template was issued, and are otherwise in the installed library, or replaced since."""
    library, carried = installed_library(), {row.id for row in rows}
    for row in rows:
        if row.changed_here:
            continue
        chain = library.chain(row.id) if row.present is not None else ()
        newer = chain[[entry.id for entry in chain].index(row.id) + 1 :] if chain else ()
        # What the file has the successor of, the year before as a rule, is there to be chosen.
        if newer and carried.isdisjoint(e.id for e in newer) and edition_order(newer[-1].version) > edition_order(held):
            yield _Difference(row, newer[-1])
        elif row.changed_since:
            yield _Difference(row, row.present)


def _newer(held: str, installed: str) -> Text:
    """What to do about rows that the submitter has not changed."""
    return Text(
        "这是因子库的订正，不是提交者的改动；计算仍采用文件所带的值。需要新值时用 twinledger upgrade 升级，或说明沿用的理由。",
        "The library has changed, and not the submitter; the calculation keeps what the file carries. Take the new values "
        "over with `twinledger upgrade`, or say why the earlier ones stay.",
    )


_UNKNOWN = Text(
    "此处没有该版本模板的记录，分不清是因子库的订正还是提交者的改动。请更新 TwinLedger 后再审核，或逐行核实。",
    "Nothing is stored here of the template of that version, so that a correction of the library cannot be told from a "
    "change of the submitter's. Review it again with a newer TwinLedger, or check the rows one by one.",
)
RULE = Rule(
    "factor-edition",
    18,
    Text(
        "模板发布之后因子库已订正或替代的因子和基准值",
        "Factors and benchmarks that the library has corrected or replaced since the template was issued",
    ),
    Severity.NOTE,
    _check,
)
