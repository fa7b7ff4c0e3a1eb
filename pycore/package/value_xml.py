"""The value of a cell as XML holds it: read, and written as Excel writes it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pycore.cells.plain_text import plain_text
from pycore.cells.stored import ErrorValue, Value, number_text

LONGEST_TEXT = 32_767  # characters that a cell holds

# Excel itself stores the errors that came with dynamic arrays as #VALUE! (the detail in a metadata part),
# because older versions refuse a file with an error value that they do not know.
_STORED_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"}


def read_value(kind: str, text: str, strings: Sequence[str]) -> Value:
    """Read the text of a value, or the shared string of that number."""
    if kind == "s":
        try:
            return strings[int(text)] if int(text) >= 0 else None
        except (ValueError, IndexError):
            return None
    return typed_value(kind, text)


def typed_value(kind: str, text: str) -> Value:
    """Read the text of a value as its type says."""
    if kind == "str":
        return decoded(text)
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "e":
        return ErrorValue(plain_text(text))
    if kind == "d":
        return plain_text(text)
    try:
        return float(text)
    except ValueError:
        return plain_text(text) or None


_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def decoded(text: str) -> str:
    """Read `_x000D_` as the character that it stands for; what is no text (`plain_text`) is replaced."""
    if "_x" not in text:
        return plain_text(text)
    read = _CODED.sub(lambda match: chr(int(match[1], 16)), text)
    # Two coded halves of a character beyond the basic plane are one character.
    return plain_text(read.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))


def coded(text: str) -> str:
    """Write a character that XML cannot hold as `_x0001_`."""
    return _TO_CODE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def escaped(text: str) -> str:
    """Write a text so that it can stand between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def storable(value: Value) -> Value:
    """Turn what a file cannot hold into what Excel shows instead."""
    if isinstance(value, ErrorValue):
        return value if value in _STORED_ERRORS else ErrorValue("#VALUE!")
    if isinstance(value, str):
        return ErrorValue("#VALUE!") if len(value) > LONGEST_TEXT else value
    if isinstance(value, bool) or value is None:
        return value
    number = float(value)
    return number if math.isfinite(number) else ErrorValue("#NUM!")


def same_value(old: Value, new: Value) -> bool:
    """Tell whether two values are written alike: 1 and TRUE are not."""
    return type_of(old) == type_of(new) and old == new


def type_of(value: Value) -> str:
    """Name the type of a value as the attribute `t` does; an empty text for no value."""
    if isinstance(value, ErrorValue):
        return "e"
    if isinstance(value, str):
        return "str"
    if isinstance(value, bool):
        return "b"
    return "" if value is None else "n"


_TAG_NAME = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"""(\s+)([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")


def prefix_at(data: bytes, start: int) -> str:
    """Read the namespace prefix, with its colon, of the tag that starts there."""
    match = _TAG_NAME.match(data, start)
    assert match is not None
    prefix, colon, _ = match[1].decode().rpartition(":")
    return prefix + colon


def value_element(prefix: str, kind: str, value: Value) -> bytes:
    """Write the element `v` of a value of that type."""
    if kind == "n":
        text = number_text(float(value))  # type: ignore[arg-type]
    elif kind == "b":
        text = "1" if value else "0"
    elif kind == "e":
        text = escaped(str(value))
    else:
        text = escaped(coded(str(value)))
    space = ' xml:space="preserve"' if kind == "str" and (text != text.strip() or "\n" in text) else ""
    return f"<{prefix}v{space}>{text}</{prefix}v>".encode()


def with_type(tag: bytes, kind: str) -> bytes:
    """Give a start tag the attribute `t`, or none where `kind` is empty; the others stay in order."""
    last = _TAG_NAME.match(tag).end()  # type: ignore[union-attr]
    for match in _ATTRIBUTE.finditer(tag, last):
        if match[2] == b"t":
            if not kind:
                return tag[: match.start()] + tag[match.end() :]
            return tag[: match.start(3)] + f'"{kind}"'.encode() + tag[match.end(3) :]
        last = match.end()
    return tag if not kind else tag[:last] + f' t="{kind}"'.encode() + tag[last:]
