"""What sponsors last said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.admissions.models import SponsorConfirmation
from goldenthread.admissions.types import Answer


def newest_answers(applications: Iterable[int]) -> Mapping[int, Answer]:
    """How each sponsor stands, by application id, in one statement; one never asked is left out.

    An answer outweighs having been asked again after it.
    """
    rows = SponsorConfirmation.objects.filter(application_id__in=list(applications)).order_by("asked_at", "pk")
    said: dict[int, Answer] = {}
    for application, answer in rows.values_list("application_id", "answer"):
        if Answer(answer) is not Answer.NONE or application not in said:
            said[application] = Answer(answer)
    return said


def newest_answer(application: int) -> Answer | None:
    """How the sponsor of one application stands; ``None`` if they were never asked."""
    return newest_answers([application]).get(application)
