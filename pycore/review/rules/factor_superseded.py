"""Factors that a newer edition has replaced."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.library import library
from pycore.review.rules.library_values import own_values
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M


def _check(subject: Subject) -> Iterator[Finding]:
    yield from _superseded_set(subject)
    id = str(subject.field_value(M.POWER_ID) or "")
    newer = library().chain(id)[-1] if id in library().factors else None
    if newer is not None and newer.id != id:
        yield RULE.at(
            subject.field_cell(M.POWER_YEAR),
            Text(f"电力因子 {id} 已被替代", f"the electricity factor {id} has been superseded"),
            Text(f"{newer.id}（{written_number(newer.value)} {newer.unit}）", f"{newer.id} ({written_number(newer.value)} {newer.unit})"),
            Text("请选择最新年份，或说明采用旧年份的依据。", "Choose the newest year, or say why the older one applies."),
        )  # fmt: skip
    for own in own_values(subject):
        if own.id not in library().factors:
            continue
        older = [e for e in library().chain(own.id) if e.id != own.id and e.value == own.value]
        if older and library().superseded_by(older[0].id) is not None:
            yield RULE.at(
                own.line.cell(own.column),
                Text(f"自有值 {written_number(own.value)} 等于已被替代的因子 {older[0].id}", f"the own value {written_number(own.value)} is that of the superseded factor {older[0].id}"),
                Text(f"{own.id} 的现行值 {written_number(own.default or 0)}", f"the present value of {own.id}, {written_number(own.default or 0)}"),
                Text("请清空自有值，或说明采用旧值的依据。", "Clear the own value, or say why the older one applies."),
            )  # fmt: skip


def _superseded_set(subject: Subject) -> Iterator[Finding]:
    """The set of fuel parameters, where a newer edition of its document is in the library."""
    fuel_set = subject.field_code(M.FUEL_SET)
    chosen = library().set_of(f"fuel.{fuel_set}.") if fuel_set and subject.ledger(Ledger.FUELS) else None
    newer = library().set_superseded_by(chosen.id) if chosen is not None else None
    if newer is not None:
        yield RULE.at(
            subject.field_cell(M.FUEL_SET),
            Text(f"燃料参数采用 {fuel_set} 口径", f"fuel parameters of the {fuel_set} set"),
            Text(f"现行的 {newer.key} 口径（{newer.name_zh}）", f"the present {newer.key} set ({newer.name_en})"),
            Text(
                "请改用现行口径，或说明采用旧口径的依据。",
                "Choose the present set, or say why the older one applies.",
            ),
            severity=Severity.NOTE,
        )


RULE = Rule(
    "factor-superseded",
    18,
    Text("采用已被替代的因子或旧年份的因子", "A factor that has been superseded, or of an older year"),
    Severity.WARNING,
    _check,
    needs=((M.OWN_VALUE, M.REASON),),
)
