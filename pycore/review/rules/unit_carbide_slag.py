"""Clinker from carbide slag that is a share of the clinker and not an amount of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.definition import Table

LEAST = 0.001
"""Of the clinker: less is not worth a line of its own, and no kiln is fed so little."""
_NAMED = re.compile(r"\[(\w+)\]")


def clinker_columns(table: Table) -> tuple[str, ...]:
    """The columns of all clinker and of that from carbide slag, by the equation that takes them; () for none."""
    for column in table.columns:
        if column.equation is not None and column.equation.function == "TL_CLINKER_CO2":
            named = [match[1] for argument in column.arguments[:2] if (match := _NAMED.search(argument))]
            return tuple(named) if len(named) == 2 else ()
    return ()


def _check(subject: Subject) -> Iterator[Finding]:
    for table in subject.tables.values():
        columns = clinker_columns(table)
        for line in subject.lines(table.key) if columns else ():
            clinker, slag = (line.number(key) for key in columns)
            # More than all clinker is what the check of the row says, and below 0 is no legal amount.
            if not clinker or not slag or not 0 < slag < LEAST * clinker:
                continue
            share = slag / 100 if slag > 1 else slag
            amount = written_number(share * clinker)
            action = Text("请核对两者的数量和单位（t）。", "Check both amounts and their unit (t).")
            if slag <= 100:
                action = Text(
                    f"此处填 t，不填比例；若 {written_number(slag)} 是占比，应填 {amount} t。",
                    f"Enter tonnes and no share; if {written_number(slag)} is the share, this is {amount} t.",
                )
            yield RULE.at(
                line.cell(columns[1]),
                Text(
                    f"电石渣熟料 {written_number(slag)} t，为熟料总产量 {written_number(clinker)} t 的 {slag / clinker:.3g} 倍",
                    f"clinker from carbide slag is {written_number(slag)} t, {slag / clinker:.3g} of all {written_number(clinker)} t",
                ),
                Text(f"熟料总产量的 {LEAST:.1%} 到 100%", f"{LEAST:.1%} to 100 % of all clinker"),
                action,
            )  # fmt: skip


RULE = Rule(
    "unit-carbide-slag",
    15,
    Text("电石渣熟料占熟料的份额超出范围", "A share of clinker from carbide slag that cannot be"),
    Severity.WARNING,
    _check,
)
