"""Processes that live and die together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


class Household:
    """Child processes. When we end, however we end, so do they; when one of them ends, we know."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a child in a session of its own, so that Ctrl-C reaches it through us, in order."""
        self._children[name] = subprocess.Popen(
            command,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  this process has one thread
        )

    def ended(self) -> str | None:
        """The name of a child that has ended, if one has."""
        return next((name for name, child in self._children.items() if child.poll() is not None), None)

    def end(self, *, within: float = 15.0) -> None:
        """Ask every child to finish; end those that have not after ``within`` seconds."""
        for child in self._children.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        until = time.monotonic() + within
        for child in self._children.values():
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """Linux ends a child whose parent was killed; elsewhere only an orderly end ends it."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
