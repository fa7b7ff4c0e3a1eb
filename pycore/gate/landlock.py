"""Let the kernel hold this process, compiled libraries included, to one folder for writing, where it can.

Landlock (Linux 5.13 and later) takes rights away for good, without any privilege. What is not granted here is refused
whoever asks: writing, making, renaming and removing files outside the folder, running programs, and TCP.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_ASKED, _PATH_BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38

_EXECUTE, _WRITE_FILE, _REMOVE_FILE, _MAKE_FILE, _TRUNCATE = 1 << 0, 1 << 1, 1 << 5, 1 << 8, 1 << 14
_ALL_CHANGES = _EXECUTE | _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
# What later versions can refuse as well: moving between folders, truncating; TCP; sockets and signals beyond us.
_LATER_CHANGES = ((2, 1 << 13), (3, _TRUNCATE))
_TCP_SINCE, _TCP = 4, 0b11
_SCOPE_SINCE, _SCOPE = 6, 0b11


def restrict_writing(folder: str) -> bool:
    """Allow this thread, and all that it starts, to write in `folder` and to the null device alone.

    Returns:
        Whether the kernel does so; False where it cannot.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(_CREATE_RULESET, None, 0, _VERSION_ASKED)
    if version < 1:
        return False
    changes = _ALL_CHANGES | sum(right for since, right in _LATER_CHANGES if version >= since)
    fields = [changes]
    if version >= _TCP_SINCE:
        fields.append(_TCP)
    if version >= _SCOPE_SINCE:
        fields.append(_SCOPE)
    asked = struct.pack(f"={len(fields)}Q", *fields)
    rules = system.syscall(_CREATE_RULESET, asked, len(asked), 0)
    if rules < 0:
        return False
    try:
        own = (_WRITE_FILE | _REMOVE_FILE | _MAKE_FILE | _TRUNCATE) & changes
        for path, rights in ((folder, own), (os.devnull, (_WRITE_FILE | _TRUNCATE) & changes)):
            with contextlib.suppress(OSError):
                place = os.open(path, os.O_PATH)
                try:
                    system.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
                finally:
                    os.close(place)
        done = system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and system.syscall(_RESTRICT_SELF, rules, 0) == 0
        return bool(done)
    finally:
        os.close(rules)
