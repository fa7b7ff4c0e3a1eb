"""What became of mutants, kept below `build/` from run to run, and the list of those that no test can notice."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.changes import Mutant

EQUIVALENT = Path(__file__).with_name("equivalent.csv")
_FIELDS = ("file", "function", "original", "mutated", "noticed_by", "seconds", "digest")
Key = tuple[str, str, str, str]


def equivalents() -> dict[Key, str]:
    """Return the equivalent mutants and the reason of each."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        return {
            (row["file"], row["function"], row["original"], row["mutated"]): row["reason"]
            for row in csv.DictReader(file)
        }


def digest(*paths: Path) -> str:
    """Return a short digest of files and of the Python files and tables of folders."""
    files = [p for path in paths for p in (sorted(path.rglob("*.*")) if path.is_dir() else [path])]
    found = hashlib.sha256()
    for file in files:
        if file.suffix in (".py", ".csv"):
            found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:16]


@dataclass
class Memory:
    """The results of a part, a line each, written as they come.

    A mutant stays noticed while its source and the test that noticed it are the same, and unnoticed while the source
    and the whole folder are.
    """

    file: Path
    root: Path
    folder: str

    def __post_init__(self) -> None:
        self.known: dict[Key, dict[str, str]] = {}
        if self.file.exists():
            with self.file.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    key = row["file"], row["function"], row["original"], row["mutated"]
                    self.known.setdefault(key, {})[row["digest"]] = row["noticed_by"]
        self._folder_digest = digest(self.root / self.folder)
        self._digests: dict[tuple[str, str], str] = {}

    def find(self, mutant: Mutant) -> str | None:
        """Return the test that noticed a mutant, "" where none did; `None` where that has to be found out."""
        for known, noticed_by in self.known.get(mutant.key, {}).items():
            if known == self._digest(mutant, noticed_by):
                return noticed_by
        return None

    def add(self, mutant: Mutant, noticed_by: str, seconds: float) -> None:
        new = not self.file.exists()
        self.file.parent.mkdir(parents=True, exist_ok=True)
        known = self._digest(mutant, noticed_by)
        with self.file.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if new:
                writer.writerow(_FIELDS)
            writer.writerow([*mutant.key, noticed_by, f"{seconds:.2f}", known])
        self.known.setdefault(mutant.key, {})[known] = noticed_by

    def _digest(self, mutant: Mutant, noticed_by: str) -> str:
        test = noticed_by.removeprefix("import of ").partition("::")[0]
        place = mutant.file, test
        if place not in self._digests:
            path = self.root / test
            by = digest(path) if test and path.is_file() else self._folder_digest
            self._digests[place] = f"{digest(self.root / mutant.file)}-{by}"
        return self._digests[place]
