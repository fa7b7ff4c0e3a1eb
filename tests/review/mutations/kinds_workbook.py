"""Errors of the workbook as a whole: names, settings, sheets, links, rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from lxml import etree

from pycore.formulas.text import tokens, translated
from pycore.package.package import Package
from tests.review.mutations import editing, rows
from tests.review.mutations.clean import DEFINITION, Clean
from tests.review.mutations.editing import (
    SPACE,
    address,
    cell_element,
    put,
    sheet_changed,
    with_formula,
    workbook_changed,
)
from tests.review.mutations.mutation import Kind, Make, Mutation, Owed

NAMES = ("template-name-changed",)
_LEDGERS = ("fuels", "carbon", "carbonates", "electricity", "heat", "capture", "nox", "methane", "measures")


# ── names ──


def _name(change: Callable[[etree._Element, Random], str | None]) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        tree = etree.fromstring(clean.package.members["xl/workbook.xml"])
        name = random.choice(
            [n for n in tree.iter(f"{SPACE}definedName") if not (n.get("name") or "").startswith("_xl")]
        )
        said = change(name, random)
        if said is None:
            return None
        data = clean.package.with_members({"xl/workbook.xml": etree.tostring(tree)})
        return Mutation(data, f"name {name.get('name')}: {said}", recalculated=True)

    return make


def _redirect(name: etree._Element, random: Random) -> str | None:
    old = name.text or ""
    by = random.choice([-1, 1])
    name.text = re.sub(r"\$([A-Z])\$", lambda m: f"${chr(max(65, ord(m[1]) + by))}$", old)
    return None if name.text == old else f"{old} → {name.text}"


def _truncate(name: etree._Element, random: Random) -> str | None:
    match = re.search(r"\$(\d+):(\$[A-Z]+)\$(\d+)\Z", name.text or "")
    if match is None or int(match[3]) - int(match[1]) < 2:
        return None
    first, last = int(match[1]), int(match[3])
    if random.random() < 0.5:
        first += 1
    else:
        last -= random.choice([1, 1, 3 if last - first > 3 else 1])
    old, name.text = name.text, f"{(name.text or '')[: match.start()]}${first}:{match[2]}${last}"
    return f"{old} → {name.text}"


def _as_constant(name: etree._Element, random: Random) -> str | None:
    old, name.text = name.text, random.choice(["0.5", "100", '"x"', "SUM(1,2)"])
    return f"{old} → {name.text}"


def _remove(name: etree._Element, random: Random) -> str | None:
    parent = name.getparent()
    assert parent is not None
    parent.remove(name)
    return "removed"


def _shadow(name: etree._Element, random: Random) -> str | None:
    parent = name.getparent()
    assert parent is not None
    new = etree.SubElement(
        parent, f"{SPACE}definedName", name=name.get("name") or "", localSheetId=str(random.randrange(20))
    )
    new.text = "0"
    return f"hidden on sheet {new.get('localSheetId')}"


def _twice(name: etree._Element, random: Random) -> str | None:
    parent = name.getparent()
    assert parent is not None
    etree.SubElement(parent, f"{SPACE}definedName", name=(name.get("name") or "").upper()).text = "0"
    return "again in capitals"


def _hidden(name: etree._Element, random: Random) -> str | None:
    parent = name.getparent()
    assert parent is not None
    new = f"n{random.randrange(10**6)}"
    etree.SubElement(parent, f"{SPACE}definedName", name=new, hidden="1").text = "0.9"
    return f"hidden name {new} beside it"


def _added(name: etree._Element, random: Random) -> str | None:
    parent = name.getparent()
    assert parent is not None
    new = f"my_{random.randrange(10**6)}"
    etree.SubElement(parent, f"{SPACE}definedName", name=new).text = "1"
    return f"name {new} beside it"


# ── settings and sheets ──


def setting(**attributes: str) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        change: editing.Change = lambda tree: next(tree.iter(f"{SPACE}calcPr")).attrib.update(attributes)  # noqa: E731
        return Mutation(workbook_changed(clean.package, change), f"calculation {attributes}")

    return make


def date1904(clean: Clean, random: Random) -> Mutation | None:
    change: editing.Change = lambda tree: next(tree.iter(f"{SPACE}workbookPr")).set("date1904", "1")  # noqa: E731
    return Mutation(workbook_changed(clean.package, change), "1904 dates")


def renamed(clean: Clean, random: Random) -> Mutation | None:
    name = random.choice(clean.package.sheets).name
    new = f"{name} 2"

    def changed(text: str) -> str:
        return text.replace(f"'{name}'!", f"'{new}'!")

    parts = {s.part: changed(clean.package.members[s.part].decode()).encode() for s in clean.package.sheets}
    tree = etree.fromstring(clean.package.members["xl/workbook.xml"])
    next(s for s in tree.iter(f"{SPACE}sheet") if s.get("name") == name).set("name", new)
    for defined in tree.iter(f"{SPACE}definedName"):
        defined.text = changed(defined.text or "")
    data = clean.package.with_members({**parts, "xl/workbook.xml": etree.tostring(tree)})
    return Mutation(data, f"sheet {name} renamed", recalculated=True)


def reordered(clean: Clean, random: Random) -> Mutation | None:
    place = random.randrange(2, len(clean.package.sheets))

    def change(tree: etree._Element) -> None:
        sheets = next(tree.iter(f"{SPACE}sheets"))
        sheets.insert(1, sheets[place])

    return Mutation(workbook_changed(clean.package, change), f"sheet {place} moved to the front")


def sheet_removed(clean: Clean, random: Random) -> Mutation | None:
    place = random.randrange(1, len(clean.package.sheets))

    def change(tree: etree._Element) -> None:
        sheets = next(tree.iter(f"{SPACE}sheets"))
        sheets.remove(sheets[place])

    return Mutation(workbook_changed(clean.package, change), f"sheet {place} removed", recalculated=True)


# ── what the gate is for ──


def linked(clean: Clean, random: Random) -> Mutation | None:
    cell = random.choice(clean.number_cells)
    formula = random.choice(["[1]Sheet1!A1", "'C:\\a\\[b.xlsx]S'!A1", "'[other.xlsx]S'!$B$2", "cmd|'/c calc'!A0",
                             'WEBSERVICE("http://example.invalid/")', 'HYPERLINK("http://example.invalid/","x")'])  # fmt: skip
    return Mutation(with_formula(clean.package, cell, formula), f"={formula} at {cell[0]}!{address(cell)}")


def foreign_part(clean: Clean, random: Random) -> Mutation | None:
    name = random.choice(["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin",
                          "xl/activeX/activeX1.xml", "xl/macrosheets/sheet1.xml", "customUI/customUI.xml"])  # fmt: skip
    content = b"<x xmlns='http://example.invalid'/>" if name.endswith("xml") else b"\x00"
    return Mutation(editing.with_parts(clean.package, {name: content}), f"part {name} added")


# ── rows ──


def _ledger_row(clean: Clean, random: Random, filled: bool) -> tuple[str, str, int, int] | None:
    """A ledger, its sheet, the number of one of its rows, and where the ledger ends."""
    table = DEFINITION.table(random.choice(_LEDGERS))
    cells = clean.book.cells_of(f"{table.key}_{table.columns[0].key}")
    taken = [c for c in cells if clean.book.values.get(c) not in (None, "")]
    if filled and len(taken) < 2:
        return None
    cell = random.choice(taken[1:] if filled else cells[2:-2])
    return table.key, cell[0], cell[1], cells[-1][1]


def row_deleted(clean: Clean, random: Random) -> Mutation | None:
    found = _ledger_row(clean, random, filled=True)
    if found is None:
        return None
    _, sheet, row, _ = found
    return Mutation(rows.deleted(clean.package, sheet, row), f"row {row} of {sheet} deleted", recalculated=True)


def library_row_deleted(clean: Clean, random: Random) -> Mutation | None:
    sheet, row, _ = random.choice(clean.book.cells_of(random.choice(["factors_id", "bench_id"]))[1:])
    return Mutation(rows.deleted(clean.package, sheet, row), f"row {row} of {sheet} deleted", recalculated=True)


def row_inserted(continued: bool) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        found = _ledger_row(clean, random, filled=False)
        if found is None:
            return None
        _, sheet, row, _ = found
        count = random.choice([1, 2, 3])
        data = rows.inserted(clean.package, sheet, row, count, continued)
        said = f"{count} rows inserted at {row} of {sheet}, {'continued' if continued else 'without formulas'}"
        return Mutation(data, said, recalculated=True)

    return make


def inserted_row_changed(clean: Clean, random: Random) -> Mutation | None:
    """A row inserted and continued, but for one formula that is another."""
    found = _ledger_row(clean, random, filled=False)
    if found is None:
        return None
    key, sheet, row, _ = found
    package = Package.read(rows.inserted(clean.package, sheet, row))
    columns = [c for c in DEFINITION.table(key).columns if c.formula or c.equation]
    cell = (sheet, row, DEFINITION.table(key).columns.index(random.choice(columns)) + 1)
    data = with_formula(package, cell, random.choice(["0", "1/2", "0.9*F8"]))
    return Mutation(
        data, f"row inserted at {row} of {sheet} with another formula at {address(cell)}", recalculated=True
    )


def row_under_the_names(clean: Clean, random: Random) -> Mutation | None:
    """A filled row copied to below a ledger's last one, with its formulas, where no total takes it in."""
    key = random.choice(("carbon", "nox", "measures", "methane"))
    first = clean.book.cells_of(f"{key}_{DEFINITION.table(key).columns[0].key}")
    sheet, last = first[0][0], first[-1][1]
    taken = [c[1] for c in first if clean.book.values.get(c) not in (None, "")]
    if not taken:
        return None
    source = random.choice(taken)

    def change(tree: etree._Element) -> None:
        for (s, row, column), cell in clean.book.cells.items():
            if s == sheet and row == source:
                formula = None if cell.formula is None else translated(tokens(cell.formula), last + 1 - row, 0)
                put(cell_element(tree, (sheet, last + 1, column)), cell.value, formula)

    return Mutation(
        sheet_changed(clean.package, sheet, change),
        f"row {source} of {key} copied to {last + 1}",
        recalculated=True,
    )


