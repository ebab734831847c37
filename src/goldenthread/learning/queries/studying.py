"""A participant's study list: what there is, what is done, what is next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from goldenthread.cohorts.queries.reckoning import ledger
from goldenthread.cohorts.types import EnrolmentRef
from goldenthread.learning.models import Attempt, Page, Progress, Question, Unit
from goldenthread.learning.queries.places import READS, done_there
from goldenthread.learning.queries.reading import reflected
from goldenthread.learning.rules.finishing import resume_at, standing
from goldenthread.learning.rules.states import State
from goldenthread.learning.rules.writing import STUDIED
from goldenthread.learning.types import PageLine, PageRef, Standing, StudyLine, StudyList, UnitRef, minutes_left
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ComponentFacts, Route

_RELEASE = "component__module__release"
_ENROLMENT = f"{_RELEASE}__cohorts__enrolments"


@dataclass(frozen=True)
class _Enrolled:
    id: int
    ref: EnrolmentRef
    route: Route
    release: UUID
    variant: UUID | None
    cohort: str


def study_lists(*, by: Actor) -> tuple[StudyList, ...]:
    """What this participant studies online, enrolment by enrolment, the newest first.

    One statement, and nine more for each enrolment, however many components it has.
    """
    return tuple(_study_list(enrolled) for enrolled in _enrolled(by))


def units_to_open(components: Iterable[UUID], *, by: Actor) -> Mapping[UUID, UnitRef]:
    """The published units of components that this participant may read now, by component; in one statement."""
    if not by.wears(Duty.PARTICIPANT):
        return {}
    mine = {f"{_ENROLMENT}__participant_id": by.person_id, f"{_ENROLMENT}__state__in": [s.value for s in READS]}
    rows = Unit.objects.filter(
        done_there(), component__ref__in=list(components), versions__state=State.PUBLISHED.value, **mine
    )
    return {component: UnitRef(unit) for component, unit in rows.values_list("component__ref", "ref")}


def _enrolled(by: Actor) -> list[_Enrolled]:
    if not by.wears(Duty.PARTICIPANT):
        return []
    mine = {f"{_ENROLMENT}__participant_id": by.person_id, f"{_ENROLMENT}__state__in": [s.value for s in READS]}
    rows = (
        Unit.objects.filter(done_there(), **mine)
        .order_by()
        .values_list(
            f"{_ENROLMENT}__id",
            f"{_ENROLMENT}__ref",
            f"{_ENROLMENT}__route",
            f"{_RELEASE}__ref",
            f"{_RELEASE}__cohorts__variant__ref",
            f"{_RELEASE}__cohorts__title",
        )
        .distinct()
    )
    found = [
        _Enrolled(pk, EnrolmentRef(ref), Route(route), release, variant, cohort)
        for pk, ref, route, release, variant, cohort in rows
    ]
    return sorted(found, key=lambda one: -one.id)


def _study_list(enrolled: _Enrolled) -> StudyList:
    outline = release_outline(enrolled.release, variant=enrolled.variant)
    components = [c for c in outline.on(enrolled.route) if c.kind.value in STUDIED]
    units = _units(components, enrolled.id)
    shares: defaultdict[int, Fraction] = defaultdict(Fraction)
    for entry in ledger([enrolled.id]).get(enrolled.id, ()):
        shares[entry.component_id] += entry.share
    lines: list[StudyLine] = []
    for component in components:
        unit, pages = units.get(component.id, (None, ()))
        lines.append(_line(component, unit, pages, is_credited=shares[component.id] >= 1, before=lines))
    return StudyList(enrolled.ref, outline.release.title, enrolled.cohort, tuple(lines))


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


def _units(components: list[ComponentFacts], enrolment: int) -> dict[int, tuple[UnitRef, tuple[PageLine, ...]]]:
    """The published pages of some components' units with what was done on each, in five statements."""
    pages = list(
        Page.objects.filter(
            version__unit__component_id__in=[c.id for c in components], version__state=State.PUBLISHED.value
        )
        .defer("body")
        .select_related("version__unit")
        .order_by("position", "id")
    )
    read = set(
        Progress.objects.filter(enrolment_id=enrolment, page_key__in=[page.key for page in pages]).values_list(
            "page_key", flat=True
        )
    )
    asked: defaultdict[int, list[UUID]] = defaultdict(list)
    for page_id, key in Question.objects.filter(page__in=pages).values_list("page_id", "key"):
        asked[page_id].append(key)
    tried = set(Attempt.objects.filter(enrolment_id=enrolment).values_list("question_key", flat=True))
    tried |= reflected(enrolment, [key for keys in asked.values() for key in keys])
    found: dict[int, tuple[UnitRef, tuple[PageLine, ...]]] = {}
    for page in pages:
        unit = page.version.unit
        keys = asked[page.pk]
        line = PageLine(
            PageRef(page.ref),
            page.position,
            page.title,
            page.minutes,
            page.key in read,
            len(keys),
            len(tried.intersection(keys)),
        )
        found[unit.component_id] = (UnitRef(unit.ref), (*found.get(unit.component_id, (None, ()))[1], line))
    return found
