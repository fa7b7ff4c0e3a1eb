"""Help while typing a formula, for the free add-in Excel-DNA IntelliSense: an XML file beside the add-in file."""

from __future__ import annotations

from xml.etree import ElementTree

from addin.excel.function_table import function_lines
from pycore.language import Language

NAMESPACE = "http://schemas.excel-dna.net/intellisense/1.0"
_FIRST_ARGUMENT = 3


def intellisense_xml(language: Language) -> bytes:
    """Return the file `TwinLedger.intellisense.xml`."""
    root = ElementTree.Element("IntelliSense", {"xmlns": NAMESPACE})
    functions = ElementTree.SubElement(root, "FunctionInfo")
    for line in function_lines(language):
        function = ElementTree.SubElement(functions, "Function", {"Name": line[0], "Description": line[1]})
        for name, help in zip(line[_FIRST_ARGUMENT::2], line[_FIRST_ARGUMENT + 1 :: 2], strict=True):
            ElementTree.SubElement(function, "Argument", {"Name": name, "Description": help})
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
