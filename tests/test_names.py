"""A name stands for one thing: no two classes of the core, nor a class and the name of a type, are called the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]

# The same thing seen from two floors: `if97` takes whatever has these fields, and the library's rows have them.
SEEN_TWICE = {"Coefficient": {"pycore/if97/tables.py", "pycore/library/records.py"}}


def defined() -> dict[str, set[str]]:
    """The files that define each public name of a class or of a type, at the top of a module."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "pycore").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                name = node.name
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
            else:
                continue
            # A name of a type is written like a class; constants are in capitals throughout.
            if name[0].isupper() and not name.isupper():
                found[name].add(path.relative_to(ROOT).as_posix())
    return found


def test_no_two_things_of_the_core_have_one_name() -> None:
    twice = {name: files for name, files in defined().items() if len(files) > 1}
    assert twice == SEEN_TWICE
