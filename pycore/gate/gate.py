"""Decide, before anything parses it, whether a submitted file may be read at all.

`check_package` looks at the zip archive, then at each part once, in this process and within fixed limits. `admit`
goes on to ask, in a child process, whether the workbook is one of ours. Neither writes anything or changes the file.
"""

from __future__ import annotations

import base64
import os
import posixpath
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pycore.findings.finding import Finding
from pycore.gate import parts as gate_parts
from pycore.gate.archive import LARGEST_FILE, LARGEST_TOTAL, inflate, read_directory
from pycore.gate.attempts import run_limited
from pycore.gate.child import ChildFailed, ChildLost
from pycore.gate.formula import Leaving, is_remote
from pycore.gate.rules import RULES, Breach, findings_of
from pycore.gate.types import content_types, plain
from pycore.gate.xml import MOST_ELEMENTS, MOST_EXAMINED, Seen, look_through
from pycore.language import Text

__all__ = ["RULES", "admit", "check_package", "check_template", "read_submission"]

SECONDS = 20.0
MEGABYTES = 2048
"""Limits of the child that recognises the template; MEGABYTES is address space, most of which is libraries."""


def check_package(source: Path | bytes) -> list[Finding]:
    """Look at a file without parsing it as a workbook; an empty list means that it may be read.

    Every finding is an error and names the part and the rule. Whatever the input is, findings are all that comes
    back: nothing is raised, written or changed, and at most about three times the limits of a part (64 MB) are held.

    Args:
        source: path of the file, or its bytes.
    """
    try:
        data = source if isinstance(source, bytes) else read_submission(source)
        return _check(data) if isinstance(data, bytes) else data
    except Exception as error:  # the promise of the gate: a flaw of its own is a refusal, never a crash
        return findings_of([Breach("gate-crash", detail=type(error).__name__)], {})


def check_template(source: Path | bytes) -> list[Finding]:
    """Ask in a child process whether a file that passed `check_package` is one of our workbooks.

    Raises:
        ChildLost: the process was ended from outside again and again, so nothing is known of the file.
    """
    payload = (
        {"bytes": base64.b64encode(source).decode("ascii")}
        if isinstance(source, bytes)
        else {"path": str(source.absolute())}
    )
    try:
        answer = run_limited("pycore.gate.template:recognise", payload, SECONDS, MEGABYTES)
    except ChildLost:
        raise
    except ChildFailed as failed:
        return findings_of([Breach(failed.rule, detail=failed.detail)], {})
    if isinstance(answer, dict) and answer.get("template"):
        return []
    zh, en = (str(answer.get(k, "")) if isinstance(answer, dict) else "" for k in ("zh", "en"))
    return findings_of([Breach("gate-template", detail=Text(zh, en))], {})


def admit(source: Path | bytes) -> list[Finding]:
    """Run the whole gate: the package first, and only if that is clean the template in a child process.

    Raises:
        ChildLost: see `check_template`.
    """
    return check_package(source) or check_template(source)


def read_submission(path: Path) -> bytes | list[Finding]:
    """Read a file of a size that is allowed, or say why not."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            return findings_of([Breach("gate-file", detail=Text("不是普通文件", "not a regular file"))], {})
        if found.st_size > LARGEST_FILE:
            return findings_of([Breach("gate-size", detail=f"{found.st_size:,} B")], {})
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        return findings_of([Breach("gate-file", detail=getattr(error, "strerror", None) or str(error))], {})


@dataclass(slots=True)
class _Package:
    """What is known of the parts when all of them have been seen once."""

    names: dict[str, str] = field(default_factory=dict)
    """The entries, by their names as `gate_types.plain` gives them."""
    roots: dict[str, str] = field(default_factory=dict)
    breaches: list[Breach] = field(default_factory=list)
    kept: dict[str, Seen] = field(default_factory=dict)
    links: list[tuple[str, Leaving, str]] = field(default_factory=list)
    loaded: dict[str, set[str]] = field(default_factory=dict)
    """Relationships of a part that are followed without being asked for."""


def _check(data: bytes) -> list[Finding]:
    entries, breaches = read_directory(data)
    if breaches:
        return findings_of(breaches, {})
    package = _Package(names={plain(entry.name): entry.name for entry in entries})
    room, elements, formulas = LARGEST_TOTAL, MOST_ELEMENTS, MOST_EXAMINED
    for entry in entries:
        package.breaches.extend(gate_parts.by_name(entry.name))
        content = inflate(data, entry, room)
        if isinstance(content, Breach):
            package.breaches.append(content)
            if content.rule in ("gate-total-size", "gate-entry-ratio", "gate-entry-size"):
                break  # hostile: expanding the rest would only cost time
            continue
        room -= len(content)
        package.breaches.extend(gate_parts.by_content(entry.name, content))
        if not content and gate_parts.may_be_empty(entry.name):
            continue
        if entry.name.lower().endswith(gate_parts.XML_ENDINGS):
            seen = look_through(entry.name, content, elements, formulas)
            elements, formulas = elements - seen.elements, formulas - seen.examined
            _keep(package, entry.name, seen)
    sheets = _whole(package)
    return findings_of(package.breaches, sheets)


def _keep(package: _Package, part: str, seen: Seen) -> None:
    package.roots[part] = seen.root
    package.breaches.extend(seen.breaches)
    package.loaded[part] = seen.loaded
    package.links.extend((part, link, cell) for link, cell in seen.links)
    if part.lower().endswith(".rels") or seen.root in ("Types", "workbook", "externalLink"):
        package.kept[part] = seen


def _whole(package: _Package) -> dict[str, str]:
    """Judge what several parts say together; give the name of each sheet's part."""
    types = package.kept.get("[Content_Types].xml")
    if types is None:
        package.breaches.append(Breach("gate-missing-part", detail="[Content_Types].xml"))
        return {}
    kinds = list(content_types(package.names.values(), types))
    for part, kind in kinds:
        package.breaches.extend(gate_parts.by_content_type(part, kind))
    for part, seen in package.kept.items():
        if part.lower().endswith(".rels"):
            for attributes in seen.attributes("Relationship"):
                package.breaches.extend(gate_parts.by_relationship(part, attributes, package.names))
                package.breaches.extend(_loaded_from_outside(package, part, attributes))
    workbook = _workbook(package, kinds)
    if isinstance(workbook, Breach):
        package.breaches.append(workbook)
        return {}
    _judge_links(package, workbook)
    targets = _targets(package, workbook)
    named: dict[str, str] = {}
    for attributes in package.kept[workbook].attributes("sheet"):
        part, name = targets.get(_relationship_id(attributes), ""), attributes.get("name", "")
        if part in named:
            package.breaches.append(Breach("gate-sheet-part-twice", part, f"{named[part]}, {name}"))
        named[part] = name
    return {part: name for part, name in named.items() if part}


