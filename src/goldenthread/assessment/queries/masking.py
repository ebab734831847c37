"""Masks over the versions that stand, and the queue of what was reported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet

from goldenthread.assessment.models import Mask, PassageReport, ScriptVersion, Window
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.types.masking import MaskPlace, PassageQueue, PassageRef, PassageRow, ReportState
from goldenthread.assessment.types.readiness import Hold
from goldenthread.ground.models.listing import Listed
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor

LAST = 50


def standing_masks() -> Listed:
    """The masks over a version, for an annotation."""
    return Listed(Mask.objects.filter(version=OuterRef("pk")).order_by("pk"), places="places")


def places_over(version: ScriptVersion) -> tuple[MaskPlace, ...]:
    """Where masks lie over a version that was fetched with :func:`standing_masks` as ``covers``."""
    written = [place for mask in cast("Any", version).covers for place in mask["places"].split()]
    return tuple(MaskPlace(*map(int, place.split(":"))) for place in written)


def masked_words(script: UUID) -> tuple[str, ...]:
    """The words that are masked in the version of a script that stands; in one statement."""
    newest = ScriptVersion.objects.filter(script__ref=script).order_by("-number").values("pk")[:1]
    return tuple(Mask.objects.filter(version__in=newest).order_by("pk").values_list("quote", flat=True))


def holds_of_passages(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """The scripts whose marker said, having finished, that they can tell whose it is, while nobody has decided on what
    they reported: it may have to be marked anew. In one statement."""
    said = PassageReport.objects.filter(state=ReportState.WAITING.value, knows=True, script__window=window)
    finished = said.filter(seat__ended_at=None, seat__marking__isnull=False)
    says = "Somebody who marked it can tell whose it is, and nobody has looked at what they reported."
    mend = "Decide on it in the queue of reported passages. It is then marked anew."
    scripts = finished.order_by("script__number").values_list("script_id", flat=True).distinct()
    return tuple(Hold(script, "writer_known", says, mend) for script in scripts)


def passage_queue(*, by: Actor) -> PassageQueue:
    """What was reported, oldest first, and what was decided last; in two statements.

    :raises Refused: if this actor does not run assessment.
    """
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    rows = PassageReport.objects.select_related("script__window__cohort", "by", "decided_by")
    rows = rows.annotate(saw=Count("mask__seen"))
    waiting = rows.filter(state=ReportState.WAITING.value).order_by("at", "pk")
    done = rows.exclude(state=ReportState.WAITING.value).order_by("-decided_at", "-pk")[:LAST]
    return PassageQueue(_rows(waiting), _rows(done))


def _rows(rows: QuerySet[PassageReport] | Iterable[PassageReport]) -> tuple[PassageRow, ...]:
    return tuple(
        PassageRow(
            ref=PassageRef(row.ref),
            number=row.script.number,
            cohort=row.script.window.cohort.title,
            paragraph=0 if row.block is None else row.block + 1,
            quote=row.quote,
            why=row.why,
            knows=row.knows,
            by=row.by.name,
            at=row.at,
            state=ReportState(row.state),
            decided_by=row.decided_by.name if row.decided_by else "",
            decided_at=row.decided_at,
            saw=vars(row)["saw"],
        )
        for row in rows
    )
