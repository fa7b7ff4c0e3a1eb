"""Try thousands of mutants, and go on where the last run stopped: `python -m tests.fuzz [--reviews N] [--others N]`.

What was tried is kept in build/fuzz/SEED.jsonl, a line each; the table at the end counts all of it. With `--again` those
with faults are tried once more (after a mend), with `--show N` a mutant is written to build/fuzz to be looked at.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.fuzz.commands import COMMANDS
from tests.fuzz.mutants import fingerprint, mutant
from tests.fuzz.trying import largest_child, told, tried, warm

FOLDER = Path(__file__).parents[2] / "build" / "fuzz"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reviews", type=int, default=10_000, help="mutants through the review")
    parser.add_argument("--others", type=int, default=500, help="mutants through each other command")
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--again", action="store_true", help="try those with faults once more")
    parser.add_argument("--show", type=int, help="write this mutant (of --command) and end")
    parser.add_argument("--command", default="review", choices=COMMANDS)
    wanted = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if wanted.show is not None:
        made = mutant(COMMANDS[wanted.command].example, wanted.seed, wanted.show)
        (FOLDER / f"{wanted.show}.xlsx").write_bytes(made.data)
        print(FOLDER / f"{wanted.show}.xlsx", *made.kinds, sep=", ")
        return
    record = FOLDER / f"{wanted.seed}.jsonl"
    done = kept(record)
    tasks = order(wanted.reviews, wanted.others)
    if wanted.again:
        tasks = [key for key, line in done.items() if line["faults"]]
    until = time.monotonic() + wanted.minutes * 60
    with warm(), record.open("a", encoding="utf-8") as file:
        for name, number in tasks:
            if time.monotonic() > until:
                print(f"stopped after {wanted.minutes:g} minutes; start it again to go on")
                break
            if (name, number) in done and not wanted.again:
                continue
            made = mutant(COMMANDS[name].example, wanted.seed, number)
            outcome = tried(COMMANDS[name], made.data, FOLDER / "now")
            line = {
                "command": name,
                "number": number,
                "kinds": made.kinds,
                "crc": fingerprint(made.data),
                **told(outcome),
            }
            done[name, number] = line
            file.write(json.dumps(line, ensure_ascii=True) + "\n")
            file.flush()
            if outcome.faults:
                print(name, number, made.kinds, outcome.faults, flush=True)
    print(table(done.values()))
    print(f"largest child: {largest_child():.0f} MB")


def order(reviews: int, others: int) -> list[tuple[str, int]]:
    """Interleave the commands, so that a run that stops early has tried them all."""
    shares = [(reviews if name == "review" else others, name) for name in COMMANDS]
    tasks = [((number + 1) / most, name, number) for most, name in shares for number in range(most)]
    return [(name, number) for _, name, number in sorted(tasks)]


def kept(record: Path) -> dict[tuple[str, int], dict[str, Any]]:
    """Read what was tried before; the last line may be cut off, and of a mutant the last one counts."""
    found = {}
    for text in record.read_text(encoding="utf-8").splitlines() if record.exists() else ():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        found[line["command"], line["number"]] = line
    return found


def table(lines: Iterable[dict[str, Any]]) -> str:
    """Write a line a command: how many, with which exit statuses, the longest, and the faults."""
    by_command: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_command.setdefault(line["command"], []).append(line)
    rows = [f"{'command':32}{'mutants':>8}{'exit 0':>8}{'1':>6}{'2':>6}{'median s':>10}{'longest s':>10}{'faults':>8}"]
    for name, those in by_command.items():
        codes = Counter(line["code"] for line in those)
        seconds = sorted(line["seconds"] for line in those)
        faulty = sum(bool(line["faults"]) for line in those)
        rows.append(
            f"{name:32}{len(those):8}{codes[0]:8}{codes[1]:6}{codes[2]:6}"
            f"{seconds[len(seconds) // 2]:10.1f}{seconds[-1]:10.1f}{faulty:8}"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    main()
