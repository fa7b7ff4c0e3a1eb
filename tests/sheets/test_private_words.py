"""Nothing outside `workbooks` speaks the private words of one workbook: the key of a table, a column or a panel.

What the core wants of a workbook it asks for by what it is (`pycore.sheets.meanings`, `pycore.sheets.standing`, roles
and flags of a definition). Every text of the core and the add-in that reads like such a key is either one of the names
that every workbook has, or stands below for the reason why it is another word.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pycore.functions.catalogue import catalogue
from pycore.sheets.check import names_of
from pycore.sheets.definition import Workbook
from pycore.sheets.registry import installed_workbooks

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for room in ("pycore", "addin") for path in (ROOT / room).rglob("*.py"))

# Names that every workbook has, because the core asks for them: the switch, the cover, the calculation record, and the
# sheets of the library and of checks that `workbooks.common` makes.
COMMON = frozenset(
    {
        "TL_ON",
        "cover_addin",
        "cover_version",
        "cover_",
        "record_core",
        "factors",
        "own_factors",
        "own_fuels",
        "bench",
        "check_rows",
    }
)
# The columns of the factor sheet and of the sheet of checks, in the rooms that read these sheets.
SHEET_COLUMNS = frozenset({"id", "name", "value", "unit", "own", "used", "flag", "source", "year", "region", "reason",
                           "uncertainty", "replaces", "measure", "own_row", "spread", "count", "item", "link", "status", "product"})  # fmt: skip
READ_FACTORS = ("pycore/explain", "pycore/report", "pycore/review/rules", "pycore/review/page", "pycore/compare",
                "pycore/upgrade", "pycore/commands", "pycore/functions", "pycore/library", "pycore/merging",
                "pycore/sheets/own_entries.py")  # fmt: skip
# Below columns with a total stands a cell of this name in every workbook.
TOTAL = "_total"

# Modules that are words and nothing else: of a page, of a guide's records, of symbols, and the shared words themselves.
VOCABULARIES = ("words.py", "guide_words.py", "symbols.py", "meanings.py")
# Rooms whose texts are arguments of equations.
EQUATIONS = ("pycore/decision", "pycore/drivers", "pycore/measures", "pycore/accounting", "pycore/assessment", "pycore/uncertainty", "pycore/functions",
             "pycore/sheets/meaning_of.py")  # fmt: skip

# Other words, by where they stand: (reason, words).
OTHER: Mapping[str, tuple[str, str]] = {
    "addin": ("files of a program, fields of JSON, and kinds of arguments",
              "description id item name number other parameters paths"),
    "pycore/accounting": ("the sources that a total is of, a table of steam by its own name, a unit",
                          "energy measures process waste reduction steam0 steam2 steam23 steam4 zero"),
    "pycore/assessment": ("kinds of arguments, columns of the library's benchmarks, classes of grades",
                          "acceptable indicator performance product project scheme standard text value language"),
    "pycore/commands": ("fields of JSON and of printed tables",
                        "after before change clause confidence cost distribution domain equation factor firm formula "
                        "function group high key kind label low meaning missing note number recalculated relative row "
                        "share sources template text verdict version"),
    "pycore/compare": ("fields of JSON", "change inputs label language relative rows version"),
    "pycore/compare/findings.py": ("a field of JSON", "text"),
    "pycore/compare/page/page.py": ("sections and words of the page, colours of its boxes",
                                    "clean factors row value"),
    "pycore/dataset": ("fields of a data package and of its tables, columns of the factor sheet",
                       "_id _used description id label library name number path problems required role saved "
                       "sources template unit units value version"),
    "pycore/decision": ("kinds of arguments, words for costs and goals", "cost investment most text"),
    "pycore/doctor": ("fields of JSON and names of checks", "addin core id note paths status"),
    "pycore/drivers": ("a kind of arguments", "text"),
    "pycore/engine": ("attributes of nodes, fields of the engine's values, kinds of formulas", "core kind name other"),
    "pycore/equations": ("kinds of arguments and units", "count kind number text value year"),
    "pycore/explain": ("kinds of cells, attributes of nodes", "factor formula key label rows text total"),
    "pycore/findings": ("the least severity", "note"),
    "pycore/formulas": ("attributes of nodes and kinds of values", "kind name number other rows text value"),
    "pycore/functions": ("categories of functions, kinds of arguments, fields of the library",
                         "distribution energy function gas measures number process text version"),
    "pycore/gate": ("parts of XML and of the operating system",
                    "formula function language name other part path template version"),
    "pycore/if97": ("names of columns of the tables of steam", "enthalpy library number part"),
    "pycore/library": ("fields and categories of the library",
                       "before carbon_content category distribution electricity energy fuel function gas guide gwp library ncv oxidation "
                       "high low per performance process quantity scheme"),
    "pycore/mathematics": ("elements of MathML", "dot pm version"),
    "pycore/package": ("elements and attributes of XML", "missing name row shared state"),
    "pycore/reading": ("keys of the cover, fields of models, attributes of XML, groups of patterns",
                       "description language reason row template unit version words"),
    "pycore/report": ("words of the report, styles of Word, slots of sentences",
                      "clause equation factor firm formula grid half high key line low missing remembered row share "
                      "start total gap"),
    "pycore/review": ("words of the page, fields of JSON, whose value stands alone, categories of the library",
                      "clause clean core effect electricity equation factor formula fuel function grade indicator kind label "
                      "language level line meaning methane missing name note origin path project recalculated scheme "
                      "sources start template text value verdict version id"),
    "pycore/sheets": ("roles, kinds, styles, slots of sentences, and options of the library that writes files",
                      "acceptable area check cover description fuels carbonates electricity energy capture gap "
                      "grade id key label library line low methane row name number size source text total value"),
    "pycore/simulate": ("fields of results and arguments of functions", "item label name unit"),
    "pycore/template": ("kinds of findings and of cells, elements and attributes of XML",
                        "category check description form formula from inputs language library missing name other row rows scale settings "
                        "standard state template text version"),
    "pycore/uncertainty": ("kinds and a group of arguments", "basic uncertainty"),
    "pycore/upgrade": ("fields of JSON", "after before label library relative template text"),
    "pycore/cells/number_text.py": ("the power of ten in a number", "power"),
    "pycore/commands/confined.py": ("a field of JSON", "path"),
    "pycore/commands/dataset.py": ("the name of an option, fields of JSON", "output path problems rows"),
    "pycore/commands/new_folder.py": ("a field of a data package", "path"),
    "pycore/commands/errata.py": ("fields of JSON", "effect library problems rows"),
    "pycore/commands/factors.py": ("fields of JSON and of evidence", "effect evidence from origin place spread"),
    "pycore/commands/fill.py": ("names of an option, fields of JSON", "from output rows"),
    "pycore/commands/library_trust.py": ("a field of JSON", "effect"),
    "pycore/commands/merge.py": ("the name of an option, fields of JSON", "amount counted enterprise from output rows said"),
    "pycore/commands/own_factors.py": ("the name of an option and fields of JSON", "line output"),
    "pycore/commands/submissions.py": ("the name of an option", "output"),
    "pycore/commands/trials.py": ("fields of JSON, the name of an option", "acceptable inputs measures output products said"),
    "pycore/commands/workbooks.py": ("the name of an option", "output"),
    "pycore/doctor/books.py": ("a field of JSON", "path problem"),
    "pycore/equations/unit_words.py": ("units and groups of a pattern", "mcf name"),
    "pycore/equations/units.py": ("what units measure", "energy volume"),
    "pycore/library/records.py": ("a kind of trust", "remembered"),
    "pycore/reading/issued_rows.py": ("the page of the record, which every workbook has", "_id library record record_ record_library record_library_digest uncertainty value"),
    "pycore/review/page/trace.py": ("a word of the page", "evidence"),
    "pycore/review/rules/factor_sets.py": ("a category of the library", "fuel"),
    "pycore/review/rules/fuel_kinds.py": ("a kind of fuel, in the list of every workbook with own fuels", "coal"),
    "pycore/review/stack": ("columns and words of the overview", "above clean count product"),
    "pycore/review/value_findings.py": ("the table of the boundary of steam, which the native form of the core reads", "steam23_n"),
    "pycore/sheets/paper.py": ("an option of the library that writes files", "level"),
}  # fmt: skip


def known(workbooks: Mapping[str, Workbook]) -> frozenset[str]:
    """The keys of workbooks, sheets' blocks, columns and fields, and every defined name."""
    found: set[str] = set(workbooks)
    for workbook in workbooks.values():
        found |= set(names_of(workbook))
        found |= {block.key for sheet in workbook.sheets for block in sheet.blocks}
        found |= {entry.key for block in workbook.filled_blocks() for entry in block.entries}
    return frozenset(key for key in found if len(key) > 1)


