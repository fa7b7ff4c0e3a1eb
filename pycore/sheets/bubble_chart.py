"""A native Excel bubble chart, which XlsxWriter does not have: its scatter chart with a third range, the sizes."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart_scatter import ChartScatter

_SMALLEST, _LARGEST = 0, 300
# Labels from cells came with Excel 2013, as an extension of the format ([MS-ODRAWXML], 2.24.3).
_EXTENSION = "http://schemas.microsoft.com/office/drawing/2012/chart"
_SHOWS_RANGE = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
_NAMES_RANGE = "{02D57815-91ED-43cb-92C2-25804820EDAC}"


class BubbleChart(ChartScatter):  # type: ignore[misc]
    """Bubbles at x and y whose areas stand for the values of the range `sizes` of each series.

    Args of the constructor:
        scale: size of the largest bubble in percent of Excel's own (a quarter of the plot), 0 to 300.
    """

    def __init__(self, scale: int = 100) -> None:
        super().__init__()
        if not _SMALLEST <= scale <= _LARGEST:
            raise ValueError(f"the scale of bubbles is {_SMALLEST} to {_LARGEST} percent, not {scale}")
        self.scale = scale

    @classmethod
    def added_to(cls, book: Any, scale: int = 100) -> BubbleChart:
        """Make a chart that belongs to a workbook, as `Workbook.add_chart` does for the kinds that it knows."""
        chart = cls(scale)
        chart.embedded = True
        chart.date_1904 = book.date_1904
        chart.remove_timezone = book.remove_timezone
        book.charts.append(chart)
        return chart

    def add_series(self, options: dict[str, Any]) -> None:
        """Add a series with `categories` (x), `values` (y) and `sizes`, each a range with a leading ``=``.

        `label_names`, a range too, puts the text of its cells beside the bubbles. Excel reads the cells; LibreOffice
        7.4 shows the texts that stood there when the file was made.
        """
        super().add_series(options)
        series = self.series[-1]
        for key in ("sizes", "label_names"):
            series[key] = options.get(key, "").removeprefix("=")
            series[f"{key}_data_id"] = self._get_data_id(series[key], None)

    # What follows are the element writers that XlsxWriter calls; the order of the elements is the schema's.

    def _write_chart_type(self, args: dict[str, Any]) -> None:
        """Write the chart element: its series and the scale of their bubbles."""
        if not args["primary_axes"]:
            return
        self._xml_start_tag("c:bubbleChart")
        self._xml_empty_tag("c:varyColors", [("val", 0)])
        for series in self._get_primary_axes_series():
            self._write_ser(series)
        self._xml_empty_tag("c:bubbleScale", [("val", self.scale)])
        self._xml_empty_tag("c:showNegBubbles", [("val", 0)])
        self._xml_empty_tag("c:sizeRepresents", [("val", "area")])
        self._write_axis_ids(args)
        self._xml_end_tag("c:bubbleChart")

    def _write_ser(self, series: dict[str, Any]) -> None:
        """Write one series: x, y and the sizes of its bubbles."""
        index = self.series_index
        self.series_index += 1
        self._xml_start_tag("c:ser")
        self._write_idx(index)
        self._write_order(index)
        self._write_series_name(series)
        self._write_sp_pr(series)
        self._xml_empty_tag("c:invertIfNegative", [("val", 0)])
        names = self.formula_data[series["label_names_data_id"]] if series["label_names"] else []
        if names:
            self._write_name_labels(len(names), series["labels"])
        self._write_x_val(series)
        self._write_y_val(series)
        self._xml_start_tag("c:bubbleSize")
        self._write_num_ref(series["sizes"], self.formula_data[series["sizes_data_id"]], "num")
        self._xml_end_tag("c:bubbleSize")
        self._xml_empty_tag("c:bubble3D", [("val", 0)])
        if names:
            self._write_names(series["label_names"], names)
        self._xml_end_tag("c:ser")

    def _write_name_labels(self, count: int, labels: dict[str, Any]) -> None:
        """Write a label for each point that shows its cell of the range of names."""
        self._xml_start_tag("c:dLbls")
        for index in range(count):
            self._xml_start_tag("c:dLbl")
            self._write_idx(index)
            self._write_cell_field(index)
            self._write_label_parts()
            self._xml_end_tag("c:dLbl")
        self._write_tx_pr(labels["font"])
        self._write_label_parts()
        self._xml_end_tag("c:dLbls")

    def _write_cell_field(self, index: int) -> None:
        """Write a label that shows the text of a cell, as a field."""
        self._xml_start_tag("c:tx")
        self._xml_start_tag("c:rich")
        self._xml_empty_tag("a:bodyPr")
        self._xml_start_tag("a:p")
        self._xml_start_tag("a:fld", [("id", f"{{00000000-0000-4000-8000-{index:012X}}}"), ("type", "CELLRANGE")])
        self._xml_empty_tag("a:rPr")
        self._xml_empty_tag("a:pPr")
        self._xml_data_element("a:t", "[CELLRANGE]")
        self._xml_end_tag("a:fld")
        self._xml_end_tag("a:p")
        self._xml_end_tag("c:rich")
        self._xml_end_tag("c:tx")

    def _write_label_parts(self) -> None:
        """Say that a label stands on the right and shows the cell of the range, nothing else."""
        self._xml_empty_tag("c:dLblPos", [("val", "r")])
        for part in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
            self._xml_empty_tag(f"c:show{part}", [("val", 0)])
        self._start_extension(_SHOWS_RANGE)
        self._xml_empty_tag("c15:showDataLabelsRange", [("val", 1)])
        self._end_extension()

    def _write_names(self, reference: str, names: list[Any]) -> None:
        """Write the range of names, with its texts as they are now."""
        self._start_extension(_NAMES_RANGE)
        self._xml_start_tag("c15:datalabelsRange")
        self._xml_data_element("c15:f", reference)
        self._xml_start_tag("c15:dlblRangeCache")
        self._xml_empty_tag("c:ptCount", [("val", len(names))])
        for index, name in enumerate(names):
            if name not in (None, ""):
                self._xml_start_tag("c:pt", [("idx", index)])
                self._xml_data_element("c:v", str(name))
                self._xml_end_tag("c:pt")
        self._xml_end_tag("c15:dlblRangeCache")
        self._xml_end_tag("c15:datalabelsRange")
        self._end_extension()

    def _start_extension(self, uri: str) -> None:
        self._xml_start_tag("c:extLst")
        self._xml_start_tag("c:ext", [("uri", uri), ("xmlns:c15", _EXTENSION)])

    def _end_extension(self) -> None:
        self._xml_end_tag("c:ext")
        self._xml_end_tag("c:extLst")
