"""How a sheet is shown and printed: its view, widths and heights, headers, print area, messages, links and backgrounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pycore.cells.stored import Area
from pycore.template.cells import SheetRows
from pycore.template.xml import attribute_is_true, descendants, local, whole_number

_USUAL_WIDTH = 8.43
_TEXT_CODE = re.compile(r'&"[^"]*"|&K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|&\d+|&[BIUESXYOH]', re.IGNORECASE)
"""Codes in a header for typeface, colour and size: programs write them as they like."""
_USUAL_VIEW = ("", "normal")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a validation says to whoever enters something: while it is entered, and when it is refused."""

    areas: tuple[Area, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageLook:
    """What stands beside the cells of a sheet.

    Attributes:
        view: what is set of the view out of the usual (`showFormulas`, `rightToLeft`, `zoomScale=20` …).
        widths: of columns from first to last, in characters.
        heights: of rows, in points.
        print_area: as the defined name has it; "" for all.
        header: the words of all headers and footers.
        printed: what is set of printing that leaves something out or replaces it.
        prompts: the messages of validations.
        links: where the links of cells lead, by cell.
        extras: elements of the sheet that put something over or behind the cells.
    """

    view: frozenset[str]
    widths: tuple[tuple[int, int, float], ...]
    usual_width: float
    heights: Mapping[int, float]
    print_area: str
    header: str
    printed: frozenset[str]
    prompts: tuple[Prompt, ...]
    links: Mapping[str, str]
    extras: frozenset[str]

    def width(self, column: int) -> float:
        """Return the width of a column, in characters."""
        return next((w for first, last, w in self.widths if first <= column <= last), self.usual_width)


def page_look(rows: SheetRows, print_area: str) -> PageLook:
    """Read what stands beside the cells in the part of a sheet."""
    frame = rows.frame
    formats = next(descendants(frame, "sheetFormatPr"), None)
    return PageLook(
        frozenset(_view(frame)),
        tuple(
            (whole_number(c.get("min"), 1), whole_number(c.get("max"), 1), _number(c.get("width"), _USUAL_WIDTH))
            for c in descendants(frame, "col")
        ),
        _USUAL_WIDTH if formats is None else _number(formats.get("defaultColWidth"), _USUAL_WIDTH),
        dict(_heights(rows)),
        print_area,
        _header(frame),
        frozenset(_printed(frame)),
        tuple(_prompts(frame)),
        {h.get("ref", ""): _leads_to(h) for h in descendants(frame, "hyperlink")},
        frozenset(_extras(frame)),
    )


def _number(text: str | None, otherwise: float) -> float:
    """Read a number; the other one where there is none."""
    try:
        return float(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def _view(frame: etree._Element) -> list[str]:
    """Name what is set of the view out of the usual."""
    found: list[str] = []
    for view in descendants(frame, "sheetView"):
        found += [name for name in ("showFormulas", "rightToLeft") if attribute_is_true(view, name)]
        zoom = whole_number(view.get("zoomScale"), 100)
        if view.get("view", "") in _USUAL_VIEW and not _LEAST_ZOOM <= zoom <= _MOST_ZOOM:
            found.append(f"zoomScale={zoom}")
        if view.get("showRowColHeaders", "1").strip() in ("0", "false"):
            found.append("showRowColHeaders=0")
    for settings in descendants(frame, "sheetPr"):
        found += [n for n in ("transitionEvaluation", "transitionEntry") if attribute_is_true(settings, n)]
    return found


_LEAST_ZOOM, _MOST_ZOOM = 40, 300
"""Per cent; beyond, nothing can be read or only a corner is seen."""


def _heights(rows: SheetRows) -> list[tuple[int, float]]:
    """Return the rows that have a height of their own, with it in points."""
    found, last = [], 0
    for attributes in rows.row_attributes():
        last = whole_number(attributes.get("r"), last + 1)
        if "ht" in attributes:
            found.append((last, _number(attributes["ht"], 15.0)))
    return found


def _header(frame: etree._Element) -> str:
    """The words of headers and footers; those for even and first pages only where the sheet uses them."""
    found: list[str] = []
    for held in descendants(frame, "headerFooter"):
        unused = [
            name for name, switch in (("even", "differentOddEven"), ("first", "differentFirst"))
            if not attribute_is_true(held, switch)
        ]  # fmt: skip
        for one in held:
            name = etree.QName(one).localname if isinstance(one.tag, str) else ""
            if not any(name.startswith(word) for word in unused):
                found.append(re.sub(r"\s+", "", _TEXT_CODE.sub("", one.text or "")))
    return "|".join(text for text in found if text)


def _printed(frame: etree._Element) -> list[str]:
    """Name what is set of printing out of the usual."""
    found: list[str] = []
    fits = any(attribute_is_true(p, "fitToPage") for p in descendants(frame, "pageSetUpPr"))
    for page in descendants(frame, "pageSetup"):
        if page.get("errors", "displayed") != "displayed":
            found.append(f"errors={page.get('errors')}")
        scale = whole_number(page.get("scale"), 100)
        if not fits and scale < _LEAST_ZOOM:
            found.append(f"scale={scale}")
        if attribute_is_true(page, "draft"):
            found.append("draft")
    return found


def _prompts(frame: etree._Element) -> list[Prompt]:
    """Return what the validations say."""
    found: list[Prompt] = []
    for rule in descendants(frame, "dataValidation"):
        areas = rule.get("sqref") or " ".join(e.text or "" for e in descendants(rule, "sqref"))
        said: list[str] = []
        if attribute_is_true(rule, "showInputMessage"):
            said += [rule.get("promptTitle", ""), rule.get("prompt", "")]
        if attribute_is_true(rule, "showErrorMessage"):
            said += [rule.get("errorTitle", ""), rule.get("error", "")]
        places = tuple(area for area in map(Area.of, areas.split()) if area is not None)
        if places:
            found.append(Prompt(places, tuple(text for text in map(plain_words, said) if text)))
    return found


def plain_words(text: str) -> str:
    """Take out how a program writes the end of a line, and all blanks."""
    return re.sub(r"\s+|_x000[AaDd]_", "", text)


def _leads_to(link: etree._Element) -> str:
    """Where a link of a cell leads inside the file, without quotes and dollars; "" for one that leads out of it."""
    place = link.get("location", "").lstrip("#")
    sheet, mark, cell = place.rpartition("!")
    return f"{sheet.strip(chr(39)).replace(chr(39) * 2, chr(39))}{mark}{cell.replace('$', '')}"


_EXAMINED = frozenset(
    re.findall(
        r"\w+",
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection autoFilter sortState "
        "dataConsolidate mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
        "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing "
        "legacyDrawing webPublishItems tableParts extLst AlternateContent",
    )
)
"""Elements of a sheet that are looked at elsewhere, or show nothing; any other one is named."""
_INSIDE = ("sparklineGroup", "oleObject", "control")


def _extras(frame: etree._Element) -> list[str]:
    """Name the elements that nothing else looks at, and what they put over cells."""
    found = {local(element) for element in frame} - _EXAMINED - {""}
    return sorted(found | {name for name in _INSIDE if any(True for _ in descendants(frame, name))})
