"""Slips of units and powers of ten in inputs: legal numbers, so that only what is plausible can tell.

Obligatory are the slips that a domain rule is for. The others are counted, and the rate says how far plausibility goes: a
small row that becomes ten times as large may still be a row that another plant would have.
"""

from __future__ import annotations

from random import Random

from pycore.reading.book import CellKey
from tests.review.mutations.clean import Clean
from tests.review.mutations.editing import address
from tests.review.mutations.kinds_inputs import AMOUNTS, RULES, typed
from tests.review.mutations.mutation import Kind, Make, Mutation, Owed

TCE = 29.3076
OWN = {("fuels", "ncv_own"), ("fuels", "carbon_content_own")}
FRACTIONS = {
    ("carbonates", "purity"),
    ("capture", "purity"),
    ("products", "u"),
    *(("share_proposed", f"own{i}") for i in range(1, 5)),
}
ACTIVITY = {(t, k) for t, ks in AMOUNTS.items() for k in ks if t != "nox"}
OUTPUT = {("products", k) for k in ("capacity", "existing", "proposed")}
STACK = {("nox", k) for k in ("concentration", "flow", "hours")}
STEAM = {("heat", "pressure"), ("heat", "temperature")}
CONTENT = {("carbon", "content_own")}
MEASURE = {("measures", k) for k in ("electricity", "other_co2", "d_nox")}


def times(columns: set[tuple[str, str]], *factors: float, material: frozenset[str] = frozenset()) -> Make:
    """Multiply one filled input of some columns; `material` narrows it to rows of some materials."""

    def make(clean: Clean, random: Random) -> Mutation | None:
        filled = [(c, f"{t}.{k}") for c, t, k in clean.inputs() if (t, k) in columns and clean.book.values[c]]
        if material:
            filled = [(c, n) for c, n in filled if _material(clean, c) in material]
        if not filled:
            return None
        cell, name = random.choice(filled)
        factor = random.choice(factors)
        value = float(str(clean.book.values[cell]))
        return typed(clean, {cell: value * factor}, f"{name} {cell[0]}!{address(cell)} {value:g} × {factor:g}")

    return make


def _material(clean: Clean, cell: CellKey) -> str:
    area = clean.book.area("carbon_material")
    value = clean.book.values.get((area.sheet, cell[1], area.column1)) if area.sheet == cell[0] else None
    codes = dict(zip(map(clean.book.values.get, clean.book.cells_of("material_list")),
                     map(clean.book.values.get, clean.book.cells_of("material_code")), strict=True))  # fmt: skip
    return str(codes.get(value, ""))


def own_factor(*factors: float) -> Make:
    """An own value with its reason, in another unit than the library's."""

    def make(clean: Clean, random: Random) -> Mutation | None:
        table, column = random.choice([("fuels", "ncv"), ("fuels", "carbon_content"), ("electricity", "emission_factor"),
                                       ("heat", "emission_factor"), ("carbonates", "emission_factor")])  # fmt: skip
        rows = [c[1] for c in clean.book.cells_of(f"{table}_stage") if clean.book.values.get(c) not in (None, "")]
        if not rows:
            return None
        row = random.choice(rows)
        used, own, reason = (clean.book.area(f"{table}_{k}") for k in (column, f"{column}_own", "reason"))
        value = clean.book.values.get((used.sheet, row, used.column1))
        if not isinstance(value, float) or not value:
            return None
        factor = random.choice(factors)
        cell = (own.sheet, row, own.column1)
        said = f"{table}.{column}_own {own.sheet}!{address(cell)} {value:g} × {factor:g}"
        return typed(clean, {cell: value * factor, (reason.sheet, row, reason.column1): "实测"}, said)

    return make


def _rate(name: str, columns: set[tuple[str, str]], *factors: float, count: int = 4) -> Kind:
    return Kind(name, times(columns, *factors), Owed.RATE, stages=RULES, count=count)


def _obligatory(name: str, make: Make, rules: tuple[str, ...], count: int = 4) -> Kind:
    return Kind(name, make, stages=RULES, rules=rules, count=count)


UNITS = ("unit-", "balance-", "mixed-", "validation", "error-")
KINDS = [
    _obligatory("slip: percent for a fraction", times(FRACTIONS, 100), ("unit-percent", "validation"), 12),
    _obligatory("slip: percent for carbon by mass", times(CONTENT, 100, material=frozenset({"feed_coal", "slag"})), ("unit-carbon-content", "mixed-units"), 4),
    _obligatory("slip: own factor ×1000, ÷1000, ×100", own_factor(1000, 0.001, 100, 0.01), ("unit-own-value", "validation")),
    _obligatory("slip: tce for GJ, kcal for kJ, CO2 for carbon", own_factor(1 / TCE, TCE, 238.85, 44 / 12), ("unit-own-value", "validation")),
    _obligatory("slip: 10⁴ t for t in output", times(OUTPUT, 1e-4, 1e4), UNITS, 8),
    _obligatory("slip: 10⁴ t for t in feed coal", times(ACTIVITY, 1e-4, material=frozenset({"feed_coal"})), UNITS, 4),
    _obligatory("slip: output ×1000, ÷1000", times(OUTPUT, 1000, 0.001), UNITS, 6),
    _obligatory("slip: output ×10, ÷10", times(OUTPUT, 10, 0.1), UNITS, 6),
    _obligatory("slip: feed coal ×10, ÷10", times(ACTIVITY, 10, 0.1, material=frozenset({"feed_coal"})), UNITS, 4),
    _obligatory("slip: concentration ×10, ×1000, hours ×10", times({("nox", "concentration"), ("nox", "hours")}, 10, 1000), UNITS, 6),
    _obligatory("slip: hours as days", times({("nox", "hours")}, 1 / 24), UNITS, 4),
    _rate("slip: amount ×1000 (kg, kWh, m³)", ACTIVITY, 1000),
    _rate("slip: amount ×100", ACTIVITY, 100),
    _rate("slip: amount ×10", ACTIVITY, 10),
    _rate("slip: amount ÷10", ACTIVITY, 0.1),
    _rate("slip: amount ÷1000", ACTIVITY, 0.001),
    _rate("slip: flue gas, concentration ÷10", STACK, 0.1, count=4),
    _rate("slip: flue gas ×10, ×1000", {("nox", "flow")}, 10, 1000, count=4),
    _rate("slip: steam in bar, kPa, K", STEAM, 10, 1000, 0.1, 2, count=4),
    _rate("slip: carbon content ×10, ÷10", CONTENT, 10, 0.1, count=4),
    _rate("slip: measure ×10, ×1000", MEASURE, 10, 1000, count=4),
]  # fmt: skip
