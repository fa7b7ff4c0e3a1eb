"""The Word file opened and printed by another program, LibreOffice Writer."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pycore.report.word import docx_bytes
from tests.golden.libreoffice import program
from tests.report.samples import example_document

pytestmark = pytest.mark.programs


def missing(what: str) -> None:
    """Skip, but never in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must print the report: {what}")
    pytest.skip(what)


@pytest.mark.libreoffice
def test_writer_prints_every_caption_and_heading(tmp_path: Path) -> None:
    office = program()
    if shutil.which("pdftotext") is None:
        missing("pdftotext is not installed")
    document = example_document("zh")
    source = tmp_path / "report.docx"
    source.write_bytes(docx_bytes(document))
    done = subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(source)],
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    if "could not be loaded" in done.stderr:
        missing("LibreOffice Writer is not installed")
    printed = tmp_path / "report.pdf"
    read = subprocess.run(["pdftotext", "-layout", str(printed), "-"], capture_output=True, text=True, check=True)
    text = read.stdout.replace(" ", "")
    for label in document.labels.values():
        assert label.replace(" ", "") in text
    # Numbered by the program itself, as 9.6 of the chapter.
    assert "9.6局限与待处理事项" in text
    assert "错误" not in text
    assert "Error" not in text
    assert text.count("\f") > 10
