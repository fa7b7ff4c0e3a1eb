"""Change packages of the core token by token and name the changes that no test notices."""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.mutants.changes import Mutant, mutants
from tests.mutants.results import Memory, digest, equivalents

ROOT = Path(__file__).parents[2]
MEMORY = ROOT / "build" / "mutants"
SAMPLED = ("accounting", "assessment", "uncertainty")
# Two mutants of a number are often noticed by the same test; one more of it costs little and finds little.
_MOST_FIRST = 12


def mutants_of(part: str) -> list[Mutant]:
    """Return the mutants of a package of the core, without those that are equivalent."""
    known = equivalents()
    paths = sorted((ROOT / "pycore" / part).rglob("*.py"))
    return [m for path in paths for m in mutants(path, ROOT) if m.key not in known]


def sample(count: int) -> list[Mutant]:
    """Choose mutants of the sampled packages: the same for the same sources and tests, others after a change of them."""
    seed = digest(*(ROOT / place / part for part in SAMPLED for place in ("pycore", "tests")))

    def order(mutant: Mutant) -> str:
        return hashlib.sha256("\0".join((seed, *mutant.key, str(mutant.number))).encode()).hexdigest()

    return sorted((m for part in SAMPLED for m in mutants_of(part)), key=order)[:count]


def examine(part: str, folder: str, chosen: list[Mutant], memory: Memory | None) -> list[Mutant]:
    """Run the tests on mutants of one part, say what became of them and return those that nothing noticed."""
    from tests.mutants import forked

    forked.warm(ROOT, folder)
    graph = forked.import_graph(ROOT)
    clean = forked.run_clean(ROOT, folder)
    if clean.noticed_by:
        raise SystemExit(f"{clean.noticed_by} fails without any mutant")
    limit = 20 + 5 * clean.seconds
    survivors, done = [], 0
    noticed: dict[str, Counter[str]] = {}
    for mutant in chosen:
        by = memory.find(mutant) if memory else None
        if by is None:
            first = [test for test, _ in noticed.setdefault(mutant.file, Counter()).most_common(_MOST_FIRST)]
            forget = forked.dependents(forked.module_of(ROOT / mutant.file, ROOT), graph)
            outcome = forked.run(mutant, ROOT, folder, forget, first, limit)
            by, done = outcome.noticed_by, done + 1
            if memory:
                memory.add(mutant, by, outcome.seconds)
        if by:
            noticed.setdefault(mutant.file, Counter())[by] += 1
        else:
            survivors.append(mutant)
            print(f"unnoticed: {mutant}", flush=True)
    print(
        f"{part}: {len(chosen)} mutants, {len(chosen) - len(survivors)} noticed, {len(survivors)} not; {done} run now"
    )
    return survivors


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("part", nargs="*", help="packages of pycore; without any, " + ", ".join(SAMPLED))
    parser.add_argument("--sample", type=int, help="a sample of that many over " + ", ".join(SAMPLED))
    parser.add_argument("--only", default="", help="only mutants in whose line this text occurs, as they are printed")
    parser.add_argument("--tests", help="other tests than the folder of the part; their results are not kept")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--in-place", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if not hasattr(os, "fork"):
        print("Mutants need fork, which Windows does not have.", file=sys.stderr)
        return 2
    began = time.monotonic()
    if given.in_place:
        return _in_place(given.in_place, given)
    # A process for each part: what is warm for the tests of one need not be for another's.
    status = 0
    for part in given.part or SAMPLED:
        if not (ROOT / "pycore" / part).is_dir() or not (ROOT / "tests" / part).is_dir():
            print(f"no pycore/{part} with tests/{part}", file=sys.stderr)
            return 2
        passed = [a for a in arguments if a not in given.part]
        command = [sys.executable, "-m", "tests.mutants", "--in-place", part, *passed]
        status = max(status, subprocess.run(command, cwd=ROOT).returncode)
    print(f"{(time.monotonic() - began) / 60:.1f} minutes")
    return status


def _in_place(part: str, given: argparse.Namespace) -> int:
    chosen = sample(given.sample) if given.sample else mutants_of(part)
    chosen = [m for m in chosen if m.file.startswith(f"pycore/{part}/") and given.only in str(m)]
    if not chosen:
        return 0
    folder = f"tests/{part}"
    file = MEMORY / f"{part}.csv"
    if given.fresh:
        file.unlink(missing_ok=True)
    memory = None if given.sample or given.tests else Memory(file, ROOT, folder)
    return 1 if examine(part, given.tests or folder, chosen, memory) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
