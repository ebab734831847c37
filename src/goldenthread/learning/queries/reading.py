"""Units as their readers see them: never which answer is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Sum

from goldenthread.learning.models import Attempt, Finish, Page, Progress, Question, Unit
from goldenthread.learning.queries.places import ReadingPlace, reading_place
from goldenthread.learning.rules.finishing import left, resume_at
from goldenthread.learning.types import (
    LastTry,
    PageLine,
    PageRef,
    QuestionKind,
    QuestionRef,
    QuestionView,
    Reader,
    UnitDone,
    UnitRef,
)
from goldenthread.people.types import Actor


def reader_page(unit: UUID, position: int, *, by: Actor) -> Reader:
    """One page of a unit as this participant left it, in nine statements.

    :raises Page.DoesNotExist: if the unit has no page there.
    """
    place = reading_place(unit, by=by)
    page = Page.objects.only("ref", "body").get(version_id=place.version_id, position=position)
    tries = _tries(place)
    contents = contents_of(place)
    return Reader(
        unit=place.unit,
        component=place.component,
        title=place.title,
        module=place.module,
        page=contents[position - 1],
        body=page.body,
        questions=_views(Question.objects.filter(page=page).order_by("position", "id"), tries),
        contents=contents,
    )


def preview_page(unit: UUID, position: int, *, by: Actor) -> Reader:
    """One page of the newest words, as a reader who has done nothing yet will see it; in four statements.

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
        questions=_views(sorted(page.questions.all(), key=lambda q: (q.position, q.pk)), {}),
        contents=lines,
        is_trial=True,
    )


def where_to_resume(unit: UUID, *, by: Actor) -> int:
    """The position of the first page with something left; the first once all is done. In six statements."""
    return resume_at(contents_of(reading_place(unit, by=by)))


def unit_done(unit: UUID, *, by: Actor) -> UnitDone:
    """What the last screen of a unit says, in eight statements."""
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
    )


def contents_of(place: ReadingPlace) -> tuple[PageLine, ...]:
    """The pages of a unit with what this participant has done on each, in four statements."""
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
    )
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


def _tries(place: ReadingPlace) -> Mapping[UUID, LastTry]:
    """The newest attempt at each question of this unit, with how many there were."""
    found: defaultdict[UUID, list[Attempt]] = defaultdict(list)
    for row in Attempt.objects.filter(enrolment_id=place.enrolment_id, unit_id=place.unit_id).order_by("at", "id"):
        found[row.question_key].append(row)
    return {key: rows[-1].as_try(len(rows)) for key, rows in found.items()}


def _views(questions: Iterable[Question], tries: Mapping[UUID, LastTry]) -> tuple[QuestionView, ...]:
    return tuple(
        QuestionView(
            QuestionRef(q.ref), QuestionKind(q.kind), q.prompt, tuple(c["words"] for c in q.choices), tries.get(q.key)
        )
        for q in questions
    )
