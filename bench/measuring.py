"""How a page is measured: statements, and time beside an empty page's."""

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
    answer, statements = _tried(call, expect=expect)
    times = []
    for _ in range(rounds):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return Cost(statements, statistics.median(times) * 1000, len(answer.content) / 1024)


def waits_of(call: Call, shell: Call, *, rounds: int = ROUNDS) -> tuple[Cost, Cost]:
    """What somebody waits for a page and for a page shell, the database's share in it, measured in turns so that
    whatever else the machine does slows both alike; the middle of several.

    :raises RuntimeError: if either does not answer as expected.
    """
    tried = [_tried(each, expect=200) for each in (call, shell)]
    times: list[list[float]] = [[], []]
    for _ in range(rounds):
        for each, taken in zip((call, shell), times, strict=True):
            began = time.perf_counter()
            each()
            taken.append(time.perf_counter() - began)
    page, empty = (
        Cost(statements, statistics.median(taken) * 1000, len(answer.content) / 1024)
        for (answer, statements), taken in zip(tried, times, strict=True)
    )
    return page, empty


def _tried(call: Call, *, expect: int) -> tuple[HttpResponse, int]:
    """One answer and its number of statements, after a first that finds templates and modules."""
    first = call()
    if first.status_code != expect:
        raise RuntimeError(f"answered {first.status_code}, not {expect}: {first.content[:300]!r}")
    with CaptureQueriesContext(connection) as captured:
        answer = call()
    # Counted here and now: the next request empties the log that was captured.
    return answer, len(captured)
