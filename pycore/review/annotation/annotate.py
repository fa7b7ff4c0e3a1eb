"""An annotated copy of a workbook: a comment on each finding's cell, and a sheet of findings that links to the cells.

The package is edited and not rewritten: parts are added, references to them are put in, and every other byte of every
part stays as it was submitted. Texts are inline strings, never formulas; links lead into the workbook and nowhere else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from pycore.cells.stored import Area
from pycore.findings.finding import Finding
from pycore.findings.groups import grouped
from pycore.language import Language
from pycore.package.package import Package, SheetPart
from pycore.package.refused_xml import damaged
from pycore.package.value_xml import LONGEST_TEXT
from pycore.review.annotation.additions import Additions
from pycore.review.annotation.comments import blocks_of, comment, comments_part, drawing_part
from pycore.review.annotation.findings_sheet import FINDINGS_SHEET, sheet_part, wrapped_style
from pycore.review.annotation.part_outline import namespaces, outline_of, relationships

_MOST_ROWS = 100_000
_SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What comes behind the legacy drawing in a worksheet, in the order of the schema.
_BEHIND = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
}  # fmt: skip


def annotated_copy(data: bytes, findings: Sequence[Finding], language: Language) -> bytes:
    """Return a copy of a workbook with comments on the cells of the findings and a sheet that lists them.

    A sheet that already has comments or form controls keeps them as they are: its findings stand on the list alone, and
    so do those of the whole file or of a cell that the file does not have.

    Raises:
        FileProblem: not a workbook, or its parts are damaged.
    """
    return _Annotating(Package.read(data), findings, language).result()


class _Annotating:
    """One copy with the findings in it, on the way; nothing of the submitted file changes."""

    def __init__(self, package: Package, findings: Sequence[Finding], language: Language) -> None:
        self.package, self.findings, self.language = package, findings[:_MOST_ROWS], language
        self.additions = Additions(package)
        self.blocks = 0

    def result(self) -> bytes:
        """Put comments on the sheets and a sheet of findings at the end, and return the copy."""
        workbook = self._workbook()
        for sheet in self.package.sheets:
            self._comments(sheet)
        self._findings_sheet(workbook)
        return self.additions.written()

    def _workbook(self) -> str:
        """Find the part of the workbook; `FileProblem` where the file names none."""
        root = self.additions.part("_rels/.rels")
        for kind, target in relationships(self.additions.content(root), "_rels/.rels"):
            if kind == "officeDocument":
                return self.additions.part(posixpath.normpath(posixpath.join("/", target)).lstrip("/"))
        raise damaged("_rels/.rels", "officeDocument")

    def _comments(self, sheet: SheetPart) -> None:
        """Put the comments on one sheet."""
        texts: dict[tuple[int, int], list[str]] = {}
        for group in grouped(self.findings):
            for finding in (group.cause, *group.beneath):
                place = _place(finding, sheet)
                if place is not None:
                    texts.setdefault(place, []).append(comment(finding, self.language, group))
        if not texts:
            return
        old = self.additions.content(sheet.part)
        outline = outline_of(old, sheet.part)
        if outline.closed or any(name == "legacyDrawing" for name, _ in outline.children):
            return
        if any(kind in ("comments", "vmlDrawing") for kind, _ in self._sheet_relationships(sheet)):
            return
        office, _ = namespaces(outline)
        comments = self.additions.new_part("xl/comments", ".xml")
        drawing = self.additions.new_part("xl/drawings/vmlDrawing", ".vml")
        joined = {place: "\n\n".join(found)[:LONGEST_TEXT] for place, found in sorted(texts.items())}
        self.additions.added[comments] = comments_part(joined, outline.namespace)
        self.additions.added[drawing] = drawing_part(joined, self.blocks + 1)
        self.blocks += blocks_of(len(joined))
        _, key = self.additions.related(sheet.part, {comments: f"{office}/comments", drawing: f"{office}/vmlDrawing"})
        element = f'<{outline.prefix}legacyDrawing xmlns:tlr="{office}" tlr:id="{key}"/>'.encode()
        at = next((start for name, start in outline.children if name in _BEHIND), outline.end)
        self.additions.changed[sheet.part] = old[:at] + element + old[at:]
        self.additions.types += [
            f'Default Extension="vml" ContentType="{_VML_TYPE}"',
            f'Override PartName="/{comments}" ContentType="{_SPREADSHEET_TYPE}.comments+xml"',
        ]

    def _sheet_relationships(self, sheet: SheetPart) -> list[tuple[str, str]]:
        folder, name = posixpath.split(sheet.part)
        file = self.additions.actual.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
        return relationships(self.additions.content(file), file) if file is not None else []

    def _findings_sheet(self, workbook: str) -> None:
        """Add the sheet of findings and enter it in the workbook part."""
        old = self.additions.content(workbook)
        outline = outline_of(old, workbook)
        office, main = namespaces(outline)
        part = self.additions.new_part(posixpath.join(posixpath.dirname(workbook), "worksheets/findings"), ".xml")
        self.additions.added[part] = sheet_part(
            self.findings, {s.name for s in self.package.sheets}, self.language, main, self._wrapped_style()
        )
        (key,) = self.additions.related(workbook, {part: f"{office}/worksheet"})
        ids = [int(n) for n in re.findall(rb'sheetId\s*=\s*["\'](\d+)["\']', old)]
        element = (
            f'<{outline.prefix}sheet name={quoteattr(self._sheet_name(old))} sheetId="{max(ids, default=0) + 1}" '
            f'xmlns:tlr="{office}" tlr:id="{key}"/>'
        )
        end = re.search(rb"</" + outline.prefix.encode() + rb"sheets\s*>", old)
        if end is None:
            raise damaged(workbook, "sheets")
        self.additions.changed[workbook] = old[: end.start()] + element.encode() + old[end.start() :]
        self.additions.types += [f'Override PartName="/{part}" ContentType="{_SPREADSHEET_TYPE}.worksheet+xml"']

    def _sheet_name(self, workbook: bytes) -> str:
        """Return a name for the sheet of findings that no other sheet has."""
        taken = {sheet.name.casefold() for sheet in self.package.sheets}
        text = workbook.decode("utf-8", "replace").casefold()
        name, number = FINDINGS_SHEET[self.language], 1
        while name.casefold() in taken or f'"{name}"'.casefold() in text:
            number += 1
            name = f"{FINDINGS_SHEET[self.language]} ({number})"
        return name

    def _wrapped_style(self) -> int:
        """The style for the list. Styles are not added to."""
        actual = self.additions.actual
        part = next((p for name, p in actual.items() if name.endswith("xl/styles.xml")), None)
        return 0 if part is None else wrapped_style(self.package.members[part].decode("utf-8", "replace"))


def _place(finding: Finding, sheet: SheetPart) -> tuple[int, int] | None:
    """The cell that takes the comment: the first of an area."""
    area = Area.of(finding.cell) if finding.sheet == sheet.name else None
    return (area.first_row, area.first_column) if area is not None else None
