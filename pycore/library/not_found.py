"""Say that a name is not known, and which names are near it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

from pycore.errors import LibraryError
from pycore.language import Text

_BETWEEN = re.compile(r"[\W_]+")


def bare(name: str) -> str:
    """A name without what people write in many ways: case, width, subscripts, blanks, strokes and brackets."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", name).casefold())


def same_name(name: str, *candidates: str) -> bool:
    """Tell whether a name is one of the candidates: "T/CCECTA 0104-2023" is TCCECTA0104-2023."""
    wanted = bare(name)
    if not wanted:
        return name.strip() in candidates
    return wanted in {bare(candidate) for candidate in candidates}


def unknown(what: Text, name: str, known: Sequence[str]) -> LibraryError:
    """Return the error for an unknown name: the nearest known ones, or all of them when they are few."""
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    blank = Text("空白", "blank")
    shown = [candidate or None for candidate in (near if near or len(names) > 12 else names)]
    zh = "、".join(candidate or blank.zh for candidate in shown)
    en = ", ".join(candidate or blank.en for candidate in shown)
    if near:
        advice = Text(f"最接近的是 {zh}。", f"The nearest are {en}.")
    elif shown:
        advice = Text(f"可用的是 {zh}。", f"There are {en}.")
    else:
        advice = Text("请用 twinledger factors 加关键词查找。", "Look for it with `twinledger factors WORD`.")
    return LibraryError(
        Text(
            f"因子库中没有此{what.zh}：{name or blank.zh}。{advice.zh}",
            f"The library does not have this {what.en}: {name or blank.en}. {advice.en}",
        )
    )
