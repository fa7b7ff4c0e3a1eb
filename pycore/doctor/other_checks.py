"""Checks of LibreOffice and of the workbooks that were named."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.doctor.diagnosis import Diagnosis, good, note, wrong
from pycore.doctor.facts import BookState, Facts
from pycore.language import Text

LEAST_LIBREOFFICE = (7, 0)
_INSTALL = Text("请运行 twinledger libreoffice install。", "Run twinledger libreoffice install.")


def check_libreoffice(facts: Facts) -> Iterator[Diagnosis]:
    """Name LibreOffice and say whether the extension is in it and can find its libraries."""
    office = facts.libreoffice
    if office is None:
        return
    version = office.program.version or "?"
    numbers = tuple(int(n) for n in version.split(".")[:2] if n.isdigit())
    if numbers and numbers < LEAST_LIBREOFFICE:
        yield wrong("libreoffice", Text(f"LibreOffice {version} 版本过低。", f"LibreOffice {version} is too old."),
                    Text("请安装 7.0 或更新版本。", "Install 7.0 or newer."))  # fmt: skip
    else:
        yield good(
            "libreoffice",
            f"LibreOffice {version}（{office.program.path}）",
            f"LibreOffice {version} ({office.program.path})",
        )
    extension = office.extension
    if extension is None:
        yield note("extension", Text("LibreOffice 中没有 TwinLedger 扩展，工作簿由原生公式计算。", "The TwinLedger extension is not in LibreOffice: workbooks calculate by their native formulas."), _INSTALL)  # fmt: skip
    elif extension.lost_folders:
        folders = ", ".join(extension.lost_folders)
        yield wrong(
            "extension",
            Text(
                f"扩展所用的程序库文件夹不见了：{folders}。",
                f"The folders of libraries that the extension uses are gone: {folders}.",
            ),
            _INSTALL,
        )
    elif extension.version != facts.core.version:
        yield wrong("extension", Text(f"LibreOffice 中的扩展是 {extension.version}，本程序是 {facts.core.version}。", f"The extension in LibreOffice is {extension.version}, this program {facts.core.version}."), _INSTALL)  # fmt: skip
    else:
        yield good(
            "extension",
            f"LibreOffice 扩展 {extension.version}。",
            f"LibreOffice extension {extension.version}.",
        )
    if extension is not None and office.python_in_front is not None:
        python = office.python_in_front
        yield note(
            "libreoffice-python",
            Text(
                f"PATH 中排在最前的 Python 是 {python}。从这个终端启动的 LibreOffice 会误用它，打开工作簿时崩溃。",
                f"The first Python on the PATH is {python}: a LibreOffice started from this terminal would mistake it "
                "for its own and crash when it opens a workbook.",
            ),
            Text(
                "请从应用菜单启动 LibreOffice，或先停用该 Python 环境（conda deactivate、deactivate）。",
                "Start LibreOffice from the menu, or leave that Python environment first (conda deactivate, deactivate).",
            ),
        )


def check_books(facts: Facts) -> Iterator[Diagnosis]:
    """Say of each workbook that was named what keeps it from calculating with the core."""
    for book in facts.books:
        yield from _book(book)


def _book(book: BookState) -> Iterator[Diagnosis]:
    """Yield the state of one workbook: can it be read, is it blocked, where do its links lead, what calculated it last."""
    name = book.file.name
    if book.problem is not None:
        zh, en = book.problem
        yield wrong("book", Text(f"{book.file}：{zh}", f"{book.file}: {en}"), Text("", ""))
        return
    if book.blocked:
        yield wrong("book-blocked", Text(f"{name} 被标记为来自互联网，Excel 在受保护视图中打开它，不会重算。", f"{name} is marked as coming from the internet: Excel opens it in Protected View and does not recalculate it."),
                    Text("确认来源后，右键 → 属性 → 勾选“解除锁定”。", "When you know where it comes from: right-click → Properties → tick Unblock."))  # fmt: skip
    for target, exists in book.links:
        if exists:
            yield good("book-link", f"{name} 链接到加载项 {target}", f"{name} is linked to the add-in {target}")
        else:
            yield note("book-link", Text(f"{name} 链接到另一台机器上的加载项 {target}。", f"{name} is linked to the add-in of another machine, {target}."),
                       Text("装有加载项时，打开文件会自动改正；否则单元格保留原值。", "Where the add-in is installed, opening the file mends it; elsewhere cells keep their values."))  # fmt: skip
    for target in book.foreign_links:
        yield wrong("book-foreign-link", Text(f"{name} 链接到其他文件 {target}，提交后对方打不开。", f"{name} is linked to another file, {target}, which a recipient cannot open."),
                    Text("请把引用的数值填入工作簿，并断开链接（数据 → 编辑链接）。", "Put the values into the workbook and break the link (Data → Edit Links)."))  # fmt: skip
    if book.calculated_with_core:
        yield good(
            "book-core",
            f"{name}（{book.template}）上次由核心计算（见“计算记录”）。",
            f"{name} ({book.template}) was last calculated with the core (see its record).",
        )
    else:
        yield note("book-core", Text(f"{name}（{book.template}）上次由原生公式计算（见“计算记录”）。", f"{name} ({book.template}) was last calculated by its native formulas (see its record)."),
                   Text("两种方式结果一致。若本机应有加载项，请看上面的各项。", "Both give the same results. If the add-in should be there, see the lines above."))  # fmt: skip
