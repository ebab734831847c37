"""Units as their readers see them: never which answer is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Sum

from goldenthread.learning.models import Attempt, Finish, Media, Page, Progress, Question, Reflection, Unit
from goldenthread.learning.queries.places import ReadingPlace, reading_place
from goldenthread.learning.queries.reflecting import written_in
from goldenthread.learning.rules.finishing import left, resume_at
from goldenthread.learning.rules.illustrating import placed
from goldenthread.learning.rules.judging import partners, shown
from goldenthread.learning.types import (
    LastTry,
    PageLine,
    PageRef,
    QuestionKind,
    QuestionRef,
    QuestionView,
    Reader,
    Score,
    UnitDone,
    UnitRef,
)
from goldenthread.learning.types.illustrating import MediaView
from goldenthread.learning.types.reflecting import Written
from goldenthread.people.types import Actor


def reader_page(unit: UUID, position: int, *, by: Actor) -> Reader:
    """One page of a unit as this participant left it, in at most thirteen statements.

    :raises Page.DoesNotExist: if the unit has no page there.
    """
    place = reading_place(unit, by=by)
    page = Page.objects.only("ref", "body").get(version_id=place.version_id, position=position)
    contents = contents_of(place)
    return Reader(
        unit=place.unit,
        component=place.component,
        title=place.title,
        module=place.module,
        page=contents[position - 1],
        body=page.body,
        questions=_views(
            Question.objects.filter(page=page).order_by("position", "id"), _tries(place), written_in(place)
        ),
        contents=contents,
        media=media_in(page.body, place.unit_id),
    )


def preview_page(unit: UUID, position: int, *, by: Actor) -> Reader:
    """One page of the newest words, as a reader who has done nothing yet will see it; in five statements.

    :raises Unit.DoesNotExist: if there is none, or it is not theirs to see.
    :raises Page.DoesNotExist: if it has no page there.
    """
    row = Unit.objects.seen_by(by).select_related("component__module").get(ref=unit)
    newest = row.versions.order_by("-number")[0]
    pages = list(newest.pages.prefetch_related("questions").order_by("position", "id"))
    page = next((p for p in pages if p.position == position), None)
    if page is None:
        raise Page.DoesNotExist
    lines = tuple(
        PageLine(PageRef(p.ref), p.position, p.title, p.minutes, False, len(p.questions.all()), 0) for p in pages
    )
    return Reader(
        unit=UnitRef(row.ref),
        component=row.component.ref,
        title=row.component.title,
        module=row.component.module.title,
        page=lines[position - 1],
        body=page.body,
        questions=_views(sorted(page.questions.all(), key=lambda q: (q.position, q.pk)), {}, {}),
        contents=lines,
        is_trial=True,
        media=media_in(page.body, row.pk),
    )


def media_in(body: str, unit: int) -> tuple[MediaView, ...]:
    """The pictures, videos and files that a page names, in one statement."""
    rows = Media.objects.filter(unit_id=unit, number__in=placed(body)).select_related("file")
    return tuple(row.as_view() for row in rows.order_by("number"))


def where_to_resume(unit: UUID, *, by: Actor) -> int:
    """The position of the first page with something left; the first once all is done. In seven statements."""
    return resume_at(contents_of(reading_place(unit, by=by)))


def unit_done(unit: UUID, *, by: Actor) -> UnitDone:
    """What the last screen of a unit says, in eleven statements."""
    place = reading_place(unit, by=by)
    contents = contents_of(place)
    what = left(contents)
    finish = Finish.objects.filter(enrolment_id=place.enrolment_id, unit_id=place.unit_id).first()
    return UnitDone(
        unit=place.unit,
        enrolment=place.enrolment,
        title=place.title,
        left=what,
        minutes=Page.objects.filter(version_id=place.version_id).aggregate(n=Sum("minutes"))["n"] or 0,
        finished_at=finish.at if finish else None,
        first_left=None if what.nothing else resume_at(contents),
        score=_score(place),
    )


def contents_of(place: ReadingPlace) -> tuple[PageLine, ...]:
    """The pages of a unit with what this participant has done on each, in five statements."""
    pages = list(Page.objects.filter(version_id=place.version_id).defer("body").order_by("position", "id"))
    read = set(
        Progress.objects.filter(enrolment_id=place.enrolment_id, page_key__in=[page.key for page in pages]).values_list(
            "page_key", flat=True
        )
    )
    asked: defaultdict[int, list[UUID]] = defaultdict(list)
    for page_id, key in Question.objects.filter(page__in=pages).values_list("page_id", "key"):
        asked[page_id].append(key)
    every = [key for keys in asked.values() for key in keys]
    tried = set(
        Attempt.objects.filter(enrolment_id=place.enrolment_id, question_key__in=every).values_list(
            "question_key", flat=True
        )
    ) | reflected(place.enrolment_id, every)
    return tuple(
        PageLine(
            ref=PageRef(page.ref),
            position=page.position,
            title=page.title,
            minutes=page.minutes,
            is_read=page.key in read,
            questions=len(asked[page.pk]),
            answered=len(tried.intersection(asked[page.pk])),
        )
        for page in pages
    )


def reflected(enrolment: int, keys: Iterable[UUID]) -> set[UUID]:
    """The prompts to which a participant wrote enough, in one statement."""
    rows = Reflection.objects.filter(enrolment_id=enrolment, question_key__in=keys, is_enough=True)
    return set(rows.values_list("question_key", flat=True))


def _score(place: ReadingPlace) -> Score | None:
    """How many checks of the unit as it stands were answered right, at the first try and by now; in two statements."""
    judged = Question.objects.filter(page__version_id=place.version_id).exclude(kind=QuestionKind.REFLECTION.value)
    keys = set(judged.values_list("key", flat=True))
    tries: defaultdict[UUID, list[bool]] = defaultdict(list)
    rows = Attempt.objects.filter(enrolment_id=place.enrolment_id, question_key__in=keys).order_by("at", "id")
    for key, is_right in rows.values_list("question_key", "is_right"):
        tries[key].append(is_right)
    if not keys:
        return None
    return Score(len(keys), sum(found[0] for found in tries.values()), sum(any(found) for found in tries.values()))


def _tries(place: ReadingPlace) -> Mapping[UUID, LastTry]:
    """The newest attempt at each question of this unit, with those before it, the newest of them first."""
    found: defaultdict[UUID, list[Attempt]] = defaultdict(list)
    for row in Attempt.objects.filter(enrolment_id=place.enrolment_id, unit_id=place.unit_id).order_by("at", "id"):
        found[row.question_key].append(row)
    return {
        key: LastTry(
            rows[-1].as_answer(),
            rows[-1].is_right,
            rows[-1].feedback,
            len(rows),
            tuple(row.as_tried() for row in reversed(rows[:-1])),
        )
        for key, rows in found.items()
    }


def _views(
    questions: Iterable[Question], tries: Mapping[UUID, LastTry], written: Mapping[UUID, Written]
) -> tuple[QuestionView, ...]:
    return tuple(
        QuestionView(
            ref=QuestionRef(q.ref),
            kind=QuestionKind(q.kind),
            prompt=q.prompt,
            choices=tuple(choice.words for choice in shown(q.as_draft())),
            last=tries.get(q.key),
            partners=partners(q.as_draft()),
            least_words=q.least_words,
            written=written.get(q.key),
        )
        for q in questions
    )
