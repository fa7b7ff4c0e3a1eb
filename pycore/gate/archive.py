"""Look at a file as a zip archive, and give its entries one at a time without believing what it declares."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pycore.gate.rules import Breach
from pycore.gate.types import plain
from pycore.language import Text

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE
LARGEST_ENTRY = 64 * MEGABYTE
LARGEST_TOTAL = 256 * MEGABYTE
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 100
RATIO_MATTERS_ABOVE = 8 * MEGABYTE
"""Below it nothing is harmed: the styles that Gnumeric writes repeat so much that 1.2 MB shrink 130 times."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_DIRECTORY_END = b"PK\x05\x06"
_DESCRIPTOR = 24  # bytes of the longest data descriptor that may follow an entry
_ENCRYPTED, _DESCRIBED_LATER = 0x1 | 0x40 | 0x2000, 0x8


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """An entry whose name and place have been checked; its content has not."""

    name: str
    start: int
    stored: int
    declared: int
    method: int
    checksum: int


def read_directory(data: bytes) -> tuple[list[ArchiveEntry], list[Breach]]:
    """Read the central directory and hold it against the local headers; entries are given if all is well."""
    if breach := _no_archive(data):
        return [], [breach]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos, comment, directory = archive.infolist(), archive.comment, archive.start_dir
    except Exception as error:  # zipfile raises many kinds on damaged input, and each of them means this
        return [], [Breach("gate-not-zip", detail=str(error) or type(error).__name__)]
    if not infos:
        return [], [Breach("gate-missing-part", detail="[Content_Types].xml")]
    if len(infos) > MOST_ENTRIES:
        return [], [Breach("gate-entry-count", detail=f"{len(infos):,}")]
    breaches = list(_names(infos))
    entries: list[ArchiveEntry] = []
    for info in infos:
        found = _entry(data, info, directory)
        if isinstance(found, Breach):
            breaches.append(found)
        else:
            entries.append(found)
    if (total := sum(info.file_size for info in infos)) > LARGEST_TOTAL:
        breaches.append(Breach("gate-total-size", detail=_size(total)))
    if not breaches:
        breaches.extend(_places(data, infos, entries, directory, comment))
    return entries, breaches


def inflate(data: bytes, entry: ArchiveEntry, room: int) -> bytes | Breach:
    """Expand one entry and stop where it passes a limit, whatever its header says.

    Args:
        data: the whole file.
        entry: what to expand.
        room: bytes that all entries together may still take.
    """
    stored = memoryview(data)[entry.start : entry.start + entry.stored]
    most = min(LARGEST_ENTRY, room, max(RATIO_MATTERS_ABOVE, entry.stored * HIGHEST_RATIO))
    if entry.method == zipfile.ZIP_STORED:
        content, whole = bytes(stored[: most + 1]), True
    else:
        expander = zlib.decompressobj(-15)
        try:
            content = expander.decompress(stored, most + 1)
        except zlib.error as error:
            return Breach("gate-false-size", entry.name, str(error))
        whole = expander.eof and not expander.unused_data
    if len(content) > most:
        return _too_much(entry, most, room)
    if not whole or len(content) != entry.declared:
        return Breach(
            "gate-false-size",
            entry.name,
            Text(
                f"声明 {entry.declared} 字节，实际 {len(content)} 字节",
                f"declared {entry.declared} bytes, has {len(content)}",
            ),
        )
    if zlib.crc32(content) != entry.checksum:
        return Breach("gate-false-size", entry.name, "CRC-32")
    return content


def _too_much(entry: ArchiveEntry, most: int, room: int) -> Breach:
    if most == LARGEST_ENTRY:
        return Breach("gate-entry-size", entry.name, f"> {_size(most)}")
    if most == room:
        return Breach("gate-total-size", entry.name, f"> {_size(LARGEST_TOTAL)}")
    return Breach("gate-entry-ratio", entry.name, f"{_size(entry.stored)} → > {_size(most)}")


def _no_archive(data: bytes) -> Breach | None:
    if len(data) > LARGEST_FILE:
        return Breach("gate-size", detail=_size(len(data)))
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return Breach("gate-encrypted", detail="OLE EncryptedPackage")
        is_xls = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))
        return Breach("gate-old-format", detail=".xls" if is_xls else "OLE")
    if not data.startswith(b"PK\x03\x04"):
        return Breach("gate-not-zip", detail=Text("开头不是 PK", "it does not begin with PK"))
    return None


