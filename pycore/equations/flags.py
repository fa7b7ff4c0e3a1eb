"""How far a value or a clause can be trusted: the flags that stand beside them, in words."""

from __future__ import annotations

from pycore.language import Text

FLAGS = {
    "S": Text("文件原文", "stated in the source document"),
    "V": Text("公开资料核对", "read in a public source"),
    "V2": Text("两处以上公开资料一致", "the same in two or more public sources"),
    "C": Text("计算并核对", "computed and checked"),
    "M": Text("凭记忆，待按原文确认", "remembered, to be confirmed"),
    "I": Text("推断", "inferred"),
}


def flag_text(flag: str) -> Text:
    """Say a trust flag in words."""
    meaning = FLAGS[flag]
    return Text(f"[{flag}] {meaning.zh}", f"[{flag}] {meaning.en}")


def flag_words(flag: str) -> Text:
    """Say a trust flag in words; a flag that is not one of ours stands as it is."""
    return flag_text(flag) if flag in FLAGS else Text(f"[{flag}]", f"[{flag}]")
