"""What a site can sell of power and heat at most: the first law with efficiencies that no plant does better than.

Our judgement, all on the side of whoever sells. The checks of the workbooks and the review hold the same figures.
"""

from __future__ import annotations

MOST_TO_BOTH = 0.95
"""Of the fuel's net energy into power and heat together."""
MOST_OF_LOSS = 0.5
"""Of what feed holds above its products: a converting plant needs steam and drives itself."""
COAL_ENERGY, FEED_ENERGY, PRODUCT_ENERGY = 42.0, 70.0, 44.0
"""GJ for each t of carbon: the most that coal and other feed hold, and the least of fuels and oils made from it."""
GJ_PER_MWH = 3.6
