"""The diagrams that a workbook declares, each by the module that draws its kind."""

from __future__ import annotations

from pycore.report.boundary_picture import boundary_picture
from pycore.report.changes_picture import changes_picture
from pycore.report.pictures import FinishedPicture
from pycore.report.sankey import sankey_picture
from pycore.report.steps_picture import steps_picture
from pycore.report.values import ReportValues
from pycore.sheets.diagrams import BoundaryOf, ChangesOf, Diagram, SankeyOf, StepsOf


def diagram_picture(part: Diagram, values: ReportValues) -> FinishedPicture | None:
    """Draw a diagram; None where the workbook has nothing to draw."""
    match part:
        case SankeyOf():
            return sankey_picture(part, values)
        case BoundaryOf():
            return boundary_picture(part, values)
        case StepsOf():
            return steps_picture(part, values)
        case ChangesOf():
            return changes_picture(part, values)
