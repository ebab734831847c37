"""The board of all scripts by number, their states, and how far markers and windows are.

No participant is fetched. Whatever its length, the board is read in nine statements, ten where it is narrowed to one
marker: numbers are counted by the database, and rows are fetched a page at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from goldenthread.assessment.models import Allocation, MarkingDeadline, Script, Window
from goldenthread.assessment.queries.wanting import wanted_seats
from goldenthread.assessment.rules.allocating import marking_due
from goldenthread.assessment.rules.briefing import RUNS
from goldenthread.assessment.rules.wanting import seats_needed
from goldenthread.assessment.rules.windows import day_here
from goldenthread.assessment.types.marking_board import (
    BoardFilter,
    BoardRow,
    MarkerProgress,
    MarkingBoard,
    SeatState,
    WindowProgress,
)
from goldenthread.assessment.types.words import NOT_IN, ScriptRef, State, WindowRef
from goldenthread.people.types import Actor, Duty, PersonRef
from goldenthread.programmes.queries.policies import assessment_policies_of

PAGE = 50
_UNMARKED = frozenset({State.SUBMITTED, State.ALLOCATED})


@dataclass(frozen=True)
class _Of:
    """A window on the board: its name, when it is due, and how many mark each script."""

    pk: int
    ref: WindowRef
    title: str
    due_on: date
    seats: int


def marking_board(narrowed: BoardFilter, *, by: Actor, at: datetime, page: int = 1) -> MarkingBoard:
    """A page of the board, for those who run assessment or inspect it.

    What narrows it to a window, state or marker that is not there leaves nothing.

    :raises Script.DoesNotExist: if this actor does neither.
    """
    if not _reads(by):
        raise Script.DoesNotExist
    rows = Script.objects.exclude(state__in=NOT_IN)
    counted = list(rows.values_list("window_id", "state").annotate(Count("pk")).order_by())
    windows = _windows({window for window, *_ in counted})
    chosen = {pk: each for pk, each in windows.items() if narrowed.window in {"", str(each.ref)}}
    states: defaultdict[State, int] = defaultdict(int)
    by_window: defaultdict[int, dict[State, int]] = defaultdict(dict)
    for window, state, number in counted:
        by_window[window][State(state)] = number
        if window in chosen:
            states[State(state)] += number
    markers = _markers(chosen, whole=len(chosen) == len(windows)) if counted else ()
    found = _narrowed(rows, narrowed, chosen, whole=len(chosen) == len(windows))
    total = found.count() if narrowed.marker else sum(_matching(states, narrowed.state))
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    # Who marks their own script is nothing for its writer; most who read the board have none.
    found = found.exclude(enrolment__participant_id=by.person_id) if by.wears(Duty.PARTICIPANT) else found
    shown = list(found.only("ref", "number", "state", "window_id").order_by("number")[(page - 1) * PAGE : page * PAGE])
    today = day_here(at)
    return MarkingBoard(
        narrowed=narrowed,
        states=dict(states),
        windows=tuple(sorted((_progress(w, by_window[w.pk], today) for w in windows.values()), key=lambda w: w.due_on)),
        markers=markers,
        rows=tuple(_rows(shown, windows, today)),
        total=total,
        page=page,
        pages=pages,
    )


def late_windows(*, at: datetime) -> tuple[str, ...]:
    """The windows whose scripts are not all marked though their day is over, the latest first; in at most four
    statements, and in one where everything is marked."""
    rows = Script.objects.filter(state__in=[state.value for state in _UNMARKED], window__closes_at__lt=at)
    ids = set(rows.exclude(state__in=NOT_IN).order_by().values_list("window_id", flat=True).distinct())
    if not ids:
        return ()
    late = [each for each in _windows(ids).values() if each.due_on < day_here(at)]
    return tuple(each.title for each in sorted(late, key=lambda each: (each.due_on, each.title)))


def _reads(by: Actor) -> bool:
    """Moderators judge scripts, and do not learn here who marked them."""
    return by.wears_for_provider(*RUNS, Duty.INSPECTOR)


def _matching(states: Mapping[State, int], state: str) -> Iterable[int]:
    return [number for each, number in states.items() if state in {"", each.value}]


def _narrowed(
    rows: QuerySet[Script], narrowed: BoardFilter, chosen: Mapping[int, _Of], *, whole: bool
) -> QuerySet[Script]:
    found = rows if whole else rows.filter(window__in=list(chosen))
    found = found.filter(state=narrowed.state) if narrowed.state else found
    if not narrowed.marker:
        return found
    held = Allocation.objects.current().filter(marker__ref=_ref(narrowed.marker))
    return found.filter(pk__in=held.values("script_id"))


def _ref(text: str) -> UUID:
    """A reference as somebody sent it; one that nobody has where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _windows(ids: set[int]) -> Mapping[int, _Of]:
    """Windows by id, with their deadlines and policies; in three statements."""
    rows = Window.objects.filter(pk__in=ids).select_related("cohort__release__programme", "brief__brief")
    found = list(rows)
    deadlines = MarkingDeadline.objects.filter(window__in=ids).order_by("pk")
    own = dict(deadlines.values_list("window_id", "due_on"))
    programmes = {row.cohort.release.programme: row.cohort.release.programme.qualification_id for row in found}
    policy_on = assessment_policies_of({programme.pk: qualification for programme, qualification in programmes.items()})
    windows = {}
    for row in found:
        policy = policy_on(row.cohort.release.programme_id, row.opens_at.date())
        assert policy is not None, f"window {row.ref} was planned under a policy"
        due = marking_due(row.as_facts(), policy, own=own.get(row.pk))
        title = f"{row.cohort.title}: {row.brief.brief.title}"
        windows[row.pk] = _Of(row.pk, WindowRef(row.ref), title, due, policy.seats)
    return windows