def _loaded_from_outside(package: _Package, part: str, attributes: dict[str, str]) -> Iterator[Breach]:
    """Yield the breach of a picture whose relationship calls itself a link: programs go by its number alone."""
    target, source = attributes.get("Target", ""), gate_parts.source_of(part)
    by_number = package.loaded.get(package.names.get(plain(source), source), ())
    if attributes.get("Id", "") in by_number and attributes.get("Type", "").endswith("/hyperlink"):
        yield Breach("gate-external-image", part, target)


def _workbook(package: _Package, kinds: list[tuple[str, str]]) -> str | Breach:
    """Find the one workbook part, by the package's relationships and by the content types."""
    mains = [
        _target(package, "_rels/.rels", attributes)
        for attributes in _relationships(package, "_rels/.rels")
        if attributes.get("Type", "").endswith("/officeDocument")
    ]
    typed = [part for part, kind in kinds if kind.lower() in gate_parts.MAINS]
    if len(mains) != 1 or mains[0] not in package.names.values():
        return Breach(
            "gate-missing-part",
            detail=Text(f"工作簿，找到 {len(mains)} 个", f"the workbook, {len(mains)} named"),
        )
    if typed != mains or package.roots.get(mains[0]) != "workbook":
        return Breach("gate-missing-part", mains[0], Text("不是 .xlsx 工作簿部件", "not an .xlsx workbook part"))
    return mains[0]


def _judge_links(package: _Package, workbook: str) -> None:
    """Let links to our own add-in pass, and refuse every other.

    A link part passes if it names a TwinLedger*.xlam on this machine, or if nothing but functions TL_… is used
    through it. A use in a formula passes only if it is such a function.
    """
    targets = _targets(package, workbook)
    listed = [targets.get(_relationship_id(a), "") for a in package.kept[workbook].attributes("externalReference")]
    good: Counter[int] = Counter()
    bad: Counter[int] = Counter()
    for part, link, cell in package.links:
        if link.function and (link.link <= len(listed)):
            good[link.link] += 1
        else:
            bad[link.link] += 1
            package.breaches.append(Breach("gate-external-link", part, link.detail, cell))
    links = {part for part, root in package.roots.items() if root == "externalLink"}
    links |= {
        name for plain_name, name in package.names.items() if plain_name.startswith("xl/externallinks/externallink")
    }
    for part in sorted(links):
        rels = f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"
        files = [a.get("Target", "") for a in _relationships(package, rels)]
        number = listed.index(part) + 1 if part in listed else 0
        functions_only = number > 0 and good[number] > 0 and not bad[number]
        if not files or any(is_remote(f) or not (_is_our_add_in(f) or functions_only) for f in files):
            package.breaches.append(Breach("gate-external-link", part, ", ".join(files) or "?"))


def _is_our_add_in(target: str) -> bool:
    name = target.replace("\\", "/").rpartition("/")[2].lower()
    return name.startswith("twinledger") and name.endswith(".xlam")


def _relationships(package: _Package, rels: str) -> list[dict[str, str]]:
    seen = package.kept.get(rels)
    return list(seen.attributes("Relationship")) if seen else []


def _targets(package: _Package, workbook: str) -> dict[str, str]:
    rels = f"{posixpath.dirname(workbook)}/_rels/{posixpath.basename(workbook)}.rels".lstrip("/")
    return {a.get("Id", ""): _target(package, rels, a) for a in _relationships(package, rels)}


def _target(package: _Package, rels: str, attributes: dict[str, str]) -> str:
    """Name the entry that a relationship leads to, or what it names if there is none."""
    target = gate_parts.resolved(rels, attributes.get("Target", ""))
    return package.names.get(plain(target), target)


def _relationship_id(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith(":id")), "")
