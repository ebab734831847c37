"""Who was reached by updates, who was not, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from goldenthread.cohorts.models import Cohort, Enrolment
from goldenthread.people.types import Actor, Duty
from goldenthread.reporting.models import LetterSent, ProgressUpdate, ReaderChoice
from goldenthread.reporting.models.updates import ProgressUpdateSet
from goldenthread.reporting.queries.bouncing import paused_addresses
from goldenthread.reporting.queries.planning import readers_now
from goldenthread.reporting.queries.updates import TOLD_OF
from goldenthread.reporting.types import CAUSE_NAMES, Cause, UpdateLine, UpdatePage
from goldenthread.reporting.types.bouncing import SEVERITY_NAMES, Severity
from goldenthread.reporting.types.reaching import Reached, ReachedLine, ReachingPage, SilentLine
from goldenthread.reporting.types.subscribing import PACE_NAMES, STREAM_NAMES, Pace, Stream

A_PAGE = 50
KEY = "reporting.update:"


def updates_page(cohort: UUID, *, by: Actor, at: datetime) -> UpdatePage:
    """Who would get an update of a cohort now, about whom, and what was sent before; in at most twelve statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).get(ref=cohort)
    people = Enrolment.objects.filter(cohort=row, state__in=TOLD_OF).values_list("pk", flat=True)
    readers, silent = readers_now(people, cause=Cause.ON_DEMAND, at=at)
    sent = _about(ProgressUpdate.objects.seen_by(by), cohort=row).order_by("-made_at", "-id")[:A_PAGE]
    return UpdatePage(
        cohort=row.ref,
        title=row.title,
        readers=readers,
        silent=silent,
        sent=tuple(
            UpdateLine(
                u.ref,
                u.to.name,
                CAUSE_NAMES[Cause(u.cause)],
                len(u.told) + len(u.about.all()),
                u.made_at,
                u.sent_at,
                u.revoked_at,
            )
            for u in sent
        ),
    )


def reaching_page(
    *, by: Actor, cohort: UUID | None = None, reached: Reached | None = None, number: int = 1
) -> ReachingPage:
    """What was sent, waits or came back, of the cohorts this actor may see; in at most eleven statements.

    :raises Cohort.DoesNotExist: if the cohort asked for is not theirs to see.
    """
    cohorts = list(Cohort.objects.seen_by(by).order_by("-starts_on", "title"))
    chosen = Cohort.objects.seen_by(by).get(ref=cohort) if cohort else None
    rows = _about(ProgressUpdate.objects.seen_by(by), cohort=chosen)
    counts = rows.aggregate(
        **{mark.value: Count("pk", filter=Q(pk__in=rows.reached(mark).values("pk"))) for mark in Reached}
    )
    total = sum(counts.values()) if reached is None else counts[reached.value]
    pages = max(1, -(-total // A_PAGE))
    number = min(number, pages)
    wanted = rows if reached is None else rows.reached(reached)
    updates = list(wanted.order_by("-made_at", "-id")[(number - 1) * A_PAGE : number * A_PAGE])
    letters, mine = _letters(updates), _visible(by)
    return ReachingPage(
        cohorts=tuple((c.ref, c.title) for c in cohorts),
        lines=tuple(_line(update, letters.get(f"{KEY}{update.ref}"), mine) for update in updates),
        counts={mark: counts[mark.value] for mark in Reached},
        paused=paused_addresses(by=by),
        silent=_silent(set(rows.order_by().values_list("to_id", flat=True))),
        number=number,
        pages=pages,
    )


def _about(rows: ProgressUpdateSet, *, cohort: Cohort | None) -> ProgressUpdateSet:
    """Those about people of one cohort, or all."""
    rows = rows.select_related("to").prefetch_related("about__enrolment")
    if cohort is None:
        return rows
    several = ProgressUpdate.objects.filter(about__enrolment__cohort=cohort).values("pk")
    return rows.filter(Q(cohort=cohort) | Q(pk__in=several))


def _letters(updates: Iterable[ProgressUpdate]) -> Mapping[str, LetterSent]:
    rows = LetterSent.objects.filter(key__in=[f"{KEY}{u.ref}" for u in updates]).prefetch_related("failures")
    return {row.key: row for row in rows}


def _line(update: ProgressUpdate, letter: LetterSent | None, mine: frozenset[int] | None) -> ReachedLine:
    """One update; of a letter about people of several partners, only those of one's own are named."""
    about = [row for row in update.about.all() if mine is None or row.enrolment.cohort_id in mine]
    names = [one["name"] for one in (*update.told, *(row.told for row in about)) if one]
    return ReachedLine(
        ref=update.ref,
        to=update.to.name,
        address=letter.address if letter else update.to.email,
        cause=Cause(update.cause),
        people=tuple(names),
        made_at=update.made_at,
        sent_at=update.sent_at,
        reached=update.as_reached(),
        says=_says(letter),
    )


def _says(letter: LetterSent | None) -> str:
    """Why a letter did not arrive, in words; empty where nothing is known against it."""
    if letter is None:
        return ""
    failures = sorted(letter.failures.all(), key=lambda failure: failure.pk)
    if failures:
        last = failures[-1]
        return f"{SEVERITY_NAMES[Severity(last.severity)]}. {last.says}".strip()
    return "Held back: the address does not work." if letter.held_at else ""


def _visible(by: Actor) -> frozenset[int] | None:
    """The cohorts whose people may be named, by id; ``None`` for all."""
    if by.wears_for_provider(*Duty):
        return None
    return frozenset(Cohort.objects.seen_by(by).values_list("pk", flat=True))


def _silent(people: Collection[int]) -> tuple[SilentLine, ...]:
    """Those who have switched something off or thinned it out, by name; in one statement."""
    newest: dict[tuple[int, str], ReaderChoice] = {}
    for row in ReaderChoice.objects.filter(person_id__in=people).select_related("person").order_by("pk"):
        newest[row.person_id, row.stream] = row
    lines = [
        SilentLine(r.person.name, STREAM_NAMES[Stream(r.stream)], PACE_NAMES[Pace(r.pace)], r.at)
        for r in newest.values()
        if r.pace != Pace.EACH.value
    ]
    return tuple(sorted(lines, key=lambda line: (line.name, line.stream)))
