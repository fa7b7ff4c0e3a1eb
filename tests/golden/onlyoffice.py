"""ONLYOFFICE as an independent calculator: the Document Builder runs a script that opens, calculates and saves.

It is licensed under the AGPL and stays a separate program: the tests start it as a process, nothing links to it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.golden.calculation import Calculation, saved_calculation
from tests.golden.missing import missing

# One walk through the formulas is not enough: a sum by conditions adds up what stands in its range at that moment. So
# a step is made again until the workbook no longer changes, which is what every formula being calculated means.
_UNTIL_STILL = """builder.OpenFile(SOURCE, "");
function shown() {
    return Api.GetSheets().map(function (sheet) { return JSON.stringify(sheet.GetUsedRange().GetValue2()); }).join();
}
var before = null, now = shown(), walks = 0;
while (now !== before) {
    if (walks === MOST) throw new Error("the workbook still changes after " + walks + " walks");
    STEP
    before = now; now = shown(); walks += 1;
}
builder.SaveFile("xlsx", TARGET);
builder.CloseFile();
"""
# Opening a file calculates nothing.
SCRIPT = _UNTIL_STILL.replace("STEP", "Asc.editor.asc_calculate(Asc.c_oAscCalculateType.All);")
# An edit calculates what depends on it, and nothing else.
_EDIT = _UNTIL_STILL.replace(
    "STEP",
    """EDITS.forEach(function (edit) {
        var sheet = Api.GetSheet(edit.sheet);
        if (edit.insert_row) sheet.GetRange(edit.insert_row + ":" + edit.insert_row).Insert("down");
        else sheet.GetRange(edit.cell).SetValue(edit.value);
    });""",
)
MOST_WALKS = 20
_EMPTY = """builder.CreateFile("xlsx");
builder.SaveFile("xlsx", TARGET);
builder.CloseFile();
"""


def program() -> Path:
    """Return the program; skip where it is missing, but never in CI."""
    package = find_spec("docbuilder")
    if package is None or package.origin is None:
        missing("ONLYOFFICE (document-builder, a package of the test extra) is not installed")
    name = "docbuilder.exe" if sys.platform == "win32" else "docbuilder"
    return Path(package.origin).parent / "lib" / name


def prepare(folder: Path) -> None:
    """Let it look for the fonts of the machine, which its first start does: two at once would write one file."""
    _run(_EMPTY, folder, target=folder / "empty.xlsx")


def calculation(source: Path, folder: Path) -> Calculation:
    """Return what ONLYOFFICE makes of a workbook."""
    target = folder / source.name
    _run(SCRIPT, folder, source=source, target=target)
    return saved_calculation(target)


def _run(script: str, folder: Path, *, target: Path, source: Path | None = None) -> None:
    for word, value in (("SOURCE", str(source)), ("TARGET", str(target)), ("MOST", MOST_WALKS)):
        script = script.replace(word, json.dumps(value, ensure_ascii=False))
    file = folder / "calculate.docbuilder"
    file.write_text(script, encoding="utf-8")
    done = subprocess.run([program(), file], capture_output=True, timeout=240)
    # It ends with 0 whatever happens, and complains about a licence for its watermark: the file is the proof.
    if not target.exists():
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        raise RuntimeError(f"ONLYOFFICE has not saved {target.name} (exit {done.returncode}): {said}")


def edited(source: Path, folder: Path, edits: list[dict[str, object]]) -> Path:
    """Change cells of a workbook as a user does and return the file that ONLYOFFICE saves."""
    program()
    target = folder / "edited.xlsx"
    _run(_EDIT.replace("EDITS", json.dumps(edits, ensure_ascii=False)), folder, target=target, source=source)
    return target
