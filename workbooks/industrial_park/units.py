"""Units of the park's results, and the formats of its numbers."""

from __future__ import annotations

from pycore.language import both
from workbooks.common.quantities import SIGNED_PERCENT

GHG, TEN_THOUSAND = both("tCO2e"), both("万tCO2e | 10⁴ tCO2e")
MONEY, COAL = both("万元 | 10⁴ CNY"), both("tce")
PER_MONEY, PER_COAL = both("tCO2e/万元 | tCO2e/10⁴ CNY"), both("tCO2e/tce")
GHG_YEAR, MONEY_YEAR = both("tCO2e/a"), both("万元/a | 10⁴ CNY/a")
COST = both("元/tCO2e | CNY/tCO2e")
COAL_PER_MONEY = both("tce/万元 | tce/10⁴ CNY")

WHOLE = "#,##0"
RATE = SIGNED_PERCENT
DECLINE = "0.0%;-0.0%;0.0%"
DIFFERENCE = '+#,##0.00;-#,##0.00;"–"'
MASS = '#,##0.000;-#,##0.000;"–"'
