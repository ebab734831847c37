"""Write a unit: its draft, page by page, until it is published."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.learning.models import Media, Page, Question, Unit, Version
from goldenthread.learning.rules.illustrating import why_not_place
from goldenthread.learning.rules.judging import why_not_ask
from goldenthread.learning.rules.states import State
from goldenthread.learning.rules.writing import why_not_keep, why_not_open, why_not_write
from goldenthread.learning.types import PageRef, QuestionDraft, QuestionRef, UnitRef
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref


@atomic
def open_unit(component: UUID, *, by: Actor, at: datetime) -> UnitRef:
    """Make sure a component has a unit, and give it.

    A component that carries the same title as one in an earlier release of its programme starts with that one's pages.

    :raises Refused: if this actor does not write units, or the component is not studied online.
    """
    facts = component_by_ref(component)
    refusal = why_not_write(by) or why_not_open(facts.kind.value)
    if refusal:
        raise Refused(refusal)
    unit, is_new = Unit.objects.get_or_create(component_id=facts.id, defaults={"opened_at": at})
    if is_new:
        draft = Version.objects.create(unit=unit, number=1)
        earlier = (
            Version.objects.filter(
                unit__component__title=facts.title,
                unit__component__module__release__programme__releases__modules__components=unit.component_id,
            )
            .exclude(unit=unit)
            .order_by("-unit__component__module__release__number", "-number")
            .first()
        )
        if earlier is not None:
            _copy(earlier, draft)
        audit(by=str(by), did="learning.open_unit", to=str(unit.ref), at=at, component=str(component))
    return UnitRef(unit.ref)


@atomic
def add_page(unit: UUID, *, title: str, body: str = "", minutes: int = 5, by: Actor, at: datetime) -> PageRef:
    """Add a page at the end of the draft.

    :raises Refused: if this actor does not write units, or the page makes no sense.
    """
    draft = draft_of(unit, by=by)
    refusal = why_not_keep(title, body, minutes) or why_not_place(body, _numbers(draft.unit_id))
    if refusal:
        raise Refused(refusal)
    last = draft.pages.aggregate(last=Max("position"))["last"] or 0
    page = Page.objects.create(version=draft, position=last + 1, title=title.strip(), body=body, minutes=minutes)
    audit(by=str(by), did="learning.add_page", to=str(unit), at=at, page=str(page.key))
    return PageRef(page.ref)


@atomic
def change_page(page: UUID, *, title: str, body: str, minutes: int, by: Actor, at: datetime) -> PageRef:
    """Change a page in the draft. Where the page was published, the draft's copy of it changes.

    :raises Refused: if this actor does not write units, or the page makes no sense.
    """
    row = page_to_write(page, by=by)
    refusal = why_not_keep(title, body, minutes) or why_not_place(body, _numbers(row.version.unit_id))
    if refusal:
        raise Refused(refusal)
    row.title, row.body, row.minutes = title.strip(), body, minutes
    row.save(update_fields=["title", "body", "minutes"])
    audit(by=str(by), did="learning.change_page", to=str(row.version.unit.ref), at=at, page=str(row.key))
    return PageRef(row.ref)


@atomic
def move_page(page: UUID, *, up: bool, by: Actor, at: datetime) -> PageRef:
    """Change places with the page before (``up``) or after; at either end nothing moves.

    :raises Refused: if this actor does not write units.
    """
    row = page_to_write(page, by=by)
    pages = list(row.version.pages.order_by("position", "id"))
    here = pages.index(row)
    there = here - 1 if up else here + 1
    if 0 <= there < len(pages):
        pages[here], pages[there] = pages[there], pages[here]
        _number(pages)
        audit(by=str(by), did="learning.move_page", to=str(row.version.unit.ref), at=at, page=str(row.key))
    return PageRef(row.ref)


@atomic
def remove_page(page: UUID, *, by: Actor, at: datetime) -> None:
    """Take a page out of the draft. What was read and answered on it stays in the record.

    :raises Refused: if this actor does not write units.
    """
    row = page_to_write(page, by=by)
    version, key = row.version, row.key
    row.delete()
    _number(list(version.pages.order_by("position", "id")))
    audit(by=str(by), did="learning.remove_page", to=str(version.unit.ref), at=at, page=str(key))


@atomic
def ask_question(page: UUID, draft: QuestionDraft, *, by: Actor, at: datetime) -> QuestionRef:
    """Put a check for understanding at the end of a page.

    :raises Refused: if this actor does not write units, or nobody could answer the question.
    """
    row = page_to_write(page, by=by)
    refusal = why_not_ask(draft)
    if refusal:
        raise Refused(refusal)
    last = row.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question.objects.create(page=row, position=last + 1, **columns_of(draft))
    audit(by=str(by), did="learning.ask_question", to=str(row.version.unit.ref), at=at, question=str(question.key))
    return QuestionRef(question.ref)


@atomic
def change_question(question: UUID, draft: QuestionDraft, *, by: Actor, at: datetime) -> QuestionRef:
    """Change a check. Answers given before keep what they were told.

    :raises Refused: if this actor does not write units, or nobody could answer the question.
    """
    row = _question(question, by=by)
    refusal = why_not_ask(draft)
    if refusal:
        raise Refused(refusal)
    columns = columns_of(draft)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))
    unit = row.page.version.unit
    audit(by=str(by), did="learning.change_question", to=str(unit.ref), at=at, question=str(row.key))
    return QuestionRef(row.ref)


@atomic
def remove_question(question: UUID, *, by: Actor, at: datetime) -> None:
    """Take a check out of the draft.

    :raises Refused: if this actor does not write units.
    """
    row = _question(question, by=by)
    unit, key = row.page.version.unit, row.key
    row.delete()
    audit(by=str(by), did="learning.remove_question", to=str(unit.ref), at=at, question=str(key))


def draft_of(unit: UUID, *, by: Actor) -> Version:
    """The draft of a unit, locked; begun from the published version where there is none."""
    row = Unit.objects.seen_by(by).select_for_update().get(ref=unit)
    refusal = why_not_write(by)
    if refusal:
        raise Refused(refusal)
    newest: Version = row.versions.order_by("-number")[0]
    if newest.state == State.DRAFT.value:
        return newest
    draft = Version.objects.create(unit=row, number=newest.number + 1)
    _copy(newest, draft)
    return draft


def page_to_write(ref: UUID, *, by: Actor) -> Page:
    """The draft's copy of a page, wherever ``ref`` was read."""
    seen = Page.objects.select_related("version__unit").get(ref=ref, version__unit__in=Unit.objects.seen_by(by))
    draft = draft_of(seen.version.unit.ref, by=by)
    return Page.objects.select_related("version__unit").get(version=draft, key=seen.key)


