"""Carbon that one process unit gives to another: written down twice, and to be the same both times."""

from __future__ import annotations

from pycore.sheets.definition import Column
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common.columns import SCIENTIFIC, calculated


def _written_down(unit: str, partner: str, direction: str) -> str:
    """Carbon that one side of a transfer has written down."""
    return (
        "SUMIFS(carbon_carbon,carbon_stage,[stage],carbon_flow,flow_internal,"
        f"carbon_unit,[{unit}],carbon_partner,[{partner}],carbon_direction,{direction})"
    )


def _differs(giver: str, taker: str) -> str:
    """Whether one unit gives what the other has received; an error elsewhere is not this row's."""
    given = _written_down(giver, taker, "direction_product") + "+" + _written_down(giver, taker, "direction_other")
    received = _written_down(taker, giver, "direction_in")
    return f"IFERROR(ABS({given}-{received})>0.001*(1+ABS({received})),FALSE)"


UNMATCHED = (
    f"IF([flow]=flow_internal,IF([direction]=direction_in,{_differs('partner', 'unit')},{_differs('unit', 'partner')}),"
    "FALSE)"
)
"""True where the two sides of the row's transfer have written down different amounts."""

_GROUP = "INDEX(material_makes_list,MATCH([material],material_list,0))"
MAKES = calculated(
    "makes",
    "产品序号（0：都不是） | number of the product (0: none)",
    "",
    f'IF([material]="","",IFERROR(IF(COUNTIF(products_makes,{_GROUP})=1,MATCH({_GROUP},products_makes,0),0),0))',
    format="0",
    width=12,
)
"""Which product of the project a material is; none where two products are of one kind, so that the flows cannot say."""


def transfer_variances() -> tuple[Column, ...]:
    """The variance of transfers for each product: they cancel where both units belong to it."""
    return tuple(_variance(product) for product in range(1, PRODUCT_ROWS + 1))


def _variance(product: int) -> Column:
    """A transfer counts by the difference of the shares that its two units have in the product."""
    here, there = (
        f"SUMIFS(share_proposed_share{product},share_proposed_unit,[{unit}])" for unit in ("unit", "partner")
    )
    outside = 'OR([flow]<>flow_internal,[direction]=direction_in,[partner]="")'
    return calculated(
        f"variance{product}",
        f"工序间方差项（产品{product}） | variance of transfers, product {product}",
        "(tCO2)²",
        f'IF([carbon]="","",IF({outside},0,([carbon]*44/12*[u])^2*({here}-{there})^2))',
        format=SCIENTIFIC,
        width=12,
        helper=True,
    )
