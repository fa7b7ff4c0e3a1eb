"""The page of mathematics: one self-contained web page with every formula of the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

import pycore
from pycore.equations.chemical_formulas import LOWERED
from pycore.equations.definition import Definition
from pycore.equations.equation import Equation
from pycore.equations.flags import FLAGS, flag_words
from pycore.equations.method import Method
from pycore.functions.catalogue import GROUPS, catalogue
from pycore.language import Language, Text
from pycore.library import library
from pycore.mathematics.mathml import inline_mathml, mathml
from pycore.mathematics.symbols import SymbolRow, formulas_of, symbol_rows
from pycore.mathematics.usage import PlaceOfUse, guide_lines_by_function, places_by_function
from pycore.mathematics.words import WORDS
from pycore.pages import environment, resource
from pycore.sheets.registry import installed_workbooks

_PACKAGE = "pycore.mathematics"
# No script, no request, no font of ours: the browser draws the formulas by itself.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaEntry:
    """A function on the page, in the language of the page.

    Attributes:
        method: it is more than arithmetic, and its formulas are set down by hand.
        native: its native Excel form with the names of the arguments for cells, or "".
        guarded: the same with the domains checked, where that differs.
        places: what it calculates in the workbooks, by workbook; `lines` in the guides.
    """

    function: str
    title: str
    method: bool
    formulas: tuple[str, ...]
    rows: tuple[SymbolRow, ...]
    clause: str
    flag: str
    note: str
    call: str
    native: str
    guarded: str
    uses: tuple[str, ...]
    used_by: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    lines: tuple[str, ...]


def mathematics_html(language: Language) -> str:
    """Write the page in a language, to be saved as UTF-8; the same catalogue and workbooks give the same page."""
    groups = _groups(language)
    return (
        environment(_PACKAGE)
        .get_template("mathematics.html.j2")
        .render(
            language="zh-CN" if language == "zh" else "en",
            policy=POLICY,
            style=Markup(resource(_PACKAGE, "mathematics.css")),
            words={key: word[language] for key, word in WORDS.items()},
            flags=[(flag, meaning[language]) for flag, meaning in FLAGS.items()],
            groups=groups,
            on_page={entry.function for _, _, entries in groups for entry in entries},
            mathml=lambda latex: Markup(mathml(latex)),
            inline=lambda latex: Markup(inline_mathml(latex)),
            low=_lowered,
            count=lambda word, count: WORDS[word].format(count=count)[language],
            version=WORDS["version"].format(version=pycore.__version__, library=library().version)[language],
        )
    )


def _lowered(text: str) -> Markup:
    """Set the figures of chemical formulas below the line."""
    parts, end = [], 0
    for match in LOWERED.finditer(text):
        parts += [Markup.escape(text[end : match.start()]), Markup("<sub>{}</sub>").format(match[0])]
        end = match.end()
    return Markup("").join([*parts, Markup.escape(text[end:])])


def definitions_on_page() -> list[Definition]:
    """Return what the page shows: every equation, every method of calculation, no function about the program itself."""
    shown = [d for d in catalogue().values() if d.group != _ABOUT or formulas_of(d)]
    order = [*(group for group in GROUPS if group != _ABOUT), _ABOUT]
    # A group of another package comes after our own.
    return sorted(shown, key=lambda d: order.index(d.group) if d.group in order else len(order))


def _groups(language: Language) -> list[tuple[str, str, list[FormulaEntry]]]:
    """Return the groups in their order: key, title, entries."""
    definitions = definitions_on_page()
    places = places_by_function(list(installed_workbooks().values()))
    lines = guide_lines_by_function()
    users = _users(catalogue().values())
    found: dict[str, list[FormulaEntry]] = {}
    for one in definitions:
        name = one.function
        entry = _entry(one, language, users.get(name, ()), places.get(name, ()), lines.get(name, ()))
        found.setdefault(one.group, []).append(entry)
    return [(group, GROUPS.get(group, Text(group, group))[language], entries) for group, entries in found.items()]


def _entry(
    definition: Definition,
    language: Language,
    used_by: Sequence[str],
    places: Sequence[PlaceOfUse],
    lines: Sequence[Text],
) -> FormulaEntry:
    """Gather what the page says of one equation."""
    native, guarded = _native_forms(definition)
    by_workbook: dict[str, list[str]] = {}
    for place in places:
        where = f"{place.sheet[language]} › {place.entry[language]}"
        by_workbook.setdefault(place.workbook[language], []).append(where)
    return FormulaEntry(
        function=definition.function,
        title=definition.title[language],
        method=isinstance(definition, Method),
        formulas=formulas_of(definition),
        rows=tuple(symbol_rows(definition, language)),
        clause=definition.clause.text[language],
        flag=flag_words(definition.clause.flag)[language],
        note=definition.note[language],
        call=f"={definition.signature}",
        native=native,
        guarded=guarded,
        uses=tuple(d.function for d in definition.uses) if isinstance(definition, Method) else (),
        used_by=tuple(used_by),
        places={title: tuple(where) for title, where in by_workbook.items()},
        lines=tuple(line[language] for line in lines),
    )


def _native_forms(definition: Definition) -> tuple[str, str]:
    """Write the native form with names for cells, bare and with the domains checked; blanks where there is none."""
    names = [a.name for a in definition.arguments]
    if isinstance(definition, Equation):
        bare, guarded = definition.native(names), definition.native_guarded(names)
        return f"={bare}", "" if guarded == bare else f"={guarded}"
    if isinstance(definition, Method) and definition.native_form is not None:
        return f"={definition.native(names[: definition.required_count])}", ""
    return "", ""


def _users(definitions: Iterable[Definition]) -> dict[str, list[str]]:
    """Return the functions that calculate with each function."""
    found: dict[str, list[str]] = {}
    for one in definitions:
        for used in one.uses if isinstance(one, Method) else ():
            found.setdefault(used.function, []).append(one.function)
    return found
