"""The Windows registry behind an interface of two questions, so that what asks it can be tested anywhere."""

from __future__ import annotations

import sys
from typing import Literal, Protocol

Root = Literal["HKCU", "HKLM"]
RegistryValue = str | int | bytes


class Registry(Protocol):
    """What the doctor asks of the registry; names that are not there are simply absent."""

    def values(self, root: Root, key: str) -> dict[str, RegistryValue]:
        """Return the values of a key by their names; "" is the key's own value."""
        ...

    def keys(self, root: Root, key: str) -> list[str]:
        """Return the names of the keys directly below a key."""
        ...


class NoRegistry:
    """The registry of a system that has none."""

    def values(self, root: Root, key: str) -> dict[str, RegistryValue]:
        """Return no values: there is no registry here."""
        return {}

    def keys(self, root: Root, key: str) -> list[str]:
        """Return no keys: there is no registry here."""
        return []


if sys.platform == "win32":
    import winreg

    _ROOTS = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    class WindowsRegistry:
        """The registry of Windows, as a 64-bit program sees it; keys of 32-bit programs have WOW6432Node in them."""

        def values(self, root: Root, key: str) -> dict[str, RegistryValue]:
            found: dict[str, RegistryValue] = {}
            try:
                with winreg.OpenKey(_ROOTS[root], key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                    for i in range(winreg.QueryInfoKey(opened)[1]):
                        name, data, _ = winreg.EnumValue(opened, i)
                        if isinstance(data, (str, int, bytes)):
                            found[name] = data
            except OSError:
                # Not there, or not ours to read: both are "absent" to whoever asks.
                return {}
            return found

        def keys(self, root: Root, key: str) -> list[str]:
            try:
                with winreg.OpenKey(_ROOTS[root], key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                    return [winreg.EnumKey(opened, i) for i in range(winreg.QueryInfoKey(opened)[0])]
            except OSError:
                return []


def this_registry() -> Registry:
    """Return the registry of this machine."""
    if sys.platform == "win32":
        return WindowsRegistry()
    return NoRegistry()
