"""Where the factors of a row come from: which are defaults of the library, and which own values, with the reason."""

from __future__ import annotations

from pycore.report.values import ReportValues
from pycore.report.words import WORDS
from pycore.sheets.definition import Table
from pycore.sheets.meaning_of import meanings_of, takes_own_value
from pycore.sheets.meanings import Meaning


def basis_line(values: ReportValues, table: Table, row: int) -> str:
    """Say it of one row; "" where the row takes no factor that the user could replace."""
    language = values.language
    known = meanings_of(values.book.definition)
    default: list[str] = []
    own: list[str] = []
    for key in known.columns(table, Meaning.OWN_VALUE):
        column = table.column(key)
        used = takes_own_value(table, column)
        entered = values.raw(f"{table.key}_{key}", row) is not None
        if used is None or (not entered and values.raw(f"{table.key}_{used.key}", row) is None):
            continue
        (own if entered else default).append(used.title[language])
    between = "、" if language == "zh" else ", "
    said = []
    for kind, names in (("default_value", default), ("own_values", own)):
        if names:
            text = WORDS[kind][language]
            if default and own:
                text = WORDS["basis_of"].format(kind=text, names=between.join(names))[language]
            said.append(text)
    reason = known.column(table, Meaning.REASON)
    if own:
        why = values.text(f"{table.key}_{reason}", row) if reason else ""
        said[-1] = WORDS["basis_why"].format(said=said[-1], reason=why or WORDS["no_reason"][language])[language]
    return ("；" if language == "zh" else "; ").join(said)
