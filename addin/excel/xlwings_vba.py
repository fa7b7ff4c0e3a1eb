"""What the add-in takes of xlwings' VBA: how Excel starts Python and reaches it, with xlwings' licence.

The source is the module that the installed xlwings package brings for add-ins of one's own. Only the procedures that
the add-in uses are taken. Some are replaced by those of `TLXlwings.part.cls`, because the add-in opens files of strangers
and Excel's current folder may be that of such a file:

- xlwings starts `cmd.exe` by its bare name, and Windows takes a `cmd.exe` that lies in the current folder. Ours starts
  Python itself, by its full path in quotes.
- xlwings takes `python` and `pythonw` for interpreters, and then loads its DLL by a bare name too. Ours knows full paths
  alone, and loads the DLL by its own before anything that is declared by name is called.
- Python is started with `-P`, which keeps the current folder out of its search path, and leaves that folder before it
  loads anything else; with `-E` no variable of the environment leads it to other libraries.
- xlwings reads its settings also from a sheet of the active workbook and from a file beside it, so that a submitted
  workbook could name the program that is started as Python. Ours reads the user's settings alone.
- xlwings puts the folder of the active workbook in front of Python's search path, so that a file `pycore.py` beside a
  workbook would run. Ours does not.
- Any public function of a standard module can be called from a cell, without macros in the workbook: one of xlwings'
  starts a command line, another writes a file. Here they are members of a class, which no cell can reach.
"""

from __future__ import annotations

import re
from importlib.resources import files

from addin.excel.settings import PROJECT
from pycore.errors import TwinLedgerError
from pycore.language import Text

MODULE = "TLXlwings"
_SOURCE = "xlwings_custom_addin.bas"
_TAKEN = (
    "XLPy",
    "KillPy",
    "GetConfigFilePath",
    "SaveConfigToFile",
    "GetConfigFromFile",
    "WScript",
    "FileExists",
    "FileExistsOnWindows",
    "FileOrFolderExistsOnMac",
    "ParentFolder",
    "GetMacDir",
    "ExpandEnvironmentStrings",
)
_CLASS = f"""Attribute VB_Name = "{MODULE}"
Attribute VB_Base = "0{{FCFB3D2A-A0FA-1068-A738-08002B3371B5}}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = False
'How Excel starts Python and reaches it. Of xlwings' module for add-ins, the procedures that are used here; a class,
'because a function of a standard module can be called from any cell."""
_CHANGED = (
    ('Attribute VB_Name = "xlwings"', _CLASS),
    ('Public Const PROJECT_NAME As String = "myaddin"', f'Private Const PROJECT_NAME As String = "{PROJECT}"'),
    ("Public Const XLWINGS_VERSION", "Private Const XLWINGS_VERSION"),
)  # fmt: skip
# Declared by xlwings and called by nothing that is taken.
_NOT_CALLED = re.compile(
    r"^ *#If Mac Then\n.*\bFunction system .*\n *#End If\n|^.*\bFunction XLPyDLL(?:NDims|Version) .*\n",
    re.MULTILINE,
)
_DECLARATION = re.compile(r"^(\s*)Declare ", re.MULTILINE)
_PROCEDURE = re.compile(r"^(?:Public |Private )?(Function|Sub) (\w+)\(.*?^End \1$", re.DOTALL | re.MULTILINE)


def xlwings_vba() -> str:
    """Return the class module: xlwings' licence, declarations and procedures, then our settings.

    Raises:
        TwinLedgerError: the installed xlwings has another source than the one that is known here.
    """
    text = _source()
    first = _PROCEDURE.search(text)
    head = text[: first.start()] if first else text
    procedures = {match[2]: match[0] for match in _PROCEDURE.finditer(text)}
    if missing := [name for name in _TAKEN if name not in procedures]:
        raise _unexpected(", ".join(missing))
    taken = head + "\n\n".join(procedures[name] for name in _TAKEN) + "\n"
    for old, new in _CHANGED:
        if taken.count(old) != 1:
            raise _unexpected(old)
        taken = taken.replace(old, new)
    taken = _NOT_CALLED.sub("", taken)
    taken = _DECLARATION.sub(r"\1Private Declare ", taken.replace('\'Attribute VB_Name = "Main"\n', ""))
    return taken + files("addin.excel").joinpath("vba", f"{MODULE}.part.cls").read_text(encoding="ascii")


def xlwings_licence() -> str:
    """Return the licence text that stands at the head of xlwings' module."""
    lines = [line[1:].rstrip() for line in _source().splitlines() if line.startswith("'")]
    first = next(i for i, line in enumerate(lines) if "BSD 3-clause" in line)
    last = next(i for i, line in enumerate(lines) if line.startswith("SOFTWARE, EVEN IF ADVISED"))
    return "\n".join(lines[first : last + 1]) + "\n"


def _source() -> str:
    source = files("xlwings").joinpath(_SOURCE)
    if not source.is_file():
        raise _unexpected(_SOURCE)
    return source.read_text(encoding="utf-8").replace("\r\n", "\n")


def _unexpected(what: str) -> TwinLedgerError:
    return TwinLedgerError(
        Text(
            f"已安装的 xlwings 中没有预期的内容：{what}。请安装 installer/constraints.txt 中的 xlwings 版本。",
            f"The installed xlwings lacks what was expected: {what}. "
            "Install the version of xlwings in installer/constraints.txt.",
        )
    )
