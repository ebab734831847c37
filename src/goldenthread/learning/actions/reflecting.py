"""Write a reflection as one goes, and let those who walk beside read it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.reading import finish_if_done
from goldenthread.learning.models import Question, Reflection, Sharing
from goldenthread.learning.queries.places import ReadingPlace, reading_place
from goldenthread.learning.rules.reflecting import continues, is_enough, why_not_write, words_in
from goldenthread.learning.types import QuestionKind
from goldenthread.learning.types.reflecting import Kept, WrittenOn
from goldenthread.people.types import Actor


@atomic
def write_reflection(
    unit: UUID,
    question: UUID,
    words: str,
    *,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    page: WrittenOn = WrittenOn(),  # noqa: B008  a value that never changes
) -> Kept:
    """Keep what somebody wrote. It counts once any version has enough words.

    What a device sends twice under one ``key`` is kept once. Words that go on from the last version within a sitting,
    on the same ``page``, lengthen it; anything else is a version of its own. Where another page saved other words since
    this one was made, both are kept, and the answer says so.

    :raises Refused: if there are no words, or far too many.
    """
    place = reading_place(unit, by=by)
    row = _prompt(place, question)
    refusal = why_not_write(words)
    if refusal:
        raise Refused(refusal)
    counts = is_enough(words, least=row.least_words)
    mine = Reflection.objects.filter(enrolment_id=place.enrolment_id, question_key=row.key)
    last = mine.select_for_update().order_by("-at", "-id").first()
    known = key is not None and mine.filter(key=key, words=words).exists()
    is_same = last is not None and last.tab == page.tab
    beside = _beside(mine, words, page)
    if last is not None and is_same and continues(last.words, words, began_at=last.began_at, at=at) and not known:
        last.words, last.at, last.is_enough, last.key = words, at, last.is_enough or counts, key
        last.save(update_fields=["words", "at", "is_enough", "key"])
    elif not known:
        Reflection.objects.create(
            enrolment_id=place.enrolment_id,
            unit_id=place.unit_id,
            question_key=row.key,
            words=words,
            is_enough=counts,
            key=key,
            tab=page.tab,
            began_at=at,
            at=at,
        )
        # Typing goes on every few seconds; the record says once that somebody sat down to write.
        audit(by=str(by), did="learning.reflect", to=str(place.enrolment), at=at, question=str(row.key))
    finish_if_done(place, by=by, at=at)
    return Kept(words_in(words), row.least_words, mine.filter(is_enough=True).exists(), beside)


@atomic
def share_reflection(unit: UUID, question: UUID, *, is_shared: bool, by: Actor, at: datetime) -> None:
    """Let coach and tutor read a reflection from now on, whatever it will say; or no longer.

    :raises Reflection.DoesNotExist: if nothing has been written yet.
    """
    place = reading_place(unit, by=by)
    row = _prompt(place, question)
    mine = {"enrolment_id": place.enrolment_id, "question_key": row.key}
    Reflection.objects.filter(**mine).order_by("id").select_for_update()[:1].get()
    before = Sharing.objects.filter(**mine).order_by("-id").first()
    if (before is not None and before.is_shared) == is_shared:
        return
    Sharing.objects.create(unit_id=place.unit_id, is_shared=is_shared, at=at, **mine)
    if is_shared:
        audit(by=str(by), did="learning.share_reflection", to=str(place.enrolment), at=at, question=str(row.key))
    else:
        audit(by=str(by), did="learning.unshare_reflection", to=str(place.enrolment), at=at, question=str(row.key))


def _prompt(place: ReadingPlace, question: UUID) -> Question:
    return Question.objects.get(ref=question, page__version_id=place.version_id, kind=QuestionKind.REFLECTION.value)


def _beside(mine: QuerySet[Reflection], words: str, page: WrittenOn) -> datetime | None:
    """When another page saved other words than these, after this page was made."""
    if page.tab is None:
        return None
    others = mine.exclude(tab=page.tab).exclude(words=words)
    if page.since is not None:
        others = others.filter(at__gt=page.since)
    return others.order_by("-at").values_list("at", flat=True).first()
