"""Net calorific values that a fuel cannot have, and gross ones given as net."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.factor_sheet import OWN_FACTORS, SHEET
from pycore.review.rules.library_values import OwnValue, own_values
from pycore.review.rules.rule import Rule, written_number
from pycore.review.rules.unit_own_value import FARTHEST, NEAR
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M

# The least and the most net calorific value, GJ/t or GJ/10⁴ Nm³, and gross over net. The ranges are wide enough for what
# is sold under the name and for every value of the library; our judgement. A gas without hydrogen has one value.
RANGES: dict[str, tuple[float, float, float]] = {
    "anthracite": (14, 34, 1.03), "bituminous": (10, 33, 1.045), "lignite": (6, 24, 1.09),
    "washed_clean_coal": (18, 33, 1.045), "other_washed_coal": (5, 26, 1.05), "briquette": (10, 30, 1.04),
    "coal_slime": (5, 22, 1.06), "gangue": (2, 14, 1.06), "coke": (24, 33, 1.01), "petroleum_coke": (28, 37, 1.03),
    "crude_oil": (38, 44, 1.06), "fuel_oil": (38, 43.5, 1.06), "gasoline": (41, 45, 1.07), "diesel": (41, 44.5, 1.066),
    "kerosene": (41, 45, 1.07), "jet_kerosene": (41, 45, 1.07), "naphtha": (40, 46, 1.075),
    "tar": (30, 41, 1.04), "crude_benzene": (38, 43, 1.04), "lpg": (43, 50.5, 1.083), "lng": (41, 52, 1.108),
    "natural_gas": (280, 412, 1.108), "coke_oven_gas": (130, 210, 1.125),
    "blast_furnace_gas": (25, 48, 1.01), "converter_gas": (50, 105, 1.005), "carbide_furnace_gas": (70, 126, 1.02),
}  # fmt: skip
_GROSS = re.compile(r"高位|弹筒|高热值|Q\s*(?:gr|b)\b|Qgr|\b(?:HHV|GCV)\b|\bgross\b", re.IGNORECASE)
_NET = re.compile(r"低位|低热值|换算|Qnet|\b(?:LHV|NCV|net|converted)\b", re.IGNORECASE)
_NCV = re.compile(r"fuel\.[^.]+\.(\w+)\.ncv")
"""The id of a calorific value: what the sheets of the library say of a fuel."""
_TOLD_IN = (M.USE, M.REASON, M.EVIDENCE)


def _check(subject: Subject) -> Iterator[Finding]:
    fuels = {line.table.key for line in subject.ledger(Ledger.FUELS)}
    owned = [
        own
        for own in own_values(subject)
        if (own.line.table.key in fuels and M.CALORIFIC_VALUE in subject.meanings.of(own.line.table, own.column))
        or (own.line.table.key in (SHEET, OWN_FACTORS) and _NCV.fullmatch(own.id))
    ]
    for own in owned:
        # What is of another magnitude is a slip of units, and `unit-own-value` says so.
        if not own.default or not 1 / FARTHEST <= own.value / own.default <= FARTHEST:
            continue
        named_by_id = _NCV.fullmatch(own.id)
        fuel = own.line.code(M.FUEL) or (named_by_id[1] if named_by_id else "")
        low, high, _ = RANGES.get(fuel, (0.0, float("inf"), 1.0))
        said = " ".join(own.line.text(meaning) for meaning in _TOLD_IN if own.line.key(meaning))
        named = says_gross(said)
        if named or not low <= own.value <= high:
            yield _finding(own, fuel, named, owned)


def says_gross(said: str) -> bool:
    """Whether a text says that a calorific value is gross, and not that it was converted to net."""
    return bool(_GROSS.search(said)) and not _NET.search(said)


def _finding(own: OwnValue, fuel: str, named: bool, owned: list[OwnValue]) -> Finding:
    column = own.line.table.column(own.column)
    value, label = written_number(own.value), own.line.text(M.FUEL) or own.id
    expected = Text("低位发热量", "a net calorific value")
    if fuel in RANGES:
        low, high, _ = RANGES[fuel]
        expected = Text(f"低位发热量 {low:g} 到 {high:g}", f"a net calorific value of {low:g} to {high:g}")
    action = Text(
        "请核对数值、基准（低位、收到基）和燃料种类。", "Check the value, its basis (net, as received) and the fuel."
    )
    if named:
        action = Text("本行写明为高位发热量，请换算为低位发热量。", "The row says that it is gross: convert it to net.")
    elif (net := _net_of(own, fuel, owned)) is not None:
        action = Text(
            f"与 {written_number(net)} 之比等于高位与低位发热量之比，疑为高位发热量，请换算为低位。",
            f"It is to {written_number(net)} as gross is to net, and looks like a gross value: convert it to net.",
        )
    return RULE.at(
        own.line.cell(own.column),
        Text(f"“{label}”{column.title.zh}为 {value}", f'{column.title.en} of "{label}" is {value}'),
        expected,
        action,
    )


def _net_of(own: OwnValue, fuel: str, owned: list[OwnValue]) -> float | None:
    """The net value, of the library or of another row of the fuel, whose gross value this is; None for none."""
    gross = RANGES[fuel][2] if fuel in RANGES else 1.0
    others = (o.value for o in owned if o.id == own.id and o is not own)
    known = (value for value in (own.default, *others) if value)
    return next((value for value in known if gross > NEAR and abs(own.value / value / gross - 1) <= NEAR - 1), None)


RULE = Rule(
    "unit-calorific-value",
    15,
    Text(
        "低位发热量超出燃料可能的范围，或填了高位发热量",
        "A net calorific value that the fuel cannot have, or a gross one",
    ),
    Severity.WARNING,
    _check,
    needs=((M.FUEL, M.CALORIFIC_VALUE, M.OWN_VALUE, M.REASON),),
)
