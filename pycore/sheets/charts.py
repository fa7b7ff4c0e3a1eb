"""Native Excel charts from their definitions."""

from __future__ import annotations

from typing import Any

from pycore.cells.addresses import column_letters
from pycore.sheets.arrow_chart import ArrowChart
from pycore.sheets.bubble_chart import BubbleChart
from pycore.sheets.definition import Chart
from pycore.sheets.layout import Layout, PlacedBlock

PALETTE = ("#0B5563", "#E0A100", "#7FB069", "#C8553D", "#588B8B", "#8E6C8A", "#5D737E", "#D9AE61", "#2F6690")
_ROW_PIXELS = 20


def add_chart(book: Any, page: Any, chart: Chart, placed: PlacedBlock, layout: Layout, font: str) -> None:
    """Add a chart below its caption; its ranges are defined names of the workbook."""
    drawn = _made(book, chart)
    language = layout.language
    for index, series in enumerate(chart.series):
        colour = series.colour or PALETTE[index % len(PALETTE)]
        title = series.title if isinstance(series.title, str) else series.title[language]
        options: dict[str, Any] = {
            "name": "=" + layout.names[title[1:]].reference if title.startswith("=") else title,
            "categories": "=" + layout.names[series.categories].reference,
            "values": "=" + layout.names[series.values].reference,
        }
        if chart.kind == "scatter":
            dashed = {"color": colour, "width": 1.75, "arrow": True} if series.arrow else {
                "color": colour, "dash_type": "dash", "width": 1.25}  # fmt: skip
            options["line"] = dashed if series.line else {"none": True}
            options["marker"] = (
                {"type": "none"} if series.line
                else {"type": series.marker or "circle", "size": 10, "fill": {"color": colour}, "border": {"color": colour}}
            )  # fmt: skip
        elif chart.kind == "bubble":
            options |= {
                "fill": {"color": colour, "transparency": 25},
                "border": {"none": True},
                "sizes": "=" + layout.names[series.sizes].reference,
            }
        elif chart.kind == "line" or series.line:
            options["line"] = {"color": colour, "width": 2}
        else:
            options["fill"] = {"color": colour}
            options["border"] = {"none": True}
        if series.labels:
            labels: dict[str, Any] = {"value": True, "font": {"name": font, "size": 9}}
            if series.label_names and chart.kind == "bubble":
                options["label_names"] = "=" + layout.names[series.label_names].reference
            elif series.label_names:
                place = layout.names[series.label_names]
                sheet = place.reference.split("!")[0]
                labels["custom"] = [
                    {"value": f"={sheet}!${column_letters(place.left)}${row}"}
                    for row in range(place.top, place.bottom + 1)
                ]
                labels["position"] = "right"
            options["data_labels"] = labels
        drawn.add_series(options)
    axis_font = {"name": font, "size": 9}
    number_format = {"num_format": "0%"} if chart.percent else {}
    drawn.set_title({"name": chart.title[language], "name_font": {"name": font, "size": 12, "bold": True}})
    x_axis: dict[str, Any] = {"name": chart.x_title[language], "num_font": axis_font, "name_font": axis_font}
    y_axis: dict[str, Any] = {"name": chart.y_title[language], "num_font": axis_font, "name_font": axis_font,
                              "major_gridlines": {"visible": True, "line": {"color": "#DDE3E8"}}, **number_format}  # fmt: skip
    if chart.labels_low:
        x_axis["label_position"] = "low"
    if chart.kind in ("scatter", "bubble"):
        x_axis |= {
            **number_format,
            "label_position": "low",
            "major_gridlines": {"visible": True, "line": {"color": "#EEF1F3"}},
        }
        y_axis |= {"label_position": "low"}
    # XlsxWriter calls the categories of a bar chart, which stand upright, its y axis.
    across, upright = (y_axis, x_axis) if chart.kind == "bar" else (x_axis, y_axis)
    drawn.set_x_axis(across)
    drawn.set_y_axis(upright)
    hidden = [i for i, series in enumerate(chart.series) if not series.legend]
    drawn.set_legend({"position": "bottom", "font": axis_font, "delete_series": hidden})
    # A gap is the default that a file leaves out, and LibreOffice then draws a line's #N/A as 0.
    drawn.show_blanks_as("span" if chart.kind == "line" else "gap")
    drawn.set_size({"width": chart.width, "height": (chart.height - 1) * _ROW_PIXELS})
    page.insert_chart(placed.first - 1, 0, drawn, {"object_position": 2, "description": chart.title[language]})


def _made(book: Any, chart: Chart) -> Any:
    """Make the chart object of a kind; bubbles and arrows are our own."""
    if chart.kind == "bubble":
        return BubbleChart.added_to(book)
    if any(series.arrow for series in chart.series):
        return ArrowChart.added_to(book)
    kind: dict[str, Any] = {"type": chart.kind}
    if chart.subtype:
        kind["subtype"] = chart.subtype
    return book.add_chart(kind)
