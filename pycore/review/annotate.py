"""An annotated copy of a workbook: a comment on each finding's cell, and a sheet of findings that links to the cells.

The package is edited and not rewritten: parts are added, references to them are put in, and every other byte of every
part stays as it was submitted. Texts are inline strings, never formulas; links lead into the workbook and nowhere else.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Area
from pycore.findings.finding import Finding, Severity
from pycore.language import Language, Text
from pycore.package.package import Package, Sheet
from pycore.package.refused_xml import damaged, refuse_unreadable_xml, unsafe_xml
from pycore.package.value_xml import LONGEST_TEXT

FINDINGS_SHEET = Text("审核发现", "Findings")
AUTHOR = "TwinLedger"

_MOST_ROWS = 100_000
_SEVERITY = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}
_HEADS = (
    (Text("序号", "no."), 6.0),
    (Text("级别", "severity"), 10.0),
    (Text("位置", "cell"), 24.0),
    (Text("发现", "found"), 48.0),
    (Text("应为", "expected"), 40.0),
    (Text("处理", "what to do"), 40.0),
    (Text("影响", "effect"), 40.0),
    (Text("规则", "rule"), 28.0),
)
_INTRO = Text(
    "TwinLedger 审核发现。本表和各单元格的批注由审核添加，其余内容与提交的文件相同。点击“位置”可跳到单元格。",
    "Findings of the TwinLedger review. This sheet and the comments on cells were added by the review; all else is as it was "
    "submitted. Click a cell in the third column to go there.",
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What comes behind the legacy drawing in a worksheet, in the order of the schema.
_BEHIND = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
}  # fmt: skip
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DATE = (1980, 1, 1, 0, 0, 0)


def annotated_copy(data: bytes, findings: Sequence[Finding], language: Language) -> bytes:
    """Return a copy of a workbook with comments on the cells of the findings and a sheet that lists them.

    A sheet that already has comments or form controls keeps them as they are: its findings stand on the list alone, and
    so do those of the whole file or of a cell that the file does not have.

    Raises:
        FileProblem: not a workbook, or its parts are damaged.
    """
    return _Annotating(Package.read(data), findings, language).result()


@dataclass(slots=True)
class _Outline:
    """Where a part's root element begins and ends, and the elements directly in it."""

    prefix: str
    namespace: str
    root: int
    end: int
    closed: bool
    children: list[tuple[str, int]] = field(default_factory=list)


