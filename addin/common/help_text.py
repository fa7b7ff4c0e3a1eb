"""The help of a function and of its arguments, as the function wizard of a spreadsheet program shows it."""

from __future__ import annotations

from pycore.equations.argument import Argument
from pycore.equations.definition import Definition
from pycore.equations.number_text import format_number
from pycore.equations.unit_names import shown
from pycore.language import Language

LONGEST = 255
"""Excel cuts the description of a function or an argument here."""

CATEGORY = "TwinLedger"


def description(definition: Definition, language: Language) -> str:
    """Say what a function does: title, unit of the result, note, clause; what does not fit is left out whole.

    >>> from pycore.functions.catalogue import catalogue
    >>> description(catalogue()["TL_VERSION"], "en")
    'version of TwinLedger. Workbooks ask it whether the add-in is there. Source: TwinLedger'
    """
    zh = language == "zh"
    unit = shown(definition.unit)[language]
    title = definition.title[language]
    if unit:
        title += f"（{unit}）" if zh else f" ({unit})"
    clause = definition.clause.text[language]
    note = definition.note[language]
    text = title + ("。" if zh else ".")
    for part in (note, f"依据：{clause}" if zh else f"Source: {clause}"):
        longer = text + ("" if zh or not part else " ") + part
        if len(longer) <= LONGEST:
            text = longer
    return text


def argument_help(argument: Argument, language: Language) -> str:
    """Say what an argument is: meaning, unit, values that it takes, and what a blank stands for."""
    zh = language == "zh"
    parts = []
    if unit := shown(argument.unit)[language]:
        parts.append(unit)
    if argument.kind in ("number", "range") and (domain := argument.domain.text[language]):
        parts.append(domain)
    if argument.optional:
        parts.append(_when_blank(argument, language))
    text = argument.meaning[language]
    for part in parts:
        separator = "；" if zh else "; "
        longer = text + separator + part
        if len(longer) <= LONGEST:
            text = longer
    return text


def _when_blank(argument: Argument, language: Language) -> str:
    zh = language == "zh"
    if argument.default is None:
        return "可省略" if zh else "may be left out"
    default = format_number(argument.default)
    return f"可省略，缺省为 {default}" if zh else f"may be left out, then {default}"
