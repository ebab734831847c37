"""Who leads the sessions of a cohort."""

from __future__ import annotations

from goldenthread.cohorts.models import Session


def who_leads(cohort_id: int) -> frozenset[int]:
    """The ids of those who lead a session of a cohort or stand beside whoever does, in one statement.

    Open to other rooms: whoever asks has already found out that the cohort may be seen.
    """
    rows = Session.objects.filter(cohort_id=cohort_id).values_list("facilitator_id", "beside__person_id")
    return frozenset(person for pair in rows for person in pair if person is not None)
