"""The charts of a workbook drawn for print: columns side by side or stacked, lines, shares, and points on a plane."""

from __future__ import annotations

from typing import Any

from pycore.language import Text
from pycore.report.pictures import GREY, GRID, FinishedPicture, Pen, drawn, pen_for
from pycore.report.values import ReportValues
from pycore.sheets.charts import PALETTE
from pycore.sheets.definition import Chart, Series

# Half-width characters that a label may take, and all of them beside one another.
_LABEL_ROOM, _AXIS_ROOM = 10, 84
_MOST_STANDING = 7
"""Names of more columns than this are written in full beside lying bars."""
_MARKERS = {"diamond": "D", "square": "s", "triangle": "^"}


def chart_picture(chart: Chart, values: ReportValues) -> FinishedPicture | None:
    """Draw a chart of the workbook; None where it has no number to show."""
    plotted = _Plotted(chart, values, pen_for(values.language))
    return plotted.points() if chart.kind in ("scatter", "bubble") else plotted.categories()


class _Plotted:
    """A chart of the definition on the way to a picture, with the values of one workbook."""

    def __init__(self, chart: Chart, values: ReportValues, pen: Pen) -> None:
        self.chart = chart
        self.values = values
        self.pen = pen

    def title(self, series: Series) -> str:
        """Return the title of a series: fixed words, or the value of a cell."""
        title = series.title
        if isinstance(title, Text):
            return self.pen.words(title[self.pen.language])
        # A title that begins with = is the value of a cell.
        return self.pen.words(self.values.text(title[1:]) if title.startswith("=") else title)

    def colour(self, index: int) -> str:
        return self.chart.series[index].colour or PALETTE[index % len(PALETTE)]

    # --- categories ---

    def categories(self) -> FinishedPicture | None:
        """Draw bars or lines over categories; None where nothing is to be shown."""
        values, chart = self.values, self.chart
        named = chart.series[0].categories
        rows = [
            row
            for row in range(1, len(values.cells(named)) + 1)
            if values.raw(named, row) is not None and any(values.number(s.values, row) for s in chart.series)
        ]
        if not rows:
            return None
        names = [self.pen.name(values.text(named, row), row) for row in rows]
        numbers = [[values.number(s.values, row) for row in rows] for s in chart.series]
        shown = {i: line for i, line in enumerate(numbers) if any(line)}

        def draw(figure: Any) -> None:
            axis = figure.subplots()
            if chart.kind in ("pie", "doughnut"):
                self._shares(axis, names, [v or 0.0 for v in next(iter(shown.values()))])
                return
            if len(shown) == 1 and (chart.kind == "bar" or len(rows) > _MOST_STANDING):
                self._lying_bars(axis, names, next(iter(shown)), next(iter(shown.values())))
                return
            self._bars_and_lines(axis, len(rows), shown)
            room = max(_LABEL_ROOM, _AXIS_ROOM // len(rows))
            axis.set_xticks(range(len(rows)), [self.pen.wrapped(name, room) for name in names])
            self._finish(axis, len(shown))

        return drawn(8.2, draw)

    def _bars_and_lines(self, axis: Any, count: int, numbers: dict[int, list[float | None]]) -> None:
        """Draw the series over their categories: bars beside or upon one another, the others as lines."""
        chart = self.chart
        bars = [i for i in numbers if not (chart.kind == "line" or chart.series[i].line)]
        stacked = chart.subtype in ("stacked", "percent_stacked")
        up, down = [0.0] * count, [0.0] * count
        width = 0.6 if stacked else 0.8 / max(len(bars), 1)
        for place, i in enumerate(bars):
            heights = [v or 0.0 for v in numbers[i]]
            label = self.title(chart.series[i])
            if stacked:
                bottoms = [up[k] if v >= 0 else down[k] for k, v in enumerate(heights)]
                axis.bar(range(count), heights, width, bottom=bottoms, color=self.colour(i), label=label, zorder=2)
                up = [u + max(v, 0.0) for u, v in zip(up, heights, strict=True)]
                down = [d + min(v, 0.0) for d, v in zip(down, heights, strict=True)]
                continue
            left = [k + (place - (len(bars) - 1) / 2) * width for k in range(count)]
            columns = axis.bar(left, heights, width * 0.92, color=self.colour(i), label=label, zorder=2)
            if chart.series[i].labels or len(bars) * count <= 12:
                axis.bar_label(columns, [self._number(i, v) if v else "" for v in heights], fontsize=7.5, padding=1.5)
        for i in numbers:
            if i not in bars:
                axis.plot(
                    range(count), [float("nan") if v is None else v for v in numbers[i]],
                    color=self.colour(i), marker="o", ms=4, lw=1.6, label=self.title(chart.series[i]), zorder=3,
                )  # fmt: skip

    def _lying_bars(self, axis: Any, names: list[str], index: int, numbers: list[float | None]) -> None:
        """Bars to the right, one series, the first row on top; names may be long."""
        heights = [v or 0.0 for v in numbers]
        bars = axis.barh(range(len(names)), heights, 0.66, color=self.colour(index), zorder=2)
        axis.bar_label(bars, [self._number(index, v) for v in heights], fontsize=7.5, padding=2)
        axis.set_yticks(range(len(names)), names)
        axis.invert_yaxis()
        axis.xaxis.set_major_formatter(_whole_share if self._in_percent(index) else _thousands)
        axis.set_xlabel(self.title(self.chart.series[index]))
        axis.margins(x=0.12)
        axis.grid(axis="x", color=GRID, lw=0.6, zorder=0)
        axis.set_axisbelow(True)
        axis.spines[["top", "right"]].set_visible(False)

    def _number(self, index: int, value: float) -> str:
        return f"{value:.1%}" if self._in_percent(index) else _short(value)

    def _in_percent(self, index: int) -> bool:
        return "%" in self.values.entries[self.chart.series[index].values].format

    def _shares(self, axis: Any, names: list[str], numbers: list[float]) -> None:
        """Draw the positive numbers as slices of a pie, each with its name and percentage."""
        positive = [(n, v) for n, v in zip(names, numbers, strict=True) if v > 0]
        colours = [PALETTE[i % len(PALETTE)] for i in range(len(positive))]
        axis.pie(
            [v for _, v in positive], labels=[n for n, _ in positive], colors=colours, autopct="%.1f%%",
            startangle=90, counterclock=False, wedgeprops={"lw": 0.8, "ec": "white"},
        )  # fmt: skip

    # --- points ---

    def points(self) -> FinishedPicture | None:
        """Draw a chart of points; None where no series but lines has a point."""
        values, chart = self.values, self.chart
        if not any(
            values.number(s.categories, row) is not None and values.number(s.values, row) is not None
            for s in chart.series
            if not s.line
            for row in range(1, len(values.cells(s.categories)) + 1)
        ):
            return None
        return drawn(10.5, self._draw_points)

    def _draw_points(self, figure: Any) -> None:
        """Draw all series around the axes through 0, and name both axes."""
        axis = figure.subplots()
        axis.axvline(0, color=GREY, lw=0.8, zorder=1)
        for i, series in enumerate(self.chart.series):
            self._one_series(axis, i, series)
        axis.margins(0.12)
        axis.set_xlabel(self.pen.words(self.chart.x_title[self.pen.language]))
        if self.chart.percent:
            axis.xaxis.set_major_formatter(_percent)
        axis.grid(axis="x", color=GRID, lw=0.6, zorder=0)
        self._finish(axis, len(self.chart.series))

    def _one_series(self, axis: Any, index: int, series: Series) -> None:
        """Draw one series: its rows that have a number for both axes."""
        values = self.values
        found = [
            (x, y, row)
            for row in range(1, len(values.cells(series.categories)) + 1)
            if (x := values.number(series.categories, row)) is not None
            and (y := values.number(series.values, row)) is not None
        ]
        if not found:
            return
        xs, ys = [x for x, _, _ in found], [y for _, y, _ in found]
        if series.arrow:
            head = {"arrowstyle": "-|>", "color": self.colour(index), "lw": 1.2, "shrinkA": 4, "shrinkB": 4}
            axis.annotate("", (xs[-1], ys[-1]), (xs[0], ys[0]), arrowprops=head, zorder=2)
            return
        if series.line:
            axis.plot(xs, ys, color=self.colour(index), lw=1.2, ls="--", label=self.title(series), zorder=1)
            return
        axis.scatter(
            xs, ys, s=46, color=self.colour(index), marker=_MARKERS.get(series.marker, "o"), ec="white", lw=0.8,
            label=self.title(series), zorder=3,
        )  # fmt: skip
        names = series.label_names
        for x, y, row in found if names else ():
            axis.annotate(
                self.pen.name(values.text(names, row), row), (x, y), xytext=(6, 4),
                textcoords="offset points", fontsize=8,
            )  # fmt: skip

    # --- axes ---

    def _finish(self, axis: Any, series: int) -> None:
        """Put title, number format and grid to the axis of the values."""
        axis.set_ylabel(self.pen.words(self.chart.y_title[self.pen.language]))
        shares = all(self._in_percent(i) for i in range(len(self.chart.series)))
        axis.yaxis.set_major_formatter(_percent if self.chart.percent else _whole_share if shares else _thousands)
        axis.grid(axis="y", color=GRID, lw=0.6, zorder=0)
        axis.set_axisbelow(True)
        axis.axhline(0, color=GREY, lw=0.8)
        axis.spines[["top", "right"]].set_visible(False)
        axis.figure.legend(
            loc="outside lower center", ncols=min(series, 4), frameon=False, fontsize=8, handlelength=1.4
        )


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _whole_share(value: float, _: int) -> str:
    return f"{value:.0%}"


def _thousands(value: float, _: int) -> str:
    return f"{value:,.10g}"


def _percent(value: float, _: int) -> str:
    return f"{value:+.0%}" if abs(value) > 1e-12 else "0%"
