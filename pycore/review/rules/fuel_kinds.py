"""Which fuels are coal and which are the plant's own gas: those of the library, and the user's own of that kind."""

from __future__ import annotations

from collections.abc import Callable

from pycore.review.rules.own_fuels import names_of_kind
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M

_OWN_GAS = frozenset({"other_coal_gas", "refinery_gas"})
_COALS = frozenset(
    {
        "anthracite",
        "bituminous",
        "lignite",
        "washed_clean_coal",
        "other_washed_coal",
        "briquette",
        "coal_slime",
        "gangue",
    }
)


def is_coal(subject: Subject) -> Callable[[TableRow], bool]:
    """Tell whether a row of a ledger burns coal."""
    return _is(subject, _COALS, "coal")


def is_own_gas(subject: Subject) -> Callable[[TableRow], bool]:
    """Tell whether a row of a ledger burns fuel gas that the plant makes itself."""
    return _is(subject, _OWN_GAS, "own_gas")


def _is(subject: Subject, codes: frozenset[str], kind: str) -> Callable[[TableRow], bool]:
    own = names_of_kind(subject, kind)
    return lambda line: line.code(M.FUEL) in codes or line.text(M.FUEL).casefold() in own
