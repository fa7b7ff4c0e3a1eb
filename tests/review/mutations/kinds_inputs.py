"""Errors in what is entered: text for a number, a missing value, a row twice, a sign, a choice outside its list."""

from __future__ import annotations

from random import Random

from lxml import etree

from pycore.cells.stored import Value
from pycore.library import library
from pycore.reading.book import CellKey
from pycore.sheets.definition import Kind as ColumnKind
from tests.review.mutations.clean import DEFINITION, Clean
from tests.review.mutations.editing import SPACE, address, with_formula, with_values
from tests.review.mutations.mutation import Kind, Make, Mutation, Owed

RULES = ("rules",)
LEDGERS = ("fuels", "carbon", "carbonates", "electricity", "heat", "capture", "nox", "methane")
AMOUNTS = {
    "fuels": ("consumption",), "carbon": ("quantity",), "carbonates": ("consumption",), "electricity": ("electricity",),
    "heat": ("quantity",), "capture": ("volume",), "nox": ("concentration", "flow", "hours"), "methane": ("ch4",),
}  # fmt: skip


def _at(cell: CellKey) -> str:
    return f"{cell[0]}!{address(cell)}"


def typed(clean: Clean, values: dict[CellKey, Value], said: str) -> Mutation:
    return Mutation(with_values(clean.package, values), said, recalculated=True)


def number_as_text(clean: Clean, random: Random) -> Mutation | None:
    cell, _, _ = random.choice(clean.inputs())
    number = float(str(clean.book.values[cell]))
    text = random.choice(
        [f"{number:g}", f"{number:,.0f}" if number > 1 else f"{number:g} ", f"'{number:g}".strip("'") + " "]
    )
    return typed(clean, {cell: text}, f"{_at(cell)} as text “{text}”")


def number_with_unit(clean: Clean, random: Random) -> Mutation | None:
    cell, _, _ = random.choice(clean.inputs())
    return typed(clean, {cell: f"{clean.book.values[cell]} t"}, f"{_at(cell)} with its unit")


def amount_missing(clean: Clean, random: Random) -> Mutation | None:
    table = random.choice(LEDGERS)
    column = random.choice(AMOUNTS[table])
    filled = [c for c, t, k in clean.inputs() if (t, k) == (table, column)]
    if not filled:
        return None
    cell = random.choice(filled)
    return typed(clean, {cell: None}, f"{table}.{column} {_at(cell)} removed")


def choice_missing(clean: Clean, random: Random) -> Mutation | None:
    """Stage, process unit, fuel or another choice that a row cannot do without."""
    required = {"stage", "unit", "fuel", "direction", "flow", "material", "carbonate", "trade", "medium"}
    filled = [(c, k) for c, t, k in clean.inputs(ColumnKind.CHOICE, LEDGERS) if k in required]
    cell, column = random.choice(filled)
    return typed(clean, {cell: None}, f"{column} {_at(cell)} removed")


def choice_unlisted(clean: Clean, random: Random) -> Mutation | None:
    filled = [(c, k) for c, _, k in clean.inputs(ColumnKind.CHOICE) if c not in clean.book.formulas]
    cell, column = random.choice(filled)
    value = str(clean.book.values[cell])
    new = random.choice([f"{value} ", f"{value}x", "其他", "?"])
    if new.strip() == value:
        new = f"{value}."
    return typed(clean, {cell: new}, f"{column} {_at(cell)}: {value} → {new!r}")


def evidence_missing(clean: Clean, random: Random) -> Mutation | None:
    filled = [c for c, _, k in clean.inputs(ColumnKind.TEXT, (*LEDGERS, "products", "measures")) if k == "evidence"]
    cell = random.choice(filled)
    return typed(clean, {cell: None}, f"evidence {_at(cell)} removed")


def reason_missing(clean: Clean, random: Random) -> Mutation | None:
    filled = [c for c, _, k in clean.inputs(ColumnKind.TEXT, LEDGERS) if k == "reason"]
    cell = random.choice(filled)
    return typed(clean, {cell: None}, f"reason {_at(cell)} removed")


def negative(clean: Clean, random: Random) -> Mutation | None:
    cell, table, column = random.choice(clean.inputs(tables=(*LEDGERS, "products", "units")))
    return typed(clean, {cell: -float(str(clean.book.values[cell]))}, f"{table}.{column} {_at(cell)} negative")


def measure_sign(clean: Clean, random: Random) -> Mutation | None:
    filled = [(c, k) for c, _, k in clean.inputs(tables=("measures",)) if k in ("electricity", "other_co2", "d_nox")]
    filled = [(c, k) for c, k in filled if clean.book.values[c]]
    if not filled:
        return None
    cell, column = random.choice(filled)
    return typed(
        clean,
        {cell: -float(str(clean.book.values[cell]))},
        f"measures.{column} {_at(cell)} with the other sign",
    )


