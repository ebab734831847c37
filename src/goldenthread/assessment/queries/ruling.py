"""All of one marker's markings in a window: what was found, and what each decision would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from goldenthread.assessment.models import Allocation, Marking, Ruling, Sample, SampledMarking, Window
from goldenthread.assessment.queries.estimating import marker_names
from goldenthread.assessment.queries.sampling import Standing, marker_samples, standing_of
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.rules.ruling import corrected_marks, says_correction, why_not_rule
from goldenthread.assessment.rules.sampling import apart_on
from goldenthread.assessment.types.sampling import Change, Correction, Decision, RulingPage, RulingSheet
from goldenthread.assessment.types.words import State
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme

_OPEN = (State.ALLOCATED.value, State.MARKED.value)


@dataclass(frozen=True)
class Corrects:
    """One mark that a correction changes."""

    allocation: Allocation
    change: Change


def standing_window(window: UUID, *, by: Actor, lock: bool = False) -> Standing:
    """The sample of a window as it stands, in seven statements; locked for whoever changes it.

    :raises Sample.DoesNotExist: if there is none.
    :raises Window.DoesNotExist: if the window is not theirs to see.
    """
    row = Window.objects.seen_by(by).get(ref=window)
    samples = Sample.objects.select_for_update(of=("self",)) if lock else Sample.objects.all()
    sample = samples.select_related("window__cohort__release", "window__brief__brief").get(window=row)
    return standing_of(sample, mark_scheme(row.scheme))


def found_marker(standing: Standing, marker: UUID) -> int:
    """The marker with this reference. :raises SampledMarking.DoesNotExist: if no marking of theirs is in the sample."""
    rows = SampledMarking.objects.filter(sample=standing.sample, allocation__marker__ref=marker)
    found = rows.order_by("pk").values_list("allocation__marker_id", flat=True).first()
    if found is None:
        raise SampledMarking.DoesNotExist
    return int(found)


def ruling_page(window: UUID, marker: UUID, *, by: Actor, sheet: RulingSheet | None = None) -> RulingPage:
    """What was found of one marker's markings, and what a decision would change before it does, or why it cannot be
    made so; in at most eighteen statements.

    :raises Window.DoesNotExist: if there is no such window, or it is not theirs to see.
    :raises SampledMarking.DoesNotExist: if no marking of theirs is in its sample.
    """
    standing = standing_window(window, by=by)
    who = found_marker(standing, marker)
    names = marker_names([standing.sample.window_id], by=by)
    (line,) = (each for each in marker_samples(standing, names) if each.ref == marker)
    after = ruled_to(standing.sample, who)
    rows = unreleased(standing, who, after=-1 if line.is_ruled else after)
    open_rows = [row for row in rows if row.allocation.script.state in _OPEN]
    correction = sheet.correction if sheet else None
    changes = corrections(standing, rows, correction) if correction else ()
    return RulingPage(
        window=window,
        cohort=standing.sample.window.cohort.title,
        line=line,
        scheme=standing.scheme,
        found=_found(standing, who),
        unsettled=len(open_rows),
        settled=len(rows) - len(open_rows),
        unreleased=len(rows),
        changes=tuple(each.change for each in changes),
        totals=_totals(standing, changes, rows),
        says=says_correction(correction, standing.scheme) if correction and changes else "",
        why_not=why_not_seat_moderator(by),
        refused=why_not_rule(
            sheet,
            standing.scheme,
            is_looked_at=line.is_looked_at,
            is_ruled=line.is_ruled,
            touched=touched(sheet, rows, changes),
        )
        if sheet
        else None,
    )


def touched(sheet: RulingSheet, rows: Sequence[SampledMarking], changes: Sequence[Corrects]) -> int:
    """How many scripts a decision reaches."""
    if sheet.decision is Decision.CORRECT:
        return len({each.allocation.script_id for each in changes})
    return len(rows)


def _totals(
    standing: Standing, changes: Sequence[Corrects], rows: Sequence[SampledMarking]
) -> tuple[tuple[str, int, int], ...]:
    """Each script that changes, with the marker's total now and then; in one statement."""
    moved: Counter[int] = Counter()
    for each in changes:
        weight = standing.scheme.criterion(each.change.code).weight
        moved[each.allocation.pk] += weight * (each.change.after - each.change.before)
    numbers = {row.allocation_id: row.allocation.script.number for row in rows}
    told = Marking.objects.filter(allocation__in=list(moved)).values_list("allocation_id", "total")
    return tuple(sorted((numbers[pk], total, total + moved[pk]) for pk, total in told.order_by()))


def _found(standing: Standing, who: int) -> tuple[tuple[str, int, int, str], ...]:
    """Each script looked at, with both totals and where they are apart; in two statements."""
    rows = {row.allocation_id: row for row in standing.by_marker[who] if row.allocation_id in standing.apart}
    found = []
    for each in _sheets(rows):
        script = rows[each.allocation_id].allocation.script
        look = standing.looks[script.pk]
        far = apart_on(each.as_sheet(), look.as_sheet(), standing.rule, standing.scheme)
        total = "total" if standing.apart[each.allocation_id] and not far else ""
        found.append((script.number, each.total, look.total, ", ".join(far) or total))
    return tuple(sorted(found))


def ruled_to(sample: Sample, who: int) -> int:
    """Up to which draw decisions about a marker reach: -1 while there is none, 0 for the sample, 1 and so on for its
    supplements; in one statement."""
    found = Ruling.objects.filter(sample=sample, marker_id=who).aggregate(last=Max("number"))["last"]
    return -1 if found is None else int(found)


def unreleased(standing: Standing, who: int, *, after: int = -1) -> tuple[SampledMarking, ...]:
    """One marker's markings whose results are not out and that still stand, of those drawn ``after`` a decision."""
    rows = [row for row in standing.by_marker[who] if row.number > after]
    return tuple(r for r in rows if r.allocation.script.state != State.RELEASED.value and r.allocation.ended_at is None)


def corrections(standing: Standing, own: Sequence[SampledMarking], correction: Correction) -> tuple[Corrects, ...]:
    """Every mark of these markings that a correction would change, by script; in two statements."""
    rows = {r.allocation_id: r for r in own if r.allocation.script.state in _OPEN}
    known = {criterion.code for criterion in standing.scheme.criteria} | {""}
    if correction.code not in known:
        return ()
    found = []
    for each in _sheets(rows):
        seat = rows[each.allocation_id].allocation
        given = each.as_sheet().given
        then = corrected_marks(given, correction, standing.scheme)
        for code, mark in given.items():
            after = then[code]
            if after != mark:
                found.append(Corrects(seat, Change(seat.script.number, code, mark, after)))
    return tuple(sorted(found, key=lambda c: (c.change.number, c.change.code)))


def _sheets(allocations: Sequence[int] | dict[int, SampledMarking]) -> list[Marking]:
    rows = Marking.objects.filter(allocation__in=list(allocations)).prefetch_related("marks")
    return list(rows.order_by("allocation_id"))
