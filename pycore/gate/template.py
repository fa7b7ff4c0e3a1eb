"""Recognise the template of a workbook; runs in the gate's child process."""

from __future__ import annotations

import base64
from pathlib import Path

from pycore.errors import NotOurWorkbook, TwinLedgerError
from pycore.language import Text
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
        reason = reason_of(error)
        return {"zh": reason.zh, "en": reason.en}
    except (KeyError, IndexError, ValueError) as error:
        return {"zh": type(error).__name__, "en": type(error).__name__}
    return {"template": book.definition.key, "version": book.version, "language": book.language}


def reason_of(error: TwinLedgerError) -> Text:
    """Return why a file is not recognised, as words that stand within the gate's own sentence.

    The rule of the gate says what was expected and what to do; an error's own sentence inside of it would say both twice.

    >>> reason_of(TwinLedgerError(Text("缺少部件 x。请重做。", "Part x is missing. Make it again."))).en
    'Part x is missing'
    """
    if isinstance(error, NotOurWorkbook):
        return error.found
    return Text(error.text.zh.partition("。")[0], error.text.en.partition(". ")[0].removesuffix("."))
