"""`datapackage.json`: what the tables are, as a Data Package (datapackage.org, 2.0) that programs read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pycore import __version__
from pycore.dataset.resource import ERRORS, DataField, DataTable
from pycore.language import Language, Text

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTOR = "datapackage.json"
WORKBOOK = "workbook.xlsx"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataOrigin:
    """The workbook that a data set is made from.

    Attributes:
        template, version: of its template; `calculated_with` is the version that the values are calculated in.
        library: version of the factor library that it carries.
        formulas, differing: its formula cells, and those whose value in the file is not the calculated one.
        problems: inputs that cannot be right.
    """

    name: str
    digest: str
    size: int
    title: Text
    language: Language
    template: str
    version: str
    calculated_with: str
    library: str
    formulas: int
    differing: int
    problems: int


def descriptor(
    origin: DataOrigin, tables: list[DataTable], sizes: dict[str, tuple[int, str]], language: Language
) -> bytes:
    """Write the description; deterministic, so that the same workbook gives the same file.

    Args:
        sizes: bytes and sha256 of the file of each table, by path.
    """
    package = {
        "$schema": SCHEMA,
        "name": f"{origin.template.replace('_', '-')}-{origin.digest[:12]}",
        "id": f"sha256:{origin.digest}",
        "title": origin.title[language],
        "description": _SAID[language].format(name=origin.name),
        "version": origin.calculated_with,
        "sources": [{"title": f"{origin.name} (sha256:{origin.digest})", "path": WORKBOOK}],
        "twinledger": {
            "program": __version__,
            "template": origin.template,
            "template_version_of_file": origin.version,
            "template_version": origin.calculated_with,
            "library_version": origin.library,
            "language_of_file": origin.language,
            "workbook_sha256": origin.digest,
            "formulas": origin.formulas,
            "formulas_with_another_value_in_the_file": origin.differing,
            "inputs_to_correct": origin.problems,
        },
        "resources": [
            *(_resource(table, *sizes[table.path], language) for table in tables),
            {
                "name": "workbook",
                "path": WORKBOOK,
                "type": "file",
                "title": origin.name,
                "format": "xlsx",
                "mediatype": _XLSX,
                "bytes": origin.size,
                "hash": f"sha256:{origin.digest}",
            },
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


_SAID = Text(
    "由 TwinLedger 工作簿 {name} 生成的全部表格。数值由核心重新计算，不是文件中保存的值；用法和复算方法见 README。",
    "All tables of the TwinLedger workbook {name}. Values are calculated anew by the core and are not those saved in the "
    "file; see README for how to use and to recompute them.",
)


def _resource(table: DataTable, size: int, digest: str, language: Language) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(one, language) for one in table.fields],
        "missingValues": ["", *ERRORS],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    references = [
        {"fields": [one.name], "reference": {"resource": one.refers_to[0], "fields": [one.refers_to[1]]}}
        for one in table.fields if one.refers_to is not None
    ]  # fmt: skip
    if references:
        schema["foreignKeys"] = references
    return {
        "name": table.name,
        "path": table.path,
        "type": "table",
        "title": table.title[language],
        **_both("titles", table.title),
        **({"description": table.help[language]} if table.help[language] else {}),
        **({"sheet": table.sheet} if table.sheet else {}),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _field(one: DataField, language: Language) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.type,
        "title": one.title[language] or one.name,
        **_both("titles", one.title),
        **({"description": one.help[language]} if one.help[language] else {}),
        **({"unit": one.unit.en, **_both("units", one.unit)} if one.unit.en else {}),
        **({"role": one.role} if one.role else {}),
        **({"labels": one.labels} if one.labels else {}),
        **({"constraints": one.constraints} if one.constraints else {}),
    }


def _both(key: str, text: Text) -> dict[str, dict[str, str]]:
    return {key: {"zh": text.zh, "en": text.en}} if text.zh or text.en else {}