def _question(ref: UUID, *, by: Actor) -> Question:
    """The draft's copy of a question, wherever ``ref`` was read."""
    units = Unit.objects.seen_by(by)
    seen = Question.objects.select_related("page__version__unit").get(ref=ref, page__version__unit__in=units)
    draft = draft_of(seen.page.version.unit.ref, by=by)
    return Question.objects.select_related("page__version__unit").get(page__version=draft, key=seen.key)


def _numbers(unit: int) -> frozenset[int]:
    """The numbers that a page of this unit may name."""
    return frozenset(Media.objects.filter(unit_id=unit).values_list("number", flat=True))


def _copy(source: Version, target: Version) -> None:
    """Every page and question once more, under the same keys; into another unit with all that stands in its pages."""
    if source.unit_id != target.unit_id:
        for media in Media.objects.filter(unit_id=source.unit_id):
            media.pk, media.ref, media.unit_id = None, uuid4(), target.unit_id
            media.save(force_insert=True)
    for page in source.pages.prefetch_related("questions").order_by("position", "id"):
        copy = Page.objects.create(
            version=target, key=page.key, position=page.position, title=page.title, body=page.body, minutes=page.minutes
        )
        Question.objects.bulk_create(
            Question(page=copy, key=q.key, position=q.position, **columns_of(q.as_draft()))
            for q in page.questions.all()
        )


def _number(pages: list[Page]) -> None:
    for position, page in enumerate(pages, 1):
        page.position = position
    Page.objects.bulk_update(pages, ["position"])


def columns_of(draft: QuestionDraft) -> dict[str, object]:
    return {
        "kind": draft.kind.value,
        "prompt": draft.prompt.strip(),
        "choices": [asdict(choice) for choice in draft.choices],
        "accepts": list(draft.accepts),
        "when_right": draft.when_right,
        "when_wrong": draft.when_wrong,
        "least_words": draft.least_words,
    }
