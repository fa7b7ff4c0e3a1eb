"""The functions as lines: name, description, link, then name and help of each argument.

This is the layout that Excel-DNA IntelliSense reads from a sheet; the add-in's VBA reads the same lines for the
function wizard.
"""

from __future__ import annotations

from addin.common.help_text import argument_help, description
from pycore.functions.catalogue import catalogue
from pycore.language import Language

HEAD: list[str | int] = ["FunctionInfo", 1]


def function_lines(language: Language) -> list[list[str]]:
    """Return a line for every function of the catalogue; what may be left out stands in brackets."""
    lines = []
    for name, definition in catalogue().items():
        line = [name, description(definition, language), ""]
        for argument in definition.arguments:
            shown = f"[{argument.name}]" if argument.optional else argument.name
            line += [shown, argument_help(argument, language)]
        if definition.variadic:
            line[-2] += "…"
        lines.append(line)
    return lines
