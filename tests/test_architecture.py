"""What holds for the project as a whole: imports run one way, the start is light, nothing names a machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# The floors of the house, the lowest first. A room may import from the floors below its own, and from no other.
FLOORS = (
    ("__version__", "language"),
    ("errors", "pages", "find_program", "collecting", "if97", "cells"),
    ("findings", "formulas", "equations", "contributions"),
    ("package", "library", "sheets"),
    ("accounting", "uncertainty"),
    ("assessment", "decision", "drivers", "measures"),
    ("functions",),
    ("reading", "engine"),
    ("gate", "explain", "simulate", "upgrade", "template", "trials"),
    ("review", "filling"),
    ("report", "compare", "doctor", "mathematics", "merging"),
    ("dataset",),
    ("commands",),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
MOST_LINES = 450
MOST_CHARACTERS, MOST_NAMES = 120, 15


def sources() -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / "pycore").rglob("*.py")):
        parts = path.relative_to(ROOT / "pycore").with_suffix("").parts
        if parts != ("__init__",):
            yield path, parts[0]


def imported(path: Path) -> set[str]:
    """The modules that a file imports, at its top or anywhere inside."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            module = str(node.module)
            found.update(f"{module}.{a.name}" for a in node.names) if module == "pycore" else found.add(module)
    return found


def test_every_room_has_its_floor_and_says_what_it_is_for() -> None:
    rooms = {room for _, room in sources()}
    assert rooms == LEVEL.keys() - {"__version__"}
    for room in rooms:
        opening = ROOT / "pycore" / room / "__init__.py"
        if opening.exists():
            text = ast.get_docstring(ast.parse(opening.read_text(encoding="utf-8"))) or ""
            assert [word for word in ("In:", "Out:", "Called by:") if word not in text] == [], room


def test_imports_run_one_way() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports pycore.{other}"
        for path, room in sources()
        for other in sorted({m.split(".")[1] for m in imported(path) if m.startswith("pycore.")} - {room})
        if LEVEL[other] >= LEVEL[room]
    ]
    assert wrong == []


def graph() -> dict[str, set[str]]:
    """The modules of the core and what each imports, at its top or, so that the start is light, inside a function."""
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / "pycore").rglob("*.py")
    }
    return {
        module: {name for name in (imported(path) | named(path)) if name in modules and name != module}
        for module, path in modules.items()
    }


def named(path: Path) -> set[str]:
    """What `from package import name` names, where it may be a module; what only a type checker imports is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    return {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_no_import_goes_in_a_circle_not_even_inside_a_function() -> None:
    sorter = TopologicalSorter(graph())
    try:
        sorter.prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_no_module_is_longer_than_a_few_screens() -> None:
    """A long module is two ideas."""
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path, _ in sources()
    }
    assert {path: n for path, n in lengths.items() if n > MOST_LINES} == {}


def test_definitions_keep_to_the_width_of_a_page() -> None:
    """120 characters, a Chinese one counts as one; and the import list of a definition stays short."""
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "workbooks").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > MOST_CHARACTERS
    ]
    assert long == []
    crowded = [
        f"{path.relative_to(ROOT)} takes {len(node.names)} names from {node.module}"
        for path in sorted((ROOT / "workbooks").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and len(node.names) > MOST_NAMES and path.parent.name != "common"
    ]
    assert crowded == []


def test_the_core_knows_no_workbook_and_no_add_in() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path, _ in sources()
        for module in imported(path)
        if module.split(".")[0] in ("workbooks", "addin", "installer", "tests")
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ["pycore.functions.catalogue", "pycore.cli"])
def test_the_start_is_light(module: str) -> None:
    """Excel waits for the import of the functions; libraries with a long start come when they are needed."""
    heavy = {
        "numpy",
        "pandas",
        "scipy",
        "pint",
        "pydantic",
        "uncertainties",
        "formualizer",
        "matplotlib",
        "lxml",
    }
    code = f"import sys, {module}; print(*{heavy!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], capture_output=True, cwd=ROOT)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """The text of a file; of a workbook that of its parts."""
    name = str(path.relative_to(ROOT))
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                yield f"{name}:{member}", archive.read(member).decode("utf-8", "replace")
    else:
        yield name, path.read_text(encoding="utf-8", errors="replace")


# Names of XML vocabularies look like addresses; nothing is fetched from them.
_VOCABULARIES = ("schemas.openxmlformats.org", "schemas.microsoft.com", "www.w3.org", "purl.oclc.org", "purl.org",
                 "openoffice.org", "libreoffice.org", "json.schemastore.org", "schemas.excel-dna.net",
                 "datapackage.org")  # fmt: skip
# The licence names where its text is published.
_PUBLISHERS = ("www.apache.org",)
# Made up for hostile files and for pages on this machine: hosts that cannot exist, and the loopback.
_NOWHERE = re.compile(r"[\w-]+|127\.0\.0\.1|[\w.-]+\.invalid")
# The gate's tests write paths on purpose: they must be refused.
_HOSTILE = ROOT / "tests" / "gate" / "test_gate.py"
_MACHINE = re.compile(r"(?<![\w.}])/(?:tmp|work|home|root|Users)/", re.ASCII)
_REGISTRY = re.compile(r"pythonhosted|\bpypi\.|index-url|proxy\.golang|registry\.npmjs", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://([\w.-]+)")


def test_no_text_names_a_machine_or_a_registry() -> None:
    wrong = [
        f"{name}: {match[0]}"
        for path in tracked()
        if path != Path(__file__)
        for name, text in texts(path)
        for pattern in (_MACHINE, _REGISTRY, _ADDRESS)
        for match in pattern.finditer(text)
        if not (pattern is _ADDRESS and (match[1] in (*_VOCABULARIES, *_PUBLISHERS) or _NOWHERE.fullmatch(match[1])))
        and not (pattern is _MACHINE and path == _HOSTILE)
    ]
    assert wrong == []


def pinned() -> dict[str, str]:
    lines = (ROOT / "installer" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        if line.strip() and not line.startswith("#"):
            match = re.fullmatch(r"([A-Za-z0-9._-]+)==(\d[\w.!+]*)(?:\s*;.*)?", line.strip())
            assert match is not None, f"constraints.txt: {line!r} is not name==version"
            found[re.sub(r"[-_.]+", "-", match[1]).lower()] = match[2]
    return found


def test_every_dependency_is_pinned_to_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", d)[0]).lower() for group in groups for d in group}
    assert names - pinned().keys() == set()


def test_what_the_columns_of_the_workbooks_are_is_found_without_pint() -> None:
    """It takes a quarter of a second to start, of every review."""
    read = (
        "import sys; from pycore.sheets.meaning_of import meanings_of; from pycore.sheets.registry import find_workbook\n"
        "for key in ('coal_chemical', 'industrial_park'): meanings_of(find_workbook(key))\n"
        "print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", read], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False", done.stderr
