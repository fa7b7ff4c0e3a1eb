"""The order in which conditional formats apply, which stops the others, and what they make of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from lxml import etree

from pycore.cells.stored import Area
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.package.package import Package
from pycore.template.areas import area_text, meet
from pycore.template.finding import finding
from pycore.template.looks.number_format import canonical_format
from pycore.template.pair import Pair
from pycore.template.sheet import ConditionalFormat, conditional_formats
from pycore.template.styles import StoredStyles
from pycore.template.xml import (
    attribute_is_true,
    children,
    descendants,
    parsed,
    related_part,
    whole_number,
    workbook_part,
)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A rule with its areas and its place: that of the smaller number wins; `stops` lets no later rule apply.

    `writes` is what it does to numbers and letters besides colouring them.
    """

    rule: ConditionalFormat
    areas: tuple[Area, ...]
    place: int
    stops: bool
    writes: str


RuleOrder = tuple[Ordered, ...]
_CONSTANT = re.compile(r'"[^"]*"|-?[\d.]+|TRUE|FALSE', re.IGNORECASE)


def rule_order(package: Package, frame: etree._Element, styles: StoredStyles) -> RuleOrder:
    """Return the conditional formats of a sheet in the order in which they apply."""
    found = list(conditional_formats(frame, styles))
    written = _written(package) if any(rule.get("dxfId") for *_, rule in found) else []
    ordered = [
        Ordered(
            one, areas, whole_number(rule.get("priority"), 1), attribute_is_true(rule, "stopIfTrue"), _at(written, rule)
        )
        for one, areas, rule in found
    ]
    return tuple(sorted(ordered, key=lambda one: one.place))


def _written(package: Package) -> list[str]:
    """What each differential format does to a number and its letters."""
    book = workbook_part(package)
    part = related_part(package, book, "styles") if book is not None else None
    lists = children(parsed(package.members[part]), "dxfs") if part is not None else []
    return [_of_format(dxf) for held in lists for dxf in children(held, "dxf")]


def _of_format(dxf: etree._Element) -> str:
    """Return what one differential format does to a number and its letters."""
    codes = [canonical_format(n.get("formatCode", "")).replace("\\", "") for n in children(dxf, "numFmt")]
    struck = any(attribute_is_true(s, "val") or s.get("val") is None for s in descendants(dxf, "strike"))
    return " ".join([*codes, *(["strike"] if struck else [])])


def _at(written: list[str], rule: etree._Element) -> str:
    """Return what the format of a rule does to a number and its letters."""
    own = children(rule, "dxf")
    if own:
        return _of_format(own[0])
    number = whole_number(rule.get("dxfId"), -1)
    return written[number] if 0 <= number < len(written) else ""


def order_findings(pair: Pair, found: RuleOrder, wanted: RuleOrder) -> Iterator[Finding]:
    """Yield the rules that apply in another order, stop others, or write numbers as the template's do not."""
    stopping = {one.rule for one in found if one.stops} - {one.rule for one in wanted if one.stops}
    for first, second in combinations(wanted, 2):
        shared = next((a for a in first.areas if any(meet(a, b) for b in second.areas)), None)
        at = None if shared is None else pair.area(shared)
        if at is None or _exclude(first.rule, second.rule):
            continue
        before, after = (_place(found, one.rule, at) for one in (first, second))
        if before is not None and after is not None and (before > after or first.rule in stopping):
            yield _order_changed(pair.file.name, area_text(at))
            break
    ours = {(one.rule, one.writes) for one in wanted}
    for one in found:
        if one.writes and (one.rule, one.writes) not in ours and any(pair.filled(a) for a in one.areas):
            yield _writes_otherwise(pair.file.name, area_text(one.areas[0]), one.writes)


def _place(found: RuleOrder, rule: ConditionalFormat, area: Area) -> int | None:
    """Return at which place a rule applies to an area; None where it does not."""
    return next((i for i, one in enumerate(found) if one.rule == rule and any(meet(area, a) for a in one.areas)), None)


def _exclude(one: ConditionalFormat, other: ConditionalFormat) -> bool:
    """Tell whether no cell can follow both rules, or both look alike: then their order makes no difference."""
    kinds = {one.kind, other.kind}
    if one.look == other.look or ("containsErrors" in kinds and kinds & {"cellIs", "beginsWith"}):
        return True  # both look alike, or no error is equal to a value or begins with a text
    if one.kind == other.kind == "beginsWith":
        return not (one.text.startswith(other.text) or other.text.startswith(one.text))
    same_kind = one.kind == other.kind == "cellIs" and one.operator == other.operator == "equal"
    return (
        same_kind
        and all(_CONSTANT.fullmatch(f) for f in (*one.formulas, *other.formulas))
        and one.formulas != other.formulas
    )


def _order_changed(sheet: str, cell: str) -> Finding:
    """Make the finding of rules that apply in another order."""
    return finding(
        "conditional-format-changed",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            "条件格式的先后次序被改动，检查结果会显示成别的颜色",
            "the conditional formats apply in another order, so that checks show in another colour",
        ),
    )


def _writes_otherwise(sheet: str, cell: str, writes: str) -> Finding:
    """Make the finding of a rule that writes numbers or letters otherwise."""
    return finding(
        "conditional-format-changed",
        Severity.WARNING,
        sheet,
        cell,
        Text(
            f"条件格式会改变内容的显示方式（{writes}）",
            f"a conditional format changes how the contents are shown ({writes})",
        ),
    )
