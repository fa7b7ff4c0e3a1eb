"""The pollutants of the park: a symbol for forecasts and sentences, a name for ledgers and the inventory."""

from __future__ import annotations

from pycore.language import both

POLLUTANTS = (("so2", "SO2"), ("nox", "NOx"), ("pm", "PM"), ("voc", "VOC"))
"""Each with its symbol, which reads alike in both languages."""
_NAMES = {"pm": "颗粒物 | PM"}
NAMED_POLLUTANTS = tuple((key, both(_NAMES.get(key, symbol))) for key, symbol in POLLUTANTS)
"""Each with its name: the symbol but for particles."""