KINDS = [
    Kind("name for other cells", _name(_redirect), rules=NAMES, count=10),
    Kind("name cut short", _name(_truncate), rules=NAMES, count=10),
    Kind("name for a constant", _name(_as_constant), rules=NAMES, count=5),
    Kind("name removed", _name(_remove), rules=NAMES, count=5),
    Kind("name hidden by a sheet's own", _name(_shadow), rules=NAMES, count=5),
    Kind("name there twice", _name(_twice), rules=NAMES, count=5),
    Kind("hidden name added", _name(_hidden), rules=("template-name-added",), count=5),
    Kind("name added", _name(_added), Owed.NOTED, count=4),
    Kind("calculation manual", setting(calcMode="manual"), rules=("template-calculation-settings",), count=1),
    Kind("calculation iterative", setting(iterate="1"), rules=("template-calculation-settings",), count=1),
    Kind(
        "precision as displayed",
        setting(fullPrecision="0"),
        rules=("template-calculation-settings",),
        count=1,
    ),
    Kind("1904 dates", date1904, rules=("template-calculation-settings",), count=1),
    Kind("sheet renamed", renamed, rules=("template-sheet-renamed",), count=5),
    Kind("sheet removed", sheet_removed, rules=("template-sheet-missing",), count=4),
    Kind("sheets in another order", reordered, Owed.NOTED, count=3),
    Kind("link, DDE or web function in a formula", linked, stages=("gate",), rules=("gate-",), count=5),
    Kind(
        "macro, link, object or control in the file",
        foreign_part,
        stages=("gate",),
        rules=("gate-",),
        count=5,
    ),
    Kind("row deleted", row_deleted, rules=("template-rows-removed",), count=5),
    Kind("library row deleted", library_row_deleted, rules=("template-rows-removed",), count=5),
    Kind(
        "row inserted without formulas",
        row_inserted(continued=False),
        rules=("template-rows-inserted",),
        count=5,
    ),
    Kind("row inserted with another formula", inserted_row_changed, rules=("template-rows-inserted",), count=5),
    Kind(
        "row under the reach of the names",
        row_under_the_names,
        rules=(
            "template-name-changed",
            "template-content-added",
            "template-header-changed",
            "template-formula",
        ),
        count=5,
    ),
    Kind("rows inserted and continued", row_inserted(continued=True), Owed.NOTED, count=5),
]
