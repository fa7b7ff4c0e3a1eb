"""Everything for Excel in one folder: the add-in file and what is generated beside it."""

from __future__ import annotations

from pathlib import Path

from addin.excel.addin_file import FILE_NAME, LANGUAGES, addin_file
from addin.excel.functions_json import functions_json
from addin.excel.intellisense import intellisense_xml
from addin.excel.lite import lite_main
from addin.excel.xlwings_vba import xlwings_licence
from pycore.package.atomic import write_atomically


def build(folder: Path) -> list[Path]:
    """Write the files into a folder, which is made, and return their paths.

    `TwinLedger.xlam` serves both languages. What other programs read has one language a file: it lies in `zh` and
    `en`, each file under the name that its program asks for.

    Raises:
        TwinLedgerError: the installed xlwings is not the one that this is made for, or a file cannot be written.
    """
    parts = {FILE_NAME: addin_file(), "xlwings-licence.txt": xlwings_licence().encode()}
    for language in LANGUAGES:
        parts[f"{language}/TwinLedger.intellisense.xml"] = intellisense_xml(language)
        parts[f"{language}/functions.json"] = functions_json(language)
        parts[f"{language}/main.py"] = lite_main(language).encode()
    written = []
    for name, data in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
        written.append(path)
    return written
