"""Who may decide questions about results, and which of them nobody may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from goldenthread.assessment.models import Review, Script
from goldenthread.assessment.queries.facts import facts_of, markers_among
from goldenthread.assessment.queries.involved import involved_in
from goldenthread.assessment.rules.reviewing import DECIDES, why_not_review
from goldenthread.assessment.types.reviewing import ReviewState
from goldenthread.people.queries.reaching import AtWork, at_work
from goldenthread.programmes.types import ReviewKind

OPEN = (ReviewState.ASKED.value, ReviewState.TAKEN.value)
_DECIDES = frozenset(duty for duties in DECIDES.values() for duty in duties)


def who_may(rows: Iterable[Review], *, at: datetime) -> Mapping[int, tuple[AtWork, ...]]:
    """Everybody who may decide each of these reviews, by its id, whoever has taken it; in a fixed number of statements
    for each window. Wants ``result`` fetched."""
    asked = list(rows)
    scripts = Script.objects.with_facts().filter(pk__in={row.result.script_id for row in asked}).order_by("pk")
    windows: defaultdict[int, list[Script]] = defaultdict(list)
    for script in scripts if asked else ():
        windows[script.window_id].append(script)
    if not windows:
        return {}
    facts = {pk: each for same in windows.values() for pk, each in facts_of(same).items()}
    involved, people = involved_in(facts), at_work(*_DECIDES)
    markers = markers_among(who.to.pk for who in people)

    def may(row: Review, who: AtWork) -> bool:
        script, kind = row.result.script_id, ReviewKind(row.kind)
        before = involved.get((script, kind), {})
        reviewer = markers[who.to.pk]
        return not why_not_review(kind, who.actor, script=facts[script], reviewer=reviewer, involved=before, at=at)

    return {row.pk: tuple(who for who in people if may(row, who)) for row in asked}


def nobodys(rows: Iterable[Review], *, at: datetime) -> frozenset[int]:
    """The ids of those of these reviews that nobody may decide; in as many statements as :func:`who_may`."""
    return frozenset(pk for pk, people in who_may(rows, at=at).items() if not people)
