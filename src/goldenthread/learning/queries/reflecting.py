"""What participants wrote: their own, version by version, and what they share with those who walk beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from goldenthread.cohorts.queries.engagement import enrolments_seen
from goldenthread.learning.models import Question, Reflection, Sharing
from goldenthread.learning.queries.places import ReadingPlace
from goldenthread.learning.types.reflecting import SharedReflection, Written, WrittenVersion
from goldenthread.people.types import Actor, Duty

WALK_BESIDE = frozenset({Duty.COACH, Duty.FACILITATOR})


def written_in(place: ReadingPlace) -> Mapping[UUID, Written]:
    """What a participant wrote in a unit, by the key of the prompt; in two statements."""
    versions: defaultdict[UUID, list[Reflection]] = defaultdict(list)
    rows = Reflection.objects.filter(enrolment_id=place.enrolment_id, unit_id=place.unit_id)
    for row in rows.order_by("at", "id"):
        versions[row.question_key].append(row)
    shared = _shared(Sharing.objects.filter(enrolment_id=place.enrolment_id, unit_id=place.unit_id))
    return {
        key: Written(
            words=rows[-1].words,
            at=rows[-1].at,
            is_enough=any(row.is_enough for row in rows),
            is_shared=(place.enrolment_id, key) in shared,
            earlier=tuple(WrittenVersion(row.words, row.at) for row in reversed(rows[:-1])),
        )
        for key, rows in versions.items()
    }


def shared_reflections(*, by: Actor) -> tuple[SharedReflection, ...]:
    """What participants share with this coach or tutor, newest sharing first; in five statements.

    A coach reads those they walk beside; a facilitator those on cohorts whose sessions they lead. Whatever else they
    are (a manager sees many enrolments) lets them read nothing here.
    """
    narrow = replace(by, hats=frozenset(hat for hat in by.hats if hat.duty in WALK_BESIDE))
    people = {one.id: one for one in enrolments_seen(by=narrow)}
    shared = _shared(Sharing.objects.filter(enrolment_id__in=people))
    wanted = {key for _, key in shared}
    newest: dict[tuple[int, UUID], Reflection] = {}
    for row in Reflection.objects.filter(enrolment_id__in=people, question_key__in=wanted).order_by("at", "id"):
        newest[row.enrolment_id, row.question_key] = row
    prompts = Question.objects.filter(key__in=wanted).order_by("page__version__number")
    asked = {
        key: (title, prompt)
        for key, title, prompt in prompts.values_list("key", "page__version__unit__component__title", "prompt")
    }
    found = [
        SharedReflection(
            enrolment=people[enrolment].ref,
            participant=people[enrolment].name,
            unit_title=asked.get(key, ("", ""))[0],
            prompt=asked.get(key, ("", ""))[1],
            words=newest[enrolment, key].words,
            written_at=newest[enrolment, key].at,
            shared_at=sharing.at,
        )
        for (enrolment, key), sharing in shared.items()
    ]
    return tuple(sorted(found, key=lambda one: one.shared_at, reverse=True))


def _shared(rows: Iterable[Sharing]) -> dict[tuple[int, UUID], Sharing]:
    """The newest row for each reflection, where it says that it is shared."""
    newest: dict[tuple[int, UUID], Sharing] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        newest[row.enrolment_id, row.question_key] = row
    return {place: row for place, row in newest.items() if row.is_shared}
