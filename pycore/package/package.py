"""Read an .xlsx package, and write cached values back into it with all else byte for byte as it was."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pycore.cells.stored import Area, DefinedName, ErrorValue, StoredCell, Value
from pycore.errors import FileProblem
from pycore.formulas.structured import ExcelTable
from pycore.language import Text
from pycore.package.encodings import in_utf8
from pycore.package.input_xml import replace_inputs
from pycore.package.main_types import typed_as_workbook
from pycore.package.plain_sheets import plain_cells, plain_formulas
from pycore.package.refused_xml import damaged, refuse_unreadable_xml, unsafe_xml
from pycore.package.sheet_scanner import SPREADSHEET_NAMESPACES
from pycore.package.sheet_xml import read_cells, replace_formulas, replace_values
from pycore.package.value_xml import decoded

__all__ = ["DefinedName", "ErrorValue", "ExcelTable", "Package", "SheetPart", "StoredCell", "Value", "write_values"]

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 256 * 1024 * 1024
LARGEST_PACKAGE = 1024 * 1024 * 1024

_ITERATES = re.compile(rb"""(<(?:\w+:)?calcPr\b[^>]*?)\s+iterate\s*=\s*(?:"[^"]*"|'[^']*')""")

_RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its name on the tab, the part that holds it, and its place among all tabs (from 0)."""

    name: str
    part: str
    position: int
    state: str = "visible"


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """A workbook as its zip members, in their order, with what the workbook part says about them."""

    data: bytes
    infos: tuple[zipfile.ZipInfo, ...]
    members: Mapping[str, bytes]
    sheets: tuple[SheetPart, ...]
    names: tuple[DefinedName, ...]
    tables: tuple[ExcelTable, ...]
    strings: tuple[str, ...]
    date1904: bool
    workbook: str = "xl/workbook.xml"  # the part that lists the sheets

    @classmethod
    def read(cls, source: Path | str | bytes) -> Package:
        """Read a workbook from a path or from its bytes.

        Raises:
            FileProblem: the file is missing, is no .xlsx, is encrypted, damaged, too large, or has a DTD.
        """
        data = source if isinstance(source, bytes) else _bytes_of(Path(source))
        infos, members = _members(data)
        return _Opened(infos, members).package(data)

    def sheet(self, name: str) -> SheetPart:
        """Find a worksheet by the name on its tab; KeyError if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def sheet_cells(self, sheet: SheetPart | str) -> Iterator[StoredCell]:
        """Yield every cell that the sheet's XML has: address, formula, array, cached value.

        Only cells that stand in the file are visited, whatever the sheet says about its size.
        """
        part = (self.sheet(sheet) if isinstance(sheet, str) else sheet).part
        return read_cells(self.members[part], self.strings, part)

    def formula_cells(self, sheet: SheetPart | str) -> Iterator[StoredCell]:
        """Yield the cells that a calculation has to know: those with formulas, without their values, and, where a
        formula fills an array, the others of the sheet as well.
        """
        part = (self.sheet(sheet) if isinstance(sheet, str) else sheet).part
        refuse_unreadable_xml(self.members[part], part)
        plain = plain_formulas(self.members[part])
        return self.sheet_cells(sheet) if plain is None else plain_cells(plain)

    def with_members(self, changed: Mapping[str, bytes], compressed: bool = True) -> bytes:
        """Give the package's bytes with the content of some members changed.

        Members keep their order, names, dates, compression, extra fields and comments; where nothing is
        changed the bytes are the original ones. What is only read again at once need not be `compressed`. A copy
        is an .xlsx, whatever the file was: see `typed_as_workbook`.
        """
        changed = {**typed_as_workbook(self.members), **changed}
        if all(self.members[name] == content for name, content in changed.items()):
            return self.data
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(written, "w") as new:
            new.comment = old.comment
            for info in self.infos:
                kept = copy(info)
                if not compressed:
                    kept.compress_type = zipfile.ZIP_STORED
                new.writestr(kept, changed.get(info.filename, self.members[info.filename]))
                kept.external_attr = info.external_attr  # writestr puts a Unix mode where there was none
        return written.getvalue()

    def once_through(self) -> dict[str, bytes]:
        """Give the workbook part without its leave to iterate, if it has one: `{part: content}` or nothing."""
        content = self.members[self.workbook]
        once = _ITERATES.sub(rb"\1", content)
        return {} if once == content else {self.workbook: once}

    def with_inputs(self, values: Mapping[str, Mapping[tuple[int, int], Value]]) -> bytes:
        """Give the bytes of a copy in which numbers and texts are typed into blank cells, as a person would.

        Raises:
            FileProblem: a cell holds a formula or something already: nothing is typed over.
        """
        parts = {self.sheet(name).part: cells for name, cells in values.items() if cells}
        return self.with_members(
            {part: replace_inputs(self.members[part], part, cells) for part, cells in parts.items()}
        )

    def with_formulas(
        self,
        formulas: Mapping[str, Mapping[tuple[int, int], str | None]],
        others: Mapping[str, bytes] | None = None,
        compressed: bool = True,
    ) -> bytes:
        """Give the bytes of a copy in which some cells hold another formula, or nothing; `others` are more parts."""
        rewritten = {
            (part := self.sheet(name).part): replace_formulas(self.members[part], part, cells)
            for name, cells in formulas.items()
            if cells
        }
        return self.with_members({**(others or {}), **rewritten}, compressed)


