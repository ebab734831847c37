"""What was credited to somebody lately."""

from __future__ import annotations

from datetime import datetime

from goldenthread.cohorts.models import Credit
from goldenthread.cohorts.types import SOURCE_NAMES, Source

MOST = 5


def credited_lately(enrolment: int) -> tuple[tuple[str, str, datetime], ...]:
    """The newest credits of an enrolment that stand: the component, from where, and when; in one statement.

    Open to other rooms: whoever asks has already found out that the enrolment may be seen.
    """
    rows = Credit.objects.filter(enrolment_id=enrolment, corrects=None, corrected_by=None).order_by("-at", "-id")
    told = rows.values_list("component__title", "source", "at")[:MOST]
    return tuple((title, SOURCE_NAMES[Source(source)], at) for title, source, at in told)
