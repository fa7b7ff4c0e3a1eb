"""The VBA project file: read back with olefile and oletools, which know nothing of our writer."""

from __future__ import annotations

import io
import struct
import zipfile
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.excel.compound_file import compound_file
from addin.excel.vba_compression import compress
from addin.excel.vba_project import Module, vba_project
from addin.excel.vba_protection import NO_PASSWORD, NOT_PROTECTED, VISIBLE, decoded, encoded

olefile = pytest.importorskip("olefile", reason="oletools is not installed")
olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")

SOURCE = 'Attribute VB_Name = "M"\nOption Explicit\nFunction F(x)\n    F = x + 1\nEnd Function\n'


def decompressed(data: bytes) -> bytes:
    return bytes(olevba.decompress_stream(bytearray(data)))


# ── compression ────────────────────────────────────────────────────────────────────────────────────────────

repetitive = st.lists(st.sampled_from([b"Function ", b"End Sub\r\n", b"x", b"    ", b"=1"]), max_size=4000).map(
    b"".join
)


@given(st.one_of(repetitive, st.text(alphabet=st.characters(max_codepoint=126), max_size=9000).map(str.encode)))
def test_what_is_compressed_is_read_back(data: bytes) -> None:
    assert decompressed(compress(data)) == data


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 16, 17, 4095, 4096, 4097, 8192, 12289])
def test_every_length_of_a_run(size: int) -> None:
    """At the borders of chunks, and where a copy token gets a bit more for its distance."""
    assert decompressed(compress(b"#" * size)) == b"#" * size


def test_a_chunk_that_would_grow_is_stored_as_it_is() -> None:
    data = bytes((i * 7919 + i * i) % 251 for i in range(4096))
    assert decompressed(compress(data))[:4096] == data


def test_the_examples_of_the_specification() -> None:
    """[MS-OVBA] 3.2: no compression possible, and the most compression."""
    plain = bytes.fromhex("01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E")
    assert compress(b"abcdefghijklmnopqrstuv.") == plain
    assert compress(b"a" * 73) == bytes.fromhex("01 03 B0 02 61 45 00")
    normal = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    assert decompressed(compress(normal)) == normal


# ── compound file ──────────────────────────────────────────────────────────────────────────────────────────

names = st.text(st.sampled_from("abcXYZ_19"), min_size=1, max_size=20)
contents = st.one_of(
    st.binary(max_size=200), st.sampled_from([0, 63, 64, 4095, 4096, 4097, 70000]).map(lambda n: b"z" * n)
)
trees = st.dictionaries(names, st.one_of(contents, st.dictionaries(names, contents, max_size=12)), max_size=12).filter(
    lambda tree: all(len({n.upper() for n in t}) == len(t) for t in [tree, *(c for c in tree.values() if isinstance(c, dict))])
)  # fmt: skip


@given(trees)
def test_olefile_finds_every_stream_by_its_name(tree: dict[str, Any]) -> None:
    data = compound_file(tree)
    assert len(data) % 512 == 0
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE) as found:
        paths = {}
        for name, content in tree.items():
            paths.update(
                {(name, n): c for n, c in content.items()} if isinstance(content, dict) else {(name,): content}
            )
        assert {tuple(p) for p in found.listdir()} == set(paths)
        for path, content in paths.items():
            assert found.openstream(list(path)).read() == content
            assert entry_by_search(found, path).name == path[-1]


def entry_by_search(file: Any, path: tuple[str, ...]) -> Any:
    """Find an entry as Windows does, by a search in the tree of each storage: shorter names first, then by capitals."""

    def key(name: str) -> tuple[int, str]:
        return (len(name.encode("utf-16-le")), name.upper())

    entry = file.root
    for name in path:
        entry = file.direntries[entry.sid_child]
        while key(entry.name) != key(name):
            side = entry.sid_left if key(name) < key(entry.name) else entry.sid_right
            assert side != olefile.NOSTREAM, f"{name} is not found by the order of names"
            entry = file.direntries[side]
    return entry


def test_a_name_that_the_format_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="31"):
        compound_file({"x" * 32: b""})


# ── protection ─────────────────────────────────────────────────────────────────────────────────────────────


