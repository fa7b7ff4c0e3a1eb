"""The charts of the template, which may show figures of other sheets, beside those of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pycore.cells.stored import Area
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import area_text
from pycore.template.finding import EXPLAIN, finding, shown
from pycore.template.pair import Pair
from pycore.template.sheet import SheetFacts


def chart_findings(pairs: Mapping[str, Pair], facts: Mapping[str, SheetFacts]) -> Iterator[Finding]:
    """Compare charts by where their figures come from, by their words and their axes.

    Args:
        pairs, facts: by the template's name of the sheet.
    """
    for name, pair in pairs.items():
        theirs = list(facts[name].charts)
        for chart in pair.ours.facts.charts:
            wanted = [(_moved(pairs, s.categories), _moved(pairs, s.values)) for s in chart.series]

            def alike(other: object, wanted: list[tuple[str, str]] = wanted) -> int:
                found = [(s.categories, s.values) for s in getattr(other, "series", ())]
                return sum(a == b for a, b in zip(found, wanted, strict=False))

            best = max(theirs, key=lambda c: (alike(c), c.title == chart.title), default=None)
            place = area_text(chart.place)
            if best is None:
                yield _chart_changed(pair.file.name, place, _CHART_MISSING)
                continue
            theirs.remove(best)
            found = [(s.categories, s.values) for s in best.series]
            place = area_text(best.place)
            if found != wanted:
                other = next((f for f, w in zip(found, wanted, strict=False) if f != w), None)
                yield _chart_changed(pair.file.name, place, _chart_series(len(found), len(wanted), other))
            if best.title != chart.title:
                yield _chart_changed(pair.file.name, place, _chart_title(best.title))
            if best.scales != chart.scales:
                yield _chart_changed(pair.file.name, place, _chart_scales(best.scales))
        for extra in theirs:
            yield _chart_added(pair.file.name, area_text(extra.place))


def _moved(pairs: Mapping[str, Pair], reference: str) -> str:
    """Where the figures of the template's chart stand in the file."""
    sheet, _, cells = reference.rpartition("!")
    pair, area = pairs.get(sheet), Area.of(cells)
    at = pair.area(area) if pair is not None and area is not None else None
    return reference if pair is None or at is None else f"{pair.file.name}!{area_text(at)}"


_CHART_MISSING = Text("模板的图表被删除", "a chart of the template is missing")


def _chart_series(found: int, wanted: int, other: tuple[str, str] | None) -> Text:
    """Say that a chart has another number of series, or takes its numbers from elsewhere."""
    if other is None:
        return Text(
            f"图表有 {found} 个系列，模板为 {wanted} 个",
            f"the chart has {found} series, the template's {wanted}",
        )
    return Text(f"图表的数据取自 {other[1]}", f"the chart takes its figures from {other[1]}")


def _chart_title(title: str) -> Text:
    return Text(f"图表标题改为“{shown(title)}”", f"the chart's title is now “{shown(title)}”")


def _chart_scales(scales: tuple[str, ...]) -> Text:
    said = ", ".join(scales) or "auto"
    return Text(f"图表坐标轴的范围被改动（{said}）", f"the chart's axes were set to another range ({said})")


def _chart_changed(sheet: str, cell: str, found: Text) -> Finding:
    return finding("chart-changed", Severity.WARNING, sheet, cell, found)


def _chart_added(sheet: str, cell: str) -> Finding:
    said = Text("增加了图表", "a chart was added")
    return finding("chart-changed", Severity.NOTE, sheet, cell, said, action=EXPLAIN)
