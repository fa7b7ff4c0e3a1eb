"""Build TwinLedger.oxt: the component, its types, its configuration and the core, in one file.

The file carries the core's sources and no library. Which libraries the functions need is in `bridge.LIBRARIES`; an
`environment` names the folders where LibreOffice's Python finds them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pycore
from addin.libreoffice.configuration import functions_configuration, jobs_configuration
from addin.libreoffice.interface import interface_text
from addin.libreoffice.names import IDENTIFIER, OPENING, SERVICE
from pycore import __version__
from pycore.functions.catalogue import catalogue
from pycore.language import Text

_TITLE = Text("TwinLedger 碳污双账", "TwinLedger")
_ABOUT = Text(
    "温室气体与大气污染物核算的 TL_ 函数，由 TwinLedger 核心在 LibreOffice 的 Python 中计算。",
    "The TL_ functions for greenhouse gas and air pollutant accounting, calculated by the TwinLedger core in "
    "LibreOffice's Python.",
)
_COMPONENT = "component.py"
_PARTS = {
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
    "Jobs.xcu": "application/vnd.sun.star.configuration-data",
    "functions.idl": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "twinledger.components": "application/vnd.sun.star.uno-components",
    "about_en.txt": "application/vnd.sun.star.package-bundle-description;locale=en",
    "about_zh.txt": "application/vnd.sun.star.package-bundle-description;locale=zh",
}
# What the functions never touch stays outside.
_LEFT_OUT = frozenset({"commands", "review", "sheets", "cli.py", "excel", _COMPONENT})
_CARRIED_SUFFIXES = frozenset({".py", ".csv"})
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def extension(environment: Mapping[str, Any] | None = None) -> bytes:
    """Build the extension; the same sources give the same bytes.

    Args:
        environment: `python`, the version as `[major, minor]`, and `paths`, the folders of its libraries.
    """
    definitions = list(catalogue().values())
    here = Path(__file__).parent
    files = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        "CalcAddIns.xcu": functions_configuration(definitions),
        "Jobs.xcu": jobs_configuration(),
        "functions.idl": interface_text(definitions),
        "twinledger.components": _components(),
        "about_en.txt": _ABOUT.en,
        "about_zh.txt": _ABOUT.zh,
        _COMPONENT: (here / _COMPONENT).read_text(encoding="utf-8"),
        **dict(_carried(Path(pycore.__file__).parent)),
        **dict(_carried(here.parent)),
    }
    if environment is not None:
        files["environment.json"] = json.dumps(environment, ensure_ascii=False)
    return _zipped(files)


def _carried(package: Path) -> Iterator[tuple[str, str]]:
    """Read the files of a package that the functions need; Python finds them beside the component."""
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.suffix in _CARRIED_SUFFIXES and not _LEFT_OUT.intersection(inside.parts):
            yield f"pythonpath/{package.name}/{inside.as_posix()}", path.read_text(encoding="utf-8")


def _zipped(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _manifest() -> str:
    entries = "\n".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in _PARTS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}\n</manifest:manifest>\n'
    )


def _components() -> str:
    implementations = "\n".join(
        f'<implementation name="{name}"><service name="{name}"/></implementation>' for name in (SERVICE, OPENING)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<components xmlns="http://openoffice.org/2010/uno-components">\n'
        f'<component loader="com.sun.star.loader.Python" uri="{_COMPONENT}">\n{implementations}\n</component>\n'
        "</components>\n"
    )


def _description() -> str:
    names = "".join(f'<name lang="{language}">{escape(_TITLE[language])}</name>' for language in ("en", "zh"))
    about = "".join(f'<src xlink:href="about_{language}.txt" lang="{language}"/>' for language in ("en", "zh"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<description xmlns="http://openoffice.org/extensions/description/2006" '
        'xmlns:d="http://openoffice.org/extensions/description/2006" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:l="http://libreoffice.org/extensions/description/2011">\n'
        f'<identifier value="{IDENTIFIER}"/>\n<version value="{__version__}"/>\n'
        f"<display-name>{names}</display-name>\n<extension-description>{about}</extension-description>\n"
        '<dependencies><l:LibreOffice-minimal-version value="7.0" d:name="LibreOffice 7.0"/></dependencies>\n'
        "</description>\n"
    )
