"""The compression of VBA source in a project, [MS-OVBA] 2.4.1."""

from __future__ import annotations

import struct

_CHUNK = 4096
_SIGNATURE = 0x01
# A chunk's header: three bits that are always 011, one for "compressed", twelve for the size less 3.
_COMPRESSED, _RAW = 0xB000, 0x3000
_SHORTEST_COPY = 3


def compress(data: bytes) -> bytes:
    """Return a compressed container: a signature byte and a chunk for every 4096 bytes.

    A chunk that would grow is stored as it is, padded with zeros to its full length, which is all that the format has
    for it; a reader of source meets the zeros as blank text at its end, so only the last chunk may need it.
    """
    chunks = [data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)]
    return bytes([_SIGNATURE]) + b"".join(map(_chunk, chunks))


def _chunk(data: bytes) -> bytes:
    body = _tokens(data)
    if len(body) > _CHUNK:
        return struct.pack("<H", _RAW | (_CHUNK + 2 - 3)) + data.ljust(_CHUNK, b"\0")
    return struct.pack("<H", _COMPRESSED | (len(body) + 2 - 3)) + body


def _tokens(data: bytes) -> bytes:
    """Write a chunk as tokens, a flag byte before every eight: a literal byte, or a copy of what came before."""
    body = bytearray()
    seen: dict[bytes, list[int]] = {}
    place = 0
    while place < len(data):
        flags_at = len(body)
        body.append(0)
        for bit in range(8):
            if place >= len(data):
                break
            offset, length = _longest_copy(data, place, seen)
            if length:
                body[flags_at] |= 1 << bit
                body += _copy_token(place, offset, length)
            else:
                body.append(data[place])
                length = 1
            for start in range(place, place + length):
                seen.setdefault(data[start : start + _SHORTEST_COPY], []).append(start)
            place += length
    return bytes(body)


def _longest_copy(data: bytes, place: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Find the longest run before `place` that continues at it: (distance, length), or (0, 0)."""
    longest = min(_longest_length(place), len(data) - place)
    best = (0, 0)
    if longest < _SHORTEST_COPY:
        return best
    for start in reversed(seen.get(data[place : place + _SHORTEST_COPY], ())):
        length = _SHORTEST_COPY
        while length < longest and data[start + length] == data[place + length]:
            length += 1
        if length > best[1]:
            best = (place - start, length)
            if length == longest:
                break
    return best


def _length_bits(place: int) -> int:
    """Return how many bits of a copy token are its length: what the distance does not need at this place."""
    return 16 - max(4, (place - 1).bit_length())


def _longest_length(place: int) -> int:
    return (1 << _length_bits(place)) - 1 + _SHORTEST_COPY if place else 0


def _copy_token(place: int, offset: int, length: int) -> bytes:
    return struct.pack("<H", (offset - 1) << _length_bits(place) | (length - _SHORTEST_COPY))
