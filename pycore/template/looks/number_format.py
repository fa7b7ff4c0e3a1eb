"""Number formats in one spelling, and what a format of a file does to a number that the template's does not."""

from __future__ import annotations

import re

from pycore.template.styles import split_sections

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that programs know by number (ECMA-376 18.8.30), without the space that some leave for a bracket."""

GENERAL = "general"
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[([^\]]*)\]|(general)|(E[+-])|([0#?@/%.,])|(.)', re.IGNORECASE | re.DOTALL)
_CONDITION = re.compile(r"[<>=]")
_DIGITS = re.compile(r"[0#?]")
_LETTER = re.compile(r"[a-z]", re.IGNORECASE)


def canonical_format(code: str) -> str:
    r"""Write a format in one spelling: letters that are shown each behind a backslash, no colours, no spaces beside.

    >>> canonical_format('#,##0.00;-#,##0.00;"–"') == canonical_format(r"#,##0.00;\-#,##0.00;\–")
    True
    >>> canonical_format("0;-0") == canonical_format("0"), canonical_format("") == canonical_format("General")
    (True, True)
    """
    sections = [_section(s) for s in split_sections(code or GENERAL)]
    if len(sections) == 2 and sections[1] == f"\\-{sections[0]}":
        del sections[1]
    return ";".join(sections)


def _section(section: str) -> str:
    """Write one section of a format in the one spelling."""
    written: list[str] = []
    for quoted, escaped, bracket, general, power, placeholder, other in _TOKEN.findall(section):
        if quoted or escaped:
            written += (f"\\{sign}" for sign in quoted + escaped)
        elif bracket:
            symbol = bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
            keeps = _CONDITION.match(bracket) or re.fullmatch(r"h+|m+|s+|dbnum\d", bracket, re.IGNORECASE)
            written += [f"[{bracket.lower()}]"] if keeps else [f"\\{sign}" for sign in symbol]
        elif general or power or placeholder:
            written.append((general or power or placeholder).lower())
        elif other:
            written.append(other.lower() if _LETTER.match(other) else f"\\{other}")
    return "".join(written)


def decimals(code: str) -> int:
    """Return how many decimals the first section of a canonical format shows; many for the general one."""
    first = code.partition(";")[0]
    if GENERAL in first:
        return 9
    after = re.sub(r"\\.", "", first).partition(".")[2]
    return len(_DIGITS.findall(after.partition("e")[0]))


def shows_less(found: str, wanted: str) -> bool:
    """Tell whether a number in one canonical format says something else, or less, than in another.

    More decimals and other separators of thousands do not; a unit, a percent sign or fewer digits do.
    """
    return _frame(found) != _frame(wanted) or decimals(found) < decimals(wanted)


_ZERO = frozenset({"0", "\\–", "\\-"})
"""How a zero may be shown: by a digit or by a dash."""


def _frame(code: str) -> tuple[str, ...]:
    """What a format shows around its digits above and below 0; the general format and plain digits are alike."""
    sections = code.replace(GENERAL, "0").split(";")
    plain = [re.sub(r"[0#?]+(?:\.[0#?]*)?", "0", re.sub(r"(?<=[0#?]),(?=[0#?])", "", s)) for s in sections]
    if "[" in code:
        return tuple(plain)
    below = plain[1] if len(plain) > 1 else f"\\-{plain[0]}"
    zero = [plain[2]] if len(plain) > 2 and plain[2] not in {*_ZERO, plain[0]} else []
    return (plain[0], below, *zero, *plain[3:])
