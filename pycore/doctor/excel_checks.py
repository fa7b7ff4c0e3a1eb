"""Checks of Excel and WPS on Windows: found, of a version that works, and willing to start the add-in."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.doctor.diagnosis import Diagnosis, good, note, wrong
from pycore.doctor.facts import Facts, InstalledProgram, Windows
from pycore.language import Text

LEAST_EXCEL = 16
_SETUP = Text("请重新运行 TwinLedger-Setup.exe。", "Run TwinLedger-Setup.exe again.")
_TRUST_CENTER = Text("文件 → 选项 → 信任中心 → 信任中心设置", "File → Options → Trust Center → Trust Center Settings")
_SIGNED_ONLY, _NONE = 3, 4


def check_excel(facts: Facts) -> Iterator[Diagnosis]:
    """Name the Excel that was found."""
    windows = facts.windows
    if windows is None:
        return
    if windows.excel is None:
        yield note("excel", Text("没有找到 Excel。", "Excel was not found."),
                   Text("TL_ 函数需要 Windows 版 Excel 2016 或更新版本；没有它时工作簿由原生公式计算。", "The TL_ functions need Excel 2016 or newer on Windows; without it workbooks calculate by their native formulas."))  # fmt: skip
        return
    shown = _shown(windows.excel)
    if _major(windows.excel) < LEAST_EXCEL:
        yield wrong("excel", Text(f"Excel {shown.zh} 版本过低。", f"Excel {shown.en} is too old."),
                    Text("加载项需要 Excel 2016（16.0）或更新版本。", "The add-in needs Excel 2016 (16.0) or newer."))  # fmt: skip
    else:
        yield good("excel", f"Excel {shown.zh}", f"Excel {shown.en}")


def check_wps(facts: Facts) -> Iterator[Diagnosis]:
    """Say what WPS can do."""
    if facts.windows and facts.windows.wps:
        shown = _shown(facts.windows.wps)
        yield note("wps", Text(f"WPS 表格 {shown.zh}：工作簿由原生公式计算，结果与核心一致；TL_ 函数在 WPS 中不运行。",
                               f"WPS {shown.en}: workbooks calculate by their native formulas, with the core's results; the TL_ functions do not run in WPS."))  # fmt: skip


def check_installation(facts: Facts) -> Iterator[Diagnosis]:
    """Say whether what the installer put in place is still there and of this version."""
    windows = facts.windows
    if windows is None or windows.installation is None:
        return
    here = windows.installation
    if not here.present:
        yield wrong(
            "installation",
            Text(
                f"安装文件夹 {here.folder} 不见了。",
                f"The folder of the installation, {here.folder}, is gone.",
            ),
            _SETUP,
        )
    elif here.version != facts.core.version:
        yield wrong("installation", Text(f"安装的是 {here.version}，运行的是 {facts.core.version}。", f"Version {here.version} is installed but {facts.core.version} runs."), _SETUP)  # fmt: skip
    else:
        yield good("installation", f"安装在 {here.folder}。", f"Installed in {here.folder}.")


def check_add_in(facts: Facts) -> Iterator[Diagnosis]:
    """Say whether Excel knows the add-in, finds it and may start it."""
    windows = facts.windows
    if windows is None or windows.excel is None:
        return
    add_in = windows.add_in
    if not add_in.registered:
        yield wrong("addin", Text("Excel 的加载项列表中没有 TwinLedger.xlam。", "TwinLedger.xlam is not in Excel's list of add-ins."),
                    Text("请在 Excel 中：文件 → 选项 → 加载项 → 转到 → 勾选 TwinLedger（或“浏览”选择该文件），或重新运行安装程序。", "In Excel: File → Options → Add-ins → Go → tick TwinLedger (or Browse to the file), or run the installer again."))  # fmt: skip
        return
    lost = [p for p in add_in.registered if p not in add_in.present]
    for path in lost:
        yield wrong(
            "addin-lost",
            Text(
                f"Excel 要打开的加载项 {path} 不存在。",
                f"The add-in that Excel is to open, {path}, does not exist.",
            ),
            _SETUP,
        )
    if len(add_in.registered) > 1:
        yield wrong("addin-twice", Text(f"TwinLedger.xlam 登记了 {len(add_in.registered)} 次，函数会指向不同的文件。", f"TwinLedger.xlam is registered {len(add_in.registered)} times, so functions point to different files."),
                    Text("请在 Excel 的加载项列表中只保留一个。", "Keep only one of them in Excel's list of add-ins."))  # fmt: skip
    for path in add_in.blocked:
        yield wrong("addin-blocked", Text(f"Windows 把 {path} 标记为来自互联网，宏被阻止。", f"Windows has marked {path} as coming from the internet, so its macros are blocked."),
                    Text("请右键 → 属性 → 勾选“解除锁定”。", "Right-click it → Properties → tick Unblock."))  # fmt: skip
    if add_in.disabled:
        yield wrong("addin-disabled", Text("Excel 在一次异常退出后禁用了 TwinLedger。", "Excel has disabled TwinLedger after a crash."),
                    Text("请在 Excel 中：文件 → 选项 → 加载项 → 管理“禁用项目” → 转到 → 启用。", "In Excel: File → Options → Add-ins → Manage: Disabled Items → Go → Enable."))  # fmt: skip
    if not lost and not add_in.disabled and not add_in.blocked:
        yield good(
            "addin",
            f"加载项已登记：{add_in.registered[0]}",
            f"The add-in is registered: {add_in.registered[0]}",
        )


def check_interpreter(facts: Facts) -> Iterator[Diagnosis]:
    """Say whether the add-in will find its Python and the library that connects the two."""
    windows = facts.windows
    if windows is None or windows.excel is None or not windows.add_in.registered:
        return
    add_in, bits = windows.add_in, windows.excel.bits
    if add_in.interpreter is None:
        yield wrong("interpreter", Text("加载项不知道用哪个 Python。", "The add-in does not know which Python to start."),
                    Text("请在“碳污双账”选项卡的“设置”中填写 pythonw.exe 的完整路径，或重新运行安装程序。", "Enter the full path of pythonw.exe under Settings on the TwinLedger tab, or run the installer again."))  # fmt: skip
    elif not add_in.interpreter_present:
        yield wrong(
            "interpreter",
            Text(
                f"加载项设置中的 {add_in.interpreter} 不存在。",
                f"{add_in.interpreter}, which the add-in's settings name, does not exist.",
            ),
            _SETUP,
        )
    elif not add_in.dll_present:
        name = f"xlwings{bits or 64}-….dll"
        yield wrong("interpreter-dll", Text(f"{add_in.interpreter} 旁边没有 {name}，Excel（{bits or '?'} 位）无法与它连接。", f"{name} is not beside {add_in.interpreter}, so Excel ({bits or '?'}-bit) cannot connect to it."), _SETUP)  # fmt: skip
    else:
        yield good("interpreter", f"加载项使用 {add_in.interpreter}", f"The add-in uses {add_in.interpreter}")
    if add_in.outside_code_page:
        yield wrong("code-page", Text(f"路径中的“{add_in.outside_code_page}”不在 Windows 的当前代码页中，加载项无法使用该路径。", f'"{add_in.outside_code_page}" in the path is not in the code page of this Windows, and the add-in cannot use such a path.'),
                    Text("请在控制面板 → 区域 → 管理中把“非 Unicode 程序的语言”设为中文，或用一个英文用户名的账户安装。", "Set the language for non-Unicode programs (Control Panel → Region → Administrative) to that of your user name, or install under an account with a plain English name."))  # fmt: skip


def check_trust(facts: Facts) -> Iterator[Diagnosis]:
    """Say which of Excel's trust settings keeps the add-in from starting."""
    windows = facts.windows
    if windows is None or windows.excel is None or not windows.add_in.registered:
        return
    found = list(_trust_problems(windows))
    yield from found
    if not found:
        yield good("trust", "Excel 的信任设置允许加载项运行。", "Excel's trust settings let the add-in run.")