class _Annotating:
    def __init__(self, package: Package, findings: Sequence[Finding], language: Language) -> None:
        self.package, self.findings, self.language = package, findings[:_MOST_ROWS], language
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}
        self.actual = {name.lower(): name for name in package.members}
        self.shapes = 0

    def result(self) -> bytes:
        workbook = self._workbook()
        types: list[str] = []
        for sheet in self.package.sheets:
            types += self._comments(sheet)
        types += self._findings_sheet(workbook)
        self._add_types(types)
        return self._written()

    # ── parts ──

    def _content(self, part: str) -> bytes:
        return self.changed.get(part, self.package.members[part])

    def _part(self, name: str) -> str:
        part = self.actual.get(name.lower())
        if part is None:
            raise damaged(name, "missing")
        return part

    def _new_part(self, stem: str, ending: str) -> str:
        taken = {*self.actual, *(name.lower() for name in self.added)}
        number = 1
        while f"{stem}{number}{ending}".lower() in taken:
            number += 1
        return f"{stem}{number}{ending}"

    def _workbook(self) -> str:
        for kind, target in _relationships(self._content(self._part("_rels/.rels")), "_rels/.rels"):
            if kind == "officeDocument":
                return self._part(posixpath.normpath(posixpath.join("/", target)).lstrip("/"))
        raise damaged("_rels/.rels", "officeDocument")

    def _related(self, part: str, kinds: Mapping[str, str]) -> list[str]:
        """Add relationships from a part, `{target: type}`, and return their ids."""
        folder, name = posixpath.split(part)
        wanted = posixpath.join(folder, "_rels", f"{name}.rels")
        file = self.actual.get(wanted.lower())
        old = self._content(file) if file is not None else b""
        ids: list[str] = []
        number = 1
        for _ in kinds:
            while f'"rIdTL{number}"'.encode() in old or f"'rIdTL{number}'".encode() in old:
                number += 1
            ids.append(f"rIdTL{number}")
            number += 1
        outline = _outline(old, wanted) if file is not None else None
        prefix = outline.prefix if outline is not None else ""
        lines = "".join(
            f"<{prefix}Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(_relative(target, folder))}/>"
            for key, (target, kind) in zip(ids, kinds.items(), strict=True)
        )
        if outline is not None and file is not None:
            self.changed[file] = _before_end(old, outline, lines)
        else:
            self.added[wanted] = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'
            ).encode()
        return ids

    def _add_types(self, lines: Sequence[str]) -> None:
        part = self._part("[Content_Types].xml")
        old = self._content(part)
        outline = _outline(old, part)
        known = {m.decode().lower() for m in re.findall(rb'Extension\s*=\s*["\']([^"\']+)["\']', old)}
        text = "".join(
            f"<{outline.prefix}{line}/>"
            for line in lines
            if not ('Extension="vml"' in line and "vml" in known)
        )
        self.changed[part] = _before_end(old, outline, text)

    def _written(self) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.package.data)) as old, zipfile.ZipFile(written, "w") as new:
            new.comment = old.comment
            for info in self.package.infos:
                kept = copy(info)
                new.writestr(kept, self._content(info.filename))
                kept.external_attr = info.external_attr
            for name, content in self.added.items():
                made = zipfile.ZipInfo(name, _DATE)
                made.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(made, content)
        return written.getvalue()

    # ── comments ──

    def _comments(self, sheet: Sheet) -> list[str]:
        """Put the comments on one sheet and return the content types of the new parts."""
        texts: dict[tuple[int, int], list[str]] = {}
        for finding in self.findings:
            place = _place(finding, sheet)
            if place is not None:
                texts.setdefault(place, []).append(self._comment(finding))
        if not texts:
            return []
        old = self._content(sheet.part)
        outline = _outline(old, sheet.part)
        if outline.closed or any(name == "legacyDrawing" for name, _ in outline.children):
            return []
        if any(kind in ("comments", "vmlDrawing") for kind, _ in self._sheet_relationships(sheet)):
            return []
        office, _ = _spaces(outline)
        comments = self._new_part("xl/comments", ".xml")
        drawing = self._new_part("xl/drawings/vmlDrawing", ".vml")
        joined = {place: "\n\n".join(found)[:LONGEST_TEXT] for place, found in sorted(texts.items())}
        self.added[comments] = _comments_part(joined, outline.namespace)
        self.added[drawing] = self._drawing_part(joined)
        _, key = self._related(sheet.part, {comments: f"{office}/comments", drawing: f"{office}/vmlDrawing"})
        element = f'<{outline.prefix}legacyDrawing xmlns:tlr="{office}" tlr:id="{key}"/>'.encode()
        at = next((start for name, start in outline.children if name in _BEHIND), outline.end)
        self.changed[sheet.part] = old[:at] + element + old[at:]
        return [
            f'Default Extension="vml" ContentType="{_VML_TYPE}"',
            f'Override PartName="/{comments}" ContentType="{_SPREADSHEET_TYPE}.comments+xml"',
        ]

    def _sheet_relationships(self, sheet: Sheet) -> list[tuple[str, str]]:
        folder, name = posixpath.split(sheet.part)
        file = self.actual.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
        return _relationships(self._content(file), file) if file is not None else []

    def _comment(self, finding: Finding) -> str:
        language = self.language
        zh = language == "zh"
        effect = finding.effect[language] if finding.effect is not None else ""
        lines = [
            f"[{_SEVERITY[finding.severity][language]}] {finding.rule}"
            + (f" {finding.cell}" if ":" in finding.cell else ""),
            finding.found[language],
            f"{'应为' if zh else 'expected '}{finding.expected[language]}",
            finding.action[language],
            effect,
        ]
        return "\n".join(line for line in lines if line)

    def _drawing_part(self, texts: Mapping[tuple[int, int], str]) -> bytes:
        """The boxes of the comments; ids of shapes come in blocks of 1024, one sheet after the other."""
        first = self.shapes // 1024 + 1
        blocks = len(texts) // 1024 + 1
        self.shapes += blocks * 1024
        shapes = []
        for number, ((row, column), text) in enumerate(texts.items(), 1):
            height = min(24, 3 + sum(1 + len(line) // 30 for line in text.split("\n")))
            top = max(row - 2, 0)
            anchor = f"{column}, 15, {top}, 10, {column + 3}, 60, {top + height}, 4"
            shapes.append(
                f'<v:shape id="_x0000_s{1024 * first + number}" type="#_x0000_t202" '
                'style="position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:120pt;z-index:'
                f'{number};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
                '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
                '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
                f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
                f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
            )
        ids = ",".join(str(first + i) for i in range(blocks))
        return (
            '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            'xmlns:x="urn:schemas-microsoft-com:office:excel">'
            f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{ids}"/></o:shapelayout>'
            '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
            '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
            + "".join(shapes)
            + "</xml>"
        ).encode()

    # ── the findings sheet ──

    def _findings_sheet(self, workbook: str) -> list[str]:
        old = self._content(workbook)
        outline = _outline(old, workbook)
        office, main = _spaces(outline)
        part = self._new_part(posixpath.join(posixpath.dirname(workbook), "worksheets/findings"), ".xml")
        self.added[part] = self._sheet_part(main)
        (key,) = self._related(workbook, {part: f"{office}/worksheet"})
        ids = [int(n) for n in re.findall(rb'sheetId\s*=\s*["\'](\d+)["\']', old)]
        element = (
            f'<{outline.prefix}sheet name={quoteattr(self._sheet_name(old))} sheetId="{max(ids, default=0) + 1}" '
            f'xmlns:tlr="{office}" tlr:id="{key}"/>'
        )
        end = re.search(rb"</" + outline.prefix.encode() + rb"sheets\s*>", old)
        if end is None:
            raise damaged(workbook, "sheets")
        self.changed[workbook] = old[: end.start()] + element.encode() + old[end.start() :]
        return [f'Override PartName="/{part}" ContentType="{_SPREADSHEET_TYPE}.worksheet+xml"']

    def _sheet_name(self, workbook: bytes) -> str:
        taken = {sheet.name.casefold() for sheet in self.package.sheets}
        text = workbook.decode("utf-8", "replace").casefold()
        name, number = FINDINGS_SHEET[self.language], 1
        while name.casefold() in taken or f'"{name}"'.casefold() in text:
            number += 1
            name = f"{FINDINGS_SHEET[self.language]} ({number})"
        return name

    def _sheet_part(self, namespace: str) -> bytes:
        language = self.language
        widths = "".join(
            f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
            for i, (_, width) in enumerate(_HEADS, 1)
        )
        wrapped = self._wrapped_style()
        rows = [
            _row(1, [FINDINGS_SHEET[language]]),
            _row(2, [_INTRO[language]]),
            _row(4, [head[language] for head, _ in _HEADS]),
        ]
        links = []
        for number, finding in enumerate(self.findings, 1):
            row = 4 + number
            effect = finding.effect[language] if finding.effect is not None else ""
            texts = [
                str(number), _SEVERITY[finding.severity][language], finding.where, finding.found[language],
                finding.expected[language], finding.action[language], effect, finding.rule,
            ]  # fmt: skip
            rows.append(_row(row, texts, wrapped, number))
            sheet = next((s for s in self.package.sheets if s.name == finding.sheet), None)
            if sheet is not None:
                area = _area(finding.cell)
                cell = "A1" if area is None else _reference(area)
                quoted = "'" + sheet.name.replace("'", "''") + "'"
                links.append(f'<hyperlink ref="C{row}" location={quoteattr(_clean(f"{quoted}!{cell}"))}/>')
        linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
            '<sheetViews><sheetView workbookViewId="0"><pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>'
            f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>{linked}</worksheet>"
        ).encode()

    def _wrapped_style(self) -> int:
        """Find a plain style of the workbook that wraps its text; 0 where there is none. Styles are not added to."""
        part = next((p for name, p in self.actual.items() if name.endswith("xl/styles.xml")), None)
        if part is None:
            return 0
        text = self.package.members[part].decode("utf-8", "replace")
        formats = re.search(r"<cellXfs\b.*?</cellXfs>", text, re.DOTALL)
        if formats is None:
            return 0
        found = re.findall(r"<xf\b[^>]*?/>|<xf\b.*?</xf>", formats[0], re.DOTALL)
        return next(
            (
                i
                for i, xf in enumerate(found)
                if 'wrapText="1"' in xf and 'fillId="0"' in xf and 'horizontal="c' not in xf and 'textRotation' not in xf
            ),
            0,
        )  # fmt: skip


# ── the findings' cells ──


def _area(cell: str) -> Area | None:
    return Area.of(cell) if cell else None


def _reference(area: Area) -> str:
    first = f"{column_letters(area.first_column)}{area.first_row}"
    return first if area.size == 1 else f"{first}:{column_letters(area.last_column)}{area.last_row}"


def _place(finding: Finding, sheet: Sheet) -> tuple[int, int] | None:
    """The cell that takes the comment: the first of an area."""
    area = _area(finding.cell) if finding.sheet == sheet.name else None
    return (area.first_row, area.first_column) if area is not None else None


# ── XML ──


def _outline(data: bytes, part: str) -> _Outline:
    """Read the root element of a part and where its children begin; refuses a DTD and what is not in UTF-8."""
    refuse_unreadable_xml(data, part)
    found: list[_Outline] = []
    depth = 0
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        space, _sep, local = name.rpartition(" ")
        at = parser.CurrentByteIndex
        if depth == 1:
            tag = re.match(rb"<([^\s/>:]+:)?", data[at : at + 200])
            prefix = tag[1].decode() if tag is not None and tag[1] else ""
            found.append(_Outline(prefix, space, at, -1, False))
        elif depth == 2:
            found[0].children.append((local, at))

    def end(_: str) -> None:
        nonlocal depth
        if depth == 1:
            at = parser.CurrentByteIndex
            found[0].closed = data[at : at + 2] != b"</"
            found[0].end = at
        depth -= 1

    def doctype(*_: object) -> None:
        raise unsafe_xml(part)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged(part, str(error)) from error
    return found[0]


def _before_end(data: bytes, outline: _Outline, text: str) -> bytes:
    """Put elements at the end of the root element."""
    if not outline.closed:
        return data[: outline.end] + text.encode() + data[outline.end :]
    tag = data[outline.root :]
    close = tag.index(b"/>")  # an empty root: no attribute of the parts edited here holds this
    name = re.match(rb"<([^\s/>]+)", tag)
    assert name is not None
    return (
        data[: outline.root] + tag[:close] + b">" + text.encode() + b"</" + name[1] + b">" + tag[close + 2 :]
    )


def _relationships(data: bytes, part: str) -> list[tuple[str, str]]:
    """The last word of the type, and the target, of each relationship of a part."""
    refuse_unreadable_xml(data, part)
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship"):
            found.append((attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "")))

    def doctype(*_: object) -> None:
        raise unsafe_xml(part)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged(part, str(error)) from error
    return found


