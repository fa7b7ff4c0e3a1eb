"""The functions of the catalogue as xlwings wants them: plain Python functions with decorators."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from addin.common.help_text import CATEGORY, argument_help, description
from addin.excel.cells import CellArgument, CellResult
from addin.excel.vba_names import argument_names
from pycore.equations.definition import Definition
from pycore.functions.catalogue import call, catalogue
from pycore.language import Language

Function = Callable[..., Any]


class Decorators(Protocol):
    """What this needs of xlwings: its decorators, which are real on Windows and do nothing elsewhere."""

    def func(self, **options: Any) -> Callable[[Function], Function]: ...
    def arg(self, name: str, **options: Any) -> Callable[[Function], Function]: ...
    def ret(self, **options: Any) -> Callable[[Function], Function]: ...


def worksheet_functions(xlwings: Decorators, language: Language) -> Mapping[str, Function]:
    """Build every function of the catalogue, with help in one language.

    A function takes cell values or ranges as `cells.CellArgument` reads them and returns a cell value, rows or
    a `CellError`. Excel does not call it while the function wizard is open. It is no volatile function, and an
    array spills where Excel can spill and fills the selected range where it cannot, because nothing here asks
    xlwings to resize.
    """
    return {
        name: _decorated(definition, xlwings, language, _function(name, definition, language))
        for name, definition in catalogue().items()
    }


def _function(name: str, definition: Definition, language: Language) -> Function:
    def run(*arguments: Any) -> Any:
        # An argument that was left out comes as None, a blank: for an optional one that is the same.
        return call(name, arguments, language)

    run.__name__ = run.__qualname__ = name
    # xlwings takes the arguments of the VBA wrapper from the signature.
    run.__signature__ = _signature(definition)  # type: ignore[attr-defined]
    return run


def _signature(definition: Definition) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        inspect.Parameter(name, kind, default=None if argument.optional else inspect.Parameter.empty)
        for name, argument in zip(argument_names(definition), definition.arguments, strict=True)
    ]
    if definition.variadic:
        parameters[-1] = inspect.Parameter(parameters[-1].name, inspect.Parameter.VAR_POSITIONAL)
    return inspect.Signature(parameters)


def _decorated(definition: Definition, xlwings: Decorators, language: Language, function: Function) -> Function:
    function.__doc__ = description(definition, language)
    decorated = function
    for name, argument in zip(argument_names(definition), definition.arguments, strict=True):
        decorated = xlwings.arg(name, convert=CellArgument, doc=argument_help(argument, language))(decorated)
    decorated = xlwings.ret(convert=CellResult)(decorated)
    # Last: xlwings resets category and wizard with every decorator that comes after.
    return xlwings.func(category=CATEGORY, call_in_wizard=False, volatile=False)(decorated)
