"""The table of symbols under a formula: the result, the arguments and the constants, each with unit and domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pycore.equations.argument import Argument
from pycore.equations.constants import Constant
from pycore.equations.definition import Definition
from pycore.equations.equation import Equation
from pycore.equations.expression import Number, latex
from pycore.equations.flags import flag_text
from pycore.equations.method import Method
from pycore.equations.number_text import format_number
from pycore.equations.unit_names import shown
from pycore.language import Language
from pycore.mathematics.words import WORDS

_READABLE = (
    ("delta_degC", "℃"), ("degC", "℃"), ("1e4", "10⁴"), ("1e3", "10³"), ("Nm3", "Nm³"), ("m3", "m³"), ("*", "·"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SymbolRow:
    """One row of the table of symbols, in the language of the page.

    Attributes:
        symbol: as LaTeX; "" for an argument that the formula does not show.
        domain: what the value may be, or where a constant comes from.
        argument: its name in the call, "" for what is no argument.
    """

    symbol: str
    meaning: str
    unit: str
    domain: str
    argument: str = ""


def formulas_of(definition: Definition) -> tuple[str, ...]:
    """Return the formulas of an equation or a method as LaTeX; none for a method that has none."""
    if isinstance(definition, Equation):
        return (definition.latex,)
    return definition.formulation.formulas if isinstance(definition, Method) else ()


def symbol_rows(definition: Definition, language: Language) -> list[SymbolRow]:
    """Explain every symbol in the formulas of a definition: results first, then arguments, then constants."""
    rows: list[SymbolRow] = []
    constants: tuple[Constant, ...] = ()
    if isinstance(definition, Equation):
        unit = unit_shown(definition.unit, language)
        result = WORDS["result"].format(title=definition.title)[language]
        rows.append(SymbolRow(definition.symbol, result, unit, ""))
        constants = definition.constants
    elif isinstance(definition, Method):
        constants = definition.formulation.constants
        for one in definition.formulation.symbols:
            rows.append(SymbolRow(one.symbol, one.meaning[language], unit_shown(one.unit, language), ""))
    rows += [_argument_row(a, language) for a in definition.arguments]
    rows += _constant_rows(constants, language)
    return rows


def unit_shown(unit: str, language: Language) -> str:
    """Write a unit for a reader: names of the field where there are any, else the registry's with its signs set."""
    text = shown(unit)[language]
    for written, read in _READABLE:
        text = text.replace(written, read)
    return text


def _argument_row(argument: Argument, language: Language) -> SymbolRow:
    """Return the row of the page for one argument: symbol, title, unit, domain."""
    return SymbolRow(
        argument.symbol,
        argument.meaning[language],
        unit_shown(argument.unit, language),
        WORDS["semicolon"][language].join(_domain(argument, language)),
        argument.name,
    )


def _domain(argument: Argument, language: Language) -> Iterator[str]:
    """Say what an argument may be, and what it is where it is left out."""
    domain = argument.domain.text[language]
    match argument.kind:
        case "number":
            yield domain
        case "text":
            yield WORDS["text"][language]
        case "range":
            yield WORDS["range"].format(domain=domain)[language] if argument.unit else WORDS["texts"][language]
        case _:
            yield WORDS["cells"][language]
    if argument.optional and argument.default is not None:
        default = argument.default
        value = format_number(default) if isinstance(default, float) else str(default)
        yield WORDS["default"].format(value=value)[language]
    elif argument.optional:
        yield WORDS["optional"][language]


def _constant_rows(constants: tuple[Constant, ...], language: Language) -> Iterator[SymbolRow]:
    """Yield the constants, each with its row of the factor library or the standard that states it."""
    from pycore.library import library

    semicolon, colon = WORDS["semicolon"][language], WORDS["colon"][language]
    for constant in constants:
        origin = WORDS["constant" if constant.factor or constant.source else "conversion"][language]
        # The library names its sources in Chinese only; a reader of either language finds them by the id.
        row = library().entry(constant.factor) if constant.factor else None
        said = [constant.source, f"{row.id} {flag_text(row.flag)[language]}" if row else ""]
        if any(said):
            origin += colon + semicolon.join(part for part in said if part)
        yield SymbolRow(
            latex(Number(constant), {}), constant.meaning[language], unit_shown(constant.unit, language), origin
        )
