"""How a chart shows its figures: of which kind it is, what its series and axes are called, and what is written into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from lxml import etree

from pycore.cells.stored import Area
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.package.package import Package
from pycore.template.areas import area_text
from pycore.template.drawings import anchored_items, plain_reference
from pycore.template.finding import finding, shown
from pycore.template.pair import Pair
from pycore.template.styles import format_trouble
from pycore.template.xml import attribute_is_true, children, descendants, local, parsed, related

_SMALL = 4
"""How many times fewer cells than the template's a chart must lie over to be called made small."""


@dataclass(frozen=True, slots=True)
class ChartLook:
    """What a chart shows besides the areas of its figures, its title and the range of its axes.

    Attributes:
        place: the cells under it.
        title: its words.
        kinds: bars, lines and so on, with the way in which they are stacked.
        series: the names of the series.
        axes: the words at the axes.
        unseen: series and points that are drawn in no colour.
        typed: words that stand at points in the place of their values.
        formats: number formats that show another number than there is.
        drawn_over: whether shapes or texts lie in it.
        has_legend: whether it says which series is which.
    """

    place: Area
    title: str
    kinds: tuple[str, ...]
    series: tuple[str, ...]
    axes: tuple[str, ...]
    unseen: int
    typed: tuple[str, ...]
    formats: tuple[str, ...]
    drawn_over: bool
    has_legend: bool


def read_charts(package: Package, part: str) -> tuple[ChartLook, ...]:
    """Return the charts of a sheet's part in their order."""
    found: list[ChartLook] = []
    for _, kind, drawing in related(package, part):
        parts = (
            {id: target for id, of, target in related(package, drawing) if of == "chart"} if kind == "drawing" else {}
        )
        for place, item in anchored_items(package, drawing) if parts else ():
            ids = [str(v) for c in descendants(item, "chart") for k, v in c.attrib.items() if str(k).endswith("}id")]
            if ids and ids[0] in parts:
                found.append(_chart(package, parts[ids[0]], place))
    return tuple(found)


def _chart(package: Package, part: str, place: Area) -> ChartLook:
    """Read one chart."""
    tree = parsed(package.members[part])
    titles = [(local(_above(t)), _words(t)) for t in descendants(tree, "title")]
    series = list(descendants(tree, "ser"))
    codes = {n.get("formatCode", "") for n in descendants(tree, "numFmt") if not attribute_is_true(n, "sourceLinked")}
    return ChartLook(
        place,
        "".join(words for above, words in titles if above == "chart"),
        tuple(sorted(_kind(plot) for plot in _plots(tree))),
        tuple(_name(one) for one in series),
        tuple(sorted(words for above, words in titles if above != "chart" and words)),
        sum(_is_unseen(one) for one in [*series, *descendants(tree, "dPt")]),
        tuple(words for label in descendants(tree, "dLbl") for r in descendants(label, "rich") if (words := _words(r))),
        tuple(sorted(code for code in codes if format_trouble(code))),
        any(kind == "chartUserShapes" for _, kind, _ in related(package, part)),
        any(True for _ in descendants(tree, "legend")),
    )


