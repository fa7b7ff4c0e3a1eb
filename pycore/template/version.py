"""The version that a workbook says it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import named_area_text
from pycore.template.finding import finding
from pycore.template.submitted import Submitted


def version_findings(submitted: Submitted) -> Iterator[Finding]:
    """Yield a version that is not known, and the names that Excel has dropped from a file of an older one."""
    book, print_ = submitted.book, submitted.print
    if book.version != print_.version:
        place = submitted.areas.get("cover_version")
        yield finding(
            "version-unknown",
            Severity.ERROR,
            place.sheet if place else "",
            named_area_text(place) if place else "",
            Text(
                f"模板版本为“{book.version}”，没有该版本的指纹",
                f"the template's version is “{book.version}”, of which there is no fingerprint",
            ),
            Text(f"版本 {print_.version}", f"version {print_.version}"),
            Text(
                "已按现有版本比对。请用 twinledger upgrade 升级，或核实来源。",
                "It was compared with the present version. Use `twinledger upgrade`, or ask where it comes from.",
            ),
        )
    if book.put_back:
        yield _names_put_back(book.put_back, book.version)


def _names_put_back(names: Sequence[str], version: str) -> Finding:
    """Names that Excel does not take for names: that they are gone is no change of the submitter's."""
    some = ", ".join(names[:4])
    return finding(
        "names-dropped",
        Severity.NOTE,
        "",
        "",
        Text(
            f"Excel 修复文件时删去了模板 {version} 的 {len(names)} 个名称（{some} 等）：它们形如行列号，Excel 不接受",
            f"Excel has repaired the file and dropped {len(names)} names of the template {version} ({some} …): they read "
            "like rows or columns, which Excel does not take",
        ),
        Text(
            "含全部名称的文件；复算时已按模板补上",
            "a file with all names; they were put back to calculate it",
        ),
        Text(
            "这不是提交者的改动。请用 twinledger upgrade 带入现行模板。",
            "The submitter has not done it. Carry the file into the present template with `twinledger upgrade`.",
        ),
    )