def excel_project(file: str) -> dict[str, str]:
    """The PROJECT stream of a workbook that Excel saved: the xlwings package brings some."""
    with zipfile.ZipFile(files("xlwings").joinpath(file).open("rb")) as archive:
        project = archive.read("xl/vbaProject.bin")
    with olefile.OleFileIO(io.BytesIO(project)) as found:
        lines = found.openstream("PROJECT").read().decode("latin-1").splitlines()
    return {key: value.strip('"') for key, _, value in (line.partition("=") for line in lines)}


@pytest.mark.parametrize("file", ["quickstart.xlsm", "quickstart_addin.xlam", "quickstart_addin_ribbon.xlam"])
def test_what_excel_wrote_is_read(file: str) -> None:
    found = excel_project(file)
    assert decoded(found["CMG"], found["ID"]) == NOT_PROTECTED
    assert decoded(found["DPB"], found["ID"]) == NO_PASSWORD
    assert decoded(found["GC"], found["ID"]) == VISIBLE


@given(st.binary(max_size=20), st.integers(0, 255), st.uuids())
def test_what_is_encoded_is_read_back(data: bytes, seed: int, id: Any) -> None:
    project = "{" + str(id).upper() + "}"
    assert decoded(encoded(data, project, seed), project) == data


def test_a_value_of_another_project_is_refused() -> None:
    one, other = "{00000000-0000-0000-0000-000000000000}", "{00000000-0000-0000-0000-000000000001}"
    with pytest.raises(ValueError, match="not of this project"):
        decoded(encoded(VISIBLE, one), other)


# ── the whole ──────────────────────────────────────────────────────────────────────────────────────────────


def test_olevba_reads_every_module_with_its_source() -> None:
    modules = [Module("module", SOURCE), Module("class", SOURCE.replace('"M"', '"Another"'))]
    parser = olevba.VBA_Parser("vbaProject.bin", data=vba_project("Test", modules))
    found = {name: text for _, _, name, text in parser.extract_all_macros()}
    parser.close()
    assert set(found) == {"M.bas", "Another.cls"}
    assert found["M.bas"].replace("\r\n", "\n").strip() == SOURCE.strip()


def test_there_is_no_compiled_form_so_that_excel_compiles_the_source() -> None:
    with olefile.OleFileIO(io.BytesIO(vba_project("Test", [Module("module", SOURCE)]))) as found:
        assert found.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61 FFFF 00 0000")
        # The source begins at the very start of the module's stream.
        assert decompressed(found.openstream("VBA/M").read()).startswith(b"Attribute VB_Name")


def records(data: bytes) -> list[tuple[int, bytes]]:
    found, place = [], 0
    while place < len(data):
        number, size = struct.unpack_from("<HI", data, place)
        size = 6 if number == 0x09 else size
        found.append((number, data[place + 6 : place + 6 + size]))
        place += 6 + size
    return found


def test_the_dir_stream_has_the_records_of_a_project_that_excel_saved_in_its_order() -> None:
    """Beside the add-in that xlwings brings, which Excel on Windows wrote, with the same two references."""
    with zipfile.ZipFile(files("xlwings").joinpath("addin/xlwings.xlam").open("rb")) as archive:
        theirs = olefile.OleFileIO(io.BytesIO(archive.read("xl/vbaProject.bin")))
    ours = olefile.OleFileIO(io.BytesIO(vba_project("Test", [Module("module", SOURCE)])))
    # olevba's reader of records takes the records that we leave to their defaults in the same way.
    excel = [n for n, _ in records(decompressed(theirs.openstream("VBA/dir").read()))]
    found = [n for n, _ in records(decompressed(ours.openstream("VBA/dir").read()))]
    first_module, next_module = excel.index(0x19), excel.index(0x19, excel.index(0x19) + 1)
    assert found[: found.index(0x19)] == excel[:first_module]
    theirs_of_one = [n for n in excel[first_module:next_module] if n not in (0x21, 0x22, 0x25, 0x28)]
    assert [n for n in found[found.index(0x19) : -1] if n not in (0x21, 0x22)] == theirs_of_one
    assert found[-1] == 0x10


@pytest.mark.parametrize("source", ["Option Explicit\n", 'Attribute VB_Name = "M"\n\'注释\n'])
def test_a_module_without_a_name_or_with_other_than_ascii_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"VB_Name|ASCII"):
        Module("module", source)
