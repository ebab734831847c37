"""Circumstances and their evidence: one's own, and everybody's for those who decide. Nobody else's business."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.assessment.models import Allocation, Circumstance, CircumstanceFile, Window
from goldenthread.assessment.models.circumstances import NOTHING
from goldenthread.assessment.queries.attempts import used_attempts
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.queries.own_times import own_window
from goldenthread.assessment.rules.circumstances import follows_in_words, why_not_ask_now, why_not_decide
from goldenthread.assessment.types.circumstances import (
    ASKED_NAMES,
    ASKED_STATE_NAMES,
    AskedFor,
    AskedState,
    CircumstanceLine,
    CircumstanceRef,
    CircumstancesPage,
    DecideCircumstancePage,
)
from goldenthread.assessment.types.submitting import FileCopy
from goldenthread.assessment.types.words import WindowRef
from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.ground.queries.files import kept
from goldenthread.people.types import Actor
from goldenthread.programmes.types.granting import GrantKind


def decides(window: Window, by: Actor) -> bool:
    """Whether this actor decides in a window, in one statement at most."""
    held = Allocation.objects.filter(script__window=window, marker=by.person_id, is_standard=False)
    return why_not_decide(by, marks=held.exists()) is None


def my_circumstances(window: UUID, *, by: Actor, at: datetime) -> CircumstancesPage:
    """What somebody asked for in a window, and whether they can still ask.

    :raises Window.DoesNotExist: if it is not of a cohort they are on.
    """
    row = Window.objects.met_by(by).select_related("brief__brief").distinct().get(ref=window)
    rows = _joined().filter(window=row, enrolment__participant=by.person_id)
    mine = next(each for each in my_places(by=by) if each.cohort_id == row.cohort_id)
    closes_at = own_window(row, mine.id).closes_at
    return CircumstancesPage(WindowRef(row.ref), "", _lines(rows), why_not_ask_now(closes_at, at=at))


def circumstances_page(window: UUID, *, by: Actor) -> CircumstancesPage:
    """Everything that was asked for in a window, what waits first.

    :raises Window.DoesNotExist: if there is none, or this actor does not decide in it.
    """
    row = Window.objects.seen_by(by).select_related("brief__brief").get(ref=window)
    if not decides(row, by):
        raise Window.DoesNotExist
    lines = _lines(_joined().filter(window=row).exclude(enrolment__participant=by.person_id))
    ordered = sorted(lines, key=lambda each: (each.state is not AskedState.ASKED, each.asked_at))
    return CircumstancesPage(WindowRef(row.ref), row.brief.brief.title, tuple(ordered))


def own_circumstance(ref: UUID, *, by: Actor) -> CircumstanceLine:
    """One of one's own. :raises Circumstance.DoesNotExist: if it is not theirs."""
    return _lines([_joined().get(ref=ref, enrolment__participant=by.person_id)])[0]


def decision_page(ref: UUID, *, by: Actor, at: datetime) -> DecideCircumstancePage:
    """One of them, with the figures that the decision needs: until when it is theirs, the attempts, later windows; in
    ten statements.

    :raises Circumstance.DoesNotExist: if there is none, or this actor does not decide about it.
    """
    row = _joined().exclude(enrolment__participant=by.person_id).get(ref=ref)
    if not decides(row.window, by):
        raise Circumstance.DoesNotExist
    policy, own = policy_of(row.window), own_window(row.window, row.enrolment_id)
    later = Window.objects.filter(cohort=row.window.cohort_id, opens_at__gt=row.window.opens_at).order_by("opens_at")
    return DecideCircumstancePage(
        line=_lines([row])[0],
        opens_at=own.opens_at,
        closes_at=own.closes_at,
        attempts=policy.attempts,
        used=used_attempts(row.enrolment_id, policy.again, at=at),
        later=tuple((WindowRef(ref), opens_at) for ref, opens_at in later.values_list("ref", "opens_at")),
        offers=tuple(kind for kind in GrantKind if kind in policy.grants),
    )


def evidence(ref: UUID, *, by: Actor) -> FileCopy:
    """A file of evidence, for whoever gave it and whoever decides.

    :raises CircumstanceFile.DoesNotExist: if there is none, or it is nobody's of these.
    """
    row = CircumstanceFile.objects.select_related("circumstance__window", "circumstance__enrolment").get(ref=ref)
    about = row.circumstance
    if about.enrolment.participant_id != by.person_id and not decides(about.window, by):
        raise CircumstanceFile.DoesNotExist
    return copy_of(row.file_id)


def _joined() -> QuerySet[Circumstance]:
    return (
        Circumstance.objects.select_related(
            "window__cohort__release", "enrolment__participant", "own_time", "put_off__to_window"
        )
        .prefetch_related("files__file")
        .order_by("asked_at", "pk")
    )


def _lines(rows: Iterable[Circumstance]) -> tuple[CircumstanceLine, ...]:
    return tuple(
        CircumstanceLine(
            ref=CircumstanceRef(row.ref),
            window=WindowRef(row.window.ref),
            enrolment=row.enrolment.ref,
            name=row.enrolment.participant.name,
            asks=AskedFor(row.asks),
            says=ASKED_NAMES[AskedFor(row.asks)],
            state=AskedState(row.state),
            stands=ASKED_STATE_NAMES[AskedState(row.state)],
            account=row.account,
            files=tuple((each.ref, kept(each.file)) for each in row.files.all()),
            asked_at=row.asked_at,
            answer=row.answer,
            decided_at=row.decided_at,
            follows=_follows(row),
        )
        for row in rows
    )


def _follows(row: Circumstance) -> str:
    """What was given, in words; nothing where it was decided before that was asked."""
    if not row.gives:
        return ""
    to = row.put_off.to_window if row.put_off else None
    return follows_in_words(
        None if row.gives == NOTHING else GrantKind(row.gives),
        minutes=row.own_time.minutes if row.own_time else 0,
        closes_at=row.own_time.closes_at if row.own_time else None,
        opens_at=to.opens_at if to else None,
    )