def _spaces(outline: _Outline) -> tuple[str, str]:
    """The namespaces of relationships and of the sheet that go with a part: the transitional or the strict ones."""
    return (_STRICT_OFFICE, _STRICT_MAIN) if outline.namespace == _STRICT_MAIN else (_OFFICE, _MAIN)


def _relative(target: str, folder: str) -> str:
    return posixpath.relpath(target, folder or ".")


def _clean(text: str) -> str:
    """Write characters that XML cannot hold as the replacement character, and keep `_x0041_` from being read as a code."""
    return _LOOKS_CODED.sub("_x005F_", _ILLEGAL.sub("\ufffd", text))


def _inline(text: str) -> str:
    return f'<t xml:space="preserve">{escape(_clean(text)[:LONGEST_TEXT])}</t>'


def _row(number: int, texts: Sequence[str], style: int = 0, figure: int | None = None) -> str:
    styled = f' s="{style}"' if style else ""
    cells = [
        f'<c r="{column_letters(i)}{number}"{styled} t="inlineStr"><is>{_inline(text)}</is></c>'
        for i, text in enumerate(texts, 1)
        if text
    ]
    if figure is not None:
        cells[0] = f'<c r="A{number}"{styled}><v>{figure}</v></c>'
    return f'<row r="{number}">{"".join(cells)}</row>'


def _comments_part(texts: Mapping[tuple[int, int], str], namespace: str) -> bytes:
    comments = "".join(
        f'<comment ref="{column_letters(column)}{row}" authorId="0"><text><r>{_inline(text)}</r></text></comment>'
        for (row, column), text in texts.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{namespace}"><authors><author>{AUTHOR}</author>'
        f"</authors><commentList>{comments}</commentList></comments>"
    ).encode()