def _markers(chosen: Mapping[int, _Of], *, whole: bool) -> tuple[MarkerProgress, ...]:
    """How far each marker is, those with the most to do first; in two statements, of which the first tells seats by
    nothing but their marker's id, so that the database need not sort them."""
    held = Allocation.objects.current()
    held = held if whole else held.filter(script__window__in=list(chosen))
    counted = held.order_by().values_list("marker_id").annotate(Count("pk"), Count("marking"), Min("pk"))
    of_one_seat = {seat: (number, finished) for _, number, finished, seat in counted}
    named = Allocation.objects.filter(pk__in=list(of_one_seat)).values_list("pk", "marker__ref", "marker__name")
    lines = (MarkerProgress(PersonRef(ref), name, *of_one_seat[seat]) for seat, ref, name in named)
    return tuple(sorted(lines, key=lambda line: (line.finished - line.held, line.name, str(line.ref))))


def _progress(window: _Of, states: Mapping[State, int], today: date) -> WindowProgress:
    scripts = sum(states.values())
    marked = sum(number for state, number in states.items() if state not in _UNMARKED)
    return WindowProgress(
        window.ref, window.title, window.due_on, scripts, marked, marked < scripts and window.due_on < today
    )


def _rows(shown: list[Script], windows: Mapping[int, _Of], today: date) -> Iterable[BoardRow]:
    """The scripts of a page with their seats, in two statements."""
    seats: defaultdict[int, list[SeatState]] = defaultdict(list)
    held = Allocation.objects.current().filter(script__in=shown).order_by("seat")
    told = held.values_list("script_id", "seat", "marker__name", "marking__pk", "draft__pk")
    for script, seat, name, marking, draft in told:
        seats[script].append(SeatState(seat, name, bool(marking), bool(draft) and not marking))
    beside = wanted_seats([row.pk for row in shown])
    for row in shown:
        window, state = windows[row.window_id], State(row.state)
        is_open = state in _UNMARKED
        wanted = beside.get(row.pk, {})
        needed = seats_needed(window.seats, wanted)
        yield BoardRow(
            ref=ScriptRef(row.ref),
            number=row.number,
            state=state,
            window=window.ref,
            title=window.title,
            due_on=window.due_on,
            is_overdue=is_open and window.due_on < today,
            seats=tuple(seats[row.pk]),
            empty=len(set(needed) - {each.seat for each in seats[row.pk]}) if is_open else 0,
            wants=tuple(wanted.values()),
        )
