"""What could be drawn of a window, at first or in a supplement; and the supplements that were drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.assessment.models import Marking, Sample, SampledMarking, Script, Supplement, Window
from goldenthread.assessment.rules.sampling import centre_code, lineage
from goldenthread.assessment.types.sampling import Markable, SupplementLine
from goldenthread.assessment.types.words import State

_DONE = (State.MARKED.value, State.SETTLED.value, State.RELEASED.value)
_LOOKED_AT_STILL = (State.MARKED.value, State.SETTLED.value)
_WAITING = (State.SUBMITTED.value, State.ALLOCATED.value)


def population(window: Window, seed: str) -> tuple[Markable, ...]:
    """Every finished marking of a window that could be drawn, in two statements."""
    rows = Marking.objects.filter(
        allocation__ended_at=None, allocation__script__window=window, allocation__script__state__in=_DONE
    )
    return _markables(rows, window, seed)


def late_population(sample: Sample, window: Window) -> tuple[Markable, ...]:
    """Every finished marking of a window that could be drawn in a supplement, in two statements."""
    return _markables(_late(sample), window, sample.seed)


def late_markings(sample: Sample) -> int:
    """How many markings were finished after the last draw, of scripts that are not in it and whose results are not
    out; in one statement."""
    return _late(sample).count()


def _late(sample: Sample) -> QuerySet[Marking]:
    drawn = SampledMarking.objects.drawn().filter(allocation__script=OuterRef("allocation__script"))
    rows = Marking.objects.filter(
        allocation__ended_at=None,
        allocation__script__window=sample.window_id,
        allocation__script__state__in=_LOOKED_AT_STILL,
    )
    return rows.filter(~Exists(drawn), allocation__sampled=None)


def waiting_in(window_id: int) -> int:
    """How many scripts of a window are not marked by everybody yet, in one statement."""
    return Script.objects.filter(window=window_id, state__in=_WAITING).count()


def _markables(rows: QuerySet[Marking], window: Window, seed: str) -> tuple[Markable, ...]:
    told = rows.order_by("allocation_id").values_list(
        "allocation_id",
        "allocation__script__ref",
        "allocation__marker_id",
        "total",
        "allocation__script__enrolment__cohort__partner__ref",
    )
    found = list(told)
    elsewhere = Marking.objects.exclude(allocation__script__window=window)
    known = set(
        elsewhere.filter(allocation__marker_id__in={each[2] for each in found})
        .values_list("allocation__marker_id", flat=True)
        .distinct()
    )
    return tuple(
        Markable(key, script, marker, total, centre_code(seed, partner), marker not in known)
        for key, script, marker, total, partner in found
    )


def drawn_scripts(sample: Sample) -> frozenset[UUID]:
    """The scripts that are in a sample by now, in one statement."""
    rows = SampledMarking.objects.drawn().filter(sample=sample)
    return frozenset(rows.order_by().values_list("allocation__script__ref", flat=True).distinct())


def supplement_lines(sample: Sample, rows: Sequence[SampledMarking]) -> tuple[SupplementLine, ...]:
    """The supplements of a sample in their order, in one statement."""
    of_all = Counter(row.number for row in rows)
    of_drawn = Counter(row.number for row in rows if row.drawn_at)
    return tuple(
        SupplementLine(
            number=each.number,
            seed=lineage(sample.seed, each.number),
            drawn_at=each.drawn_at,
            by_itself=each.by_itself,
            all=of_all[each.number],
            drawn=of_drawn[each.number],
        )
        for each in Supplement.objects.filter(sample=sample).order_by("number")
    )
