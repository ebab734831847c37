"""Those who mark, with what is recorded of them: for themselves, and for those who run assessment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.assessment.models import (
    Allocation,
    MarkerAbsence,
    MarkerConflict,
    MarkerRecord,
    MarkerTraining,
    Script,
    Window,
)
from goldenthread.assessment.queries.declared import absences_of, takes_of
from goldenthread.assessment.queries.proposing import assessors
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.describing import (
    TIE_NAMES,
    AbsenceLine,
    ConflictLine,
    MarkerLine,
    MarkerPage,
    Takes,
    TakesLine,
    Tie,
    TrainingLine,
)
from goldenthread.assessment.types.words import AwayRef, ConflictRef, State, TrainingRef, WindowRef
from goldenthread.people.queries.schools import names_by_urn
from goldenthread.people.types import Actor, Duty, PersonRef, Phase

A_SCHOOL, A_PARTNER = "A school", "A delivery partner"
SOMEBODY = "Somebody whom only they and whoever declared it can see"
# A script whose window may still be marked: nobody needs a capacity for one whose results are out.
_LIVE = (State.SUBMITTED.value, State.ALLOCATED.value)


@dataclass(frozen=True)
class RecordedMarker:
    """A marker by id and name, and whether whoever looks runs assessment or is that marker."""

    id: int
    ref: PersonRef
    name: str
    is_own: bool
    runs: bool


def recorded_marker(ref: UUID, *, by: Actor) -> RecordedMarker:
    """A marker whom this actor may see: themselves, or for those who run assessment any; in three statements.

    :raises Allocation.DoesNotExist: if there is none, or not theirs to see.
    """
    runs = why_not_run(by) is None
    if by.person == ref and by.wears(Duty.ASSESSOR):
        return RecordedMarker(by.person_id, by.person, by.name, is_own=True, runs=runs)
    people = assessors(by=by)
    found = [person for person, each in people.refs.items() if each == ref and runs]
    if not found:
        raise Allocation.DoesNotExist
    return RecordedMarker(found[0], people.refs[found[0]], people.names[found[0]], is_own=False, runs=runs)


def markers_page(*, by: Actor, at: datetime) -> tuple[MarkerLine, ...]:
    """Everybody who wears the assessor's hat, those with the most to do first; in eight statements.

    :raises Allocation.DoesNotExist: if this actor does not run assessment.
    """
    if why_not_run(by):
        raise Allocation.DoesNotExist
    people, today = assessors(by=by), day_here(at)
    ids = list(people.names)
    waiting = Allocation.objects.current().filter(marker_id__in=ids, marking=None)
    to_do = dict(waiting.values_list("marker_id").annotate(Count("pk")))
    takes, away = takes_of(ids, None), absences_of(ids)
    trained: defaultdict[int, list[str]] = defaultdict(list)
    for row in _trainings(ids):
        if row.as_trained().holds(today) and row.ended_at is None:
            trained[row.person_id].append(_code(row))
    standing = MarkerConflict.objects.filter(person_id__in=ids, ended_at=None)
    declared = dict(standing.values_list("person_id").annotate(Count("pk")))
    lines = (
        MarkerLine(
            person=people.refs[person],
            name=name,
            to_do=to_do.get(person, 0),
            capacity=takes[person].capacity if person in takes else None,
            trained_for=tuple(dict.fromkeys(trained[person])),
            conflicts=declared.get(person, 0),
            is_away=any(each.holds(today) for each in away.get(person, ())),
        )
        for person, name in people.names.items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.to_do, line.name, str(line.person))))


def marker_page(ref: UUID, *, by: Actor, at: datetime) -> MarkerPage:
    """Everything recorded of one marker, in at most twelve statements.

    :raises Allocation.DoesNotExist: if there is none, or not theirs to see.
    """
    seen, today = recorded_marker(ref, by=by), day_here(at)
    begun, finished = Count("pk", filter=Q(marking=None, draft__isnull=False)), Count("marking")
    # Markers count what is in their own queue, standard scripts among it, or the difference would tell them.
    held = Allocation.objects.kept_by(by) if seen.is_own else Allocation.objects.current().filter(marker_id=seen.id)
    counts = held.aggregate(to_do=Count("pk", filter=Q(marking=None)), begun=begun, finished=finished)
    records = MarkerRecord.objects.filter(person_id=seen.id).select_related(
        "by", "window__cohort", "window__brief__brief"
    )
    lines = [(row.window_id, _takes_line(row)) for row in records.order_by("-pk")]
    newest = dict(reversed(lines))
    general = newest.get(None)
    return MarkerPage(
        person=seen.ref,
        name=seen.name,
        is_own=seen.is_own,
        runs=seen.runs,
        is_assessor=True,
        takes=general.takes if general else None,
        by_window=tuple(line for window, line in newest.items() if window is not None),
        before=tuple(line for window, line in lines if newest[window] is not line),
        trainings=tuple(_training(row, today) for row in _trainings([seen.id])),
        absences=tuple(_absence(row, today) for row in _absences(seen.id)),
        conflicts=_conflicts(seen, by=by),
        **counts,
    )


def windows_to_mark(*, by: Actor) -> tuple[tuple[WindowRef, str], ...]:
    """The windows somebody may say a capacity for: with scripts that are not all marked; in one statement. An assessor
    learns of those in which they have a seat."""
    windows = Window.objects.filter(scripts__in=Script.objects.filter(state__in=_LIVE))
    if why_not_run(by):
        windows = windows.filter(scripts__allocations__in=Allocation.objects.seen_by(by))
    rows = windows.distinct().order_by("closes_at", "pk").values_list("ref", "cohort__title", "brief__brief__title")
    return tuple((WindowRef(ref), f"{cohort}: {brief}") for ref, cohort, brief in rows)


def conflict_page(ref: UUID, *, by: Actor, at: datetime) -> tuple[MarkerPage, ConflictLine]:
    """A marker with one conflict that stands, for the page that asks why it ends.

    :raises MarkerConflict.DoesNotExist: if there is none that stands, or its marker is not theirs to see.
    """
    row = MarkerConflict.objects.select_related("person").get(ref=ref, ended_at=None)
    page = _page_of(row.person.ref, MarkerConflict.DoesNotExist, by=by, at=at)
    return page, next(line for line in page.standing if line.ref == ref)


def training_page(ref: UUID, *, by: Actor, at: datetime) -> tuple[MarkerPage, TrainingLine]:
    """A marker with one training that was not ended, likewise.

    :raises MarkerTraining.DoesNotExist: if there is none, or its marker is not theirs to see.
    """
    row = MarkerTraining.objects.select_related("person").get(ref=ref, ended_at=None)
    page = _page_of(row.person.ref, MarkerTraining.DoesNotExist, by=by, at=at)
    return page, next(line for line in page.trainings if line.ref == ref)


def absence_page(ref: UUID, *, by: Actor, at: datetime) -> tuple[MarkerPage, AbsenceLine]:
    """A marker with one absence that stands, likewise.

    :raises MarkerAbsence.DoesNotExist: if there is none that stands, or its marker is not theirs to see.
    """
    row = MarkerAbsence.objects.select_related("person").get(ref=ref, ended_at=None)
    page = _page_of(row.person.ref, MarkerAbsence.DoesNotExist, by=by, at=at)
    return page, next(line for line in page.absences if line.ref == ref)


def _page_of(ref: UUID, gone: type[Exception], *, by: Actor, at: datetime) -> MarkerPage:
    try:
        return marker_page(ref, by=by, at=at)
    except Allocation.DoesNotExist as absent:
        raise gone from absent


def _trainings(ids: list[int]) -> list[MarkerTraining]:
    rows = MarkerTraining.objects.filter(person_id__in=ids).select_related("qualification", "by")
    return list(rows.order_by("ended_at", "-from_on", "-pk"))


def _absences(person: int) -> list[MarkerAbsence]:
    return list(MarkerAbsence.objects.filter(person_id=person).select_related("by").order_by("-from_on", "-pk"))


def _code(row: MarkerTraining) -> str:
    return f"{row.qualification.code} ({row.qualification.suite})"


def _takes_line(row: MarkerRecord) -> TakesLine:
    title = f"{row.window.cohort.title}: {row.window.brief.brief.title}" if row.window else "Every window"
    takes = Takes(row.capacity, frozenset(Phase(phase) for phase in row.phases))
    return TakesLine(takes, WindowRef(row.window.ref) if row.window else None, title, row.by.name, row.at)


def _training(row: MarkerTraining, today: date) -> TrainingLine:
    return TrainingLine(
        ref=TrainingRef(row.ref),
        qualification=_code(row),
        from_on=row.from_on,
        until_on=row.until_on,
        by=row.by.name,
        holds=row.ended_at is None and row.as_trained().holds(today),
        ended_at=row.ended_at,
        why_ended=row.why_ended,
    )


def _absence(row: MarkerAbsence, today: date) -> AbsenceLine:
    stands = row.ended_at is None and (row.until_on is None or row.until_on >= today)
    return AbsenceLine(AwayRef(row.ref), row.from_on, row.until_on, row.why, row.by.name, stands)


def _conflicts(seen: RecordedMarker, *, by: Actor) -> tuple[ConflictLine, ...]:
    """Those that were declared, the newest first. With which person is told to the marker and to whoever declared it:
    others see scripts by number, and would learn whose one is. So with which school is kept from those who judge
    scripts: they read at which number somebody found that conflict."""
    rows = list(
        MarkerConflict.objects.filter(person_id=seen.id).select_related("by", "party", "partner").order_by("-at", "-pk")
    )
    judges = by.wears_for_provider(Duty.MODERATOR, Duty.QUALITY_LEAD)
    schools = names_by_urn({row.urn for row in rows if row.urn})
    found = []
    for row in rows:
        is_told = seen.is_own or row.by_id == by.person_id or not (judges or hasattr(row, "party"))
        if hasattr(row, "party"):
            subject = row.party.email if is_told else SOMEBODY
        elif not is_told:
            subject = A_PARTNER if row.partner else A_SCHOOL
        else:
            subject = row.partner.name if row.partner else f"{schools.get(row.urn, 'A school')} (URN {row.urn})"
        found.append(
            ConflictLine(
                ref=ConflictRef(row.ref),
                tie=TIE_NAMES[Tie(row.tie)],
                subject=subject,
                words=row.words if is_told else "",
                by=row.by.name,
                at=row.at,
                ended_at=row.ended_at,
                why_ended=row.why_ended if is_told else "",
            )
        )
    return tuple(found)
