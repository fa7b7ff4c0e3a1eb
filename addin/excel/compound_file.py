"""A small writer of OLE compound files, version 3, [MS-CFB]: what a VBA project is kept in.

No kept library writes them: olefile reads, and rewrites a stream of the same size at most. What is written here is as
plain as the format allows: one directory tree, streams in the order of the entries, no times, so that the same
streams always give the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_SECTOR = 512
_MINI_SECTOR = 64
_MINI_LIMIT = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NO_ENTRY = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_BLACK = 1
_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRIES_IN_HEADER = 109

_ENTRY_SIZE = 128
_UNUSED_ENTRY = struct.pack("<64sHBBIII48s", b"", 0, 0, 0, *[_NO_ENTRY] * 3, b"")

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    """One entry of the directory; its children form a binary tree, ordered as [MS-CFB] 2.6.4 says."""

    name: str
    kind: int
    data: bytes = b""
    children: list[_Entry] = field(default_factory=list)
    left: int = _NO_ENTRY
    right: int = _NO_ENTRY
    child: int = _NO_ENTRY
    number: int = 0
    start: int = _END
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            name, len(name), self.kind, _BLACK, self.left, self.right, self.child, b"", 0, 0, 0, self.start, self.size,
        )  # fmt: skip


def compound_file(tree: Tree) -> bytes:
    """Write a compound file with the streams (bytes) and storages (mappings) of a tree.

    Raises:
        ValueError: a name is longer than 31 characters, or the file would need more than 109 FAT sectors (7 MB).
    """
    root = _Entry("Root Entry", _ROOT, children=_entries(tree))
    entries = list(_numbered(root))
    streams = [e for e in entries if e.kind == _STREAM]
    mini = bytearray()
    mini_fat: list[int] = []
    for entry in streams:
        entry.size = len(entry.data)
        if 0 < entry.size < _MINI_LIMIT:
            entry.start = len(mini) // _MINI_SECTOR
            mini += _padded(entry.data, _MINI_SECTOR)
            mini_fat += _chain(entry.start, len(mini) // _MINI_SECTOR)
    sectors = _Sectors()
    for entry in streams:
        if entry.size >= _MINI_LIMIT:
            entry.start = sectors.add(entry.data)
    if mini:
        root.start, root.size = sectors.add(bytes(mini)), len(mini)
    mini_fat_start = sectors.add(struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff") if mini_fat else _END
    mini_fat_count = -(-len(mini_fat) * 4 // _SECTOR)
    directory = b"".join(e.packed() for e in entries)
    directory_start = sectors.add(directory + _UNUSED_ENTRY * (-len(entries) % (_SECTOR // _ENTRY_SIZE)))
    return _file(sectors, directory_start, mini_fat_start, mini_fat_count)


def _entries(tree: Tree) -> list[_Entry]:
    entries = []
    for name, content in tree.items():
        if len(name) > 31:
            raise ValueError(f"{name}: a name has at most 31 characters")
        if isinstance(content, bytes):
            entries.append(_Entry(name, _STREAM, content))
        else:
            entries.append(_Entry(name, _STORAGE, children=_entries(content), start=0))
    return sorted(entries, key=lambda e: (len(e.name.encode("utf-16-le")), e.name.upper()))


def _numbered(root: _Entry) -> Iterator[_Entry]:
    """Number the entries and link the children of each; the root comes first."""
    waiting, number = [root], 0
    order = []
    while waiting:
        entry = waiting.pop(0)
        entry.number, number = number, number + 1
        order.append(entry)
        waiting += entry.children
    for entry in order:
        entry.child = _balanced(entry.children)
    return iter(order)


def _balanced(entries: list[_Entry]) -> int:
    """Link ordered entries as a balanced tree and return the number of its root.

    All are black: readers search by order, and none is known to check the colours' balance.
    """
    if not entries:
        return _NO_ENTRY
    middle = len(entries) // 2
    entry = entries[middle]
    entry.left, entry.right = _balanced(entries[:middle]), _balanced(entries[middle + 1 :])
    return entry.number


class _Sectors:
    """The sectors after the header, with their chains."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.fat: list[int] = []

    def add(self, data: bytes, filling: bytes = b"\0") -> int:
        """Append a stream and return its first sector."""
        start = len(self.fat)
        self.data += _padded(data, _SECTOR, filling)
        self.fat += _chain(start, len(self.data) // _SECTOR)
        return start


def _chain(start: int, end: int) -> list[int]:
    return [*range(start + 1, end), _END]


def _padded(data: bytes, size: int, filling: bytes = b"\0") -> bytes:
    return data + filling * (-len(data) % size)


def _file(sectors: _Sectors, directory: int, mini_fat: int, mini_fat_count: int) -> bytes:
    """Put the FAT behind the sectors, which it describes together with itself, and the header before them."""
    used, in_sector = len(sectors.fat), _SECTOR // 4
    count = 0
    while (used + count) > count * in_sector:
        count += 1
    if count > _ENTRIES_IN_HEADER:
        raise ValueError("the file is larger than this writer is made for")
    fat = sectors.fat + [_FAT] * count
    fat += [_FREE] * (count * in_sector - len(fat))
    places = [*range(used, used + count)] + [_FREE] * (_ENTRIES_IN_HEADER - count)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I",
        _MAGIC, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count, directory, 0, _MINI_LIMIT,
        mini_fat, mini_fat_count, _END, 0, *places,
    )  # fmt: skip
    return header + bytes(sectors.data) + struct.pack(f"<{len(fat)}I", *fat)