def _plots(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the plots of a chart: bars, lines and so on."""
    for area in descendants(tree, "plotArea"):
        yield from (e for e in area if local(e).endswith("Chart"))


def _kind(plot: etree._Element) -> str:
    """Name the kind of a plot; bars side by side and lines by themselves are the usual, which some programs leave out."""
    said = [c.get("val", "") for name in ("barDir", "grouping") for c in children(plot, name)]
    return " ".join([local(plot), *(s for s in said if s not in ("", "standard", "clustered"))])


def _name(series: etree._Element) -> str:
    """Return the name of a series: the cell that it is taken from, or its words."""
    for held in children(series, "tx"):
        reference = next((f.text or "" for f in descendants(held, "f")), None)
        if reference is None:
            return "".join(v.text or "" for v in descendants(held, "v"))
        quoted = reference.strip()
        if quoted.startswith('"') and quoted.endswith('"'):
            return quoted[1:-1].replace('""', '"')
        return plain_reference(quoted)
    return ""


def _words(element: etree._Element) -> str:
    """Return the words inside an element, joined."""
    return "".join(t.text or "" for t in descendants(element, "t")).strip()


def _above(element: etree._Element) -> etree._Element:
    """Return the element that holds another one."""
    parent = element.getparent()
    return element if parent is None else parent


def _is_unseen(one: etree._Element) -> bool:
    """Tell whether a series or point has neither a filled shape, nor a line, nor a marker."""
    shapes = children(one, "spPr")
    if not shapes:
        return False
    line = [ln for ln in children(shapes[0], "ln") if children(ln, "noFill")]
    symbols = [s.get("val", "") for m in children(one, "marker") for s in children(m, "symbol")]
    points = bool(symbols) and symbols[0] != "none"
    filled = bool(children(shapes[0], "noFill"))
    of_lines = bool(line) and symbols == ["none"]
    return not points and (of_lines or (filled and (bool(line) or not children(shapes[0], "ln"))))


_SAID = {
    "kinds": Text("图表类型改为 {now}", "the kind of chart is now {now}"),
    "series": Text("图表的系列名称改为 {now}", "the series of the chart are now called {now}"),
    "axes": Text("图表坐标轴的文字改为 {now}", "the words at the axes of the chart are now {now}"),
    "unseen": Text(
        "图表有 {now} 个系列或数据点设为无颜色，看不见", "{now} series or points of the chart are drawn in no colour"
    ),
    "typed": Text("图表的数据标签为手工输入的文字 {now}", "labels of the chart are typed words: {now}"),
    "formats": Text("图表的数字格式会显示成别的数：{now}", "a number format of the chart shows another number: {now}"),
    "drawn_over": Text("图表内增加了形状或文字", "shapes or words were drawn into the chart"),
    "has_legend": Text("图表的图例被删除", "the legend of the chart is gone"),
}


_BUBBLES, _POINTS = ("bubbleChart",), ("scatterChart",)
_AS_POINTS = Text(
    "气泡图改为大小相同的点（ONLYOFFICE 如此保存），数据未变",
    "bubbles are now points of one size, as ONLYOFFICE saves them; the figures are the same",
)
_ADDED = ("typed", "formats")
"""Of these only what is new counts: programs leave some out."""


def chart_look_findings(pair: Pair, found: tuple[ChartLook, ...], wanted: tuple[ChartLook, ...]) -> Iterator[Finding]:
    """Yield what charts of the template show otherwise; one that is gone has a finding of its own."""
    left = list(found)
    for ours in wanted:
        theirs = max(left, key=lambda c: (c.title == ours.title, c.series == ours.series), default=None)
        if theirs is None:
            return
        left.remove(theirs)
        for name in (f.name for f in fields(ChartLook) if f.name in _SAID):
            now, then = getattr(theirs, name), getattr(ours, name)
            if (
                now == then
                or (name == "unseen" and now < then)
                or (name == "has_legend" and now)
                or (name in _ADDED and not set(now) - set(then))
            ):
                continue
            if (then, now) == (_BUBBLES, _POINTS):
                yield _chart_shows(pair, theirs, _AS_POINTS, Severity.NOTE)
                continue
            yield _chart_shows(pair, theirs, _SAID[name].format(now=_written(now)))
        if theirs.place.size * _SMALL < ours.place.size:
            small = Text("图表被缩得很小", "the chart was made very small")
            yield _chart_shows(pair, theirs, small)


def _written(value: object) -> str:
    """Write what a chart shows for a sentence."""
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return shown(text or "–")


def _chart_shows(pair: Pair, chart: ChartLook, said: Text, severity: Severity = Severity.WARNING) -> Finding:
    """Make the finding of a chart that shows its figures otherwise."""
    return finding("chart-changed", severity, pair.file.name, area_text(chart.place), said)
