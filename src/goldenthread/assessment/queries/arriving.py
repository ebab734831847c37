"""Files that arrived: for whoever sent them, for those who run the window, and for what waits until they are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef

from goldenthread.assessment.models import Arrival, Script, ScriptVersion, Window
from goldenthread.assessment.models.arriving import ArrivalSet
from goldenthread.assessment.queries.declarations import declaration_asked
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.files import copy_of
from goldenthread.assessment.rules.arriving import LATELY, WAITS, is_last_hour
from goldenthread.assessment.rules.windows import left_in_words, stage
from goldenthread.assessment.types.arriving import (
    ArrivalLine,
    ArrivalPage,
    ArrivalRef,
    ArrivalsBoard,
    ArrivalState,
    Sending,
    TurnedAway,
)
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.submitting import FileCopy, Stage
from goldenthread.assessment.types.words import ScriptRef, UploadRef, WindowRef
from goldenthread.ground.queries.files import kept
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor


def arrival_page(ref: UUID, *, by: Actor, at: datetime) -> ArrivalPage:
    """A file that arrived and where it stands; in four statements.

    :raises Arrival.DoesNotExist: if there is none, or it is not theirs.
    """
    row = _own(by).select_related("script__window", "upload__version").get(ref=ref)
    window, version = row.script.own_window(), getattr(row.upload, "version", None)
    is_open = stage(window, at=at) is Stage.OPEN
    last = row.script.versions.aggregate(last=Max("number"))["last"]
    return ArrivalPage(
        line=_line(row),
        script=ScriptRef(row.script.ref),
        upload=UploadRef(row.upload.ref) if row.upload else None,
        version=version.number if version else 0,
        stands=last or 0,
        closes_at=window.closes_at,
        closes_in=left_in_words(window.closes_at, at=at) if is_open else "",
        ahead=Arrival.objects.waiting().filter(pk__lt=row.pk).count(),
    )


def arrivals_under_way(script: UUID, *, by: Actor) -> tuple[ArrivalLine, ...]:
    """A participant's files that wait to be read, and the last one if it could not be taken; the newest first."""
    rows = list(_own(by).filter(script__ref=script).order_by("-pk"))
    shown = (ArrivalState.ARRIVED, ArrivalState.TURNED_AWAY)
    lines = [_line(row) for place, row in enumerate(rows) if row.state == ArrivalState.ARRIVED.value or place == 0]
    return tuple(line for line in lines if line.state in shown)


def sending(script: UUID, *, by: Actor, at: datetime) -> Sending:
    """What is signed with a file. :raises Script.DoesNotExist: if it is not their script."""
    row = Script.objects.handed_in_by(by).select_related("window__cohort__release").get(ref=script)
    return Sending(declaration_asked(policy_of(row.window).gate), is_last_hour(row.own_window(), at=at))


def my_arrived_file(ref: UUID, *, by: Actor) -> FileCopy:
    """The file as it arrived, for whoever sent it. :raises Arrival.DoesNotExist: if it is not theirs."""
    return copy_of(_own(by).get(ref=ref).file_id)


def arrivals_board(window: UUID, *, by: Actor, at: datetime) -> ArrivalsBoard:
    """What of a window still waits to be read, and what could not be taken though nothing can be sent any more; in
    three statements. By name, without numbers.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).get(ref=window)
    here = Arrival.objects.filter(script__window=row)
    waiting = here.waiting().aggregate(number=Count("pk"), oldest=Min("arrived_at"))
    is_over = stage(row.as_facts(), at=at) is Stage.CLOSED
    return ArrivalsBoard(
        window=WindowRef(row.ref),
        waiting=waiting["number"],
        oldest_at=waiting["oldest"],
        turned_away=tuple(_turned_away(here)) if is_over else (),
    )


def _turned_away(here: ArrivalSet) -> Iterable[TurnedAway]:
    """The last file of everybody whose last file could not be taken."""
    later = Arrival.objects.filter(script=OuterRef("script"), pk__gt=OuterRef("pk"))
    newer = ScriptVersion.objects.filter(script=OuterRef("script"), submitted_at__gt=OuterRef("arrived_at"))
    any_version = ScriptVersion.objects.filter(script=OuterRef("script"))
    rows = here.filter(~Exists(later), ~Exists(newer), state=ArrivalState.TURNED_AWAY.value)
    named = rows.select_related("script__enrolment__participant").annotate(has_other=Exists(any_version))
    for row in named.order_by("script__enrolment__participant__name", "pk"):
        who, why = row.script.enrolment.participant, row.as_refusal() or Refusal("", "")
        yield TurnedAway(who.name, row.arrived_at, why, vars(row)["has_other"])


def newest_at(script: Script) -> datetime | None:
    """When the version that stands was handed in; none where there is none."""
    found: datetime | None = script.versions.aggregate(last=Max("submitted_at"))["last"]
    return found


def files_wait() -> bool:
    """Whether any file anywhere is still to be read; in one statement."""
    return Arrival.objects.waiting().exists()


def is_queue(*, at: datetime) -> bool:
    """Whether files that were left to the worker lately still wait for it; in one statement."""
    return Arrival.objects.waiting().filter(asked_at__gt=at - LATELY).exists()


def why_files_wait(scripts: Iterable[Script]) -> Refusal | None:
    """Why scripts cannot be given out yet: files that came in time for them are still to be read."""
    return WAITS if Arrival.objects.to_hand_in().filter(script__in=list(scripts)).exists() else None


def holds_of_arrivals(window: Window, at: datetime) -> tuple[Hold, ...]:  # noqa: ARG001  every check is asked alike
    """The scripts whose results stay in because a file that arrived for them is still to be read; in one statement."""
    rows = Arrival.objects.to_hand_in().filter(script__window=window)
    scripts = rows.order_by("script").values_list("script", flat=True).distinct()
    return tuple(
        Hold(script, WAITS.code, "A file that arrived in time for it is still to be read.", WAITS.mend)
        for script in scripts
    )


def _own(by: Actor) -> ArrivalSet:
    mine = Script.objects.handed_in_by(by)
    return Arrival.objects.filter(script__in=mine, file__erased_at=None).select_related("file")


def _line(row: Arrival) -> ArrivalLine:
    return ArrivalLine(
        ref=ArrivalRef(row.ref),
        state=ArrivalState(row.state),
        file=kept(row.file),
        arrived_at=row.arrived_at,
        hands_in=row.hands_in,
        receipt=row.receipt,
        why_not=row.as_refusal(),
    )
