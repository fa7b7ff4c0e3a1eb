"""A registry in memory, for machines that this one is not."""

from __future__ import annotations

from pycore.doctor.registry import RegistryValue, Root


class FakeRegistry:
    """Keys are compared as Windows compares them: without regard to capitals."""

    def __init__(self, content: dict[tuple[Root, str], dict[str, RegistryValue]]) -> None:
        self.content = {(root, key.lower()): values for (root, key), values in content.items()}
        self.spelled = [key for _, key in content]

    def values(self, root: Root, key: str) -> dict[str, RegistryValue]:
        return self.content.get((root, key.lower()), {})

    def keys(self, root: Root, key: str) -> list[str]:
        inside = [k for k in self.spelled if k.lower().startswith(key.lower() + "\\")]
        return sorted({k[len(key) + 1 :].split("\\")[0] for k in inside})
