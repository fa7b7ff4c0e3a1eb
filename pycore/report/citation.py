"""Sources and clauses as a report cites them: the document, and nothing of how we came to know what stands in it.

By which transcription a value was read, and whether from memory, is the factor library's own account. A report shows
the trust flag that it comes to, with its legend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pycore.language import Language, Text

_OWN_ACCOUNT = re.compile(
    r"二手|转录|凭记忆|未核|未打开|公开代码|\bR\d|第三方代码|\w\.(?:cn|com|net)\b"
    r"|second-hand|from memory|not checked|not opened|public code|third-party code"
)
_FROM_HERE = re.compile(
    r"[，,]\s*(?:数值为)?(?:二手转录|凭记忆|未核|读自\s*\w|经\s*[\w第]"
    r"|second-hand transcription|from memory|not checked|by (?!definition)).*$"
)
_BRACKETS = re.compile(r"（(?P<zh>[^（）]*)）|(?P<gap> ?)\((?P<en>[^()]*)\)")
_UNSURE_PLACE = "所在处"
_TITLE = re.compile(r"《([^》]+?)(?:（试行）)?》")
_PARTS: dict[Language, str] = {"zh": "；", "en": "; "}


def cited(source: str) -> str:
    """Give a source of the library without the account of how it was read; "" where nothing else was said.

    >>> cited("GB/T 32151.10-2023 表 C.1，二手转录 R15"), cited("凭记忆")
    ('GB/T 32151.10-2023 表 C.1', '')
    >>> cited("GB/T 32151.10-2023 table C.1 (not checked); second-hand transcription R24")
    'GB/T 32151.10-2023 table C.1'
    """
    told = _BRACKETS.sub(_bracketed, source)
    mark = _PARTS["zh"] if _PARTS["zh"] in told else _PARTS["en"]
    parts = (_part(part.strip()) for part in told.split(mark))
    return mark.join(dict.fromkeys(part for part in parts if part))


def _part(text: str) -> str:
    """What a part of a source says of the document; "" where it is our own account as a whole."""
    said = _FROM_HERE.sub("", text).replace(_UNSURE_PLACE, "").strip()
    return "" if _OWN_ACCOUNT.search(said) else said


def _bracketed(found: re.Match[str]) -> str:
    """What stays of a bracket."""
    chinese = found["zh"]
    inside = _FROM_HERE.sub("", found["en"] if chinese is None else chinese).strip()
    if _OWN_ACCOUNT.search(inside):
        return ""
    return f"{found['gap']}({inside})" if chinese is None else f"（{inside}）"


def own_clauses(clause: Text, guide: Text, others: Iterable[Text], language: Language) -> str:
    """Give those parts of a clause that are not of another workbook's guide; all where they all are.

    Args:
        guide: of the report's own workbook.
        others: guides of the other workbooks.
    """
    names = {_TITLE.findall(other.zh)[0] for other in others if _TITLE.search(other.zh)}
    names -= set(_TITLE.findall(guide.zh))
    parts = {key: clause[key].split(mark) for key, mark in _PARTS.items()}
    if len(parts["zh"]) != len(parts["en"]):
        return clause[language]
    kept = [i for i, part in enumerate(parts["zh"]) if not any(name in part for name in names)]
    return _PARTS[language].join(parts[language][i] for i in kept or range(len(parts["zh"])))
