"""Text that exists in Chinese and in English, side by side; Chinese is the default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
DEFAULT_LANGUAGE: Language = "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """One statement in both languages of the product.

    >>> Text("燃料", "fuel")["en"]
    'fuel'
    """

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.zh

    def format(self, **values: object) -> Text:
        """Fill the same named values into both languages; a `Text` value is filled in its own language."""

        def fill(template: str, language: Language) -> str:
            chosen = {k: v[language] if isinstance(v, Text) else v for k, v in values.items()}
            return template.format(**chosen)

        return Text(fill(self.zh, "zh"), fill(self.en, "en"))

    def within(self, frame: Text | str) -> Text:
        """Put the text where `{}` stands in a frame, each language in its own.

        >>> both("燃料 | fuel").within("缺{} | {} missing").en
        'fuel missing'
        """
        around = as_text(frame)
        return Text(around.zh.replace("{}", self.zh), around.en.replace("{}", self.en))

    @property
    def both(self) -> str:
        """Both languages in one line, for places that cannot ask which one is wanted."""
        return f"{self.zh} / {self.en}" if self.zh != self.en else self.zh


NO_TEXT = Text("", "")


def both(words: str) -> Text:
    """Read one line as a text in both languages, Chinese first; a line without a bar reads the same in both.

    >>> both("燃料 | fuel").en
    'fuel'
    >>> both("CO2").en
    'CO2'
    """
    zh, bar, en = words.partition(" | ")
    return Text(zh, en) if bar else Text(words, words)


def as_text(words: Text | str) -> Text:
    """Take a text as it is, and a line as `both` reads it."""
    return words if isinstance(words, Text) else both(words)
