"""`functions.json`: the functions as custom functions of WPS and of Office.js describe them.

Every argument is a matrix of any type: a cell counts as a matrix of one cell, and the core tells blanks, texts and
numbers apart itself. The metadata alone calculates nothing; a JavaScript host has to answer the calls.
"""

from __future__ import annotations

import json
from typing import Any

from addin.common.help_text import argument_help, description
from pycore.equations.argument import Argument
from pycore.equations.definition import Definition
from pycore.functions.catalogue import catalogue
from pycore.language import Language


def functions_json(language: Language) -> bytes:
    """Return the file, with help in one language."""
    data = {
        # Errors and blanks reach the core, which passes errors on and answers a blank with a blank.
        "allowErrorForDataTypeAny": True,
        "functions": [_function(name, definition, language) for name, definition in catalogue().items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _function(name: str, definition: Definition, language: Language) -> dict[str, Any]:
    parameters = [_parameter(argument, language) for argument in definition.arguments]
    if definition.variadic:
        # What repeats may be left out anyway, and Office takes no parameter that is both.
        parameters[-1].pop("optional", None)
        parameters[-1]["repeating"] = True
    return {
        "id": name,
        "name": name,
        "description": description(definition, language),
        "parameters": parameters,
        "result": {"type": "any", "dimensionality": "matrix"},
    }


def _parameter(argument: Argument, language: Language) -> dict[str, Any]:
    parameter: dict[str, Any] = {
        "name": argument.name,
        "description": argument_help(argument, language),
        "type": "any",
        "dimensionality": "matrix",
    }
    if argument.optional:
        parameter["optional"] = True
    return parameter
