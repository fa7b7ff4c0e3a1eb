"""What a check has to say: good, worth knowing, or wrong, in a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pycore.language import NO_TEXT, Text


class Status(StrEnum):
    """How a diagnosis stands."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"

    @property
    def text(self) -> Text:
        """The status in words."""
        return _STATUS[self]


_STATUS = {
    Status.GOOD: Text("正常", "good"),
    Status.NOTE: Text("提示", "note"),
    Status.WRONG: Text("问题", "wrong"),
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at: what was found, and what to do where something is to be done."""

    id: str
    status: Status
    found: Text
    action: Text = NO_TEXT

    @property
    def sentence(self) -> Text:
        """Say what was found and, where there is something to do, what to do."""
        if not self.action.zh:
            return self.found
        return Text(f"{self.found.zh}{self.action.zh}", f"{self.found.en} {self.action.en}")

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON data, in both languages."""
        return {
            "id": self.id,
            "status": self.status.value,
            "found": {"zh": self.found.zh, "en": self.found.en},
            "action": {"zh": self.action.zh, "en": self.action.en},
        }


def good(id: str, zh: str, en: str) -> Diagnosis:
    """Say that something is as it should be."""
    return Diagnosis(id, Status.GOOD, Text(zh, en))


def note(id: str, found: Text, action: Text = NO_TEXT) -> Diagnosis:
    """Say something that is worth knowing and stops nobody."""
    return Diagnosis(id, Status.NOTE, found, action)


def wrong(id: str, found: Text, action: Text) -> Diagnosis:
    """Say what is wrong and what to do."""
    return Diagnosis(id, Status.WRONG, found, action)
