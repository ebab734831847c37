"""A participant's study list: what there is, what is done, what is next."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.cohorts.queries.reckoning import entries_of
from goldenthread.cohorts.types import MyPlace
from goldenthread.learning.models import Attempt, Progress, Question, Reflection, Unit
from goldenthread.learning.queries.places import READS
from goldenthread.learning.rules.finishing import resume_at, standing
from goldenthread.learning.rules.states import State
from goldenthread.learning.rules.writing import STUDIED
from goldenthread.learning.types import PageLine, PageRef, Standing, StudyLine, StudyList, UnitRef, minutes_left
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.releases import components_of
from goldenthread.programmes.types import ComponentFacts


def study_lists(*, by: Actor) -> tuple[StudyList, ...]:
    """What this participant studies online, enrolment by enrolment, the newest first.

    One statement, and three more for each enrolment, however many components it has.
    """
    if not by.wears(Duty.PARTICIPANT):
        return ()
    places = sorted((place for place in my_places(by=by) if place.mine.state in READS), key=lambda place: -place.id)
    lists = (_study_list(place) for place in places)
    return tuple(found for found in lists if found)


def _study_list(place: MyPlace) -> StudyList | None:
    """What is studied on a programme; nothing where none of it has a unit."""
    every = components_of(place.release, variant=place.variant)
    units = units_of([component.id for component in every], place.id)
    if not units:
        return None
    components = [c for c in every if c.kind.value in STUDIED and c.is_on(place.mine.route)]
    shares: defaultdict[int, Fraction] = defaultdict(Fraction)
    for entry in entries_of(place.id):
        shares[entry.component_id] += entry.share
    lines: list[StudyLine] = []
    for component in components:
        unit, pages = units.get(component.id, (None, ()))
        lines.append(_line(component, unit, pages, is_credited=shares[component.id] >= 1, before=lines))
    return StudyList(place.mine.ref, place.mine.programme, place.mine.cohort_title, tuple(lines))


def _line(
    component: ComponentFacts,
    unit: UnitRef | None,
    pages: tuple[PageLine, ...],
    *,
    is_credited: bool,
    before: list[StudyLine],
) -> StudyLine:
    read = sum(page.is_read for page in pages)
    is_first_left = not any(line.standing in {Standing.NEXT, Standing.STARTED} for line in before)
    return StudyLine(
        component=component.ref,
        unit=unit if pages else None,
        module=component.module,
        title=component.title,
        minutes=component.minutes,
        pages=len(pages),
        pages_read=read,
        standing=standing(is_credited=is_credited, has_unit=bool(pages), pages_read=read, is_first_left=is_first_left),
        resume_at=resume_at(pages),
        minutes_left=minutes_left(pages),
    )


def units_of(components: list[int], enrolment: int) -> dict[int, tuple[UnitRef, tuple[PageLine, ...]]]:
    """The units of some components, with their published pages and what was done on each, in one statement."""
    own = {"enrolment_id": enrolment}
    tried = Attempt.objects.filter(question_key=OuterRef("key"), **own)
    written = Reflection.objects.filter(question_key=OuterRef("key"), is_enough=True, **own)
    asked = Question.objects.filter(page=OuterRef("published__pages"))
    read = Progress.objects.filter(page_key=OuterRef("published__pages__key"), **own)
    rows = (
        Unit.objects.filter(component_id__in=components)
        .annotate(
            published=FilteredRelation("versions", condition=Q(versions__state=State.PUBLISHED.value)),
            is_read=Exists(read),
            asked=_how_many(asked),
            tried=_how_many(asked.filter(Exists(tried) | Exists(written))),
        )
        .order_by("component_id", "published__pages__position", "published__pages__id")
    )
    page = tuple(f"published__pages__{name}" for name in ("ref", "position", "title", "minutes"))
    found: dict[int, tuple[UnitRef, tuple[PageLine, ...]]] = {}
    for component, unit, ref, position, title, minutes, *done in rows.values_list(
        "component_id", "ref", *page, "is_read", "asked", "tried"
    ):
        before = found.setdefault(component, (UnitRef(unit), ()))
        if ref is not None:
            found[component] = (before[0], (*before[1], PageLine(PageRef(ref), position, title, minutes, *done)))
    return found


def _how_many(rows: QuerySet[Question]) -> Coalesce:
    counted = rows.order_by().values("page").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
