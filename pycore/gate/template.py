"""Recognise the template of a workbook; runs in the gate's child process."""

from __future__ import annotations

import base64
from pathlib import Path

from pycore.errors import TwinLedgerError
from pycore.reading.book import Book


def recognise(payload: dict[str, str]) -> dict[str, str]:
    """Name the template, its version and language, or say in both languages why there is none.

    Args:
        payload: ``path`` of the file, or its ``bytes`` in base64.
    """
    source = base64.b64decode(payload["bytes"]) if "bytes" in payload else Path(payload["path"])
    try:
        book = Book.open(source)
    except TwinLedgerError as error:
        return {"zh": error.text.zh, "en": error.text.en}
    except (KeyError, IndexError, ValueError) as error:
        return {"zh": type(error).__name__, "en": type(error).__name__}
    return {"template": book.definition.key, "version": book.version, "language": book.language}
