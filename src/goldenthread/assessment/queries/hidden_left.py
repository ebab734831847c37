"""For whom the hidden scripts of a standard have run out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.assessment.models import (
    AgreedSignature,
    Allocation,
    Exemplar,
    MarkerStanding,
    Script,
    Standard,
    StandardPiece,
    Window,
)
from goldenthread.assessment.queries.standard_scripts import windows_under
from goldenthread.assessment.rules.standardising import seeds_wanted
from goldenthread.assessment.types.standing import ExemplarState, Purpose, Standing
from goldenthread.assessment.types.words import State
from goldenthread.programmes.types import StandardRule

_TO_MARK = (State.SUBMITTED.value, State.ALLOCATED.value)


def run_out(*, at: datetime) -> QuerySet[MarkerStanding]:
    """Those who are cleared and have met, or know, every hidden script of a standard by which there is or will be
    something to mark. Where a standard hides none at all, its page says so instead."""
    hidden = Exemplar.objects.filter(
        standard=OuterRef("standard"), use=Purpose.SEED.value, state=ExemplarState.PUBLISHED.value
    )
    whose = OuterRef(OuterRef("person"))
    met = StandardPiece.objects.filter(exemplar=OuterRef("pk"), marker=whose)
    signed = AgreedSignature.objects.filter(sheet__exemplar=OuterRef("pk"), by=whose)
    marked = Allocation.objects.filter(script__exemplars=OuterRef("pk"), marker=whose)
    new = hidden.exclude(added_by=OuterRef("person")).filter(~Exists(met), ~Exists(signed), ~Exists(marked))
    unmarked = Script.objects.filter(window=OuterRef("pk"), state__in=_TO_MARK)
    ahead = Window.objects.filter(brief__brief=OuterRef("standard__brief"), scheme=OuterRef("standard__scheme"))
    ahead = ahead.filter(Q(closes_at__gt=at) | Exists(unmarked))
    cleared = MarkerStanding.objects.filter(state=Standing.CLEARED.value)
    return cleared.filter(Exists(hidden), Exists(ahead), ~Exists(new))


def new_ones_needed(row: Standard, rule: StandardRule) -> int:
    """How many new scripts it takes so that whoever lacks most of them has as many as the policy asks among what they
    have of windows that are being marked, and at least one; in two statements."""
    unmarked = Script.objects.filter(window=OuterRef("pk"), state__in=_TO_MARK)
    windows = windows_under(row).filter(Exists(unmarked)).order_by().values("pk")
    live = _by_marker(Allocation.objects.current().filter(script__window__in=windows))
    had = _by_marker(StandardPiece.objects.filter(round=None, script__window__in=windows))
    short: Counter[int] = Counter()
    for (marker, window), number in live.items():
        short[marker] += seeds_wanted(number, had.get((marker, window), 0), rule)
    return max([1, *short.values()])


def names_of(rows: QuerySet[MarkerStanding]) -> tuple[str, ...]:
    """Who they are, by name; in one statement."""
    return tuple(rows.order_by("person__name", "pk").values_list("person__name", flat=True))


def _by_marker(rows: QuerySet[Allocation] | QuerySet[StandardPiece]) -> Mapping[tuple[int, int], int]:
    counted = rows.values_list("marker_id", "script__window_id").annotate(Count("pk")).order_by()
    return {(marker, window): number for marker, window, number in counted}
