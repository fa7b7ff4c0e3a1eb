"""Carbon contents that a material cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Subject

_BY_MASS, _BY_VOLUME = "tC/t", "tC/10⁴Nm³"
# Carbon by mass is at most 1. A cubic metre of a gas with one carbon atom a molecule holds 12/22.414 kg.
_LIMITS = {
    "feed_coal": (0.2, 0.95, _BY_MASS), "slag": (0.0, 0.6, _BY_MASS), "waste_water": (0.0, 0.1, _BY_MASS),
    "oil_products": (0.7, 0.95, _BY_MASS), "syngas": (0.3, 5.4, _BY_VOLUME), "fuel_gas": (0.0, 22.0, _BY_VOLUME),
    "sng": (4.0, 6.5, _BY_VOLUME), "other": (0.0, 22.0, f"{_BY_MASS} / {_BY_VOLUME}"),
}  # fmt: skip


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.lines("carbon"):
        material, content = line.code("material"), line.number("content")
        if content is None or not material:
            continue
        low, high, unit = _LIMITS.get(material, (0.0, 1.0, _BY_MASS))
        if low <= content <= high:
            continue
        percent = Text("疑为百分数，请除以 100。", "It looks like a percentage: divide by 100.")
        other = Text("请核对含碳量及其单位（质量或体积）。", "Check the value and its unit (mass or volume).")
        own = line.number("content_own") is not None
        yield RULE.at(
            line.cell("content_own" if own else "content"),
            Text(
                f"“{line.text('material')}”含碳量为 {figure(content)}",
                f'carbon content of "{line.text("material")}" is {figure(content)}',
            ),
            Text(f"{low:g} 到 {high:g} {unit}", f"{low:g} to {high:g} {unit}"),
            percent if content > high and low <= content / 100 <= high else other,
        )


RULE = Rule(
    "unit-carbon-content",
    15,
    Text("含碳量超出物料可能的范围", "A carbon content that the material cannot have"),
    Severity.ERROR,
    _check,
)
