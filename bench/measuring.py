"""How a page is measured: statements, and processor time beside an empty page's."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

ROUNDS = 7
Call = Callable[[], HttpResponse]


@dataclass(frozen=True)
class Cost:
    """What one answer costs."""

    statements: int
    milliseconds: float
    kilobytes: float


def cost_of(call: Call, *, expect: int = 200, rounds: int = ROUNDS) -> Cost:
    """The statements of one call, and the middle of the processor times of several.

    :raises RuntimeError: if the page does not answer as expected; a wrong page is quick.
    """
    first = call()
    if first.status_code != expect:
        raise RuntimeError(f"answered {first.status_code}, not {expect}: {first.content[:300]!r}")
    with CaptureQueriesContext(connection) as captured:
        answer = call()
    # Counted here and now: the next request empties the log that was captured.
    statements = len(captured)
    times = []
    for _ in range(rounds):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return Cost(statements, statistics.median(times) * 1000, len(answer.content) / 1024)
