"""What hides or misleads without touching a value: sheets, lines, styles, locks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from lxml import etree

from pycore.cells.addresses import column_letters
from pycore.reading.book import CellKey
from tests.review.mutations import editing
from tests.review.mutations.clean import Clean
from tests.review.mutations.editing import SPACE, address, sheet_changed, styled, workbook_changed
from tests.review.mutations.mutation import Kind, Make, Mutation, Owed

Style = Callable[[etree._Element, etree._Element], None]


def seen_cell(clean: Clean, random: Random) -> CellKey:
    """A cell with something to see: a result, an input, a header."""
    if random.random() < 0.6:
        return random.choice(clean.live_cells)
    return random.choice([c for c, v in clean.book.values.items() if v not in (None, "")])


# ── sheets and lines ──


def sheet_state(state: str) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        number = random.randrange(1, len(clean.package.sheets))
        name = clean.package.sheets[number].name

        def change(tree: etree._Element) -> None:
            next(s for s in tree.iter(f"{SPACE}sheet") if s.get("name") == name).set("state", state)

        return Mutation(workbook_changed(clean.package, change), f"sheet {name} {state}")

    return make


def row_attributes(attributes: Mapping[str, str], what: str) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        cell = seen_cell(clean, random)

        def change(tree: etree._Element) -> None:
            next(r for r in tree.iter(f"{SPACE}row") if r.get("r") == str(cell[1])).attrib.update(attributes)

        return Mutation(sheet_changed(clean.package, cell[0], change), f"row {cell[1]} of {cell[0]} {what}")

    return make


def all_rows_hidden(clean: Clean, random: Random) -> Mutation | None:
    sheet = random.choice(clean.package.sheets).name

    def change(tree: etree._Element) -> None:
        next(tree.iter(f"{SPACE}sheetFormatPr")).set("zeroHeight", "1")

    return Mutation(sheet_changed(clean.package, sheet, change), f"rows of {sheet} hidden by default")


def column_attributes(attributes: Mapping[str, str], what: str) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        cell = seen_cell(clean, random)

        def change(tree: etree._Element) -> None:
            columns = next(tree.iter(f"{SPACE}cols"))
            held = next((c for c in columns if int(c.get("min", "1")) <= cell[2] <= int(c.get("max", "1"))), None)
            if held is None:
                etree.SubElement(
                    columns,
                    f"{SPACE}col",
                    {"min": str(cell[2]), "max": str(cell[2]), "width": "10", **attributes},
                )
            else:
                held.attrib.update(attributes)

        return Mutation(
            sheet_changed(clean.package, cell[0], change),
            f"column {column_letters(cell[2])} of {cell[0]} {what}",
        )

    return make


def scrolled_away(clean: Clean, random: Random) -> Mutation | None:
    """Panes frozen while the sheet was scrolled down: what lies above can never be seen."""
    sheet = random.choice(clean.package.sheets).name

    def change(tree: etree._Element) -> None:
        view = next(tree.iter(f"{SPACE}sheetView"))
        for child in list(view):
            view.remove(child)
        view.set("topLeftCell", "A9")
        etree.SubElement(view, f"{SPACE}pane", ySplit="2", topLeftCell="A11", activePane="bottomLeft", state="frozen")

    return Mutation(sheet_changed(clean.package, sheet, change), f"panes of {sheet} frozen below row 8")


def no_zeros(clean: Clean, random: Random) -> Mutation | None:
    sheet = random.choice(clean.package.sheets).name
    change: editing.Change = lambda tree: next(tree.iter(f"{SPACE}sheetView")).set("showZeros", "0")  # noqa: E731
    return Mutation(sheet_changed(clean.package, sheet, change), f"zeros of {sheet} not shown")


# ── styles ──


def in_style(what: str, *styles: Style) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        cell = seen_cell(clean, random)
        style = random.choice(styles)
        said = f"{what} ({styles.index(style)}) at {cell[0]}!{address(cell)}"
        return Mutation(styled(clean.package, cell, style), said, (cell,))

    return make


def _colours(text: Mapping[str, str], ground: Mapping[str, str] | None) -> Style:
    def style(styles: etree._Element, xf: etree._Element) -> None:
        editing.font(styles, xf, text)
        if ground is None:
            xf.set("fillId", "0")
        else:
            editing.fill(styles, xf, ground)

    return style


def _format(code: str) -> Style:
    return lambda styles, xf: editing.number_format(styles, xf, code)


def _tiny(styles: etree._Element, xf: etree._Element) -> None:
    editing.font(styles, xf, {"rgb": "FF000000"}, size="1")


def misleading_format(clean: Clean, random: Random) -> Mutation | None:
    cell = random.choice(clean.number_cells)
    code = random.choice(
        ['"8"0.00', '0"000"', "#,##0,", '0.00"%"', "-0.00", "0.00;0.00", "yyyy-mm-dd", "[$9-804]0.0", "0.0%%"]
    )
    return Mutation(styled(clean.package, cell, _format(code)), f"format {code} at {cell[0]}!{address(cell)}", (cell,))


def harmless_format(clean: Clean, random: Random) -> Mutation | None:
    """A style that shows the value as it is, as a user may choose for an input."""
    cell = random.choice(clean.inputs())[0]
    code = random.choice(
        [
            "0.0",
            "#,##0.000",
            "0.00E+00",
            "0.00;[Red]-0.00",
            "#,##0.0_ ;(#,##0.0)",
            '0.0;-0.0;"–"',
            "@",
            "General",
        ]
    )
    return Mutation(styled(clean.package, cell, _format(code)), f"format {code} at {cell[0]}!{address(cell)}", (cell,))


# ── locks ──


def password(clean: Clean, random: Random) -> Mutation | None:
    sheet = random.choice(clean.package.sheets).name
    change: editing.Change = lambda tree: next(tree.iter(f"{SPACE}sheetProtection")).set("password", "CC1A")  # noqa: E731
    return Mutation(sheet_changed(clean.package, sheet, change), f"{sheet} protected with a password")


def unprotected(clean: Clean, random: Random) -> Mutation | None:
    sheet = random.choice(clean.package.sheets).name

    def change(tree: etree._Element) -> None:
        lock = next(tree.iter(f"{SPACE}sheetProtection"))
        tree.remove(lock)

    return Mutation(sheet_changed(clean.package, sheet, change), f"protection of {sheet} removed")


_WHITE = {"rgb": "FFFFFFFF"}
KINDS = [
    Kind("sheet hidden", sheet_state("hidden"), rules=("template-sheet-hidden",), count=5),
    Kind("sheet very hidden", sheet_state("veryHidden"), rules=("template-sheet-hidden",), count=5),
    Kind("row hidden", row_attributes({"hidden": "1"}, "hidden"), rules=("template-row-hidden",), count=6),
    Kind("row of no height", row_attributes({"ht": "0.75", "customHeight": "1"}, "of no height"), rules=("template-row-hidden",), count=5),
    Kind("rows hidden by default", all_rows_hidden, rules=("template-row-hidden",), count=4),
    Kind("column hidden", column_attributes({"hidden": "1"}, "hidden"), rules=("template-column-hidden",), count=6),
    Kind("column of no width", column_attributes({"width": "0.5", "customWidth": "1"}, "of no width"), rules=("template-column-hidden",), count=5),
    Kind("rows scrolled out of frozen panes", scrolled_away, rules=("template-row-hidden",), count=5),
    Kind("zeros not shown", no_zeros, rules=("template-zeros-hidden",), count=4),
    Kind("text in the colour of its ground", in_style("text in the colour of its ground",
        _colours(_WHITE, None), _colours(_WHITE, _WHITE), _colours({"rgb": "FF336699"}, {"rgb": "FF346698"}),
        _colours({"theme": "0"}, None), _colours({"theme": "0", "tint": "-0.02"}, None), _colours({"indexed": "9"}, {"theme": "0"}),
        _colours({"rgb": "FFF4F4F4"}, None), _colours({"theme": "1"}, {"rgb": "FF000000"}), _colours({"indexed": "22"}, {"rgb": "FFC2C2C2"})),
        rules=("template-text-invisible",), count=8),
    Kind("format that shows nothing", in_style("format that shows nothing",
        _format(";;;"), _format('"";"";"";""'), _format("[White]0.00"), _format('"–"'), _format(" ; ;"), _format('[>=0]"";0')),
        rules=("template-text-invisible",), count=6),
    Kind("text of one point", in_style("text of one point", _tiny), rules=("template-text-invisible",), count=5),
    Kind("format that shows another number", misleading_format, rules=("template-format-misleading",), count=8),
    Kind("sheet protected with a password", password, rules=("template-password",), count=5),
    Kind("protection removed", unprotected, Owed.NOTED, count=5),
    Kind("same look: number format of an input", harmless_format, Owed.SILENCE, count=2),
]  # fmt: skip
