"""What sponsors last said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.admissions.models import SponsorConfirmation
from goldenthread.admissions.types import Answer, Standing


def standings(applications: Iterable[int]) -> Mapping[int, Standing]:
    """How each sponsor stands, by application id, in one statement; one never asked is left out.

    An answer outweighs having been asked again after it.
    """
    rows = SponsorConfirmation.objects.filter(application_id__in=list(applications)).order_by("asked_at", "pk")
    found: dict[int, Standing] = {}
    for application, answer, asked_at in rows.values_list("application_id", "answer", "asked_at"):
        said = Answer(answer)
        if said is Answer.NONE and application in found:
            said = found[application].answer
        found[application] = Standing(said, asked_at)
    return found


def newest_answers(applications: Iterable[int]) -> Mapping[int, Answer]:
    """What each sponsor last said, by application id, in one statement; one never asked is left out."""
    return {application: standing.answer for application, standing in standings(applications).items()}


def newest_answer(application: int) -> Answer | None:
    """How the sponsor of one application stands; ``None`` if they were never asked."""
    return newest_answers([application]).get(application)
