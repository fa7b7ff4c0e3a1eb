"""The type library: the interface with a method for each function, in UNO's own language.

Calc asks the type of every argument. `any` takes a cell, a range, an array, a text or nothing, and may be left out; a
last `sequence<any>` takes as many as there are. The result is always a table, because that is the one type that
may hold a single value as well as a spilled range. LibreOffice reads the text as it stands, without a compiler.
"""

from __future__ import annotations

from collections.abc import Iterable

from addin.libreoffice.names import INTERFACE, MODULE
from pycore.equations.argument import Argument
from pycore.equations.definition import Definition

RESULT = "any"


def identifier(argument: Argument) -> str:
    """Return the name of a parameter: UNO allows no underscore in one."""
    return argument.name.replace("_", "")


def _method(definition: Definition) -> str:
    types = ["any"] * len(definition.arguments)
    if definition.variadic:
        types[-1] = "sequence<any>"
    listed = ", ".join(
        f"[in] {kind} {identifier(argument)}" for kind, argument in zip(types, definition.arguments, strict=True)
    )
    return f"  {RESULT} {definition.function}({listed});"


def interface_text(definitions: Iterable[Definition]) -> str:
    """Write the interface of the given functions."""
    rooms = MODULE.split(".")
    return "\n".join(
        [
            " ".join(f"module {room} {{" for room in rooms),
            f"interface {INTERFACE}: com::sun::star::uno::XInterface {{",
            *map(_method, definitions),
            "};",
            " ".join("};" for _ in rooms),
            "",
        ]
    )
