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
        """The name of a child that has ended and how, in words; ``None`` while all of them live."""
        gone = ((name, child.poll()) for name, child in self._children.items())
        return next((f"{name} process {_how(code)}" for name, code in gone if code is not None), None)

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


def _how(code: int) -> str:
    """How a process ended: by a signal, which somebody or the machine sent, or with a code of its own."""
    if code >= 0:
        return f"ended by itself with exit code {code}; its last words, if it had any, are above"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"was ended from outside, by {name}, perhaps because memory was short; it had no last words"


def _die_with_parent() -> None:
    """Linux ends a child whose parent was killed; elsewhere only an orderly end ends it."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
