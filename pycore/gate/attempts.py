"""Try a call in a child process again where its end says nothing, or not yet enough, about the file that it read.

A child that something outside ended (the system for want of memory, an administrator) says nothing: the call is tried
again in a fresh process, `RETRIES` times. A child that went down by itself may have been worn by the files before: the
file is to blame when it brings down two fresh processes.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from typing import Any

from pycore.gate.child import Child, ChildBroken, ChildLost

RETRIES = 3
PAUSE = 0.25
"""Seconds before a retry, doubled each time: memory that ran out may come back."""
_TIMES_BROKEN = 2


class Children:
    """Children that wait for calls from any number of threads; one that failed is not used again.

    Args:
        megabytes: address space of each child.
        times_broken: how many fresh processes a file has to bring down until it is to blame.
    """

    def __init__(self, megabytes: int, times_broken: int = _TIMES_BROKEN) -> None:
        self.megabytes = megabytes
        self.times_broken = times_broken
        self._waiting: queue.SimpleQueue[Child] = queue.SimpleQueue()
        self._one_retry = threading.Lock()

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_: object) -> None:
        while not self._waiting.empty():
            self._waiting.get().close()

    def call(self, function_name: str, payload: object, seconds: float) -> Any:
        """Call a function as `Child.call` does, in as many processes as it takes to know whose fault a failure is.

        Raises:
            ChildLost: each of the processes was ended from outside.
            ChildBroken: two fresh processes went down by themselves.
            ChildFailed: the function raised.
        """
        lost = broken = 0
        child = self._idle()
        while True:
            try:
                # Where memory is short, files that are tried again do not compete with each other as well.
                with self._one_retry if lost else contextlib.nullcontext():
                    fresh = child is None
                    child = child or Child(self.megabytes)
                    result = child.call(function_name, payload, seconds)
            except ChildLost:
                lost += 1
                if lost > RETRIES:
                    raise
                time.sleep(PAUSE * 2 ** (lost - 1))
            except ChildBroken:
                broken += fresh
                if broken == self.times_broken:
                    raise
            except BaseException:
                # Ctrl+C ends this process; the child, in a session of its own, does not hear it.
                if child is not None:
                    child.close()
                raise
            else:
                self._waiting.put(child)
                return result
            child = None

    def _idle(self) -> Child | None:
        """Take a child that waits, if one is there and nothing ended it while it waited."""
        while True:
            try:
                child = self._waiting.get_nowait()
            except queue.Empty:
                return None
            if child.alive:
                return child
            child.close()


def run_limited(function_name: str, payload: object, seconds: float, megabytes: int) -> Any:
    """Call one function in children of its own; see `Children.call`."""
    with Children(megabytes) as children:
        return children.call(function_name, payload, seconds)
