"""What the cover says beside the checks: what is above a reference and not explained."""

from __future__ import annotations

from workbooks.common.fields import verdict

COVER_LINES = (verdict("gaps", "差距说明 | gaps", "gaps_status"),)
