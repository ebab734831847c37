"""The real application, in a server process that can be told to die while it has a request in hand.

While the file ``die`` is in the data folder, the process that answers the next POST kills itself before the statement
whose number stands there; ``end`` means after everything was done and before the answer has left.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from goldenthread.config.wsgi import application as real
from tests.fakes.dying import die_before


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer, or die."""
    told = Path(os.environ["GOLDENTHREAD_VAR"]) / "die"
    if environ["REQUEST_METHOD"] != "POST" or not told.exists():
        return real(environ, start_response)
    when = told.read_text()
    told.unlink()
    if when == "end":
        real(environ, start_response)
        os.kill(os.getpid(), signal.SIGKILL)
    with connection.execute_wrapper(die_before(int(when))):
        return real(environ, start_response)
