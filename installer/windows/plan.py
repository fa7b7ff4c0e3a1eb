"""The plan of the Windows installation, read from `plan.toml` and checked before anything is built from it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pycore.errors import TwinLedgerError
from pycore.language import Text

PLAN_FILE = Path(__file__).with_name("plan.toml")


class PlanError(TwinLedgerError):
    """The plan of the installation contradicts itself."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder below the installation; an owned one is removed whole, whatever has come into it."""

    path: str
    owned: bool


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """Files of the staging folder and the folder that they are put into.

    A star in `source` takes all that fit; `{language}` stands for that of the installation, zh or en.
    """

    source: str
    folder: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class RegistryValue:
    """One value below HKEY_CURRENT_USER: a text, or a whole number."""

    name: str
    value: str | int


@dataclass(frozen=True, slots=True)
class RegistryKey:
    """A key below HKEY_CURRENT_USER that the installation makes, and removes whole."""

    key: str
    values: tuple[RegistryValue, ...]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One entry of the start menu."""

    name: Text
    target: str
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What the installer says, and the exit status that goes with it (0: none)."""

    id: str
    text: Text
    exit: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the installation puts on a machine."""

    product: dict[str, Any]
    folders: tuple[Folder, ...]
    files: tuple[PlannedFile, ...]
    registry: tuple[RegistryKey, ...]
    excel: dict[str, str]
    shortcuts: tuple[Shortcut, ...]
    messages: tuple[Message, ...]


def read_plan(file: Path = PLAN_FILE) -> Plan:
    """Read the plan.

    Raises:
        PlanError: it writes outside the installation folder or the user's own part of the registry.
    """
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    plan = Plan(
        product=data["product"],
        folders=tuple(Folder(f["path"], f["owned"]) for f in data["folder"]),
        files=tuple(PlannedFile(f["from"], f["to"], f.get("read_only", False)) for f in data["file"]),
        registry=tuple(_key(k) for k in data["registry"]),
        excel=data["excel"],
        shortcuts=tuple(Shortcut(Text(**s["name"]), s["target"], s.get("arguments", "")) for s in data["shortcut"]),
        messages=tuple(Message(m["id"], Text(m["zh"], m["en"]), m.get("exit", 0)) for m in data["message"]),
    )
    _check(plan)
    return plan


def _key(data: dict[str, Any]) -> RegistryKey:
    values = (RegistryValue(v["name"], v["number"] if "number" in v else v["text"]) for v in data["values"])
    return RegistryKey(data["key"], tuple(values))


def _check(plan: Plan) -> None:
    """Refuse a plan that reaches beyond what the uninstaller takes away."""
    folders = {f.path for f in plan.folders} | {"."}
    for file in plan.files:
        if file.folder not in folders:
            raise PlanError(
                Text(f"plan.toml：{file.source} 的去处 {file.folder} 不在 [[folder]] 中。请补上。",
                     f"plan.toml: {file.source} goes to {file.folder}, which is no [[folder]]. Add it."),
            )  # fmt: skip
    for key in plan.registry:
        # These keys are removed whole on uninstalling, so each must be ours alone.
        if not key.key.startswith("Software\\") or not key.key.endswith("\\TwinLedger"):
            raise PlanError(
                Text(f"plan.toml：注册表项 {key.key} 不是本产品独有的。应以 \\TwinLedger 结尾。",
                     f"plan.toml: the registry key {key.key} is not ours alone. It should end in \\TwinLedger."),
            )  # fmt: skip
