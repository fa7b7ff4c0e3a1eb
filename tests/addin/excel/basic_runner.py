"""Run Basic functions in a headless LibreOffice; started by a Python that has `uno`, not by pytest's.

Reads `{"office": program, "profile": URL, "pipe": name, "groups": [{"modules": {name: source}, "functions": [name, …]}]}`
from stdin. Each group has a document of its own, so that a module that does not compile hides no other. Writes the
results as JSON; what did not compile has none.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

SECONDS = 60


def property_value(name: str, value: Any) -> Any:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def desktop(pipe: str) -> Any:
    """Connect to the office, which needs a moment to start."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def results(office: Any, groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run the functions of each group in a new document of its own."""
    answers = []
    for group in groups:
        document = office.loadComponentFromURL(
            "private:factory/scalc",
            "_blank",
            0,
            (property_value("Hidden", True), property_value("MacroExecutionMode", 4)),
        )
        try:
            libraries = document.BasicLibraries
            if libraries.hasByName("Standard"):
                library = libraries.getByName("Standard")
            else:
                library = libraries.createLibrary("Standard")
            for name, source in group["modules"].items():
                library.insertByName(name, "Option VBASupport 1\n" + source)
            provider = document.getScriptProvider()
            answer = {}
            for function in group["functions"]:
                url = f"vnd.sun.star.script:Standard.{function}?language=Basic&location=document"
                try:
                    answer[function] = provider.getScript(url).invoke((), (), ())[0]
                except Exception as error:
                    answer[function] = f"{type(error).__name__}: {error}"
            answers.append(answer)
        finally:
            document.close(True)
    return answers


def main() -> None:
    asked = json.load(sys.stdin)
    pipe = asked["pipe"]
    process = subprocess.Popen(
        [asked["office"], f"-env:UserInstallation={asked['profile']}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        office = desktop(pipe)
        json.dump(results(office, asked["groups"]), sys.stdout)
        # The answer may not come back any more when the office ends.
        with contextlib.suppress(Exception):
            office.terminate()
        process.wait(SECONDS)
    finally:
        # The program that was started is a script that starts another.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


main()
