"""Own values in ledgers that make a result smaller than the library's would, each with what it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.review.rules.factor_own import effect, lowered, lowers_a_grade
from pycore.review.rules.factor_sheet import OWN_FACTORS, SHEET
from pycore.review.rules.library_values import OwnValue, own_values
from pycore.review.rules.rule import Rule, written_amount, written_number
from pycore.review.subject import Subject
from pycore.review.what_if import Moved, moved_if
from pycore.sheets.meanings import Meaning as M

_MOST = 60
"""Groups of own values that are asked about; a ledger of measured values by the hundred has graver readers."""


def _check(subject: Subject) -> Iterator[Finding]:
    groups = list(_groups(subject))[:_MOST]
    # A row each: what the library's value would make of all rows that share the own value.
    cases = [{own.line.cell(own.column): own.default or 0.0 for own in group} for group in groups]
    try:
        moved = moved_if(subject, cases, total_only=False) if cases else []
    except FormulaProblem:
        return  # a file with formulas that cannot be followed has graver findings
    for group, results in zip(groups, moved, strict=True):
        if any(map(lowered, results)):
            yield _finding(subject, group, results)


def _groups(subject: Subject) -> Iterator[Sequence[OwnValue]]:
    """Own values of ledgers that differ from the library's: rows with the same value for the same factor together."""
    found: dict[tuple[str, str, str, float], list[OwnValue]] = {}
    for own in own_values(subject):
        if own.line.table.key in (SHEET, OWN_FACTORS) or own.default is None or own.value == own.default:
            continue  # own factors for the whole workbook are listed by `factor-own`
        found.setdefault((own.line.table.key, own.column, own.id, own.value), []).append(own)
    yield from found.values()


def _finding(subject: Subject, group: Sequence[OwnValue], results: Sequence[Moved]) -> Finding:
    own = group[0]
    factor = subject.library.factors.get(own.id)
    unit = "" if factor is None else factor.unit
    title, default = own.line.table.column(own.column).title, own.default or 0.0
    grades = lowers_a_grade(results)
    rows = "、".join(str(one.line.row) for one in group[:8]) + ("…" if len(group) > 8 else "")
    reason = own.line.text(M.REASON) or "–"
    tail = Text("；结论随之改变", "; a grade hangs on it") if grades else Text("", "")
    return RULE.at(
        own.line.cell(own.column),
        Text(
            f"{title.zh}以 {written_amount(own.value, unit)} 替代因子库的 {written_number(default)}"
            f"（{own.value / default - 1:+.1%}；第 {rows} 行），使结果变小{tail.zh}；所填理由：{reason}"
            if default
            else f"{title.zh}以 {written_amount(own.value, unit)} 替代因子库的 0（第 {rows} 行）{tail.zh}；所填理由：{reason}",
            f"{title.en} replaces {written_number(default)} of the library by {written_amount(own.value, unit)}"
            f"{f' ({own.value / default - 1:+.1%})' if default else ''} in {len(group)} rows ({rows.replace('、', ', ')}) and "
            f"lowers the result{tail.en}; reason given: {reason}",
        ),
        Text("有实测或公布依据、适用于本项目的数值", "a value that a measurement or a publication bears out"),
        Text(
            "请核对其来源、年份、基准和适用范围；说明不了的，改用因子库值。",
            "Check its source, year, basis and range of use; where it cannot be explained, use the library's value.",
        ),
        severity=Severity.WARNING if grades else None,
        effect=effect(tuple(results)),
        factor=own.id,
        rows=[one.line.row for one in group],
    )


RULE = Rule(
    "own-value-lowers",
    18,
    Text("自有值使结果变小及其影响", "Own values that lower a result, and by how much"),
    Severity.NOTE,
    _check,
    needs=((M.OWN_VALUE, M.REASON),),
)
