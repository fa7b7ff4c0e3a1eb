"""A submitted file that passed the gate, as a workbook, or why it is refused."""

from __future__ import annotations

from pycore.errors import TwinLedgerError
from pycore.findings.finding import Finding
from pycore.gate.gate import check_package
from pycore.gate.rules import Breach, findings_of
from pycore.gate.template import reason_of
from pycore.reading.book import Book


def admitted(data: bytes) -> Book | list[Finding]:
    """Read a workbook of ours from bytes that the gate lets pass; else return the findings that refuse it."""
    refusals = check_package(data)
    if refusals:
        return refusals
    try:
        return Book.open(data)
    except TwinLedgerError as error:
        return findings_of([Breach("gate-template", detail=reason_of(error))], {})
