"""In which language the sheets of a workbook are."""

from __future__ import annotations

from pycore.language import Language
from pycore.reading.book import Book


def language_of_sheets(book: Book) -> Language:
    """The language of the sheets, which cannot be told wrongly as the cell on the cover can."""
    names = {s.name for s in book.package.sheets}

    def score(language: Language) -> int:
        return len(names & {s.title[language] for s in book.definition.sheets})

    other: Language = "en" if book.language == "zh" else "zh"
    return other if score(other) > score(book.language) else book.language
