"""A stored fingerprint is the fingerprint of the definition, and an issued version is held against its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from pycore.engine.make import make_workbook
from pycore.errors import FileProblem
from pycore.language import Language
from pycore.reading.book import Book
from pycore.reading.stored_template import compressed, stored_path
from pycore.sheets.registry import installed_workbooks
from pycore.template import fingerprint as fingerprint_module
from pycore.template.fingerprint import compare_template, template_fingerprint
from pycore.template.make import make_fingerprint
from pycore.template.stored import fingerprint_json, read_fingerprint

pytestmark = pytest.mark.slow

DEFINITION = installed_workbooks()["coal_chemical"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("key", installed_workbooks())
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stored_fingerprint_is_that_of_the_definition(key: str, language: Language) -> None:
    definition = installed_workbooks()[key]
    assert definition.fingerprints is not None
    stored = read_fingerprint(stored_path(definition.fingerprints, definition.version, language))
    made = make_fingerprint(definition, language)
    for field in dataclasses.fields(made):
        assert getattr(stored, field.name) == getattr(made, field.name), field.name
    assert list(stored.sheets) == list(made.sheets)
    for name, sheet in made.sheets.items():
        assert list(stored.sheets[name].formulas) == list(sheet.formulas)


def test_a_damaged_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "1.0.0_zh.json"
    for content in (b"", b"{}", b'{"form": 99}', b"[1]", b"\xff"):
        path.write_bytes(content)
        with pytest.raises(FileProblem, match="fingerprint file 1"):
            read_fingerprint(path)


def test_a_compressed_fingerprint_is_the_same_one(tmp_path: Path) -> None:
    made = fingerprint_json(make_fingerprint(DEFINITION, "zh"))
    plain, path = tmp_path / "1.0.0_zh.json", tmp_path / "1.0.0_zh.json.gz"
    plain.write_bytes(made)
    path.write_bytes(compressed(made))
    assert fingerprint_json(read_fingerprint(path)) == fingerprint_json(read_fingerprint(plain))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FileProblem, match="fingerprint file 1"):
        read_fingerprint(path)


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Install the definition with the fingerprints of two versions; of the older one a text was different."""
    version = "0.9.0"
    sheets = (
        dataclasses.replace(DEFINITION.sheets[0], intro=dataclasses.replace(DEFINITION.sheets[0].intro, zh="旧说明")),
        *DEFINITION.sheets[1:],
    )
    old = dataclasses.replace(DEFINITION, version=version, sheets=sheets)
    new = dataclasses.replace(DEFINITION, fingerprints=tmp_path)
    for one in (old, new):
        stored_path(tmp_path, one.version, "zh").write_bytes(fingerprint_json(make_fingerprint(one, "zh")))
    monkeypatch.setattr(fingerprint_module, "find_workbook", {new.key: new}.get)
    fingerprint_module._installed.cache_clear()
    yield version
    fingerprint_module._installed.cache_clear()


def test_a_file_is_held_against_the_version_that_it_was_made_from(older: str) -> None:
    new = fingerprint_module.find_workbook(DEFINITION.key)
    old_print = template_fingerprint(new, "zh", older)
    assert old_print.version == older
    assert template_fingerprint(new, "zh").version == new.version
    assert template_fingerprint(new, "zh", "../secret").version == new.version

    submitted = Book.open(make_workbook(DEFINITION, "zh"))
    as_new = dataclasses.replace(submitted, definition=new)
    assert compare_template(as_new).findings == ()
    as_old = dataclasses.replace(submitted, definition=new, version=older)
    assert {f.rule for f in compare_template(as_old).findings} == {"template-header-changed"}
