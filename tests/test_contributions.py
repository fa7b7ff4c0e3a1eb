"""Packages of others that are broken: what they announce is left out and told, and everything else goes on.

The packages are real ones: a module and a `.dist-info` with entry points, in an environment of their own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pycore.functions.catalogue import DEFINITIONS
from pycore.review.rules import installed_rules
from tests.environments import environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BLANK = ROOT / "workbooks" / "coal_chemical" / "coal_chemical_blank_zh.xlsx"
FUEL = "[1000, 26.7, 0.0274, 0.98]"
ANSWER = "2628.8107"
# A true #NAME? of Calc: a number that is none, with the code 525 in its last bits.
NAME_ERROR = f"7ff80000{525:08x}"

FUNCTION = """
from pycore.equations.domain import ANY
from pycore.equations.equation import Argument, Clause, Equation
from pycore.language import Text

def definition(name):
    title = Text("两倍", "twice")
    return Equation(name, body=lambda x: 2 * x, group="about", title=title, arguments=[Argument("x", "", title, ANY)],
                    unit="", clause=Clause(title))
"""


class Packages:
    """An environment with this TwinLedger and packages of others."""

    def __init__(self, folder: Path) -> None:
        self.environment = environment(folder, ROOT)
        self.folder = self.environment.packages

    def install(self, name: str, code: str, group: str = "functions", value: str = "") -> None:
        """Install a package `name` 1.0 of one module, with the entry `it` of a group."""
        self.raw(name, f"[twinledger.{group}]\nit = {value or f'{name}:IT'}\n")
        (self.folder / f"{name}.py").write_text(code, encoding="utf-8")

    def raw(self, name: str, entry_points: str) -> None:
        information = self.folder / f"{name}-1.0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (information / "entry_points.txt").write_text(entry_points)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.environment.run(*arguments, folder=self.environment.folder)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "pycore.cli", *arguments)

    def diagnoses(self) -> list[dict[str, dict[str, str]]]:
        """What the doctor has to say of packages of others."""
        done = self.command("doctor", "--json")
        assert "Traceback" not in done.stderr
        return [d for d in json.loads(done.stdout) if d["id"].startswith("contribution")]


@pytest.fixture
def packages(tmp_path: Path) -> Packages:
    return Packages(tmp_path / "environment")


BROKEN = {
    "syntax": ("IT = [\n", "SyntaxError: '[' was never closed (broken.py, line 1)"),
    "missing": ("import no_such_library\n", "ModuleNotFoundError: No module named 'no_such_library'"),
    "nothing": ("", "AttributeError: module 'broken' has no attribute 'IT'"),
    "exit": ("raise SystemExit(3)\n", "SystemExit: 3"),
    "raises": ("raise RuntimeError('two\\nlines')\n", "RuntimeError: two lines"),
    "kind": ("IT = ['TL_X']\n", "it holds a str, expected a Equation or Method, or a sequence of them"),
    "lazy": ("def IT(): yield 1\nIT = (1 / 0 for _ in 'a')\n", "ZeroDivisionError: division by zero"),
    "name": (FUNCTION + "IT = [definition('TL_Ä B')]\n", "a function is called 'TL_Ä B', expected TL_ and capitals"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_functions_that_do_not_load_leave_all_others_and_are_named_once(packages: Packages, kind: str) -> None:
    code, reason = BROKEN[kind]
    packages.install("broken", code)
    packages.install("whole", FUNCTION + "IT = [definition('TL_TWICE')]\n")
    done = packages.command("call", "TL_FUEL_CO2", FUEL, "--lang", "en")
    assert (done.returncode, done.stdout.strip()[:9]) == (0, ANSWER)
    assert done.stderr.count("\n") == 1
    start = "Left out: the functions of the package broken 1.0 (it = broken:IT); all else goes on. Reason: "
    assert done.stderr.startswith(start + reason)
    assert done.stderr.endswith("Update or remove that package.\n")
    other = packages.command("call", "TL_TWICE", "[4.5]")
    assert (other.returncode, other.stdout.strip()) == (0, "9.0")
    assert other.stderr.startswith("已略过软件包 broken 1.0 (it = broken:IT) 提供的函数，其余照常。原因：")


def test_the_doctor_names_it_as_wrong_and_says_it_on_stdout_alone(packages: Packages) -> None:
    packages.install("broken", "import no_such_library\n")
    done = packages.command("doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("[问题] 已略过软件包 broken 1.0") == 1
    assert "[正常] 计算核心应答正确" in done.stdout
    (found,) = packages.diagnoses()
    assert "No module named 'no_such_library'" in found["found"]["en"]


def test_a_list_of_entry_points_that_cannot_be_read_takes_nothing_along(packages: Packages) -> None:
    packages.raw("broken", "[twinledger.functions]\nno value here\n")
    packages.install("whole", FUNCTION + "IT = [definition('TL_TWICE')]\n")
    done = packages.command("call", "TL_TWICE", "[4.5]", "--lang", "en")
    assert done.stdout.strip() == "9.0"
    assert "the functions of the package broken 1.0; all else goes on" in done.stderr


def test_the_broken_lists_of_packages_that_are_not_for_us_are_no_concern(packages: Packages) -> None:
    packages.raw("other", "[others.group]\nno value here\n")
    done = packages.command("call", "TL_FUEL_CO2", FUEL)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_name_that_is_taken_stays_with_the_first_and_the_rest_of_the_package_is_there(
    packages: Packages,
) -> None:
    packages.install("again", FUNCTION + "IT = [definition('TL_FUEL_CO2'), definition('TL_TWICE')]\n")
    packages.install("later", FUNCTION + "IT = [definition('TL_TWICE'), definition('TL_THRICE')]\n")
    done = packages.command("call", "TL_FUEL_CO2", FUEL, "--lang", "en")
    assert done.stdout.strip()[:9] == ANSWER
    assert [line.partition(";")[0] for line in done.stderr.splitlines()] == [
        "Left out: the function TL_FUEL_CO2 of the package again 1.0 (it = again:IT)",
        "Left out: the function TL_TWICE of the package later 1.0 (it = later:IT)",
    ]
    assert packages.command("call", "TL_THRICE", "[4.5]").stdout.strip() == "9.0"


def test_whoever_asks_for_a_function_that_was_left_out_is_told_where_to_look(packages: Packages) -> None:
    packages.install("broken", "import no_such_library\nTL_TWICE = 1\n")
    done = packages.command("call", "TL_TWICE", "[4.5]", "--lang", "en")
    assert "Some functions of other packages are left out; `twinledger doctor` says why." in done.stderr + done.stdout


def test_a_package_that_makes_the_start_slow_works_and_the_doctor_says_so(packages: Packages) -> None:
    """The core itself loads none of these libraries until it needs one."""
    packages.install("heavy", "import pydantic\n" + FUNCTION + "IT = definition('TL_TWICE')\n")
    done = packages.command("call", "TL_TWICE", "[4.5]")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "9.0", "")
    (found,) = packages.diagnoses()
    assert found["id"] == "contribution-slow"
    assert "heavy 1.0 (it = heavy:IT) loads pydantic together with its functions" in found["found"]["en"]


def test_libreoffice_answers_without_the_function_that_it_was_made_with(packages: Packages) -> None:
    """The extension keeps the names that were there when it was made; the package may be gone or not load there."""
    packages.install("broken", "import no_such_library\n")
    code = (
        "import struct\nfrom addin.libreoffice.bridge import answer\n"
        f"print(answer('TL_FUEL_CO2', {FUEL}), struct.pack('>d', answer('TL_TWICE', [4.0])).hex())\n"
    )
    done = packages.run("-c", code)
    assert (done.stdout.split()[0][:9], done.stdout.split()[1], done.stderr) == (ANSWER, NAME_ERROR, "")


def test_excels_module_has_every_function_but_the_broken_ones(packages: Packages) -> None:
    packages.install("broken", "IT = [\n")
    packages.install("whole", FUNCTION + "IT = [definition('TL_TWICE')]\n")
    done = packages.run("-c", "from addin.excel import udfs; print(udfs.TL_FUEL_CO2, udfs.TL_TWICE)")
    assert (done.returncode, done.stderr) == (0, "")


# ── workbooks ──────────────────────────────────────────────────────────────────────────────────────────────

SAME_KEY = "from dataclasses import replace\nfrom workbooks.coal_chemical import WORKBOOK\nIT = replace(WORKBOOK, version='9.9.9')\n"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f(:\n", "SyntaxError: invalid syntax (broken.py, line 1)"),
        ("IT = 'a'\n", "it holds a str, expected a Workbook"),
    ],
)
def test_a_workbook_that_does_not_load_is_left_out_and_every_command_goes_on(
    packages: Packages, tmp_path: Path, code: str, reason: str
) -> None:
    packages.install("broken", code, "workbooks")
    made = tmp_path / "a.xlsx"
    for arguments in (
        ("new", "coal_chemical", "-o", str(made)),
        ("calculate", str(made), "-o", str(tmp_path / "b.xlsx")),
        ("upgrade", str(made), "-o", str(tmp_path / "c.xlsx")),
        ("explain", str(made), "封面!A1"),
    ):
        done = packages.command(*arguments, "--lang", "en")
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.count("the workbooks of the package broken 1.0 (it = broken:IT)") == 1, arguments
        assert reason in done.stderr
    # The reading processes of the review meet with it; what they read is not its workbook, so there is nothing to say.
    done = packages.command("review", str(made), "--lang", "en")
    assert (done.returncode in (0, 1), done.stderr) == (True, "")
    wrong = packages.command("new", "broken", "-o", str(tmp_path / "d.xlsx"), "--lang", "en")
    assert wrong.returncode == 2
    assert "expected one of coal_chemical, industrial_park" in wrong.stderr
    assert reason in wrong.stderr
    assert [reason in d["found"]["en"] for d in packages.diagnoses()] == [True]


def test_of_two_workbooks_with_one_key_ours_stays_and_the_other_is_named(packages: Packages, tmp_path: Path) -> None:
    packages.install("another", SAME_KEY, "workbooks")
    done = packages.command("new", "coal_chemical", "-o", str(tmp_path / "a.xlsx"), "--lang", "en")
    assert done.returncode == 0
    assert "template 9.9.9" not in done.stdout
    assert done.stderr.startswith(
        'Left out: the workbook "coal_chemical" of the package another 1.0 (it = another:IT); all else goes on. '
        "Reason: there is a workbook of that name already."
    )
    assert len(packages.diagnoses()) == 1


# ── rules of the review ────────────────────────────────────────────────────────────────────────────────────


def test_a_review_without_the_rules_that_were_installed_says_so(packages: Packages) -> None:
    packages.install("province", "from pycore.no_such_module import Rule\n", "review_rules")
    done = packages.command("review", str(BLANK), "--json", "--lang", "en")
    assert done.returncode == 1
    found = [f for f in findings(done.stdout) if f["rule"] == "rule-failed"]
    assert len(found) == 1
    assert "province 1.0 (it = province:IT)" in json.dumps(found[0], ensure_ascii=False)
    assert "pycore.no_such_module" in json.dumps(found[0], ensure_ascii=False)
    (diagnosis,) = packages.diagnoses()
    assert "the review rules of the package province 1.0" in diagnosis["found"]["en"]


def test_a_province_adds_a_rule_and_the_review_asks_it(packages: Packages) -> None:
    code = (
        "from pycore.language import Text\nfrom pycore.findings.finding import Severity\n"
        "from pycore.review.rules import Rule\nTEXT = Text('省级规则', 'a rule of a province')\n"
        "def check(subject): yield IT.at(None, TEXT, TEXT, TEXT)\n"
        "IT = Rule('province-x', 0, TEXT, Severity.NOTE, check)\n"
    )
    packages.install("province", code, "review_rules")
    done = packages.command("review", str(BLANK), "--json")
    assert done.stderr == ""
    assert [f["rule"] for f in findings(done.stdout)].count("province-x") == 1


def test_a_rule_with_an_id_that_is_taken_is_named(packages: Packages) -> None:
    code = "from dataclasses import replace\nfrom pycore.review.rules import evidence_missing\nIT = evidence_missing.RULE\n"
    packages.install("province", code, "review_rules")
    (diagnosis,) = packages.diagnoses()
    assert "Left out: the review rule evidence-missing of the package province 1.0" in diagnosis["found"]["en"]


def findings(text: str) -> list[dict[str, object]]:
    """All findings in what `review --json` prints, wherever they stand in it."""

    def within(value: object) -> list[dict[str, object]]:
        if isinstance(value, dict):
            return [value] if "rule" in value else [f for v in value.values() for f in within(v)]
        return [f for v in value for f in within(v)] if isinstance(value, list) else []

    return within(json.loads(text))


# ── ours ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_two_of_our_own_have_one_name() -> None:
    names = [d.function for d in DEFINITIONS]
    assert len(set(names)) == len(names)
    own = len(installed_rules())
    modules = [m for name, m in sys.modules.items() if name.startswith("pycore.review.rules.")]
    assert own == sum(hasattr(module, "RULE") for module in modules) > 0


def test_one_of_our_workbooks_is_found_without_loading_the_others() -> None:
    """Where nobody else announces workbooks only the one that is asked for is imported."""
    code = (
        "import sys; from pycore.sheets.registry import find_workbook; key = find_workbook('coal_chemical').key; "
        "print(key, 'workbooks.industrial_park' in sys.modules, find_workbook('nothing'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["coal_chemical", "False", "None"]
