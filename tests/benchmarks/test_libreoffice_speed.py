"""What the extension costs in LibreOffice, and how many calls of functions a workbook makes there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from addin.libreoffice.office import Office
from benchmarks.conftest import Measured
from tests.addin.libreoffice.session import driven, office, with_extension

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.libreoffice, pytest.mark.slow]
TESTS = Path(__file__).parents[1]
SCRIPT = TESTS / "addin" / "libreoffice" / "recalculation.py"
EXAMPLE = TESTS.parent / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"
INPUT = {"sheet": "化石燃料", "cell": "F7"}
"""The consumption of the first fuel: nearly everything follows from it."""


def measure(there: Office, counting: bool) -> Any:
    return driven(there, SCRIPT, workbook=EXAMPLE.as_uri(), rounds=15, counting=counting, **INPUT)


def test_a_hard_recalculation_with_and_without_the_extension(measured: Measured, tmp_path: Path) -> None:
    without = measure(office(tmp_path / "without"), counting=False)
    ours = measure(with_extension(tmp_path / "with"), counting=True)
    # Six hundred calls of Python beside formulas in C++: in all some hundredths of a second.
    measured(
        "LibreOffice: full recalculation of the worked example",
        ours["seconds"] / without["seconds"], "×", 4, "the same without the extension",
    )  # fmt: skip
    measured("LibreOffice: a full recalculation", ours["seconds"] * 1000, "ms", 1000, "time")
    measured("LibreOffice: calls in a full recalculation", ours["calls"], "calls", 1000, "the worked example")
    measured("LibreOffice: calls after one input changes", ours["change_calls"], "calls", 200, "the worked example")
    assert ours["calls"] > ours["change_calls"] > 0
