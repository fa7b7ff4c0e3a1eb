"""Rows of ledgers for the projects, so that a project reads as what flows where."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
GIVEN: Row = {"evidence": "feasibility study of the trial project", "quality": "B"}
REASON: Row = {"reason": "measured"}


def feed(stage: str, unit: str, material: str, amount: float, content: float) -> Row:
    """Carbon that comes in from outside, in t and tC/t."""
    return _flow(stage, unit, "in", "external", material, amount, content)


def product(stage: str, unit: str, material: str, amount: float, content: float) -> Row:
    """Carbon that leaves the site in a product or by-product."""
    return _flow(stage, unit, "product", "external", material, amount, content)


def residue(stage: str, unit: str, material: str, amount: float, content: float) -> Row:
    """Carbon that leaves in slag, filter cake or waste water."""
    return _flow(stage, unit, "other", "external", material, amount, content)


def transfer(stage: str, giver: str, taker: str, material: str, amount: float, content: float) -> list[Row]:
    """Carbon that one process unit hands to another: a row at either end."""
    out = _flow(stage, giver, "product", "internal", material, amount, content)
    back = _flow(stage, taker, "in", "internal", material, amount, content)
    return [{**out, "partner": taker}, {**back, "partner": giver}]


def _flow(stage: str, unit: str, direction: str, flow: str, material: str, amount: float, content: float) -> Row:
    row = {"stage": stage, "unit": unit, "direction": direction, "flow": flow, "material": material}
    return {**row, "name": material, "quantity": amount, "content_own": content, **REASON, **GIVEN}


def fuel(stage: str, unit: str, kind: str, amount: float, **more: Any) -> Row:
    """Fuel in t or 10⁴ Nm³."""
    row = {"stage": stage, "unit": unit, "fuel": kind, "use": kind, "in_balance": "no", "consumption": amount}
    return {**row, **more, **GIVEN}


def flux(stage: str, unit: str, amount: float, purity: float) -> Row:
    """Limestone in t."""
    row = {"stage": stage, "unit": unit, "carbonate": "caco3", "use": "flux", "consumption": amount}
    return {**row, "purity": purity, **GIVEN}


def power(stage: str, unit: str, amount: float, trade: str = "bought", kind: str = "grid") -> Row:
    """Electricity in MWh."""
    row = {"stage": stage, "unit": unit, "trade": trade, "power": kind, "use": unit, "electricity": amount}
    return {**row, **GIVEN}


def heat(stage: str, unit: str, amount: float, trade: str = "bought") -> Row:
    """Heat in GJ."""
    row = {"stage": stage, "unit": unit, "trade": trade, "medium": "heat", "use": unit, "quantity": amount}
    return {**row, **GIVEN}


def steam(stage: str, unit: str, amount: float, pressure: float, temperature: float, trade: str = "bought") -> Row:
    """Superheated steam in t, MPa and °C."""
    more = {"medium": "steam", "pressure": pressure, "temperature": temperature}
    return {**heat(stage, unit, amount, trade), **more}


def capture(stage: str, unit: str, purity: float, **amount: float) -> Row:
    """CO2 handed over, as a volume in 10⁴ Nm³ or a mass in t."""
    row = {"stage": stage, "unit": unit, "recovery": "exported", "use": "oil field", "purity": purity}
    return {**row, **amount, **GIVEN}


def stack(stage: str, unit: str, name: str, concentration: float, flow: float, hours: float = 8000) -> Row:
    """NOx by flue gas, in mg/m³, m³/h and h."""
    row = {"stage": stage, "unit": unit, "stack": name, "concentration": concentration, "flow": flow, "hours": hours}
    return {**row, **GIVEN}


def monitored(stage: str, unit: str, name: str, mass: float) -> Row:
    """NOx in t a year by a monitor or a permit."""
    return {"stage": stage, "unit": unit, "stack": name, "source": "cems", "mass": mass, **GIVEN}


def methane(stage: str, unit: str, amount: float) -> Row:
    """Methane in t."""
    return {"stage": stage, "unit": unit, "source": "flare", "ch4": amount, **GIVEN}
