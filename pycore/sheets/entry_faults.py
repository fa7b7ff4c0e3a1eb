"""What is said of an entry that cannot be right: one sentence, for the row check of the sheet, the reader and the review.

Every sentence is in the words of the entry's title. The sheet writes it into the formula of its row check, and the
reader puts it before what it found.
"""

from __future__ import annotations

import re

from pycore.equations.domain import Domain
from pycore.equations.expression import plain_number
from pycore.language import NO_TEXT, Text

_BRACKET = re.compile(r"[（(][^（()）]*[)）]$")

CALCULATION_FAILED = Text("计算出错，请核对输入", "calculation error: check the inputs")
OWN_WITHOUT_REASON = Text("自有值缺理由", "own value without a reason")


def words_of(title: Text) -> Text:
    """Return a title without what it says in brackets at its end.

    >>> words_of(Text("用途（设备）", "use (equipment)")).en
    'use'
    """
    return Text(_BRACKET.sub("", title.zh).strip(), _BRACKET.sub("", title.en).strip())


def missing(words: Text) -> Text:
    """Say that a required entry is blank."""
    return words.within("缺{} | {} missing")


def not_a_number(words: Text) -> Text:
    """Say that an entry is a text where a number belongs."""
    return words.within("{}不是数值 | {} is not a number")


def not_listed(words: Text, choices: str) -> Text:
    """Say that an entry is not one of its list; `choices` as a column has it, with ``=`` for a range of the user's."""
    if choices.startswith("="):
        return words.within("{}不在可选范围内 | {} is not one of those to choose")
    return words.within("{}不在下拉列表中 | {} is not in the list")


def outside(words: Text, domain: Domain) -> Text:
    """Say what a number must be, and the usual slip where the domain knows of one."""
    slip = domain.slip.within("，{} | : {}") if domain.slip.zh else NO_TEXT
    said = Text(f"应为 {domain.text.zh}{slip.zh}", f"must be {domain.text.en}{slip.en}")
    return words.within(Text("{}" + said.zh, "{} " + said.en))


def unusual(words: Text, domain: Domain) -> Text:
    """Say that a number is possible but seldom seen: a hint, which blocks nothing.

    Raises:
        ValueError: the domain says nothing of what is usual.
    """
    if domain.usual is None:
        raise ValueError(f"the domain of {words.en} has no usual part")
    low, high = (plain_number(end) for end in domain.usual)
    return words.within(
        Text(
            f"{{}}超出常见范围 {low}–{high}，请核对",
            f"{{}} is outside the usual range {low}–{high}: please check",
        )
    )


def is_unusual(value: float, domain: Domain | None) -> bool:
    """Say whether a number is legal but outside of what is usually seen."""
    if domain is None or domain.usual is None or value not in domain:
        return False
    return not domain.usual[0] <= value <= domain.usual[1]
