"""`main.py` for xlwings Lite: the same functions in Excel's browser runtime, on Windows, macOS and the web.

There Python runs in WebAssembly beside Excel; no COM, no VBA. Excel hands over error values as their codes and makes
true errors of codes that come back, so codes are what errors are on the way.
"""

from __future__ import annotations

import keyword

from addin.common.help_text import argument_help, description
from pycore.equations.definition import Definition
from pycore.functions.catalogue import catalogue
from pycore.language import Language

_HEAD = '''"""TwinLedger's functions for xlwings Lite. Written by `twinledger excel build`; changes are lost with the next build."""

from xlwings import arg, func

from pycore.cells.values import ERROR_CODES, CellError
from pycore.functions.catalogue import call


def _argument(value):
    """Read rows of cells, an error as an error; what was left out is a blank."""
    if isinstance(value, list):
        return [_argument(part) for part in value]
    return CellError(value) if isinstance(value, str) and value in ERROR_CODES else value


def _result(value):
    """Write an error as its code, of which Excel makes a true error."""
    if isinstance(value, list):
        return [_result(part) for part in value]
    return value.code if isinstance(value, CellError) else value


def _call(name, *arguments):
    return _result(call(name, [_argument(value) for value in arguments], "{language}"))
'''


def lite_main(language: Language) -> str:
    """Return the file, with help in one language."""
    functions = "".join(_function(definition, language) for definition in catalogue().values())
    return _HEAD.replace("{language}", language) + functions


def _function(definition: Definition, language: Language) -> str:
    names = [a.name + "_" if keyword.iskeyword(a.name) else a.name for a in definition.arguments]
    lines = ["", "", "@func"]
    parameters = []
    for name, argument in zip(names, definition.arguments, strict=True):
        help = argument_help(argument, language)
        lines.append(f"@arg({name!r}, ndim=2, err_to_str=True, doc={help!r})")
        parameters.append(f"{name}=None" if argument.optional else name)
    if definition.variadic:
        names[-1] = parameters[-1] = f"*{names[-1]}"
    lines += [
        f"def {definition.function.lower()}({', '.join(parameters)}):",
        f"    {description(definition, language)!r}",
        f"    return _call({', '.join([repr(definition.function), *names])})",
    ]
    return "\n".join(lines) + "\n"
