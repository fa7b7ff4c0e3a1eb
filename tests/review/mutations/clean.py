"""The clean workbooks that errors are sown into, each calculated once a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate, switched_off
from pycore.language import Language, Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Kind, Role, Workbook
from pycore.sheets.registry import workbook_definition

DEFINITION: Workbook = workbook_definition("coal_chemical")
ENTERED = (Role.INPUT, Role.OVERRIDE)
Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Clean:
    """A workbook without an error, and what the review would work out of it."""

    key: str
    data: bytes
    definition: Workbook = DEFINITION

    @cached_property
    def book(self) -> Book:
        return Book.open(self.data)

    @property
    def package(self) -> Package:
        return self.book.package

    @cached_property
    def core(self) -> dict[CellKey, Value]:
        return calculated(self.package)

    @cached_property
    def native(self) -> dict[CellKey, Value]:
        return calculated(self.package, native=True)

    @cached_property
    def formula_cells(self) -> list[CellKey]:
        """Every formula cell, in order."""
        return sorted(self.book.formulas)

    @cached_property
    def live_cells(self) -> list[CellKey]:
        """Formula cells with a result, which is what somebody would want to change.

        A link that a user has put into an input cell is an input, and not the template's.
        """
        cells = (c for c in self.formula_cells if c not in self.entered_cells)
        return [c for c in cells if self.book.values.get(c) not in (None, "", 0.0)]

    @cached_property
    def entered_cells(self) -> frozenset[CellKey]:
        """The cells of input columns, filled or not."""
        names = (f"{t.key}_{c.key}" for t in self.definition.tables() for c in t.columns if c.role in ENTERED)
        return frozenset(cell for name in names for cell in self.book.cells_of(name))

    @cached_property
    def number_cells(self) -> list[CellKey]:
        """Calculated numbers; not what is left of a difference of equals, of which no digit means anything."""
        numbers = ((c, self.book.values[c]) for c in self.live_cells)
        return [c for c, value in numbers if isinstance(value, float) and (value == 0 or abs(value) > 1e-12)]

    def inputs(self, kind: Kind = Kind.NUMBER, tables: tuple[str, ...] = ()) -> list[tuple[CellKey, str, str]]:
        """The filled input cells of a kind outside the library: cell, table, column."""
        found = []
        for table in self.definition.tables():
            if table.key in ("factors", "bench") or (tables and table.key not in tables):
                continue
            for column in table.columns:
                if column.role in ENTERED and column.kind is kind:
                    for cell in self.book.cells_of(f"{table.key}_{column.key}"):
                        if cell not in self.book.formulas and self.book.values.get(cell) not in (None, ""):
                            found.append((cell, table.key, column.key))
        return found


def calculated(package: Package, native: bool = False) -> dict[CellKey, Value]:
    values = recalculate(package, engine_functions(), native=native)
    return {(sheet, *place): value for sheet, cells in values.items() for place, value in cells.items()}


def submitted(language: Language, data: dict[str, Any], definition: Workbook = DEFINITION) -> bytes:
    """A workbook as it is handed in by who has the core: calculated by it, with its record."""
    package = Package.read(make_workbook(definition, language, data))
    return write_values(package, switched_off(package, recalculate(package, engine_functions())))


EXAMPLE: dict[str, Any] = dict(DEFINITION.examples["default"])
SOURCE = Text("可研报告 表 3-2", "feasibility study, table 3-2")
MEASURED = Text("实测", "measured")


def _new_plant() -> dict[str, Any]:
    """A new coal-to-methanol plant: fewer process units, no existing plant, other options, no measures.

    600 kt of methanol; provincial electricity factor, the older fuel set left out, green power beside grid power. Every
    carbon balance closes to the losses of its step, and the grade is firm.
    """

    def flow(
        unit: str,
        direction: str,
        flow: str,
        material: str,
        quantity: float,
        content: float | None = None,
        to: str = "",
    ) -> Row:
        row: Row = {"stage": "proposed", "unit": unit, "direction": direction, "flow": flow, "material": material,
                    "name": f"{unit} {material}", "quantity": quantity, "partner": to, "quality": "B", "evidence": SOURCE}  # fmt: skip
        return row | ({"content_own": content, "reason": MEASURED} if content is not None else {})

    def stack(unit: str, name: str, concentration: float, volume: float) -> Row:
        return {"stage": "proposed", "unit": unit, "stack": name, "concentration": concentration, "flow": volume,
                "hours": 8_000, "limit": 80, "evidence": SOURCE, "quality": "B"}  # fmt: skip

    units = {"gasification", "shift", "purification", "methanol_synthesis", "auxiliary"}
    codes = [code for code, _ in DEFINITION.list("unit").entries]
    return {
        "project": {"name": "新建煤制甲醇", "nature": "new", "province": "shaanxi", "base_year": 2025},
        "settings": {"reading": "province", "factor_year": "2023", "green_zero": "yes"},
        "products": [{"product": "methanol", "capacity": 620_000, "proposed": 600_000, "u": 0.01, "evidence": SOURCE}],
        "units": [{"existing": "no", "proposed": "yes", "technology": code} if code in units
                  else {"existing": "no", "proposed": "no"} for code in codes],
        "fuels": [
            {"stage": "proposed", "unit": "auxiliary", "fuel": "diesel", "use": "叉车", "in_balance": "no", "consumption": 310.0,
             "evidence": SOURCE, "quality": "C"},
            {"stage": "proposed", "unit": "gasification", "fuel": "natural_gas", "use": "长明灯", "in_balance": "no", "consumption": 180.0,
             "evidence": SOURCE, "quality": "C"},
        ],
        "carbon": [
            flow("gasification", "in", "external", "feed_coal", 780_000, 0.61),
            flow("gasification", "product", "internal", "syngas", 132_000, 3.52, "shift"),
            flow("gasification", "other", "external", "slag", 95_000, 0.06),
            flow("shift", "in", "internal", "syngas", 132_000, 3.52, "gasification"),
            flow("shift", "product", "internal", "syngas", 178_000, 2.6, "purification"),
            flow("purification", "in", "internal", "syngas", 178_000, 2.6, "shift"),
            flow("purification", "product", "internal", "syngas", 124_500, 1.9, "methanol_synthesis"),
            flow("methanol_synthesis", "in", "internal", "syngas", 124_500, 1.9, "purification"),
            flow("methanol_synthesis", "product", "external", "methanol", 600_000),
        ],
        "carbonates": [{"stage": "proposed", "unit": "gasification", "carbonate": "caco3", "use": "助熔剂", "consumption": 14_000.0,
                        "purity": 0.95, "evidence": SOURCE, "quality": "B"}],
        "electricity": [
            {"stage": "proposed", "unit": "auxiliary", "trade": "bought", "power": "green", "use": "空分", "electricity": 300_000.0,
             "evidence": "绿电交易合同 2025-07", "quality": "B"},
            {"stage": "proposed", "unit": "methanol_synthesis", "trade": "bought", "power": "grid", "use": "压缩", "electricity": 41_000.0,
             "evidence": SOURCE, "quality": "B"},
        ],
        "heat": [{"stage": "proposed", "unit": "methanol_synthesis", "trade": "sold", "medium": "heat", "use": "供热", "quantity": 52_000.0,
                  "evidence": SOURCE, "quality": "B"}],
        "capture": [{"stage": "proposed", "unit": "purification", "recovery": "stored", "use": "封存", "volume": 6_000.0, "purity": 0.99,
                     "evidence": SOURCE, "quality": "B"}],
        "nox": [stack("gasification", "DA001", 30, 70_000), stack("methanol_synthesis", "DA002", 38, 42_000)],
        "methane": [{"stage": "proposed", "unit": "methanol_synthesis", "source": "火炬", "ch4": 28.0, "evidence": SOURCE, "quality": "D"}],
    }  # fmt: skip


_MAKERS: dict[str, Callable[[], bytes]] = {
    "example-zh": lambda: submitted("zh", EXAMPLE),
    "example-en": lambda: submitted("en", EXAMPLE),
    "new-plant": lambda: submitted("zh", _new_plant()),
}
KEYS = tuple(_MAKERS)


@cache
def clean(key: str) -> Clean:
    return Clean(key, _MAKERS[key]())
