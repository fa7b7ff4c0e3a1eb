"""What the extension adds to LibreOffice's configuration: the function wizard's help and the job on opening."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from addin.common.help_text import argument_help, description
from addin.libreoffice.interface import identifier
from addin.libreoffice.names import OPENING, SERVICE
from pycore.equations.argument import Argument
from pycore.equations.definition import Definition
from pycore.language import Text

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}" oor:package="org.openoffice.Office">\n'
)
_FOOT = "\n</oor:component-data>\n"
_GROUP = "Add-In"
# The job is for spreadsheets alone: a text document must not wait for Python.
_CALC = "com.sun.star.sheet.SpreadsheetDocument"


def _node(name: str, *inside: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{"".join(inside)}</node>'


def _value(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value>{escape(text)}</value></prop>'


def _shown(name: str, text: Text) -> str:
    """Write a text in both languages; LibreOffice falls back to English in every other."""
    values = f'<value xml:lang="en">{escape(text.en)}</value><value xml:lang="zh">{escape(text.zh)}</value>'
    return f'<prop oor:name="{name}">{values}</prop>'


def _parameter(argument: Argument) -> str:
    meaning = Text(argument_help(argument, "zh"), argument_help(argument, "en"))
    name = Text(argument.name, argument.name)
    return _node(identifier(argument), _shown("DisplayName", name), _shown("Description", meaning))


def _function(definition: Definition) -> str:
    name = Text(definition.function, definition.function)
    return _node(
        definition.function,
        _shown("DisplayName", name),
        _shown("Description", Text(description(definition, "zh"), description(definition, "en"))),
        _value("Category", _GROUP),
        # Newer versions of LibreOffice read and store this name in an .xlsx, 7.4 does not.
        f'<prop oor:name="CompatibilityName"><value xml:lang="en-US">{definition.function}</value></prop>',
        f'<node oor:name="Parameters">{"".join(map(_parameter, definition.arguments))}</node>',
    )


def functions_configuration(definitions: Iterable[Definition]) -> str:
    """Write `CalcAddIns.xcu`: name, help and arguments of each function, in Chinese and English."""
    functions = "\n".join(map(_function, definitions))
    inside = _node(SERVICE, f'<node oor:name="AddInFunctions">\n{functions}\n</node>')
    return _HEAD.format(name="CalcAddIns") + f'<node oor:name="AddInInfo">{inside}</node>' + _FOOT


def jobs_configuration() -> str:
    """Write `Jobs.xcu`: what runs when a document has been loaded."""
    job = "TwinLedgerOpening"
    jobs = f'<node oor:name="Jobs">{_node(job, _value("Service", OPENING), _value("Context", _CALC))}</node>'
    event = f'<node oor:name="Events"><node oor:name="OnLoadFinished" oor:op="fuse"><node oor:name="JobList">{_node(job)}</node></node></node>'
    return _HEAD.format(name="Jobs") + jobs + event + _FOOT
