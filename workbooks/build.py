"""Builds the blank templates, the worked examples, the fingerprints and the readings of formulas, zh and en.

They stand beside the definitions.

python -m workbooks.build            write them
python -m workbooks.build --check    say which differ from what the definitions make; exit 1 if any does
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from pycore.contributions import WORKBOOKS, left_out
from pycore.engine.make import make_workbook
from pycore.language import Language, Text
from pycore.package.atomic import write_atomically
from pycore.reading.stored_template import find_stored, stored_bytes, stored_path
from pycore.sheets.check import DefinitionProblems, check_definition
from pycore.sheets.definition import Workbook
from pycore.sheets.registry import installed_workbooks
from pycore.template.make import make_fingerprint
from pycore.template.readings import READINGS, compressed_readings, decompressed, make_readings, readings_path
from pycore.template.stored import fingerprint_json
from workbooks.issue import LANGUAGES, altered, issued
from workbooks.library_changes import library_change

FOLDER = Path(__file__).parent


def built() -> Iterator[tuple[Path, bytes]]:
    """Yield each file that stands built, with the bytes that its definition makes.

    The workbooks of other packages have no folder here, and nothing of theirs is written into ours.
    """
    for key, definition in installed_workbooks().items():
        if not (FOLDER / key / "__init__.py").exists():
            continue
        for language in LANGUAGES:
            blank = make_workbook(definition, language)
            yield FOLDER / key / f"{key}_blank_{language}.xlsx", blank
            example = definition.examples.get("default")
            if example is not None:
                yield (
                    FOLDER / key / f"{key}_example_{language}.xlsx",
                    make_workbook(definition, language, example),
                )
            if definition.fingerprints is not None:
                path = stored_path(definition.fingerprints, definition.version, language)
                yield path, fingerprint_json(make_fingerprint(definition, language))
                yield from _readings(definition, language, blank)


def _readings(definition: Workbook, language: Language, blank: bytes) -> Iterator[tuple[Path, bytes]]:
    """Yield the readings of the present version and of those issued before it.

    What a formula is taken for is a matter of the program that reads it, so that these follow the program.
    """
    folder = definition.fingerprints
    assert folder is not None  # the caller has asked
    yield readings_path(folder, definition.version, language), compressed_readings(make_readings(blank))
    for key, version, of in issued():
        if (key, of) == (definition.key, language) and version != definition.version:
            template = folder.parent / "issued" / f"{key}_{version}_{language}.xlsx"
            yield readings_path(folder, version, language), compressed_readings(make_readings(template.read_bytes()))


def is_as_made(path: Path, data: bytes) -> bool:
    """Tell whether a file is what its definition makes; of compressed readings, by what is compressed."""
    if not path.exists():
        return False
    stands = path.read_bytes()
    if not path.name.endswith(READINGS):
        return stands == data
    try:
        return decompressed(stands) == decompressed(data)
    except (ValueError, EOFError):
        return False


def altered_versions(files: Mapping[Path, bytes]) -> list[str]:
    """Name the issued versions that their definitions, as `built`, no longer make."""
    known = issued()
    return [
        f"{key} {one.version} {language}"
        for key, one in installed_workbooks().items()
        for language in LANGUAGES
        if one.fingerprints is not None
        and stored_path(one.fingerprints, one.version, language) in files
        and altered(key, one.version, language, files[stored_path(one.fingerprints, one.version, language)], known)
    ]


def library_changes(files: Mapping[Path, bytes]) -> Iterator[Text]:
    """Say of issued versions that are the present ones which rows of the library that they carry have changed."""
    known = issued()
    for key, one in installed_workbooks().items():
        for language in LANGUAGES:
            if one.fingerprints is None or (key, one.version, language) not in known:
                continue
            was, now = (
                find_stored(one.fingerprints, one.version, language),
                files[stored_path(one.fingerprints, one.version, language)],
            )
            said = library_change(f"{key} {one.version} {language}", stored_bytes(was), now) if was else None
            if said is not None:
                yield said


def main(arguments: list[str]) -> int:
    """Write the files, or check them; an issued version is never written over with another one.

    A workbook that does not load is left out everywhere else; here there would be nothing to hold its files against.
    """
    definitions = installed_workbooks().values()
    for lost in left_out(WORKBOOKS):
        print(lost.found.both)
    if left_out(WORKBOOKS):
        return 1
    for definition in definitions:
        try:
            check_definition(definition)
        except DefinitionProblems as wrong:
            print(wrong.text.both)
            return 1
    files = dict(built())
    changed = altered_versions(files)
    for version in changed:
        print(
            f"已发布的版本与定义不一致，请改用下一个版本号（以 .dev 结尾）：{version} / an issued version differs from its "
            f"definition: give the definition the next version, ending in .dev: {version}"
        )
    for said in library_changes(files):
        print(said.both)
    if changed:
        return 1
    different = []
    for path, data in files.items():
        if "--check" in arguments:
            if not is_as_made(path, data):
                different.append(path)
        else:
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, data)
            print(f"{path.relative_to(FOLDER.parent)}  {len(data):,}")
    for path in different:
        print(f"与定义不一致 / differs from its definition: {path.relative_to(FOLDER.parent)}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
