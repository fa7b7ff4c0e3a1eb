"""How wide the columns of a printed table are: numbers whole, words in as few lines as there is room for."""

from __future__ import annotations

from unicodedata import east_asian_width

from pycore.report.document import Grid, MarkedLine, plain

# Type sizes in points that a table may have, the largest that fits is taken: 小五, 六号, 小六.
SIZES = (9.0, 7.5, 6.5)
_CM_PER_POINT = 2.54 / 72
_SIDES_CM = 0.22
_LEAST_CM = 0.9
# In ems: the most that a column asks for, and the longest parts of Chinese and Latin words that are not broken.
# A cell of long text wants more, so that it is not a line a word.
_LONG, _LONG_LEAST = 12.0, 6.0
_MOST, _WHOLE_CHINESE, _WHOLE_LATIN = 60.0, 4.0, 10.0
# A head may stand in two lines: room is taken for what stands below it.
_HEAD_LINES = 2


def width_of(text: str) -> float:
    """Estimate the width of a text in ems: Chinese characters one, Latin ones as in Times."""
    return sum(_character(c) for c in text)


def _character(character: str) -> float:
    """Estimate the width of a character, as a fraction of the type size."""
    if east_asian_width(character) in "WF":
        return 1.0
    if character in "MW%":
        return 0.92
    return 0.7 if character.isupper() else 0.52


def column_widths(grid: Grid, room_cm: float) -> tuple[list[float], float]:
    """Return the width of each column in cm, which fill the room together, and the type size in points."""
    for size in SIZES:
        least = [max(_LEAST_CM, _cm(_least(grid, i), size)) for i in range(len(grid.heads))]
        if sum(least) <= room_cm or size == SIZES[-1]:
            break
    wanted = [max(_cm(_wanted(grid, i), size), low) for i, low in enumerate(least)]
    spare = room_cm - sum(least)
    if spare <= 0:
        return [low * room_cm / sum(least) for low in least], size
    more = [w - low for w, low in zip(wanted, least, strict=True)]
    asked = sum(more)
    if asked > spare:
        return [low + m * spare / asked for low, m in zip(least, more, strict=True)], size
    # What nobody asked for is shared by what the columns have.
    return [w * room_cm / sum(wanted) for w in wanted], size


def _cm(ems: float, size: float) -> float:
    return ems * size * _CM_PER_POINT + _SIDES_CM


def _least(grid: Grid, column: int) -> float:
    """Numbers stay in one line; words need their longest part that is not broken."""
    head = grid.heads[column]
    found = [_longest_part(head.title), _unit_part(head.unit)]
    for row in grid.rows:
        width = width_of(plain(row[column].line))
        found.append(width if row[column].number else _longest_part(row[column].line))
        if width > _LONG:
            found.append(_LONG_LEAST)
    return max(found)


def _wanted(grid: Grid, column: int) -> float:
    found = [width_of(plain(grid.heads[column].title)) / _HEAD_LINES]
    found += [min(width_of(plain(row[column].line)), _MOST) for row in grid.rows]
    return max(found)


def _unit_part(unit: MarkedLine) -> float:
    """A unit in one piece takes its brackets along."""
    longest = _longest_part(unit)
    return longest + 2 if longest == width_of(plain(unit)) > 0 else longest


def _longest_part(line: MarkedLine) -> float:
    """The longest part that stays whole: a Latin word with its unit, or four Chinese characters of a run."""
    longest, chinese, latin = 0.0, 0.0, 0.0
    for character in plain(line):
        if east_asian_width(character) in "WF":
            chinese, latin = min(chinese + 1, _WHOLE_CHINESE), 0.0
        elif character in " –":
            chinese, latin = 0.0, 0.0
        else:
            chinese, latin = 0.0, min(latin + _character(character), _WHOLE_LATIN)
        longest = max(longest, chinese, latin)
    return longest
