"""Parts in UTF-16, which XML allows and some programs write, as the UTF-8 that all others have."""

from __future__ import annotations

import re

_DECLARED = re.compile(r"""(<\?xml\b[^>]*?\bencoding\s*=\s*)("[^"]*"|'[^']*')""")
_BEGINNINGS = {b"\xff\xfe<\x00": "utf-16", b"\xfe\xff\x00<": "utf-16"}


def in_utf8(content: bytes) -> bytes:
    """Give XML in UTF-16 with its mark in UTF-8, declared as such; anything else, and what is damaged, as it is.

    >>> in_utf8('<?xml version="1.0" encoding="UTF-16"?><a>碳</a>'.encode("utf-16")).decode()
    '<?xml version="1.0" encoding="UTF-8"?><a>碳</a>'
    """
    coding = _BEGINNINGS.get(content[:4])
    if coding is None:
        return content
    try:
        text = content.decode(coding)
        return _DECLARED.sub(r'\1"UTF-8"', text, count=1).encode()
    except UnicodeError:
        return content
