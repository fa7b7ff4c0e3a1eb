"""The child process: it answers, and what it may not do it cannot."""

from __future__ import annotations

import base64
import io
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pycore.gate.attempts import run_limited
from pycore.gate.child import Child, ChildFailed, ChildTooLarge, ChildTooSlow

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of the operating system")


def evaluate(expression: str, seconds: float = 20, megabytes: int = 1024) -> object:
    """Let the child evaluate a Python expression: whatever hostile code might do."""
    return run_limited("builtins:eval", expression, seconds, megabytes)


def test_result_comes_back() -> None:
    assert evaluate("{'a': [1, 2.5, None, '燃料']}") == {"a": [1, 2.5, None, "燃料"]}


def test_what_the_function_prints_is_no_part_of_the_result() -> None:
    assert evaluate("print('x' * 100000) or 7") == 7


def test_one_child_answers_one_call_after_the_other() -> None:
    with Child(1024) as child:
        assert [child.call("builtins:eval", f"{n}*{n}", 20) for n in (2, 3, 4)] == [4, 9, 16]
        with pytest.raises(ChildFailed, match="no writing"):
            child.call("builtins:eval", "open('x', 'w')", 20)
        assert not child.alive


def test_each_call_has_its_own_time() -> None:
    with Child(1024) as child:
        for _ in range(3):
            child.call("time:sleep", 0.7, 2)
        with pytest.raises(ChildTooSlow):
            child.call("time:sleep", 20, 0.5)


def test_child_runs_this_very_package() -> None:
    import pycore

    assert evaluate("__import__('pycore').__file__") == pycore.__file__


def test_endless_work_is_stopped() -> None:
    begin = time.perf_counter()
    with pytest.raises(ChildTooSlow, match="1 s"):
        run_limited("time:sleep", 60, 1, 512)
    assert time.perf_counter() - begin < 5


@posix
def test_busy_work_is_stopped() -> None:
    with pytest.raises(ChildTooSlow):
        evaluate("sum(i for i in iter(int, 1))", seconds=1)


@posix
def test_memory_is_limited() -> None:
    with pytest.raises(ChildTooLarge, match="512 MB"):
        run_limited("builtins:bytearray", 4 * 2**30, 20, 512)


def test_error_is_a_sentence_in_both_languages() -> None:
    with pytest.raises(ChildFailed) as caught:
        evaluate("1/0")
    assert "ZeroDivisionError" in caught.value.sentence("zh")
    assert "not read" in caught.value.sentence("en")
    assert caught.value.rule == "gate-crash"


def test_abort_is_an_error_and_not_a_crash_of_the_caller() -> None:
    with pytest.raises(ChildFailed, match="SIGABRT" if sys.platform != "win32" else "exit code"):
        evaluate("__import__('os').abort()")


def test_unserialisable_result_is_an_error() -> None:
    with pytest.raises(ChildFailed, match="TypeError"):
        evaluate("object()")


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('socket').socket()",
        "__import__('_socket').socket()",
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1:9')",
        "__import__('os').system('true')",
        "__import__('subprocess').run(['true'])",
        "__import__('os').fork()",
    ],
)
def test_network_and_programs_are_refused(expression: str) -> None:
    with pytest.raises(ChildFailed, match=r"child process|no network"):
        evaluate(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "open({path!r}, 'w')",
        "open({path!r}, 'a')",
        "__import__('os').open({path!r}, 66)",
        "__import__('os').mkdir({path!r})",
        "__import__('os').remove({old!r})",
        "__import__('os').rename({old!r}, {path!r})",
        "__import__('pathlib').Path({path!r}).touch()",
        "__import__('shutil').copy({old!r}, {path!r})",
    ],
)
def test_nothing_is_written(tmp_path: Path, expression: str) -> None:
    old = tmp_path / "submitted.xlsx"
    old.write_bytes(b"as it was")
    with pytest.raises(ChildFailed):
        evaluate(expression.format(path=str(tmp_path / "new"), old=str(old)))
    assert [p.name for p in tmp_path.iterdir()] == ["submitted.xlsx"]
    assert old.read_bytes() == b"as it was"


def hostile(sheet: str) -> dict[str, str]:
    """A tiny workbook with this sheet, as the template reader takes it."""
    written = io.BytesIO()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, kind, target in (
            ("_rels/.rels", "officeDocument", "xl/workbook.xml"),
            ("xl/_rels/workbook.xml.rels", "worksheet", "sheet1.xml"),
        ):
            row = f'<Relationship Id="r" Type="{office}/{kind}" Target="{target}"/>'
            archive.writestr(name, f'<Relationships xmlns="{package}">{row}</Relationships>')
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets><sheet name="s" sheetId="1" r:id="r"/></sheets>'
            '<definedNames><definedName name="cover_template">s!$A$1</definedName></definedNames></workbook>',
        )
        archive.writestr("xl/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>')
    return {"bytes": base64.b64encode(written.getvalue()).decode()}


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>' + "(" * 20_000 + "1" + ")" * 20_000 + "</f><v>1</v></c></row>",
        '<row r="1"><c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>',
    ],
    ids=["sparse", "parentheses", "shared", "array"],
)
def test_hostile_sheets_are_read_in_the_child(sheet: str) -> None:
    answer = run_limited("pycore.gate.template:recognise", hostile(sheet), 20, 2048)
    assert "template" not in answer
    assert "不是 TwinLedger 工作簿" in answer["zh"]
