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

    @property
    def both(self) -> str:
        """Both languages in one line, for places that cannot ask which one is wanted."""
        return f"{self.zh} / {self.en}" if self.zh != self.en else self.zh


NO_TEXT = Text("", "")
