"""What a park costs by its size: seconds and memory for 20 and 200 enterprises, each in a process of its own.

`make full` adds a park of 2,000.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.conftest import Measured

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]
ROOT = Path(__file__).parents[2]
SIZES = (20, 200, 2000) if "TWINLEDGER_FULL" in os.environ else (20, 200)


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is told by resource")
def test_a_park_by_its_size(measured: Measured) -> None:
    told: list[dict[str, float]] = []
    for size in SIZES:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.park", str(size)],
            cwd=ROOT, capture_output=True, text=True, check=True, timeout=900,
        )  # fmt: skip
        told.append(json.loads(done.stdout))
    # Every enterprise of the same place in the list gives the same, however many there are.
    assert {t["first"] for t in told} == {told[0]["first"]}
    for t in told:
        what = f"park of {t['enterprises']:,.0f}: {t['rows']:,.0f} rows, {t['formulas']:,.0f} formulas"
        measured(f"{what}, recalculate", t["seconds"], "s", float("inf"))
        measured(f"{what}, memory above the file", t["megabytes"], "MB", float("inf"))
    small, large = told[0], told[-1]
    grown = (large["seconds"] / small["seconds"]) / (large["formulas"] / small["formulas"])
    measured(f"seconds a formula, {SIZES[-1]:,} beside 20 enterprises", grown, "×", 3, "the same of 20")
