"""A native Excel scatter chart some of whose lines end in an arrow, which XlsxWriter does not write."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart_scatter import ChartScatter


class ArrowChart(ChartScatter):  # type: ignore[misc]
    """A scatter chart; a series whose line says ``"arrow": True`` has a head at its last point."""

    @classmethod
    def added_to(cls, book: Any) -> ArrowChart:
        """Make a chart that belongs to a workbook, as `Workbook.add_chart` does for the kinds that it knows."""
        chart = cls()
        chart.embedded = True
        chart.date_1904 = book.date_1904
        chart.remove_timezone = book.remove_timezone
        book.charts.append(chart)
        return chart

    def _write_a_ln(self, line: dict[str, Any]) -> None:
        """Write a line; the order of the elements is the schema's: fill, dash, join, head, tail."""
        if not line.get("arrow"):
            super()._write_a_ln(line)
            return
        self._xml_start_tag("a:ln", [("w", round(12_700 * line["width"]))])
        self._write_a_solid_fill(line)
        self._xml_empty_tag("a:round")
        self._xml_empty_tag("a:tailEnd", [("type", "triangle"), ("w", "med"), ("len", "med")])
        self._xml_end_tag("a:ln")
