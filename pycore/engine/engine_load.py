"""A workbook given to the engine, with the settings and limits under which ours calculate."""

from __future__ import annotations

import formualizer

_LEAST = 256 * 1024 * 1024
"""Bytes that are allowed however small a file is."""


def engine_of(data: bytes, date1904: bool = False) -> formualizer.Workbook:
    """Return the engine with a workbook in it, which it has yet to calculate.

    `data` is a file of ours that was read through the gate: the gate's limits hold, and what the engine would allow
    by itself is less than a workbook of long ledgers takes whose parts are handed over uncompressed.
    """
    settings = formualizer.EvaluationConfig()
    # Our functions need Python's lock: threads would only wait for each other (measured: four times slower).
    settings.enable_parallel = False
    # A circle is one that the calculation goes round, not one that the references of a formula only allow:
    # `SUM(INDEX(A1:A10,1):INDEX(A1:A10,4))` in A5 is no circle.
    settings.cycle_detection = "runtime"
    settings.date_system = "1904" if date1904 else "1900"
    config = formualizer.WorkbookConfig(eval_config=settings)
    engine = formualizer.Workbook.from_bytes(data, backend="native", config=config, load_limits=_limits(len(data)))
    engine.set_temporal_egress("serial")
    return engine


def _limits(size: int) -> dict[str, int]:
    """Return the engine's limits for a file of so many bytes, whose parts are stored as they are."""
    allowed = max(size, _LEAST)
    return {"max_input_bytes": allowed, "max_expanded_bytes": allowed, "max_part_bytes": allowed}
