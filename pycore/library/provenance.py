"""Where a value of the library comes from, in words: source, year, region, and how far it can be trusted."""

from __future__ import annotations

from pycore.equations.flags import flag_text
from pycore.equations.number_text import format_number
from pycore.language import Language, Text
from pycore.library.loading import library


def factor_lines(id: str, language: Language) -> list[str]:
    """Say where a factor comes from."""
    row = library().entry(id)
    zh = language == "zh"
    lines = [
        f"{row.id}{'：' if zh else ': '}{row.name[language]} = {format_number(row.value)} {row.unit}",
        f"{'来源：' if zh else 'source: '}{row.source}, {row.year}, {row.region} {flag_text(row.flag)[language]}",
    ]
    newer = library().superseded_by(id)
    if newer is not None:
        lines.append(f"{'已有新值：' if zh else 'superseded by: '}{newer.id} = {format_number(newer.value)}")
    return lines


def factor_texts(id: str) -> list[Text]:
    """Say where a factor comes from, in both languages."""
    return [Text(zh, en) for zh, en in zip(factor_lines(id, "zh"), factor_lines(id, "en"), strict=True)]
