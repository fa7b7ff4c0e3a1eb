"""Builds the blank templates, the worked examples and the fingerprints, zh and en, that stand beside the definitions.

python -m workbooks.build            write them
python -m workbooks.build --check    say which differ from what the definitions make; exit 1 if any does
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pycore.engine.make import make_workbook
from pycore.language import Language
from pycore.package.atomic import write_atomically
from pycore.sheets.registry import installed_workbooks
from pycore.template.make import make_fingerprint
from pycore.template.stored import fingerprint_json, stored_path

FOLDER = Path(__file__).parent


def built() -> Iterator[tuple[Path, bytes]]:
    """Yield each file that stands built, with the bytes that its definition makes."""
    languages: tuple[Language, ...] = ("zh", "en")
    for key, definition in installed_workbooks().items():
        for language in languages:
            yield FOLDER / key / f"{key}_blank_{language}.xlsx", make_workbook(definition, language)
            example = definition.examples.get("default")
            if example is not None:
                yield (
                    FOLDER / key / f"{key}_example_{language}.xlsx",
                    make_workbook(definition, language, example),
                )
            if definition.fingerprints is not None:
                path = stored_path(definition.fingerprints, definition.version, language)
                yield path, fingerprint_json(make_fingerprint(definition, language))


def main(arguments: list[str]) -> int:
    """Write the files, or check them."""
    different = []
    for path, data in built():
        if "--check" in arguments:
            if not path.exists() or path.read_bytes() != data:
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
