"""Links that lead out of the file when somebody follows them: an address of the web or of mail, a path."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.template.finding import shown
from pycore.template.links import LinkOut, links_of_sheet

MOST_SAID = 20
"""Links of a sheet that have a finding of their own."""


def _check(subject: Subject) -> Iterator[Finding]:
    package = subject.book.package
    for sheet in package.sheets:
        links = list(links_of_sheet(package, sheet.part))
        for link in links[:MOST_SAID]:
            yield _finding(sheet.name, link, 0)
        if len(links) > MOST_SAID:
            yield _finding(sheet.name, links[MOST_SAID], len(links) - MOST_SAID)


def _finding(sheet: str, link: LinkOut, others: int) -> Finding:
    """Make the finding of a link, or of the first of many that are left."""
    found = Text(f"链接指向文件之外：{shown(link.target)}", f"a link leads out of the file: {shown(link.target)}")
    if others > 1:
        found = Text(f"{found.zh}；本表另有 {others - 1} 个", f"{found.en}; {others - 1} more on this sheet")
    harmless = link.target.lower().startswith("mailto:")
    return RULE.at(
        (sheet, link.place.first_row, link.place.first_column),
        found,
        Text("文件名、页码等文字写明的依据", "evidence that is named in words: file, page"),
        Text(
            "网页会变，路径只在提交者的电脑上有效：请改写为文件名和页码，并提交该文件；未核实前不要点开。",
            "Pages change and paths hold on the submitter's computer only: name the file and page, and hand it in; "
            "do not follow the link before it is known.",
        ),
        severity=Severity.NOTE if harmless else None,
        target=link.target,
    )


RULE = Rule(
    "link-out",
    5,
    Text("单元格或图形上指向文件之外的链接", "Links out of the file on cells and shapes"),
    Severity.WARNING,
    _check,
)
