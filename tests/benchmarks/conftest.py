"""What the benchmarks share: one table of all that was measured, printed at the end of the run.

A benchmark reports its finding by the fixture `measured`; the lines appear with

    python -m pytest tests/benchmarks --benchmark-enable

Findings are ratios to a reference that is measured in the same run, so that they mean the same on every
machine, and a slow machine never fails a test.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table."""

    what: str
    reference: str
    value: float
    unit: str
    aim: float


_TABLE = pytest.StashKey[list[Measurement]]()
Measured = Callable[..., None]


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Measured:
    """Add a line to the table: `measured("import of the catalogue", 0.6, "×", 3, reference="import numpy")`.

    `unit` is "×" for a ratio, or a unit such as "µs"; `aim` is what the value should not exceed.
    """
    table = request.config.stash.setdefault(_TABLE, [])

    def add(what: str, value: float, unit: str, aim: float, reference: str = "") -> None:
        table.append(Measurement(what, reference, value, unit, aim))

    return add


@pytest.fixture
def measuring(pytestconfig: pytest.Config) -> None:
    """Skip a benchmark unless benchmarks are asked for."""
    if pytestconfig.getoption("benchmark_disable") and not pytestconfig.getoption("benchmark_enable"):
        pytest.skip("benchmarks run with --benchmark-enable")


def best_time(run: Callable[[], object], rounds: int = 7, calls: int = 1) -> float:
    """Return the shortest time of one call, in seconds, of something that is only needed beside a benchmark."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        for _ in range(calls):
            run()
        best = min(best, (time.perf_counter() - start) / calls)
    return best


Timer = Callable[..., tuple[float, float]]


@pytest.fixture
def side_by_side(benchmark: Any, measuring: None) -> Timer:
    """Time something with pytest-benchmark, and a reference in turns with it, so that a disturbance hits both.

    Returns the shortest time of one call of each, in seconds. `calls` of it make a round, for what is very short.
    """

    def run(
        ours: Callable[[], object], reference: Callable[[], object], rounds: int = 7, calls: int = 1
    ) -> tuple[float, float]:
        times: list[float] = []

        def before() -> None:
            gc.collect()
            start = time.perf_counter()
            for _ in range(calls):
                reference()
            times.append((time.perf_counter() - start) / calls)

        def repeated() -> None:
            for _ in range(calls):
                ours()

        benchmark.pedantic(repeated, setup=before, rounds=rounds)
        shortest = benchmark.stats.stats.min / calls
        benchmark.extra_info["ratio"] = shortest / min(times)
        return shortest, min(times)

    return run


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the table."""
    table = config.stash.get(_TABLE, [])
    if not table:
        return
    terminalreporter.section("measured")
    heads = ("what", "reference", "value", "aim", "")
    rows = [
        (
            m.what,
            m.reference,
            f"{m.value:.3g} {m.unit}",
            f"≤ {m.aim:g} {m.unit}",
            "" if m.value <= m.aim else "missed",
        )
        for m in table
    ]
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line(line.rstrip())
