"""The three encoded values of a PROJECT stream, [MS-OVBA] 2.4.3: what is protected, the password, what is visible.

Our project is open to reading: nothing is protected, there is no password, everything is visible. The values are
still encoded with the project's id, and Excel refuses a project where they do not fit it.
"""

from __future__ import annotations

import struct

_VERSION = 2
NOT_PROTECTED = struct.pack("<I", 0)
NO_PASSWORD = b"\x00"
VISIBLE = b"\xff"


def encoded(data: bytes, project_id: str, seed: int = 0) -> str:
    """Encode a value as hexadecimal digits.

    Args:
        project_id: as in the PROJECT stream, with braces.
        seed: any byte; it is in the result, so it may well be always the same.
    """
    key = _project_key(project_id)
    out = bytearray([seed, seed ^ _VERSION, seed ^ key])
    plain = bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data
    before = key
    for byte in plain:
        out.append(byte ^ ((out[-2] + before) & 0xFF))
        before = byte
    return out.hex().upper()


def decoded(text: str, project_id: str) -> bytes:
    """Read an encoded value.

    Raises:
        ValueError: it does not belong to a project of this id.
    """
    data = bytes.fromhex(text)
    seed, key = data[0], _project_key(project_id)
    if (data[1] ^ seed, data[2] ^ seed) != (_VERSION, key):
        raise ValueError("the value is not of this project")
    plain, before = bytearray(), key
    for place in range(3, len(data)):
        before = data[place] ^ ((data[place - 2] + before) & 0xFF)
        plain.append(before)
    del plain[: (seed & 6) // 2]
    return bytes(plain[4 : 4 + struct.unpack_from("<I", plain)[0]])


def _project_key(project_id: str) -> int:
    return sum(project_id.encode("ascii")) & 0xFF
