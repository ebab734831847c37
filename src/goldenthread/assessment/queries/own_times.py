"""From when until when a window is open for whom: what every gate asks, and the pages that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Prefetch

from goldenthread.assessment.models import Incident, OwnTime, PutOff, Result, Script, Window
from goldenthread.assessment.models.scripts import ScriptSet
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.own_times import (
    RECORDED_ALREADY,
    own_window_of,
    preview,
    why_no_part,
    why_not_end_time,
    why_not_take_incident_back,
)
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.own_times import (
    Affected,
    GivenTime,
    IncidentLine,
    IncidentPreview,
    IncidentRef,
    NewIncident,
    OwnTimeRef,
    OwnTimesLine,
    OwnTimesPage,
    PersonChoice,
    Sitting,
    TakenBack,
    TakesPart,
    TimeEntry,
)
from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.assessment.types.words import Outcome, State, WindowRef
from goldenthread.cohorts.queries.engagement import enrolments_seen
from goldenthread.cohorts.types import EnrolmentFacts
from goldenthread.ground.models.listing import Listed
from goldenthread.people.types import Actor

_TAKES_PART = frozenset({"active", "completed"})
_CAN_STILL_HAND_IN = frozenset({State.BEGUN.value, State.SUBMITTED.value})


def own_window(window: Window, enrolment: int) -> WindowFacts:
    """A window as it is for one person, in one statement."""
    return own_window_of(window.as_facts(), entries_of([window.pk], [enrolment]).get((window.pk, enrolment), ()))


def entries_of(
    windows: Iterable[int], enrolments: Iterable[int] | None = None
) -> Mapping[tuple[int, int], tuple[TimeEntry, ...]]:
    """What stands for whom in these windows, by window and enrolment, in one statement; ``None`` for everybody."""
    rows = OwnTime.objects.filter(window__in=list(windows), ended_at=None).order_by("pk")
    if enrolments is not None:
        rows = rows.filter(enrolment__in=list(enrolments))
    found: defaultdict[tuple[int, int], list[TimeEntry]] = defaultdict(list)
    for row in rows:
        found[row.window_id, row.enrolment_id].append(row.as_entry())
    return {key: tuple(each) for key, each in found.items()}


def open_longer(rows: ScriptSet, *, at: datetime) -> tuple[Script, ...]:
    """Those of these scripts whose window is over for others, and not yet for whoever writes them; in one statement."""
    given = OwnTime.objects.filter(window=OuterRef("window"), enrolment=OuterRef("enrolment"), ended_at=None)
    closed = rows.filter(Exists(given), window__closes_at__lte=at).with_times().select_related("window")
    return tuple(row for row in closed if stage(row.own_window(), at=at) is Stage.OPEN)


def closes_of(windows: Iterable[Window]) -> Mapping[int, tuple[datetime, ...]]:
    """When each of these windows closes for each of those who have longer than others, by window; in one statement."""
    rows = {each.pk: each for each in windows}
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for (window, _), entries in entries_of(rows).items():
        own = own_window_of(rows[window].as_facts(), entries)
        if own.closes_at > rows[window].closes_at:
            found[window].append(own.closes_at)
    return {window: tuple(each) for window, each in found.items()}


def listed_own(enrolments: Iterable[int], *, window: str = "pk") -> Listed:
    """The times that stand for these enrolments, as a column beside rows that name a window as ``window``."""
    stand = OwnTime.objects.filter(window=OuterRef(window), enrolment__in=list(enrolments), ended_at=None)
    return Listed(stand, minutes="minutes", closes_at="closes_at")


def passed_elsewhere(window: Window) -> Iterable[int]:
    """The enrolments to which a window is nothing: they have passed in another, and begun nothing here."""
    passed = Result.objects.filter(outcome=Outcome.PASSED.value, script__window__cohort=window.cohort_id)
    here = Script.objects.filter(window=window).values("enrolment_id")
    return passed.exclude(script__enrolment__in=here).values_list("script__enrolment_id", flat=True)


def sittings(window: Window, *, by: Actor) -> tuple[Sitting, ...]:
    """Everybody of a window's cohort as far as this actor sees them, with why they take no part in it, in seven
    statements at most. Never their number."""
    people = [each for each in enrolments_seen(by=by, cohort=window.cohort.ref) if each.state in _TAKES_PART]
    rows = Script.objects.filter(window=window).only(*_READ).annotate(in_at=Max("versions__submitted_at"))
    scripts = {each.enrolment_id: each for each in rows}
    given = entries_of([window.pk])
    part = part_in(window, [each.id for each in people])
    return tuple(
        sitting_of(each, window, scripts.get(each.id), given.get((window.pk, each.id), ()), part) for each in people
    )


def part_in(window: Window, people: Iterable[int]) -> TakesPart:
    """Which of these take part in a window; in three statements at most."""
    ids = list(people)
    through = Script.objects.filter(enrolment__in=ids, result__outcome=Outcome.PASSED.value).exclude(window=window)
    put_off = PutOff.objects.filter(window=window, enrolment__in=ids)
    booked = None
    if hasattr(window, "project") and window.project.books_until is not None:
        rows = window.bookings.filter(ended_at=None, enrolment__in=ids)
        booked = frozenset(rows.values_list("enrolment_id", flat=True))
    return TakesPart(
        frozenset(through.values_list("enrolment_id", flat=True)),
        frozenset(put_off.values_list("enrolment_id", flat=True)),
        booked,
    )


_READ = ("enrolment_id", "state", "begun_at")


def sitting_of(
    person: EnrolmentFacts, window: Window, script: Script | None, given: Iterable[TimeEntry], part: TakesPart
) -> Sitting:
    """Somebody in a window as rules see them."""
    return Sitting(
        enrolment_id=person.id,
        enrolment=person.ref,
        name=person.name,
        window=own_window_of(window.as_facts(), given),
        begun_at=script.begun_at if script else None,
        is_past_handing_in=script is not None and script.state not in _CAN_STILL_HAND_IN,
        handed_in_at=vars(script).get("in_at") if script else None,
        no_part=why_no_part(
            has_passed=person.id in part.passed,
            is_put_off=person.id in part.put_off,
            has_completed=script is None and person.state == "completed",
        ),
        is_booked=part.booked is None or person.id in part.booked,
    )


def incident_preview(window: UUID, new: NewIncident, *, by: Actor, at: datetime) -> IncidentPreview:
    """What an incident would do to each person, before it is recorded; in ten statements at most.

    :raises Window.DoesNotExist: if there is none, or it is not this actor's to run.
    """
    found, _ = looked_at(_run_by(window, by=by), new, by=by, at=at)
    return found


def looked_at(window: Window, new: NewIncident, *, by: Actor, at: datetime) -> tuple[IncidentPreview, Incident | None]:
    """What an incident would do, and the same one if it is recorded already and was not taken back: it counts once."""
    found = preview(new, sittings(window, by=by), shared=window.as_facts(), at=at)
    said = {"what": new.what.strip(), "began_at": new.began_at, "ended_at": new.ended_at, "minutes": new.minutes}
    stand = Prefetch("times", OwnTime.objects.filter(ended_at=None))
    rows = Incident.objects.filter(window=window, affected=new.affected.value, **said).prefetch_related(stand)
    held = [(row, {each.enrolment_id for each in row.times.all()}) for row in rows.order_by("pk")]
    gains = {each.enrolment_id for each in found.gains}
    is_chosen = new.affected is Affected.CHOSEN
    same = next((row for row, who in held if who and (who == gains or not is_chosen)), None)
    return (replace(found, why_not=RECORDED_ALREADY) if same else found), same


def times_page(window: UUID, *, by: Actor, at: datetime) -> OwnTimesPage:
    """A window's times, those of single people and its incidents; in eleven statements whatever their number.

    :raises Window.DoesNotExist: if there is none, or it is not this actor's to run.
    """
    row = _run_by(window, by=by)
    people = sittings(row, by=by)
    rows = list(OwnTime.objects.filter(window=row).select_related("by", "ended_by", "incident").order_by("at", "pk"))
    given: defaultdict[int, list[GivenTime]] = defaultdict(list)
    for each in rows:
        given[each.enrolment_id].append(_given(each, row, at=at))
    lines = [
        OwnTimesLine(
            enrolment=each.enrolment,
            name=each.name,
            closes_at=each.window.closes_at,
            stage=stage(each.window, at=at),
            given=tuple(given[each.enrolment_id]),
        )
        for each in people
        if each.enrolment_id in given
    ]
    return OwnTimesPage(
        window=WindowRef(row.ref),
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        lines=tuple(lines),
        incidents=_incidents(row, people, rows, at=at),
        people=tuple(
            PersonChoice(each.enrolment, each.name, each.window.closes_at) for each in people if not each.no_part
        ),
        why_not=why_not_run(by),
    )


def given_time(ref: UUID, *, by: Actor, at: datetime) -> tuple[WindowRef, GivenTime]:
    """One time that was given, and its window. :raises OwnTime.DoesNotExist: if there is none, or not theirs to run."""
    if why_not_run(by):
        raise OwnTime.DoesNotExist
    row = OwnTime.objects.select_related("window", "by", "ended_by", "incident").get(ref=ref)
    return WindowRef(row.window.ref), _given(row, row.window, at=at)


def incident_line(ref: UUID, *, by: Actor, at: datetime) -> tuple[WindowRef, IncidentLine]:
    """One incident and its window. :raises Incident.DoesNotExist: if there is none, or it is not theirs to run."""
    if why_not_run(by):
        raise Incident.DoesNotExist
    row = Incident.objects.filter(window__in=Window.objects.seen_by(by)).select_related("window").get(ref=ref)
    lines = times_page(row.window.ref, by=by, at=at).incidents
    return WindowRef(row.window.ref), next(each for each in lines if each.ref == ref)


def _given(row: OwnTime, window: Window, *, at: datetime) -> GivenTime:
    ended = row.ended_at is not None
    return GivenTime(
        ref=OwnTimeRef(row.ref),
        entry=row.as_entry(),
        why=row.why,
        incident=row.incident.what if row.incident else "",
        by=row.by.name,
        at=row.at,
        taken_back=_taken_back(row),
        why_not_end=why_not_end_time(window.as_facts(), ended=ended, why="asked", at=at),
    )


def _taken_back(row: OwnTime) -> TakenBack | None:
    if row.ended_at is None:
        return None
    return TakenBack(row.ended_by.name if row.ended_by else "", row.ended_at, row.why_ended)


def incident_held(
    people: Iterable[Sitting], times: Iterable[OwnTime], incident: int, window: Window
) -> tuple[tuple[Sitting, datetime], ...]:
    """Who has the time that an incident gave, and when their window would close without it; in no statement."""
    entries: defaultdict[int, list[OwnTime]] = defaultdict(list)
    for each in times:
        if each.ended_at is None:
            entries[each.enrolment_id].append(each)
    return tuple(
        (
            one,
            own_window_of(
                window.as_facts(), [e.as_entry() for e in entries[one.enrolment_id] if e.incident_id != incident]
            ).closes_at,
        )
        for one in people
        if any(e.incident_id == incident for e in entries[one.enrolment_id])
    )


def _incidents(
    window: Window, people: Iterable[Sitting], times: Iterable[OwnTime], *, at: datetime
) -> tuple[IncidentLine, ...]:
    rows = Incident.objects.filter(window=window).select_related("by")
    held = {row: incident_held(people, times, row.pk, window) for row in rows.order_by("at", "pk")}
    return tuple(
        IncidentLine(
            ref=IncidentRef(row.ref),
            what=row.what,
            began_at=row.began_at,
            ended_at=row.ended_at,
            affected=Affected(row.affected),
            minutes=row.minutes,
            people=sum(each.incident_id == row.pk for each in times),
            by=row.by.name,
            at=row.at,
            stands=bool(has),
            why_not_end=why_not_take_incident_back(has, why="asked", at=at),
            taken_back=None if has else _last_taken_back(each for each in times if each.incident_id == row.pk),
        )
        for row, has in held.items()
    )


def _last_taken_back(times: Iterable[OwnTime]) -> TakenBack | None:
    """How an incident was taken back. Pieces of it may have gone one by one before the last of it did."""
    ended = [each for each in map(_taken_back, times) if each]
    return max(ended, key=lambda each: each.at, default=None)


def _run_by(window: UUID, *, by: Actor) -> Window:
    """Who only reads windows is not told what was given to whom."""
    if why_not_run(by):
        raise Window.DoesNotExist
    return Window.objects.seen_by(by).select_related("cohort__release", "brief__brief", "project").get(ref=window)