def _trust_problems(windows: Windows) -> Iterator[Diagnosis]:
    """Yield what Excel's settings for macros and the VBA project keep from working, and who may change them."""
    trust, add_in = windows.trust, windows.add_in
    who = (
        Text(
            "这由管理员的策略设定，请联系管理员。",
            "An administrator's policy sets this: ask your administrator.",
        )
        if trust.by_policy
        else Text(f"请在 {_TRUST_CENTER.zh} 中更改。", f"Change it under {_TRUST_CENTER.en}.")
    )
    if trust.add_ins_off:
        yield wrong(
            "trust-addins-off",
            Text("Excel 设为禁用所有加载项。", "Excel is set to disable all add-ins."),
            who,
        )
    if trust.signed_add_ins_only:
        yield wrong("trust-signed", Text("Excel 只允许有受信任签名的加载项，TwinLedger.xlam 没有签名。", "Excel lets only signed add-ins start, and TwinLedger.xlam has no signature."), who)  # fmt: skip
    untrusted = [p for p in add_in.registered if p not in add_in.trusted]
    if trust.locations_off or untrusted:
        where = (
            Text("受信任位置已被停用", "trusted locations are switched off")
            if trust.locations_off
            else Text(f"{untrusted[0].parent} 不是受信任位置", f"{untrusted[0].parent} is not a trusted location")
        )
        if trust.macros in (_SIGNED_ONLY, _NONE):
            yield wrong(
                "trust-macros",
                Text(
                    f"Excel 禁用宏，且{where.zh}，加载项无法运行。",
                    f"Excel disables macros and {where.en}, so the add-in cannot run.",
                ),
                who,
            )
        else:
            yield note("trust-location", Text(f"{where.zh}，Excel 每次启动时会询问是否启用宏。", f"{where.en[0].upper()}{where.en[1:]}: Excel asks at every start whether to enable macros."), who)  # fmt: skip


def _shown(program: InstalledProgram) -> Text:
    """Name a program by version, bits where they are known, and path."""
    version = program.version or "?"
    if not program.bits:
        return Text(f"{version}（{program.path}）", f"{version} ({program.path})")
    return Text(f"{version}，{program.bits} 位（{program.path}）", f"{version}, {program.bits}-bit ({program.path})")


def _major(program: InstalledProgram) -> int:
    """The leading number of the version; one that cannot be read is let pass."""
    head = (program.version or "").split(".")[0]
    return int(head) if head.isdigit() else LEAST_EXCEL