def _names(infos: list[zipfile.ZipInfo]) -> Iterator[Breach]:
    seen: dict[str, str] = {}
    for info in infos:
        name = info.orig_filename  # as it stands in the file: `filename` ends at a NUL
        if reason := _unsafe(name, info):
            yield Breach("gate-entry-name", name, reason)
        key = plain(name)
        if key in seen:
            yield Breach("gate-entry-twice", name, seen[key])
        seen[key] = name


_CODED = re.compile(r"%(?:2e|2f|5c|00|[01][0-9a-f]|7f)", re.IGNORECASE)


def _unsafe(name: str, info: zipfile.ZipInfo) -> Text | None:
    steps = name.removesuffix("/").split("/")
    if not name or len(name) > 240:
        return Text("空名或过长", "empty or too long")
    if any(not c.isprintable() for c in name):
        return Text("控制字符", "a control character")
    if "\\" in name:
        return Text("反斜杠", "a backslash")
    if ":" in name:
        return Text("盘符或冒号", "a drive or colon")
    if name.startswith("/"):
        return Text("绝对路径", "an absolute path")
    if any(step.strip(". ") == "" or step[-1] in ". " for step in steps):
        return Text(".. 或空的路径段", ".. or an empty step")
    if _CODED.search(name):
        return Text("编码的路径字符", "a path character in code")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Text("符号链接", "a symbolic link")
    return None


def _entry(data: bytes, info: zipfile.ZipInfo, directory: int) -> ArchiveEntry | Breach:
    name = info.orig_filename
    if info.flag_bits & _ENCRYPTED:
        return Breach("gate-encrypted", name, "zip")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Breach("gate-compression", name, str(info.compress_type))
    if info.file_size > LARGEST_ENTRY:
        return Breach("gate-entry-size", name, _size(info.file_size))
    if info.file_size > max(RATIO_MATTERS_ABOVE, info.compress_size * HIGHEST_RATIO):
        return Breach("gate-entry-ratio", name, f"{_size(info.compress_size)} → {_size(info.file_size)}")
    local = _local_header(data, info)
    if isinstance(local, Text):
        return Breach("gate-archive", name, local)
    if local + info.compress_size > directory:
        return Breach("gate-archive", name, Text("超出文件", "it runs into the directory"))
    if name.endswith("/") and info.file_size:
        return Breach("gate-archive", name, Text("文件夹有内容", "a folder with content"))
    return ArchiveEntry(name, local, info.compress_size, info.file_size, info.compress_type, info.CRC)


def _local_header(data: bytes, info: zipfile.ZipInfo) -> int | Text:
    """Return where an entry's content starts, or how its local header differs from the directory."""
    at = info.header_offset
    if at < 0 or at + _LOCAL.size > len(data):
        return Text("位置在文件之外", "it lies outside the file")
    signature, _, flags, method, _, _, checksum, stored, size, length, extra = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size
    name = data[start : start + length]
    try:
        same = name.decode("utf-8" if flags & 0x800 else "cp437") == info.orig_filename
    except UnicodeDecodeError:
        same = False
    if signature != b"PK\x03\x04" or not same or method != info.compress_type or flags != info.flag_bits:
        return Text("条目头与目录不符", "its header differs from the directory")
    declared, actual = (checksum, stored, size), (info.CRC, info.compress_size, info.file_size)
    later = flags & _DESCRIBED_LATER
    if any(d != a and not (d == 0 and later) and d != 0xFFFFFFFF for d, a in zip(declared, actual, strict=True)):
        return Text("条目头的大小与目录不符", "its header's sizes differ from the directory")
    return int(start + length + extra)


def _places(
    data: bytes, infos: list[zipfile.ZipInfo], entries: list[ArchiveEntry], directory: int, comment: bytes
) -> Iterator[Breach]:
    """Find bytes that only some readers see: entries that overlap, or that lie where no directory leads."""
    at = 0
    for info, entry in sorted(zip(infos, entries, strict=True), key=lambda pair: pair[0].header_offset):
        begin = info.header_offset
        if begin < at:
            yield Breach("gate-archive", entry.name, Text("与另一条目重叠", "it overlaps another entry"))
        elif begin - at > _DESCRIPTOR or (at == 0 and begin):
            yield Breach("gate-archive", entry.name, Text("前有目录未列的内容", "unlisted bytes stand before it"))
        at = max(at, entry.start + entry.stored)
    if directory - at > _DESCRIPTOR or _DIRECTORY_END in comment or data.count(_DIRECTORY_END, directory) > 1:
        yield Breach("gate-archive", detail=Text("有目录未列的内容", "there are bytes that no directory lists"))


def _size(count: int) -> str:
    return f"{count / MEGABYTE:,.1f} MB" if count >= MEGABYTE else f"{count / 1024:,.1f} KB"
