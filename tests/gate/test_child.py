"""The child process: it answers, and what it may not do it cannot."""

from __future__ import annotations

import base64
import io
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pycore.gate import child as child_module
from pycore.gate.attempts import run_limited
from pycore.gate.child import Child, ChildFailed, ChildTooLarge, ChildTooSlow, ChildWroteTooMuch

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of the operating system")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Landlock is the Linux kernel's")


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


def test_a_picture_is_drawn_where_nobody_has_drawn_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """matplotlib wants a folder of its own, and the user's home, where it would make one, is closed to a child."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    folder = "__import__('matplotlib').get_configdir()"
    assert Path(str(evaluate(folder))).name.startswith("twinledger-")
    fonts = "len(__import__('matplotlib.font_manager').font_manager.fontManager.ttflist)"
    assert int(evaluate(fonts)) > 0
    assert not (tmp_path / "nobody").exists()


def test_a_module_that_derives_from_sockets_is_imported() -> None:
    """What writes slides imports it, by way of the standard library's XML; a socket is refused all the same."""
    assert evaluate("__import__('ssl').SSLSocket.__name__") == "SSLSocket"
    with pytest.raises(ChildFailed, match=r"child process|no network"):
        evaluate("__import__('ssl').SSLContext().wrap_socket(__import__('socket').socket())")


def compiled(code: str, **values: object) -> str:
    """Python that calls the C library directly, with `c` for it."""
    return f"(lambda c: {code.format(**values)})(__import__('ctypes').PyDLL(None))"


@linux
def test_a_compiled_library_writes_into_its_own_folder_alone(tmp_path: Path) -> None:
    """What passes no hook is refused by the kernel: only the child's own folder takes a file."""
    outside = str(tmp_path / "new")
    assert evaluate(compiled("c.creat({path!r}.encode(), 384)", path=outside)) == -1
    assert evaluate(compiled("c.mkdir({path!r}.encode(), 448)", path=outside)) == -1
    old = tmp_path / "submitted.xlsx"
    old.write_bytes(b"as it was")
    assert evaluate(compiled("c.unlink({path!r}.encode())", path=str(old))) == -1
    assert evaluate(compiled("c.truncate({path!r}.encode(), 0)", path=str(old))) == -1
    assert evaluate(compiled("c.rename({path!r}.encode(), {other!r}.encode())", path=str(old), other=outside)) == -1
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("submitted.xlsx", b"as it was")]
    own = "__import__('os').environ['TMPDIR'] + '/spool'"
    assert evaluate(compiled(f"c.creat(({own}).encode(), 384) >= 0")) is True


@linux
def test_a_compiled_library_runs_no_program() -> None:
    code = "c.system(b'exit 7')"
    assert evaluate(compiled(code)) != 7 << 8


@linux
def test_python_code_of_the_child_does_not_even_write_into_that_folder() -> None:
    with pytest.raises(ChildFailed, match="no writing"):
        evaluate("open(__import__('os').environ['TMPDIR'] + '/spool', 'w')")


@posix
def test_a_file_of_the_folder_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "LARGEST_SPOOL_FILE", 1000)
    own = "__import__('os').environ['TMPDIR'] + '/spool'"
    code = f"(lambda f: [c.write(f, b'x' * 900, 900), c.write(f, b'x' * 900, 900), c.write(f, b'x', 1)])(c.creat(({own}).encode(), 384))"
    assert evaluate(compiled(code)) == [900, 100, -1]


@linux
@pytest.mark.parametrize("removed", [False, True])
def test_all_files_of_the_folder_together_are_bounded(monkeypatch: pytest.MonkeyPatch, removed: bool) -> None:
    """A file whose name has been removed, as the engine does at once, counts as well."""
    monkeypatch.setattr(child_module, "LARGEST_SPOOL", 100_000)
    own = "(__import__('os').environ['TMPDIR'] + '/' + str(n)).encode()"
    one = f"c.write(c.creat({own}, 384), b'x' * 60000, 60000)" + (f" + c.unlink({own})" if removed else "")
    code = f"[[{one} for n in range(2)], __import__('time').sleep(20)]"
    with pytest.raises(ChildWroteTooMuch, match="temporary space"):
        evaluate(compiled(code))


def test_the_folder_goes_with_the_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Child(1024) as child:
        (folder,) = tmp_path.iterdir()
        assert Path(child.call("builtins:eval", "__import__('os').environ['TMP']", 20)) == folder
        (folder / "left").write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ChildFailed):
        evaluate("__import__('os').abort()")
    assert list(tmp_path.iterdir()) == []


OTHER = "封面上的模板名是“1.0”"  # what stands in the cell, which is no template of ours


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
    ("sheet", "expected"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', OTHER),
        ('<row r="1"><c r="A1"><f>' + "(" * 20_000 + "1" + ")" * 20_000 + "</f><v>1</v></c></row>", OTHER),
        ('<row r="1"><c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">1</f><v>1</v></c></row>', OTHER),
        ('<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>', "最多允许 2,000,000 个"),
    ],
    ids=["sparse", "parentheses", "shared", "array"],
)
def test_hostile_sheets_are_read_in_the_child(sheet: str, expected: str) -> None:
    answer = run_limited("pycore.gate.template:recognise", hostile(sheet), 20, 2048)
    assert "template" not in answer
    assert expected in answer["zh"]
