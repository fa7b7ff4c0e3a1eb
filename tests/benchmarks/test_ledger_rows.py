"""What the review of a workbook costs by the length of its ledgers: seconds and memory for 40 and 400 rows.

`make full` adds 3,000 rows, which take longer than all other benchmarks.
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
ROWS = (40, 400, 3000) if "TWINLEDGER_FULL" in os.environ else (40, 400)


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is told by resource")
def test_a_review_by_the_length_of_the_ledgers(measured: Measured) -> None:
    told = []
    for rows in ROWS:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.ledgers", str(rows)],
            cwd=ROOT, capture_output=True, text=True, check=True, timeout=900,
        )  # fmt: skip
        told.append(json.loads(done.stdout))
    # Blank rows change nothing, however many there are.
    assert {t["verdict"] for t in told} == {"CLEAN"}
    assert {t["total"] for t in told} == {told[0]["total"]}
    for rows, t in zip(ROWS, told, strict=True):
        what = f"review, {rows:,} rows in each ledger: {t['formulas']:,} formulas"
        measured(what, t["seconds"], "s", float("inf"))
        measured(f"{what}, processor", t["processor"], "s", float("inf"))
        measured(f"{what}, memory of the process", t["megabytes"], "MB", float("inf"))
