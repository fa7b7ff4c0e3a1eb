"""A coal chemical workbook with long ledgers, reviewed in a process of its own, so that its memory can be told.

python -m tests.benchmarks.ledgers 400      prints JSON: rows, formulas, seconds, megabytes, verdict
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# What is measured or bought in the course of a year: a site may well have thousands of such rows. Nobody has thousands
# of policy documents, kinds of coal or factors of his own.
LONG = ("fuels", "carbon", "carbonates", "electricity", "heat", "capture", "nox", "methane")


def large(rows: int) -> bytes:
    """The worked example with so many rows in every ledger of activity."""
    from pycore.engine.make import make_workbook
    from pycore.sheets.resize import with_rows
    from workbooks.coal_chemical import WORKBOOK

    sizes = {key: max(WORKBOOK.table(key).rows, rows) for key in LONG}
    return make_workbook(with_rows(WORKBOOK, sizes), "zh", WORKBOOK.examples["default"])


def measure(path: Path) -> dict[str, Any]:
    """Review a file in this process."""
    import resource

    from pycore.review.review import review

    start, used = time.perf_counter(), time.process_time()
    found = review(path)
    return {
        "formulas": found.formulas,
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - used,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "verdict": found.verdict.name,
        "total": next(f.core for f in found.key_figures if f.name == "summary_proposed_total_total"),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["review"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        import subprocess

        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "large.xlsx"
            book.write_bytes(large(int(sys.argv[1])))
            subprocess.run([sys.executable, "-m", "tests.benchmarks.ledgers", "review", str(book)], check=True)