def _row_values(clean: Clean, table: str, row: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for column in DEFINITION.table(table).columns:
        area = clean.book.area(f"{table}_{column.key}")
        cell = (area.sheet, row, area.column1)
        if cell in clean.book.values and (cell not in clean.book.formulas or column.key == "quantity"):
            found[column.key] = clean.book.values[cell]
    return found


def _rows(clean: Clean, table: str) -> tuple[list[int], list[int]]:
    """The filled and the spare rows of a ledger."""
    cells = clean.book.cells_of(f"{table}_stage")
    taken = [c[1] for c in cells if clean.book.values.get(c) not in (None, "")]
    return taken, [c[1] for c in cells if c[1] not in taken]


def row_twice(clean: Clean, random: Random) -> Mutation | None:
    table = random.choice(LEDGERS)
    taken, spare = _rows(clean, table)
    if not taken or not spare:
        return None
    row, to = random.choice(taken), spare[0]
    values: dict[CellKey, Value] = {}
    for key, value in _row_values(clean, table, row).items():
        area = clean.book.area(f"{table}_{key}")
        if value not in (None, "") and (area.sheet, to, area.column1) not in clean.book.formulas:
            values[area.sheet, to, area.column1] = value
    return typed(clean, values, f"row {row} of {table} again in row {to}")


def row_emptied(clean: Clean, random: Random) -> Mutation | None:
    """A whole source left out: what is typed in a row is gone, its formulas stay."""
    table = random.choice(LEDGERS)
    taken, _ = _rows(clean, table)
    if not taken:
        return None
    row = random.choice(taken)
    values: dict[CellKey, Value] = {}
    for key in _row_values(clean, table, row):
        area = clean.book.area(f"{table}_{key}")
        values[area.sheet, row, area.column1] = None
    return typed(clean, values, f"row {row} of {table} emptied")


_OWN = {
    "fuels": ("ncv_own", "carbon_content_own", "oxidation_own"), "carbonates": ("emission_factor_own",),
    "electricity": ("emission_factor_own",), "heat": ("emission_factor_own",),
}  # fmt: skip


def own_without_reason(clean: Clean, random: Random) -> Mutation | None:
    """A factor replaced beside it, a little to one's advantage, without a reason."""
    table = random.choice(list(_OWN))
    taken, _ = _rows(clean, table)
    if not taken:
        return None
    row, column = random.choice(taken), random.choice(_OWN[table])
    default = _row_values_of(clean, table, row, column.removesuffix("_own"))
    area = clean.book.area(f"{table}_{column}")
    cell = (area.sheet, row, area.column1)
    if not isinstance(default, float) or clean.book.values.get(cell) not in (None, ""):
        return None
    new = round(default * random.choice([0.8, 0.9, 0.95]), 6)
    return typed(clean, {cell: new}, f"{table}.{column} {_at(cell)} {default} → {new} without a reason")


def _row_values_of(clean: Clean, table: str, row: int, column: str) -> Value:
    area = clean.book.area(f"{table}_{column}")
    return clean.book.values.get((area.sheet, row, area.column1))


def library_own(clean: Clean, random: Random) -> Mutation | None:
    """The override beside a factor of the library, without a reason."""
    index = random.randrange(len(clean.book.cells_of("factors_own")))
    cell = clean.book.cells_of("factors_own")[index]
    value = clean.book.value("factors_value", index)
    if not isinstance(value, float) or value == 0:
        return None
    new = value * random.choice([0.8, 0.9])
    return typed(clean, {cell: new}, f"factors.own {_at(cell)} {value} → {new:g} without a reason")


def old_factor(clean: Clean, random: Random) -> Mutation | None:
    """An older year or the value of another province, chosen openly."""
    which = random.choice(["factor_year", "place"])
    if which == "place":
        row = random.choice(_rows(clean, "electricity")[0])
        area = clean.book.area("electricity_emission_factor_own")
        reason = clean.book.area("electricity_reason")
        place = random.choice(["yunnan", "sichuan", "qinghai", "hubei"])
        value = library().electricity(place, 2023).value
        cell = (area.sheet, row, area.column1)
        said = f"electricity factor of {place} at {_at(cell)}"
        return typed(clean, {cell: value, (reason.sheet, row, reason.column1): "省级"}, said)
    return _other_choice(clean, random, which)


def old_set(clean: Clean, random: Random) -> Mutation | None:
    """A superseded set of factors, chosen openly: the guide may still ask for it."""
    return _other_choice(clean, random, "fuel_set")


def _other_choice(clean: Clean, random: Random, setting: str) -> Mutation:
    entry = clean.book.cells_of(f"settings_{setting}")[0]
    options = [clean.book.values[c] for c in clean.book.cells_of(f"{setting}_list")]
    new = random.choice([o for o in options if o != clean.book.values[entry]])
    return typed(clean, {entry: new}, f"{setting} → {new}")


def above_limit(clean: Clean, random: Random) -> Mutation | None:
    cell = random.choice([c for c, t, k in clean.inputs() if (t, k) == ("nox", "concentration")])
    row = cell[1]
    area = clean.book.area("nox_limit")
    limit = float(str(clean.book.values[area.sheet, row, area.column1]))
    return typed(
        clean,
        {cell: limit + random.choice([0.5, 5, 40])},
        f"concentration {_at(cell)} above the limit {limit:g}",
    )


def transfer(clean: Clean, random: Random) -> Mutation | None:
    """One end of a transfer between process units changed."""
    rows = [
        c[1] for c in clean.book.cells_of("carbon_partner")
        if clean.book.values.get(c) not in (None, "")
    ]  # fmt: skip
    area = clean.book.area("carbon_quantity")
    row = random.choice(rows)
    cell = (area.sheet, row, area.column1)
    factor = random.choice([0.97, 0.9, 1.05])
    own = clean.book.values.get(cell)
    if not isinstance(own, float):
        return None
    if any(f == address(cell) for f in clean.book.formulas.values()):
        return None  # the other end follows it, so both ends stay equal
    return typed(clean, {cell: own * factor}, f"transfer {_at(cell)} × {factor}")


def formula_in_input(clean: Clean, random: Random) -> Mutation | None:
    """A number dressed as a formula, or a formula that hides, points elsewhere or goes in a circle."""
    filled = [c for c, t, k in clean.inputs() if (t, k) in {(t, k) for t, ks in AMOUNTS.items() for k in ks}]
    cell = random.choice(filled)
    number = float(str(clean.book.values[cell]))
    formula = random.choice([
        f"{number}*0.87", f"IFERROR({number}/1,0)", f'INDIRECT("{address(cell)[0]}{cell[1] + 1}")', f"ROUND({number * 0.93:.3f},1)",
        f"{address(cell)}*1", f"IF(TL_ON,{number},{number * 0.8})",
    ])  # fmt: skip
    return Mutation(with_formula(clean.package, cell, formula), f"{_at(cell)} = {formula}", recalculated=True)


def validation(change: str) -> Make:
    def make(clean: Clean, random: Random) -> Mutation | None:
        sheets = [s for s in clean.package.sheets if b"<dataValidation " in clean.package.members[s.part]]
        sheet = random.choice(sheets)
        tree = etree.fromstring(clean.package.members[sheet.part])
        rules = [r for r in tree.iter(f"{SPACE}dataValidation") if r.get("type") in ("list", "decimal")]
        if not rules:
            return None
        rule = random.choice(rules)
        if change == "removed":
            parent = rule.getparent()
            assert parent is not None
            parent.remove(rule)
        elif change == "silenced":
            rule.set("showErrorMessage", "0")
        else:
            formula = next(rule.iter(f"{SPACE}formula1"))
            formula.text = '"a,b"' if rule.get("type") == "list" else "-999999"
        data = clean.package.with_members({sheet.part: etree.tostring(tree)})
        return Mutation(data, f"validation of {sheet.name}!{rule.get('sqref')} {change}")

    return make


KINDS = [
    Kind("input: number as text", number_as_text, stages=RULES, rules=("number-as-text",), count=5),
    Kind(
        "input: number with its unit",
        number_with_unit,
        stages=RULES,
        rules=("validation", "number-as-text", "error-values"),
        count=4,
    ),
    Kind("input: amount missing", amount_missing, stages=RULES, count=4),
    Kind("input: choice missing", choice_missing, stages=RULES, count=4),
    Kind("input: choice outside its list", choice_unlisted, stages=RULES, count=4),
    Kind(
        "input: evidence missing",
        evidence_missing,
        stages=RULES,
        rules=("evidence-missing", "factor-own-evidence"),
        count=4,
    ),
    Kind("input: reason missing", reason_missing, stages=RULES, rules=("factor-own-evidence",), count=4),
    Kind("input: negative", negative, stages=RULES, count=5),
    Kind("input: row twice", row_twice, stages=RULES, rules=("double-",), count=4),
    Kind(
        "input: own factor without a reason",
        own_without_reason,
        stages=RULES,
        rules=("factor-own-evidence",),
        count=4,
    ),
    Kind("input: own factor in the library", library_own, stages=RULES, rules=("factor-own-evidence",), count=4),
    Kind("input: older year, other province", old_factor, stages=RULES, rules=("factor-",), count=4),
    Kind("input: superseded set", old_set, owed=Owed.NOTED, stages=RULES, rules=("factor-superseded",), count=2),
    Kind(
        "input: concentration above its limit",
        above_limit,
        stages=RULES,
        rules=("balance-nox-limit",),
        count=4,
    ),
    Kind("input: one end of a transfer", transfer, stages=RULES, rules=("balance-",), count=4),
    Kind("input: formula that hides or points elsewhere", formula_in_input, stages=("rules", "values"), count=4),
    Kind("validation removed", validation("removed"), rules=("template-validation-removed",), count=4),
    Kind("validation loosened", validation("loosened"), rules=("template-validation-removed",), count=4),
    Kind("validation silenced", validation("silenced"), rules=("template-validation-removed",), count=4),
    Kind("input: measure with the other sign", measure_sign, Owed.RATE, stages=RULES, count=4),
    Kind("input: a source left out", row_emptied, Owed.RATE, stages=RULES, count=4),
]
