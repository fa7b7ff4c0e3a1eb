"""What installed packages announce through entry points, loaded one by one: a broken one takes nothing along.

What cannot be used is left out and remembered for as long as the process runs: `twinledger doctor` says which package
it is and why, and every other command says it once on stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pycore.errors import TwinLedgerError
from pycore.language import NO_TEXT, Text

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")

FUNCTIONS = "twinledger.functions"
WORKBOOKS = "twinledger.workbooks"
RULES = "twinledger.review_rules"
"""The groups of entry points."""

OWN = "twinledger"
# Excel and LibreOffice wait for the functions, and longer for a package that loads one of these together with them.
SLOW_LIBRARIES = ("formualizer", "matplotlib", "numpy", "pandas", "pint", "pydantic", "scipy")
_WHAT = {
    FUNCTIONS: Text("函数", "functions"),
    WORKBOOKS: Text("工作簿", "workbooks"),
    RULES: Text("审核规则", "review rules"),
}


@dataclass(frozen=True, slots=True)
class PackageSource:
    """Where something comes from.

    Attributes:
        group: the group of entry points, such as `twinledger.functions`.
        package: name and version of the installed package.
        entry: name and object as the package announces them, `sichuan = sichuan.functions:FUNCTIONS`; "" for all.
    """

    group: str
    package: str
    entry: str = ""

    @property
    def shown(self) -> str:
        """Name the package, with the entry in brackets where one is meant."""
        return f"{self.package} ({self.entry})" if self.entry else self.package


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is left out, and why.

    Attributes:
        what: which part of what the package brings; by default all of it.
    """

    source: PackageSource
    reason: Text
    what: Text = NO_TEXT

    @property
    def found(self) -> Text:
        """Say what is left out and why."""
        what, shown = self.what if self.what.zh else _all_of(self.source.group), self.source.shown
        return Text(
            f"已略过软件包 {shown} 提供的{what.zh}，其余照常。原因：{self.reason.zh}。",
            f"Left out: {what.en} of the package {shown}; all else goes on. Reason: {self.reason.en}.",
        )

    @property
    def text(self) -> Text:
        """Say what is left out, why, and what to do."""
        return Text(f"{self.found.zh}{LEFT_OUT_ACTION.zh}", f"{self.found.en} {LEFT_OUT_ACTION.en}")


LEFT_OUT_ACTION = Text("请更新或卸载这个软件包。", "Update or remove that package.")


def _all_of(group: str) -> Text:
    return Text(_WHAT[group].zh, f"the {_WHAT[group].en}")


class Unusable(TwinLedgerError):
    """What an entry point holds is not what its group asks for."""


_LEFT_OUT: dict[LeftOut, None] = {}
_SLOW: dict[PackageSource, tuple[str, ...]] = {}


def left_out(group: str = "") -> tuple[LeftOut, ...]:
    """Return what has been left out so far, of one group or of all."""
    return tuple(one for one in _LEFT_OUT if group in ("", one.source.group))


def hint(group: str) -> Text:
    """Return a sentence for whoever looks for something in vain while a package is left out; else nothing."""
    if not left_out(group):
        return NO_TEXT
    what = _WHAT[group]
    return Text(
        f"有软件包提供的{what.zh}被略过，原因见 twinledger doctor。",
        f" Some {what.en} of other packages are left out; `twinledger doctor` says why.",
    )


def leave_out(source: PackageSource, reason: Text, what: Text = NO_TEXT) -> None:
    """Remember that something is left out."""
    _LEFT_OUT[LeftOut(source, reason, what)] = None


def slow() -> dict[PackageSource, tuple[str, ...]]:
    """Return which packages have loaded libraries with a long start together with their functions."""
    return {source: libraries for source, libraries in _SLOW.items() if source.group == FUNCTIONS}


def contributions(group: str, read: Callable[[object], T]) -> list[tuple[PackageSource, T]]:
    """Load what the installed packages announce in a group: our own first, the others by the names of their packages.

    Args:
        read: makes of a loaded object what is wanted of it; raises `Unusable` where it is something else.
    """
    found = []
    for source, entry in sorted(_announced(group), key=lambda a: (not _is_own(a[0]), a[0].package, a[0].entry)):
        before = set(sys.modules)
        try:
            found.append((source, read(entry.load())))
        except Unusable as error:
            leave_out(source, error.text)
        except (Exception, SystemExit) as error:  # the code of others: it may do anything when it is imported
            leave_out(source, _said(error))
        libraries = tuple(n for n in SLOW_LIBRARIES if n in sys.modules and n not in before)
        if libraries and not _is_own(source):
            _SLOW[source] = libraries
    return found


def own_contribution(group: str, name: str, read: Callable[[object], T]) -> T | None:
    """Load what our own package announces under a name; None where it announces none, or that cannot be used.

    None as well where other packages are in the group: they are loaded with the rest, so that it is said if one of them
    is left out.
    """
    announced = list(_announced(group))
    if not all(_is_own(source) for source, _ in announced):
        return None
    for _, entry in announced:
        if entry.name == name:
            try:
                return read(entry.load())
            except Exception:  # `contributions` says why
                return None
    return None


def instances(found: object, *kinds: type[T]) -> list[T]:
    """Return an object, or those of a sequence, if they are all of these kinds.

    Raises:
        Unusable: one of them is something else.
    """
    each = list(found) if isinstance(found, Iterable) else [found]
    good = [one for one in each if isinstance(one, kinds)]
    if len(good) != len(each):
        other = next(type(one).__name__ for one in each if not isinstance(one, kinds))
        names = [kind.__name__ for kind in kinds]
        raise Unusable(
            Text(
                f"其中有 {other}，应为 {'或'.join(names)}，或其序列",
                f"it holds a {other}, expected a {' or '.join(names)}, or a sequence of them",
            )
        )
    return good


def _announced(group: str) -> Iterator[tuple[PackageSource, EntryPoint]]:
    """Yield the entry points of a group; of a package that is found twice those of the first, which Python imports."""
    from importlib.metadata import distributions

    seen: set[str] = set()
    for distribution in distributions():
        # The name stands in the metadata, which takes long to read: only that of the few that matter is looked at.
        package = str(getattr(distribution, "_path", "?"))
        try:
            if group not in (distribution.read_text("entry_points.txt") or ""):
                continue
            package = f"{distribution.metadata['Name']} {distribution.version}"
            entries = list(distribution.entry_points.select(group=group))
        except Exception as error:  # files that are not of the form fail in many ways
            leave_out(PackageSource(group, package), _said(error))
            continue
        name = package.split()[0]
        if name not in seen:
            seen.add(name)
            yield from ((PackageSource(group, package, f"{e.name} = {e.value}"), e) for e in entries)


def _is_own(source: PackageSource) -> bool:
    return source.package.split()[0] == OWN


def _said(error: BaseException) -> Text:
    """Return an error as one line."""
    line = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(".")
    return Text(line, line)