def write_values(package: Package, values: Mapping[str, Mapping[tuple[int, int], Value]]) -> bytes:
    """Write new cached values, `{sheet: {(row, column): value}}`, into a package and give its new bytes.

    Only cells with a formula, and cells that an array formula fills, take a value; others in `values` are
    passed over, so what a user typed is never touched. In a cell only the attribute `t` and the `<v>` child
    differ, and where the file already holds the new value nothing does: writing twice is writing once.

    A float is written in the fewest digits that read back the same, one that is not finite as `#NUM!`;
    `ErrorValue` as an error; "" as an empty text; None as no value. `#SPILL!` and `#CALC!` become `#VALUE!`,
    as in a file saved by Excel, and so does a text longer than a cell holds (32,767 characters).

    Raises:
        KeyError: no sheet has such a name.
        FileProblem: a sheet's XML is damaged, is not in UTF-8, or has a DTD.
    """
    changed: dict[str, bytes] = {}
    for name, cells in values.items():
        part = package.sheet(name).part
        changed[part] = replace_values(package.members[part], package.strings, part, cells)
    return package.with_members(changed)


def _bytes_of(path: Path) -> bytes:
    """Read a file; `FileProblem` where it is a folder, missing, far too large or cannot be opened."""
    refuse_what_is_no_file(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def refuse_what_is_no_file(path: Path) -> None:
    """Make sure, without opening it, that a path is a file of a size that can be read: a pipe would wait for ever.

    Raises:
        FileProblem: it is missing, a folder, a pipe or a device, or far too large.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise FileProblem(
                Text(
                    f"{path} 是文件夹，不是工作簿。请给出 .xlsx 文件。",
                    f"{path} is a folder. Give an .xlsx file.",
                )
            )
        if not stat.S_ISREG(found.st_mode):
            raise FileProblem(
                Text(
                    f"{path} 是管道或设备，不是文件。请给出 .xlsx 文件。",
                    f"{path} is a pipe or a device and no file. Give an .xlsx file.",
                )
            )
        if found.st_size > LARGEST_PACKAGE:
            raise _too_large(str(path))
    except FileNotFoundError as error:
        raise FileProblem(
            Text(
                f"找不到文件 {path}。请检查路径和文件名。",
                f"There is no file {path}. Check the path and the name.",
            )
        ) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> FileProblem:
    """Say why a file cannot be opened."""
    reason = getattr(error, "strerror", None) or str(error)
    return FileProblem(
        Text(
            f"无法读取 {path}（{reason}）。请检查权限，或关闭正在使用它的程序。",
            f"{path} cannot be read ({reason}). Check the permissions, or close the program that uses it.",
        )
    )


def _members(data: bytes) -> tuple[tuple[zipfile.ZipInfo, ...], dict[str, bytes]]:
    """Unpack the parts of a workbook; `FileProblem` for a password, another format, or an archive that is unsafe."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise FileProblem(
            Text(
                "文件设有打开密码，或是旧的 .xls 格式。请去掉密码，或在 Excel、WPS 中另存为 .xlsx。",
                "The file has a password to open it, or is in the old .xls format. "
                "Remove the password, or save it as .xlsx in Excel or WPS.",
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = tuple(archive.infolist())
            _refuse_dangerous(infos)
            return infos, {info.filename: in_utf8(archive.read(info)) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise _not_a_workbook() from error


def _refuse_dangerous(infos: tuple[zipfile.ZipInfo, ...]) -> None:
    """Refuse an archive with too many parts, with parts that expand too far, or with encrypted ones."""
    if len(infos) > MOST_MEMBERS:
        raise _too_large(f"{len(infos)} zip entries")
    for info in infos:
        if info.file_size > LARGEST_MEMBER:
            raise _too_large(info.filename)
        if info.flag_bits & 1:
            raise FileProblem(
                Text(
                    "文件的压缩包被加密，无法读取。请去掉密码后重新保存为 .xlsx。",
                    "The file's zip archive is encrypted. Remove the password and save it as .xlsx again.",
                )
            )
    if sum(info.file_size for info in infos) > LARGEST_PACKAGE:
        raise _too_large("zip")
    if len({info.filename.lower() for info in infos}) != len(infos):
        raise damaged("zip", "two members of one name")


def _too_large(what: str) -> FileProblem:
    """Say that a file expands to too much."""
    return FileProblem(
        Text(
            f"文件展开后过大（{what}），可能是恶意文件，已拒绝读取。请向提交者索取原文件。",
            f"The file expands to too much ({what}) and may be hostile, so it was refused. "
            "Ask whoever sent it for the original.",
        )
    )


def _not_a_workbook() -> FileProblem:
    """Say that a file is no workbook, and how to save one."""
    return FileProblem(
        Text(
            "文件不是 .xlsx 工作簿，或已损坏。请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”。",
            "The file is not an .xlsx workbook, or it is damaged. "
            "Open it in Excel or WPS and save it as “Excel Workbook (.xlsx)”.",
        )
    )


@dataclass(frozen=True, slots=True)
class _Relationship:
    type: str
    target: str


class _Opened:
    """The parts of a package that say what the others are."""

    def __init__(self, infos: tuple[zipfile.ZipInfo, ...], members: dict[str, bytes]) -> None:
        self.infos, self.members = infos, members
        self.actual = {name.lower(): name for name in members}

    def package(self, data: bytes) -> Package:
        """Read the workbook part and make the package: sheets, names, tables; `FileProblem` where it is damaged."""
        root = [r for r in self._relationships("").values() if r.type == "officeDocument"]
        workbook = self.actual.get(root[0].target.lower()) if root else None
        if workbook is None or workbook.lower().endswith(".bin"):
            raise _not_a_workbook()
        tree = self._xml(workbook)
        if _local(tree) != "workbook":
            raise _not_a_workbook()
        related = self._relationships(workbook)
        properties = _children(tree, "workbookPr")
        date1904 = bool(properties) and properties[0].get("date1904", "0") in ("1", "true")
        tabs = [sheet for sheets in _children(tree, "sheets") for sheet in _children(sheets, "sheet")]
        sheets = tuple(self._sheets(tabs, related))
        return Package(
            data=data,
            infos=self.infos,
            members=self.members,
            sheets=sheets,
            names=tuple(self._names(tree, [tab.get("name", "") for tab in tabs])),
            tables=tuple(table for sheet in sheets for table in self._tables(sheet)),
            strings=tuple(self._strings(related)),
            date1904=date1904,
            workbook=workbook,
        )

    def _sheets(self, tabs: list[etree._Element], related: dict[str, _Relationship]) -> Iterator[SheetPart]:
        """Yield the worksheets in the order of their tabs; charts and macro sheets have no cells and are left out."""
        for position, tab in enumerate(tabs):
            key = next((tab.get(f"{{{space}}}id", "") for space in _RELATIONSHIPS if tab.get(f"{{{space}}}id")), "")
            relationship = related.get(key)
            if relationship is None:
                raise damaged("workbook.xml", f"sheet {tab.get('name')}: no relationship {key}")
            if relationship.type == "worksheet":
                part = self._part(relationship.target)
                yield SheetPart(tab.get("name", ""), part, position, tab.get("state", "visible"))

    def _names(self, tree: etree._Element, tabs: list[str]) -> Iterator[DefinedName]:
        """Yield the defined names, with the sheet that a local one belongs to."""
        for names in _children(tree, "definedNames"):
            for name in _children(names, "definedName"):
                local = name.get("localSheetId", "")
                sheet = tabs[int(local)] if local.isdigit() and int(local) < len(tabs) else None
                hidden = name.get("hidden", "0") in ("1", "true")
                yield DefinedName(name.get("name", ""), name.text or "", sheet, hidden)

    def _tables(self, sheet: SheetPart) -> Iterator[ExcelTable]:
        """Yield the tables of a sheet; `FileProblem` where one has no readable range."""
        for relationship in self._relationships(sheet.part).values():
            if relationship.type != "table":
                continue
            tree = self._xml(self._part(relationship.target))
            area = Area.of(tree.get("ref", ""))
            if area is None:
                raise damaged(relationship.target, "ref")
            columns = [
                c.get("name", "") for cs in _children(tree, "tableColumns") for c in _children(cs, "tableColumn")
            ]
            yield ExcelTable(
                name=tree.get("displayName", tree.get("name", "")),
                sheet=sheet.name,
                first_row=area.first_row,
                first_column=area.first_column,
                last_row=area.last_row,
                last_column=area.last_column,
                header_rows=_count(tree.get("headerRowCount", "1")),
                totals_rows=_count(tree.get("totalsRowCount", "0")),
                columns=tuple(decoded(c) for c in columns),
            )

    def _strings(self, related: dict[str, _Relationship]) -> Iterator[str]:
        """Read the shared strings; of rich text all runs are joined, phonetic guides are left out."""
        for relationship in related.values():
            if relationship.type != "sharedStrings":
                continue
            for item in _children(self._xml(self._part(relationship.target)), "si"):
                texts = _children(item, "t") + [t for run in _children(item, "r") for t in _children(run, "t")]
                yield decoded("".join(t.text or "" for t in texts))

    def _part(self, target: str) -> str:
        """Return the part of a target as the archive spells it; `FileProblem` where it is missing."""
        part = self.actual.get(target.lower())
        if part is None:
            raise damaged(target, "missing")
        return part

    def _relationships(self, part: str) -> dict[str, _Relationship]:
        """Read what a part refers to inside the package, by id; types are known by their last word."""
        folder, name = posixpath.split(part)
        file = self.actual.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
        found: dict[str, _Relationship] = {}
        for relationship in self._xml(file) if file is not None else ():
            if not isinstance(relationship.tag, str) or relationship.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
            kind = relationship.get("Type", "").rpartition("/")[2]
            found[relationship.get("Id", "")] = _Relationship(kind, target.lstrip("/"))
        return found

    def _xml(self, part: str) -> etree._Element:
        """Parse a part without entities, network or a document type; `FileProblem` where it is not well-formed."""
        refuse_unreadable_xml(self.members[part], part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            tree = etree.fromstring(self.members[part], parser)
        except etree.XMLSyntaxError as error:
            if b"<!DOCTYPE" in self.members[part][:4096]:
                raise unsafe_xml(part) from error
            raise damaged(part, str(error)) from error
        if tree.getroottree().docinfo.internalDTD is not None:
            raise unsafe_xml(part)
        return tree


def _local(element: etree._Element) -> str:
    """Name an element of the spreadsheet namespaces; others have no name here."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in SPREADSHEET_NAMESPACES else ""


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if _local(child) == name]


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
