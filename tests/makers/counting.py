"""Count the statements that a piece of code sends to the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements_of(work: Callable[[], Any]) -> int:
    """How many statements ``work`` sends."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
