"""The fingerprint of a template: its formulas by family, rules, locks, texts, library values, sheets and names."""

from __future__ import annotations

from functools import lru_cache

from pycore.formulas.readings import Readings
from pycore.language import Language
from pycore.reading.book import Book
from pycore.reading.sheet_language import language_of_sheets
from pycore.reading.stored_template import find_stored
from pycore.sheets.definition import Workbook
from pycore.sheets.registry import find_workbook
from pycore.template.compare import TemplateComparison, TemplateReport
from pycore.template.print import Fingerprint
from pycore.template.stored import read_fingerprint

__all__ = ["Fingerprint", "TemplateReport", "compare_template", "language_of_sheets", "template_fingerprint"]


def template_fingerprint(definition: Workbook, language: Language, version: str = "") -> Fingerprint:
    """Return the fingerprint of a template in one language.

    Args:
        version: the one that is wanted. Where none of that version is stored, and by default, it is the present one.
    """
    if find_workbook(definition.key) is definition:
        return _installed(definition.key, language, version)
    return _made(definition, language)


def compare_template(book: Book, readings: Readings | None = None) -> TemplateReport:
    """Hold a submitted workbook against the template version that it was made from.

    Returns the findings, and of how many formula families the template is made and how many were touched. A file
    that Excel, LibreOffice or openpyxl has saved, and one with data, gives no finding for that.

    Args:
        readings: what is known of the template's formulas (`stored_readings`).
    """
    language = language_of_sheets(book)
    fingerprint = template_fingerprint(book.definition, language, book.version)
    return TemplateComparison(book, fingerprint, language, readings).report()


@lru_cache(maxsize=32)
def _installed(key: str, language: Language, version: str) -> Fingerprint:
    """Return the stored fingerprint of a version, that of the present one where it has none of its own."""
    definition = find_workbook(key)
    assert definition is not None  # it was found before
    folder = definition.fingerprints
    if folder is not None:
        for wanted in (version, definition.version):
            path = find_stored(folder, wanted, language)
            if path is not None:
                return read_fingerprint(path)
    return _made(definition, language)


def _made(definition: Workbook, language: Language) -> Fingerprint:
    """Make the fingerprint of a definition by writing the workbook."""
    # Imported here: writing a workbook takes a library that reading stored fingerprints does without.
    from pycore.template.make import make_fingerprint

    return make_fingerprint(definition, language)
