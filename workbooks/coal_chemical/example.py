"""placeholder"""

from typing import Any

EXAMPLE: dict[str, Any] = {}
