"""A park of many enterprises, made and calculated in a process of its own, so that its memory can be told.

python -m tests.benchmarks.park 200      prints JSON: enterprises, rows, formulas, seconds, megabytes
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

SECTORS = ("power", "steel", "building", "nonferrous", "chemical", "other")


def park_data(enterprises: int) -> dict[str, Any]:
    """Enterprises on a grid, each with fuels in three years, electricity, a process line or waste water."""
    names = [f"企业{i:04d}" for i in range(enterprises)]
    sectors = [SECTORS[i % len(SECTORS)] for i in range(enterprises)]
    years = (2022, 2023, 2024)

    def row(i: int, year: int, **values: Any) -> dict[str, Any]:
        return {
            "year": year,
            "sector": sectors[i],
            "enterprise": names[i],
            "quality": "B",
            "evidence": "台账",
            **values,
        }

    park = range(enterprises)
    return {
        "settings": {"base_year": 2024, "plan1": 2027},
        "enterprises": [
            {"name": names[i], "sector": sectors[i], "key": "yes", "x": i % 50, "y": i // 50, "output": 10_000 + i,
             "value_added": 2_500, "area": 3, "evidence": "统计报表"}
            for i in park
        ],
        "fuels": [
            row(i, year, department="industry", fuel="natural_gas", consumption=10.0 + i) for i in park for year in years
        ],
        "power": [row(i, 2024, trade="in", electricity=1_000.0 + i) for i in park],
        "process": [row(i, 2024, line="lime", activity=100.0 + i) for i in park if i % 2],
        "wastewater": [
            row(i, 2024, line="wastewater_treated", treatment="anaerobic_reactor", tow=1_000.0 + i)
            for i in park if not i % 2
        ],
    }  # fmt: skip


def measure(enterprises: int) -> dict[str, float]:
    """Make the blank park with its rows, then calculate it as `twinledger calculate` does."""
    import resource

    from pycore.cells.stored import ErrorValue
    from pycore.engine.host import engine_functions
    from pycore.engine.recalculate import recalculate
    from pycore.package.package import Package
    from pycore.reading.book import Book
    from pycore.sheets.resize import with_rows
    from pycore.sheets.writer import write_workbook
    from workbooks.industrial_park import WORKBOOK

    data = park_data(enterprises)
    sizes = {t.key: max(t.rows, len(data[t.key])) for t in WORKBOOK.tables() if t.key in data}
    definition = with_rows(WORKBOOK, sizes)
    package = Package.read(write_workbook(definition, "zh", data))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    values = recalculate(package, engine_functions())
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    book = Book(package, definition, "zh", definition.version)
    sheet, *place = book.cells_of("enterprises_emission")[0]
    first = values[sheet][tuple(place)]
    assert not isinstance(first, ErrorValue), first
    assert isinstance(first, float)
    return {
        "enterprises": enterprises,
        "rows": sum(len(rows) for rows in data.values() if isinstance(rows, list)),
        "formulas": sum(len(cells) for cells in values.values()),
        "seconds": seconds,
        "megabytes": max(after - before, 0) / 1024,
        "first": first,
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
