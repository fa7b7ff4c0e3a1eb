"""The installer leaves the paid part of xlwings out: everything that the add-in uses works without it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# A folder `xlwings/pro` that is not there, in a Python that has loaded nothing yet.
_WITHOUT = """
import sys

class Gone:
    asked = []
    def find_spec(self, name, path=None, target=None):
        if name == "xlwings.pro" or name.startswith("xlwings.pro."):
            self.asked.append(name)
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Gone())
"""
_USES = {
    "the functions": "import xlwings; import addin.excel.udfs; print(callable(addin.excel.udfs.TL_FUEL_CO2))",
    "the add-in file": "from addin.excel.addin_file import addin_file; print(len(addin_file()) > 20_000)",
    "conversion": "import xlwings.conversion as c; print(c.Markdown is None if hasattr(c, 'Markdown') else True)",
    "a call": """
import sys
from tests.addin.excel.excel_stand_ins import RangeImplementation
from types import SimpleNamespace, ModuleType
import xlwings
from addin.excel.com_free import xlwings_udfs
udfs = xlwings_udfs()
server = ModuleType("xlwings.com_server"); server.loop = None; sys.modules["xlwings.com_server"] = server
xlwings._xlwindows = SimpleNamespace(Range=RangeImplementation, Book=SimpleNamespace, is_range_instance=lambda v: False, BOOK_CALLER=None)
xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
xlwings.engines.engines_by_name["excel"] = xlwings.Engine(impl=SimpleNamespace(name="excel", type="desktop"))
answer = udfs.call_udf("addin.excel.udfs", "TL_FUEL_CO2", (1000.0, 26.7, 0.0274, 0.98))
print(abs(answer[0][0] - 2628.8108) < 1e-9)
""",
    "the doctor": "from pycore.doctor.gather import gather; print(isinstance(gather().core.answer, float))",
}  # fmt: skip


_ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}


@pytest.mark.parametrize("use", _USES)
def test_it_works_where_that_part_is_not_there(use: str) -> None:
    code = _WITHOUT + _USES[use] + "\nprint('xlwings.pro' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=_ENVIRONMENT)
    assert (done.stdout.split(), done.stderr) == (["True", "False"], "")


def test_the_absence_is_felt() -> None:
    """Else the tests above would say nothing: xlwings does ask for it."""
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT + "import xlwings; print(xlwings.__pro__, len(Gone.asked) > 0)"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.split() == ["False", "True"]
    broken = subprocess.run([sys.executable, "-c", _WITHOUT + "import xlwings.reports"], capture_output=True, text=True)
    assert "No module named 'xlwings.pro" in broken.stderr
