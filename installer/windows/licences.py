"""Which licences may lie in the installer, read from `licences.toml`, and which the wheels have by their own metadata."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from fnmatch import fnmatchcase
from pathlib import Path

from packaging.utils import canonicalize_name

from pycore.errors import TwinLedgerError
from pycore.language import Text

OWN = "twinledger"
LICENCES_FILE = Path(__file__).with_name("licences.toml")
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")
_INNERMOST = re.compile(r"\(([^()]*)\)")


class LicenceError(TwinLedgerError):
    """Something is in the wheels that may not be passed on."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Files of a distribution, by patterns, that are taken out of its wheel, and what its version then says."""

    distribution: str
    label: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be shipped."""

    may_ship: frozenset[str]
    never: tuple[str, ...]
    spoken_of: tuple[str, ...]
    exceptions: dict[str, str]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """What the metadata of a distribution says of its licence.

    Attributes:
        expression: an SPDX expression, where there is one.
        names: its classifiers, or else the one line that it says in words of its own.
    """

    distribution: str
    expression: str
    names: tuple[str, ...]

    @property
    def said(self) -> str:
        return self.expression or ", ".join(self.names)


def read_rules(file: Path = LICENCES_FILE) -> Rules:
    """Read the list."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Rules(
        frozenset(data["may_ship"]),
        tuple(data["never"]),
        tuple(data["spoken_of"]),
        dict(data["exceptions"]),
        tuple(LeftOut(p["distribution"], p["label"], tuple(p["files"])) for p in data["left_out"]),
    )


def licence(metadata: Message) -> Licence:
    """Return what the metadata of a distribution says of its licence."""
    classifiers = (_CLASSIFIER.fullmatch(str(c)) for c in metadata.get_all("Classifier", []))
    names = tuple(m[1] for m in classifiers if m)
    if not names:
        own = str(metadata["License"] or "").strip()
        names = (own,) if own and "\n" not in own else ()
    name = canonicalize_name(str(metadata["Name"]))
    return Licence(name, str(metadata["License-Expression"] or ""), names)


def may_ship(found: Licence, rules: Rules) -> bool:
    """Tell whether all that a distribution is licensed under is on the list; where it may be chosen, one is enough.

    >>> rules = Rules(frozenset({"MIT", "BSD-3-Clause"}), (), (), {}, ())
    >>> [may_ship(Licence("a", e, ()), rules) for e in ("MIT AND BSD-3-Clause", "GPL-3.0 OR MIT", "MIT AND GPL-3.0")]
    [True, True, False]
    """
    if not found.expression:
        return bool(found.names) and rules.may_ship.issuperset(found.names)
    expression = found.expression
    while match := _INNERMOST.search(expression):
        held = "held" if _holds(match[1], rules.may_ship) else "not held"
        expression = expression[: match.start()] + held + expression[match.end() :]
    return _holds(expression, rules.may_ship)


def _holds(expression: str, known: frozenset[str]) -> bool:
    return any(
        all(name.strip() in known | {"held"} for name in choice.split(" AND ")) for choice in expression.split(" OR ")
    )


def metadata_of(wheel: Path) -> Message:
    """Return the metadata of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        return BytesParser().parsebytes(archive.read(name))


def refused_words(wheel: Path, rules: Rules) -> Iterator[str]:
    """Yield the files of a wheel that name a licence under which nothing may ship, whatever the metadata says."""
    # Where no word is given, nothing is found.
    never = re.compile(("|".join(map(re.escape, rules.never)) or "(?!)").encode(), re.IGNORECASE)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not any(fnmatchcase(name, p) for p in rules.spoken_of) and never.search(archive.read(name)):
                yield name


def check_licences(folder: Path, rules: Rules) -> None:
    """Look at every wheel of a folder; of the project's own at its metadata alone.

    Raises:
        LicenceError: a distribution, or a file in one, is under a licence that is not on the list.
    """
    wrong = []
    for wheel in sorted(folder.glob("*.whl")):
        found = licence(metadata_of(wheel))
        if found.distribution not in rules.exceptions:
            wrong += [] if may_ship(found, rules) else [f"{wheel.name}: {found.said or '?'}"]
        # Our own texts say which parts of others are left out, and why.
        if found.distribution != OWN:
            wrong += [f"{wheel.name}: {name}" for name in refused_words(wheel, rules)]
    if wrong:
        raise LicenceError(
            Text(f"以下内容的许可不在 licences.toml 中，不能放进安装程序：{'；'.join(wrong)}。请换用其他程序包，或在 [[left_out]] 中去掉这一部分。",
                 f"These may not go into the installer, their licence is not in licences.toml: {'; '.join(wrong)}. "
                 "Use another package, or take the part out under [[left_out]]."),
        )  # fmt: skip