KNOWN = known(installed_workbooks())
ARGUMENTS = frozenset(a.name for equation in catalogue().values() for a in equation.arguments)


def texts(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a module, and what its f-strings put a key in front of or behind; docstrings are left out."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented)]
    said = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    parts = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in said:
            continue
        text = node.value
        if id(node) in parts:
            key = text[1:] if text.startswith("_") else text[:-1] if text.endswith("_") else ""
            if key in KNOWN:
                yield node.lineno, text
        elif text in KNOWN:
            yield node.lineno, text


def allowed(module: str) -> frozenset[str]:
    """The words that a module may say; `module` is its path below the project."""
    found = set(COMMON) | {TOTAL}
    for place, (_, words) in OTHER.items():
        if module.startswith(place):
            found |= set(words.split())
    if module.startswith(READ_FACTORS):
        found |= SHEET_COLUMNS | {f"_{key}" for key in SHEET_COLUMNS}
    if module.startswith(EQUATIONS):
        found |= ARGUMENTS
    return frozenset(found)


def private_words(module: str, source: str) -> list[tuple[int, str]]:
    return [(line, text) for line, text in texts(source) if text not in allowed(module)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_names_a_table_or_a_column_of_one_workbook(path: Path) -> None:
    if path.name not in VOCABULARIES:
        module = path.relative_to(ROOT).as_posix()
        assert private_words(module, path.read_text(encoding="utf-8")) == []


def test_no_name_of_a_column_of_one_workbook_stands_in_any_other_text() -> None:
    """Templates of pages, scripts and macros: a defined name of two words is no accident there."""
    names = frozenset(n for w in installed_workbooks().values() for n in names_of(w) if "_" in n) - COMMON
    own = {f"{b.key}_{e.key}" for w in installed_workbooks().values() for b in w.filled_blocks() for e in b.entries}
    for room in ("pycore", "addin"):
        for path in (ROOT / room).rglob("*"):
            if path.suffix in (".js", ".j2", ".css", ".bas", ".cls", ".vba"):
                text = path.read_text(encoding="utf-8", errors="replace")
                assert [name for name in names & own if name in text] == [], path


def test_the_scan_finds_what_was_said_before() -> None:
    said = 'GHG = "performance_e_ghg"\nkeys = ("mee", "tcc1")\nname = f"{table}_product"\nF = ("evidence",)\n'
    for module in ("pycore/simulate/picture.py", "pycore/compare/rows.py", "pycore/commands/workbooks.py"):
        found = [text for _, text in private_words(module, said)]
        assert [t for t in ("performance_e_ghg", "mee", "tcc1", "evidence") if t not in found] == []
    assert "_product" in [text for _, text in private_words("pycore/simulate/run.py", said)]


def test_every_word_that_may_coincide_does() -> None:
    """A reason for a word that nobody says any more would let it in again unseen."""
    said: dict[str, set[str]] = {place: set() for place in OTHER}
    for path in MODULES:
        module = path.relative_to(ROOT).as_posix()
        for place in OTHER:
            if module.startswith(place):
                said[place] |= {text for _, text in texts(path.read_text(encoding="utf-8"))}
    unused = {place: set(words.split()) - said[place] for place, (_, words) in OTHER.items()}
    assert {place: words for place, words in unused.items() if words} == {}
