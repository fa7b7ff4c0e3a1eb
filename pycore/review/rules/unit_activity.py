"""Amounts that are out of all proportion to the output of the stage: t for 10⁴ t, kWh for MWh."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.amount_scale import PRODUCTS, scale
from pycore.review.rules.ledger_rows import OUTPUT_OF
from pycore.review.rules.rule import Rule, written_number
from pycore.review.rules.unit_carbon_content import carbon_unit
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import Dimension, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

# The most of one row, in t, 10⁴ Nm³, GJ or MWh, per unit of product (t, or 10³ m³ of SNG), several times what any plant has.
_MOST: dict[Ledger, dict[Dimension, float]] = {
    Ledger.FUELS: {Dimension.MASS: 10, Dimension.GAS_VOLUME: 0.5}, Ledger.CARBON: {Dimension.MASS: 60, Dimension.GAS_VOLUME: 3},
    Ledger.CARBONATES: {Dimension.MASS: 1}, Ledger.ELECTRICITY: {Dimension.ELECTRICITY: 25},
    Ledger.HEAT: {Dimension.MASS: 60, Dimension.ENERGY: 60}, Ledger.CAPTURE: {Dimension.GAS_VOLUME: 0.5},
    Ledger.METHANE: {Dimension.MASS: 0.01},
}  # fmt: skip
_ACTION = Text(
    "请核对单位（kg 与 t、kWh 与 MWh、m³ 与 10⁴Nm³），以及产量是否以万吨填写。",
    "Check the unit (kg for t, kWh for MWh, m³ for 10⁴ Nm³), and whether output is in 10⁴ t.",
)
_GAS_ACTION = Text(
    "气体以 10⁴Nm³ 填写，请核对是否填了 m³，以及产量是否以万吨填写。",
    "Gas is entered in 10⁴ Nm³: check whether this is in m³, and whether output is in 10⁴ t.",
)
_LEAST_COAL = 0.3  # t of coal per unit of product


def outputs(subject: Subject) -> dict[str, float]:
    """The output of all products by stage; what is replaced belongs to the existing plant."""
    found: dict[str, float] = {
        stage: sum(_output(line, column) for line in subject.having(M.PRODUCT, column))
        for stage, column in OUTPUT_OF.items()
    }
    return {**found, SharedEntry.REPLACED: found[SharedEntry.EXISTING]}


def _output(product: TableRow, column: M) -> float:
    """An output in t or 10³ m³; 0 where it is in neither."""
    return (product.number(column) or 0) * (scale(product.column(column).unit, PRODUCTS) or 0)


def _check(subject: Subject) -> Iterator[Finding]:
    output = outputs(subject)
    for ledger, by_dimension in _MOST.items():
        for line in subject.ledger(ledger):
            column = line.amount
            entry = line.table.column(column)
            size = scale(entry.unit, dict.fromkeys(by_dimension, 1.0))
            amount, made = line.number(column), output.get(line.code(M.STAGE), 0)
            if amount is None or size is None or made <= 0:
                continue
            measured = _dimension(subject, ledger, line)
            most = by_dimension.get(measured, max(by_dimension.values())) if measured else max(by_dimension.values())
            most /= size
            if amount <= most * made:
                continue
            unit = Text(f"{entry.unit.zh}/产品单位", f"{entry.unit.en} per unit of product")
            yield RULE.at(
                line.cell(column),
                Text(
                    f"{entry.title.zh} {written_number(amount)}，为同阶段产品产量 {written_number(made)} 的 {written_number(amount / made)} 倍",
                    f"{entry.title.en} {written_number(amount)} is {written_number(amount / made)} times the stage's output of {written_number(made)}",
                ),
                Text(f"不超过 {written_number(most)} {unit.zh}", f"at most {written_number(most)} {unit.en}"),
                _GAS_ACTION if measured is Dimension.GAS_VOLUME else _ACTION,
            )
    yield from _little_coal(subject, output)


def _dimension(subject: Subject, ledger: Ledger, line: TableRow) -> Dimension | None:
    """What a row is measured in, in a column for t and for 10⁴ Nm³: that of its fuel or material; None if not known."""
    if ledger is Ledger.FUELS:
        end = f".{line.code(M.FUEL)}.ncv"
        unit = next(
            (f.unit for id, f in subject.library.factors.items() if id.startswith("fuel.") and id.endswith(end)), ""
        )
    elif ledger is Ledger.CARBON:
        unit = carbon_unit(line.code(M.MATERIAL))
    else:
        return None
    if not unit:
        return None
    return Dimension.GAS_VOLUME if "m3" in unit or "m³" in unit else Dimension.MASS


def _little_coal(subject: Subject, output: dict[str, float]) -> Iterator[Finding]:
    for stage in OUTPUT_OF:
        coal = [
            line
            for line in subject.ledger(Ledger.CARBON)
            if line.code(M.STAGE) == stage
            and line.code(M.MATERIAL) == SharedEntry.FEED_COAL
            and line.code(M.DIRECTION) == SharedEntry.IN
            and line.number(M.AMOUNT) is not None
        ]
        total = sum(line.number(M.AMOUNT) or 0 for line in coal)
        if coal and output[stage] > 0 and 0 < total < _LEAST_COAL * output[stage]:
            yield RULE.at(
                coal[0].cell(M.AMOUNT),
                Text(
                    f"原料煤合计 {written_number(total)} t，产品产量 {written_number(output[stage])}，每单位产品仅 {written_number(total / output[stage])} t 煤",
                    f"feed coal of {written_number(total)} t for an output of {written_number(output[stage])}: {written_number(total / output[stage])} t per unit",
                ),
                Text(f"不少于 {_LEAST_COAL} t/产品单位", f"at least {_LEAST_COAL} t per unit of product"),
                Text("请核对数量及其单位（t 与万 t）。", "Check the amount and its unit (t or 10⁴ t)."),
            )


RULE = Rule(
    "unit-activity",
    15,
    Text(
        "消耗量与产量不成比例，疑为单位错误（t 与万 t、kWh 与 MWh）",
        "An amount out of proportion to output: t for 10⁴ t, kWh for MWh?",
    ),
    Severity.ERROR,
    _check,
    needs=((M.STAGE, M.AMOUNT), (M.PRODUCT, M.OUTPUT_PROPOSED)),
)
