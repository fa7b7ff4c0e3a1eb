"""Run the tests of a folder on a mutant, in a copy of a process that has everything else imported already.

In the copy the mutated module and all that imports it are forgotten and read anew, with the mutant in the place of the
module; the libraries, and the floors below, are those that were warm. So a mutant costs what its tests cost.
"""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.machinery
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.changes import Mutant, mutated_tree

_LEAST_SECONDS = 20.0
_OPTIONS = ["-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"]
_SURVIVED, _NO_TESTS = 0, 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: the test that failed first, or "" where none did."""

    noticed_by: str
    seconds: float


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from its mutated tree."""

    def __init__(self, module: str, path: Path, tree: ast.Module) -> None:
        self.module, self.path, self.tree = module, path, tree

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.module:
            return None
        spec = importlib.machinery.ModuleSpec(fullname, self, origin=str(self.path))
        spec.has_location = True
        if self.path.name == "__init__.py":
            spec.submodule_search_locations = [str(self.path.parent)]
        return spec

    def exec_module(self, module: Any) -> None:
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


class _Watcher:
    """Puts the tests first that have noticed a mutant of this file before, and remembers the one that fails."""

    def __init__(self, first: Sequence[str]) -> None:
        self.rank = {test: i for i, test in enumerate(first)}
        self.failed = ""

    def pytest_sessionstart(self) -> None:
        from hypothesis import Phase, settings

        # A counterexample is enough; the smallest one is for people.
        settings.register_profile(
            "mutants", settings.get_profile("twinledger"), phases=(Phase.explicit, Phase.generate)
        )
        settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.rank.get(item.nodeid, len(self.rank)))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = self.failed or f"import of {report.nodeid}"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid


def warm(root: Path, folder: str) -> None:
    """Import what the tests of a folder need, and what is read once a process."""
    import formualizer  # noqa: F401
    import numpy.random  # noqa: F401
    import scipy.special  # noqa: F401

    import tests.conftest
    from pycore.equations import units
    from pycore.functions.catalogue import catalogue
    from pycore.library import library

    library(), catalogue(), units.registry()
    tests = root / folder
    for path in sorted(tests.rglob("test_*.py")) if tests.is_dir() else [tests]:
        __import__(module_of(path, root))
    gc.freeze()


def _forget(name: str) -> None:
    sys.modules.pop(name, None)
    package, _, leaf = name.rpartition(".")
    # `from package import leaf` asks the package first, which would give the module as it was.
    if package in sys.modules:
        sys.modules[package].__dict__.pop(leaf, None)


def module_of(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def dependents(module: str, imports: dict[str, set[str]]) -> set[str]:
    """Return a module and all that import it, also over others."""
    found, new = set[str](), {module}
    while new:
        found |= new
        new = {name for name, used in imports.items() if used & new} - found
    return found


def import_graph(root: Path) -> dict[str, set[str]]:
    """Return what each module of the project imports, at its top or inside a function."""
    paths = [p for room in ("pycore", "workbooks", "tests") for p in (root / room).rglob("*.py")]
    modules = {module_of(path, root): path for path in paths}
    graph = {}
    for module, path in modules.items():
        used = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        # A package runs before its modules.
        used |= {name.rpartition(".")[0] for name in used}
        graph[module] = used & modules.keys()
    return graph


def run(
    mutant: Mutant, root: Path, folder: str, forget: set[str], first: Sequence[str], limit: float = _LEAST_SECONDS
) -> Outcome:
    """Run the tests of a folder on a mutant, until one fails or the time is up.

    Args:
        forget: the modules to read anew.
        first: tests to begin with.
        limit: seconds, after which a loop is taken for endless and so for noticed.

    Raises:
        RuntimeError: no test was found at all.
    """
    began = time.monotonic()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.close(read)
            code = _in_child(mutant, root, folder, forget, first, write)
        finally:
            os._exit(code)
    os.close(write)
    status = _wait(child, began + limit)
    with os.fdopen(read, encoding="utf-8") as pipe:
        failed = pipe.read()
    seconds = time.monotonic() - began
    if status is None:
        return Outcome("time", seconds)
    if status == _SURVIVED:
        return Outcome("", seconds)
    if status == _NO_TESTS:
        raise RuntimeError(f"no test in {folder}")
    return Outcome(failed or f"exit {status}", seconds)


def run_clean(root: Path, folder: str) -> Outcome:
    """Run the tests of a folder on the sources as they are."""
    nothing = Mutant("", 0, "", "", "", -1)
    return run(nothing, root, folder, set(), [], 600)


def _wait(child: int, until: float) -> int | None:
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(0.005)


def _in_child(mutant: Mutant, root: Path, folder: str, forget: set[str], first: Sequence[str], write: int) -> int:
    os.setsid()
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    if mutant.number >= 0:
        path = root / mutant.file
        module = module_of(path, root)
        sys.meta_path.insert(0, _Mutated(module, path, mutated_tree(path, mutant.number)))
        for name in forget:
            _forget(name)
    watcher = _Watcher(first)
    code = int(pytest.main([*_OPTIONS, f"--rootdir={root}", folder], plugins=[watcher]))
    os.write(write, watcher.failed.encode())
    return code
