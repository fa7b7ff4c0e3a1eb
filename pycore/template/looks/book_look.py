"""What holds for a file as a whole: its window, its properties, and parts of other kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.package.package import Package
from pycore.template.finding import finding, shown
from pycore.template.xml import attribute_is_true, descendants, local, parsed, related, workbook_part

_PROPERTIES = {
    "title": Text("标题", "title"),
    "description": Text("备注", "description"),
    "subject": Text("主题", "subject"),
    "keywords": Text("关键词", "keywords"),
    "category": Text("类别", "category"),
    "contentStatus": Text("文档状态", "document status"),
}
# Folders and parts that programs write beside sheets, charts and drawings, which are looked at one by one.
_USUAL_PARTS = re.compile(
    r"(?:_rels/|docProps/|customXml/|docMetadata/|_xmlsignatures/|xl/_rels/|xl/worksheets/|xl/chartsheets/|xl/theme/"
    r"|xl/charts/|xl/drawings/|xl/media/|xl/printerSettings/|xl/comments|xl/threadedComments/|xl/persons/|xl/tables/"
    r"|xl/externalLinks/|xl/richData/|xl/featurePropertyBag/|xl/(?:workbook|styles|sharedStrings|metadata|calcChain)\."
    r"|\[Content_Types\])",
    re.IGNORECASE,
)


def book_findings(package: Package, template: Package) -> Iterator[Finding]:
    """Yield what differs of a file as a whole."""
    for one in _window(package):
        said = Text(f"工作簿的窗口设置被改动（{one}）", f"the window of the workbook is set otherwise ({one})")
        yield finding("view-changed", Severity.WARNING, "", "", said)
    now, then = _properties(package), _properties(template)
    for name, what in _PROPERTIES.items():
        if now.get(name) and now.get(name) != then.get(name):
            said = Text(
                f"文档属性“{what.zh}”为“{shown(now[name])}”", f"the document's {what.en} is “{shown(now[name])}”"
            )
            yield finding("property-changed", Severity.NOTE, "", "", said)
    unusual = [name for name in package.members if not _USUAL_PARTS.match(name) and not name.endswith("/")]
    if unusual:
        said = Text(f"文件中有模板没有的部分：{shown('、'.join(unusual))}", f"the file has parts that the template has not: {shown(', '.join(unusual))}")  # fmt: skip
        yield finding("part-added", Severity.NOTE, "", "", said)


def _window(package: Package) -> Iterator[str]:
    """Yield the settings of the window that keep something out of sight."""
    part = workbook_part(package)
    tree = parsed(package.members[part]) if part is not None else None
    if tree is None:
        return
    for view in descendants(tree, "workbookView"):
        for name in ("showSheetTabs", "showHorizontalScroll", "showVerticalScroll"):
            if view.get(name, "1").strip() in ("0", "false"):
                yield f"{name}=0"
        if view.get("visibility", "visible") != "visible":
            yield f"visibility={view.get('visibility')}"
    for settings in descendants(tree, "workbookPr"):
        if settings.get("showObjects", "all") != "all":
            yield f"showObjects={settings.get('showObjects')}"
    for lock in descendants(tree, "workbookProtection"):
        if attribute_is_true(lock, "lockStructure") and (lock.get("workbookPassword") or lock.get("workbookHashValue")):
            yield "workbookPassword"


def _properties(package: Package) -> dict[str, str]:
    """Return the document's properties by name."""
    part = next((target for _, kind, target in related(package, "") if kind == "core-properties"), None)
    tree = parsed(package.members[part]) if part is not None else ()
    return {local(held): (held.text or "").strip() for held in tree}
