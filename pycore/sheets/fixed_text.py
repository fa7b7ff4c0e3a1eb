"""A number as text inside a formula, the same in every program and under every locale.

TEXT, FIXED and the concatenation of a decimal number follow the reader's locale: where a comma parts the decimals,
``TEXT(x,"0.0%")`` shows 03 % for 3.1 %. Here the text is put together from whole numbers, with a written point and a
written comma; `pycore.cells.number_format.fixed_text` writes the same in Python.
"""

from __future__ import annotations

_GROUPS = ((1_000_000_000, "1000000000"), (1_000_000, "1000000"), (1_000, "1000"))


def fixed(x: str, digits: int = 0, *, sign: bool = False, group: bool = False, percent: bool = False) -> str:
    """Return a formula for the text of a number, rounded half away from zero.

    Args:
        x: a number; it is named many times, so best the address of a cell.
        digits: decimals, 0 to 6.
        sign: writes a plus before positive numbers too; what rounds to 0 has no sign.
        group: writes commas between thousands, up to 10^12.
        percent: writes the number times 100 with a percent sign.

    >>> fixed("A1", 1)
    'IF(AND(A1<0,ROUND(ABS(A1),1)>0),"-","")&INT(ROUND(ABS(A1),1))&"."&ROUND((ROUND(ABS(A1),1)-INT(ROUND(ABS(A1),1)))*10,0)'
    """
    size = f"ROUND(ABS({x}){'*100' if percent else ''},{digits})"
    text = f"{_sign(x, size, sign)}&{_grouped(size) if group else f'INT({size})'}"
    if digits:
        part = f"ROUND(({size}-INT({size}))*{10**digits},0)"
        text += '&"."&' + (part if digits == 1 else f'RIGHT("{"0" * digits}"&{part},{digits})')
    return text + ('&"%"' if percent else "")


def _sign(x: str, size: str, always: bool) -> str:
    if always:
        return f'IF({size}=0,"",IF({x}<0,"-","+"))'
    return f'IF(AND({x}<0,{size}>0),"-","")'


def _grouped(size: str) -> str:
    """The whole part in groups of three: the first as it is, each following one with its zeros."""
    written = f'INT({size})&""'
    for place in range(len(_GROUPS) - 1, -1, -1):
        first, rest = _GROUPS[place], _GROUPS[place + 1 :]
        groups = "".join(f'&","&RIGHT("000"&MOD(INT({size}/{step}),1000),3)' for _, step in rest)
        last = f'&","&RIGHT("000"&MOD(INT({size}),1000),3)'
        written = f"IF({size}<{first[1]},{written},INT({size}/{first[1]}){groups}{last})"
    return written
