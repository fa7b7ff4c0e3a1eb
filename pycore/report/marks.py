"""Names by which the parts of a report are found again in a Word file that somebody has gone on editing: bookmarks."""

from __future__ import annotations

import hashlib
import re

START = "TL_"
"""What the names of all of them begin with."""
HEADING = "_h"
"""What those of headings end with."""
_LONGEST = 40  # of the name of a bookmark
_NO_LETTER = re.compile(r"\W+", re.ASCII)


def section_mark(path: str) -> str:
    """Name a section by the English titles that lead to it; a title that is changed makes another name.

    >>> section_mark("/Emissions/Activity data")
    'TL_activity_data_6420ed'
    """
    words = _NO_LETTER.sub("_", path.rpartition("/")[2].lower()).strip("_")[:16]
    return f"{START}{words}_{hashlib.sha256(path.encode()).hexdigest()[:6]}"


def block_mark(key: str) -> str:
    """Name a table or picture by its key."""
    return f"{START}{_NO_LETTER.sub('_', key)}"[:_LONGEST]
