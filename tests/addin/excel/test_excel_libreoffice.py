"""The add-in's VBA in LibreOffice: its import shows every module, its Basic compiles and runs them.

There is no Excel on the machines that test this; LibreOffice reads the same file and speaks much of the same language.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import uuid
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from addin.excel.addin_file import addin_file, modules
from pycore.functions.catalogue import catalogue
from tests.addin.excel.start_command import start_command

pytestmark = pytest.mark.libreoffice
RUNNER = Path(__file__).with_name("basic_runner.py")
FILTER = "Calc MS Excel 2007 VBA XML"
# Words that are names in VBA and not in LibreOffice's Basic.
ONLY_IN_BASIC = ("output", "base")


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing in CI")
        pytest.skip("LibreOffice (soffice) is not installed")
    return found


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tmp_path_factory.mktemp("profile").as_uri()


@pytest.fixture(scope="module")
def imported(office: str, profile: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The Basic modules that LibreOffice makes of the add-in file."""
    folder = tmp_path_factory.mktemp("import")
    (folder / "TwinLedger.xlam").write_bytes(addin_file())
    # LibreOffice knows no type of its own for .xlam files, not even for those that Excel wrote: the filter is named.
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", f"--infilter={FILTER}", "--convert-to", "ods",
         "--outdir", str(folder), str(folder / "TwinLedger.xlam")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    with zipfile.ZipFile(folder / "TwinLedger.ods") as archive:
        return {
            Path(name).stem: archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("Basic/TwinLedger/") and not name.endswith("script-lb.xml")
        }


def test_libreoffice_shows_every_module_and_every_wrapper(imported: dict[str, str]) -> None:
    assert set(imported) == {m.name for m in modules()}
    for name in catalogue():
        assert f"Function {name}(" in imported["xlwings_udfs"]


def test_libreoffice_shows_the_licence_of_xlwings(imported: dict[str, str]) -> None:
    assert "xlwings is distributed under a BSD 3-clause license" in imported["TLXlwings"]


# ── compiled and run ───────────────────────────────────────────────────────────────────────────────────────


def python_with_uno() -> str:
    for candidate in ("/usr/bin/python3", shutil.which("python3") or ""):
        if candidate and subprocess.run([candidate, "-c", "import uno"], capture_output=True).returncode == 0:
            return candidate
    pytest.skip("no Python with LibreOffice's uno module (Debian: python3-uno)")


