"""The texts of the worked example in both languages, so that each language has an example of its own."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pycore.language import Text

_NUMBER = re.compile(r"\d+")


def _read() -> dict[str, Text]:
    with (Path(__file__).parent / "data" / "example_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["zh"]: Text(row["zh"], row["en"]) for row in csv.DictReader(file)}


_WORDS: Mapping[str, Text] = _read()


def in_both_languages(data: Any) -> Any:
    """Put both languages in the place of each text of an example that has words for it."""
    if isinstance(data, Mapping):
        return {key: in_both_languages(value) for key, value in data.items()}
    if isinstance(data, list):
        return [in_both_languages(value) for value in data]
    return _spoken(data) if type(data) is str else data


def _spoken(text: str) -> Text | str:
    """Return a text in both languages; one that differs from its words in numbers takes them with it."""
    if text in _WORDS:
        return _WORDS[text]
    words = _WORDS.get(_NUMBER.sub("#", text))
    if words is None:
        return text
    numbers = _NUMBER.findall(text)
    return Text(*(_filled(words[language], numbers) for language in ("zh", "en")))


def _filled(text: str, numbers: list[str]) -> str:
    for number in numbers:
        text = text.replace("#", number, 1)
    return text
