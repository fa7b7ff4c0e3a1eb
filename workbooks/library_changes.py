"""What has become of the library's rows since the template that carries them was issued."""

from __future__ import annotations

from pycore.language import Text
from pycore.reading.issued_rows import IssuedRow, library_in

_MOST = 8


def library_change(version: str, was: bytes, now: bytes) -> Text | None:
    """Say that the rows which an issued version carries have changed; None where they are the same.

    Args:
        version: workbook, version and language.
        was: the fingerprint that was issued; now: what the definition makes with the present library.
    """
    before, after = library_in(was), library_in(now)
    if before.digest == after.digest and before.tables == after.tables:
        return None
    rows = {row.id: row for row in before.rows()}, {row.id: row for row in after.rows()}
    changed = [id for id in dict.fromkeys((*rows[0], *rows[1])) if rows[0].get(id) != rows[1].get(id)]
    some = "; ".join(f"{id} {_value(rows[0].get(id))} → {_value(rows[1].get(id))}" for id in changed[:_MOST])
    more = f" (+{len(changed) - _MOST})" if len(changed) > _MOST else ""
    # A source or a remark, a coefficient, a row of a guide: the digest is over these too.
    zh, en = (f"：{some}{more}", f": {some}{more}") if changed else ("（数值以外的内容）", " (other than values)")
    return Text(
        f"{version} 所带的因子库行在发布之后有变化（{before.version} → {after.version}）{zh}。"
        "已发布的版本保持不变：请发布新版本。",
        f"the library's rows that {version} carries have changed since it was issued ({before.version} → "
        f"{after.version}){en}. The issued version stays as it is: issue a new version.",
    )


def _value(row: IssuedRow | None) -> str:
    return "–" if row is None or row.value is None else f"{row.value:.12g}"