def run(office: str, profile: str, groups: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    asked = {"office": office, "profile": profile, "pipe": f"tl{uuid.uuid4().hex}", "groups": list(groups)}
    done = subprocess.run(
        [python_with_uno(), str(RUNNER)], input=json.dumps(asked), capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def for_basic(source: str) -> str:
    """What Basic cannot read taken away: attributes, and conditional compilation as 64-bit Excel on Windows has it."""
    constants = {
        "VBA7": True,
        "Win64": True,
        "Mac": False,
        'App = "Microsoft Excel"': True,
        'App = "Microsoft Word"': False,
    }
    lines: list[str] = []
    open_blocks: list[list[bool]] = []
    for line in source.splitlines():
        word = line.strip()
        if match := re.match(r"#If (.*) Then", word):
            value = constants[match[1]]
            open_blocks.append([value, value])
        elif match := re.match(r"#ElseIf (.*) Then", word):
            value = constants.get(match[1], False) and not open_blocks[-1][1]
            open_blocks[-1] = [value, value or open_blocks[-1][1]]
        elif word.startswith("#Else"):
            open_blocks[-1] = [not open_blocks[-1][1], True]
        elif word.startswith("#End If"):
            open_blocks.pop()
        elif not word.startswith(("#Const", "Attribute ")) and all(block[0] for block in open_blocks):
            lines.append(line)
    text = "\n".join(lines) + "\n"
    for name in ONLY_IN_BASIC:
        text = re.sub(rf"\b{name}\b", f"{name}_", text)
    return text


COMPILED = '\nFunction Compiled() As String\n    Compiled = "yes"\nEnd Function\n'


def test_every_module_compiles(office: str, profile: str) -> None:
    """A function at the end of a module runs only when the module compiles as a whole."""
    groups = [{"modules": {"M": for_basic(m.source) + COMPILED}, "functions": ["M.Compiled"]} for m in modules()]
    groups.append({"modules": {"M": "Sub X(\n" + COMPILED}, "functions": ["M.Compiled"]})
    *ours, broken = [answer["M.Compiled"] for answer in run(office, profile, groups)]
    assert {m.name: a for m, a in zip(modules(), ours, strict=True)} == {m.name: "yes" for m in modules()}
    assert broken != "yes"


PROBE = """
Function Scalars() As String
    Scalars = TypeName(TLResult(5.5)) & " " & TLResult("a") & " " & CStr(TLResult(CLng(-2146826246)))
End Function

Function Rows() As String
    Dim a(0 To 1, 0 To 1) As Variant, r As Variant
    a(0, 0) = 1.5
    a(0, 1) = CLng(-2146826246)
    a(1, 0) = "x"
    a(1, 1) = CLng(-2146826252)
    r = TLResult(a)
    Rows = r(0, 0) & " " & CStr(r(0, 1)) & " " & r(1, 0) & " " & CStr(r(1, 1))
End Function

Function OneRow() As String
    Dim r As Variant
    r = TLResult(Array(1.5, CLng(-2146826273)))
    OneRow = r(0) & " " & CStr(r(1))
End Function

Function NoError() As String
    NoError = TypeName(TLResult(CLng(7))) & " " & TLResult(CLng(-2146828289))
End Function

Function NotReached() As String
    NotReached = CStr(TLFailure("no Python")) & " " & TLLastFailure()
End Function

Function Arguments() As String
    Arguments = TLArgument(2.5) & " " & TLArgument("a") & " " & TypeName(TLArgument(TLResult(CLng(-2146826246))))
End Function
"""


def test_results_become_true_errors_as_cverr_makes_them(office: str, profile: str) -> None:
    """The numbers are Excel's: 2042 is #N/A, 2036 #NUM!, 2015 #VALUE!, 2029 #NAME?."""
    cells = next(m.source for m in modules() if m.name == "TLCells")
    names = ["Scalars", "Rows", "OneRow", "NoError", "NotReached", "Arguments"]
    (answer,) = run(office, profile, [{"modules": {"TLCells": for_basic(cells), "Probe": PROBE}, "functions": [f"Probe.{n}" for n in names]}])  # fmt: skip
    assert answer == {
        "Probe.Scalars": "Double a Error 2042",
        "Probe.Rows": "1.5 Error 2042 x Error 2036",
        "Probe.OneRow": "1.5 Error 2015",
        "Probe.NoError": "Long -2146828289",
        "Probe.NotReached": "Error 2029 no Python",
        "Probe.Arguments": "2.5 a Error",
    }


START = """
Private chosen As String
Private there As String

Function Setting(ByVal name As String) As String
    Setting = chosen
End Function

Function ExpandEnvironmentStrings(ByVal s As String) As String
    ExpandEnvironmentStrings = Replace(s, "%HOME%", "C:\\Users\\u")
End Function

Function FileExists(ByVal file As String) As Boolean
    FileExists = file = there
End Function

Function ThisWorkbookPath() As String
    ThisWorkbookPath = "D:\\a b"
End Function

Function TLText(ByVal id As String) As String
    TLText = id
End Function

Function Started(ByVal setting_ As String, ByVal there_ As String) As String
    On Error GoTo Refused
    chosen = setting_
    there = there_
    Started = XLPyCommand()
    Exit Function
Refused:
    Started = "refused"
End Function
"""
STARTS = {
    # the setting, and the only file that there is: the interpreter
    (r"C:\p\pythonw.exe", ""): r"C:\p\pythonw.exe",
    (r"c:\a b\python.exe", ""): r"c:\a b\python.exe",
    (r"\\server\share\pythonw.exe", ""): r"\\server\share\pythonw.exe",
    (r"%HOME%\p\pythonw.exe", ""): r"C:\Users\u\p\pythonw.exe",
    ("", r"D:\a b\python\pythonw.exe"): r"D:\a b\python\pythonw.exe",
    ("", r"D:\a b\..\python\pythonw.exe"): r"D:\a b\..\python\pythonw.exe",
    # hangs on what is current, or would end the name in the command
    ("pythonw", ""): None,
    ("pythonw.exe", ""): None,
    (r"python\pythonw.exe", ""): None,
    (r".\pythonw.exe", ""): None,
    (r"..\pythonw.exe", ""): None,
    (r"\pythonw.exe", ""): None,
    ("C:pythonw.exe", ""): None,
    (r"%UNKNOWN%\pythonw.exe", ""): None,
    (r'C:\x.exe" "C:\pythonw.exe', ""): None,
    (r"python\pythonw.exe", r"D:\a b\python\pythonw.exe"): r"D:\a b\python\pythonw.exe",
}  # fmt: skip


def test_python_is_started_by_its_full_path_or_not_at_all(office: str, profile: str) -> None:
    """The procedures of the add-in that choose Python and write the command, run with stand-ins for what they ask."""
    source = for_basic(next(m.source for m in modules() if m.name == "TLXlwings"))
    taken = [
        re.search(rf"^Private Function {name}\(.*?^End Function$", source, re.DOTALL | re.MULTILINE)
        for name in ("XLPyCommand", "Interpreter", "IsFullPath")
    ]
    calls = [
        f'Function Case{i}() As String\n    Case{i} = Started("{setting.replace(chr(34), chr(34) * 2)}", "{there}")\nEnd Function'
        for i, (setting, there) in enumerate(STARTS)
    ]
    text = START + "\n\n".join([*(m[0] for m in taken if m), *calls])
    names = [f"M.Case{i}" for i in range(len(STARTS))]
    text = text.replace("ThisWorkbook.Path", "ThisWorkbookPath()")
    (answer,) = run(office, profile, [{"modules": {"M": text}, "functions": names}])
    expected = {k: start_command(python) if python else "refused" for k, python in STARTS.items()}
    assert dict(zip(STARTS, (answer[n] for n in names), strict=True)) == expected
