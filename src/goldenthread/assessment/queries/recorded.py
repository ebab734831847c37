"""The parts of a decision record: what was handed in, given, ruled on and settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Prefetch

from goldenthread.assessment.models import (
    Allocation,
    CarryDecision,
    MarkCorrection,
    Result,
    Ruling,
    Script,
    ScriptVersion,
    Settlement,
    StandingPart,
    StruckWords,
)
from goldenthread.assessment.queries.carrying import carried_in
from goldenthread.assessment.queries.counting import counted_of, with_recounts
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.recorded_since import Made
from goldenthread.assessment.queries.sampling import ruling_line
from goldenthread.assessment.rules.carrying import says_decided
from goldenthread.assessment.rules.feedback import OVER_ALL, words_on
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.records import (
    RecordCarried,
    RecordCarryDecision,
    RecordEvent,
    RecordRuling,
    RecordSeat,
    RecordSettlement,
    RecordStruck,
    RecordVersion,
    Stood,
)
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.types.days import deadline
from goldenthread.programmes.types import REVIEW_NAMES, Criterion, MarkScheme, ReviewKind

STRUCK_OUT = "Struck out of what is told. The words are for those who moderate."
Given = Sequence[tuple[Allocation, RecordSeat]]


def versions_of(row: Script, *, names: bool) -> tuple[RecordVersion, ...]:
    """What was handed in, oldest first; in three statements."""
    rule = policy_of(row.window).words
    joined = ScriptVersion.objects.filter(script=row).select_related("upload__file", "late_piece__decided_by")
    rows = with_recounts(joined).order_by("number")
    versions = list(rows)
    return tuple(
        RecordVersion(
            each.number,
            each.submitted_at,
            counted_of(each, rule).count.counted,
            each.upload.file.sha256,
            each is versions[-1],
            late.decided_at if late else None,
            late.decided_by.name if late and late.decided_by and names else "",
        )
        for each in versions
        for late in [getattr(each, "late_piece", None)]
    )


def given_and_settled(
    row: Script, scheme: MarkScheme, made: Made, *, names: bool, struck: bool
) -> tuple[Given, tuple[RecordSettlement, ...]]:
    """Every seat with what was given from it, and every settlement; in six statements.

    ``made``: which of them somebody let stand otherwise than by settling. ``struck``: whether words that were struck
    out are told. Where they are not, they stand in no part of the record.
    """
    seats = Allocation.objects.filter(script=row).select_related("marker", "marking")
    held = list(seats.prefetch_related("marking__marks").order_by("seat", "pk"))
    sheets = {each.pk: each.marking.as_sheet() for each in held if hasattr(each, "marking")}
    out = StruckWords.objects.select_related("marking__allocation").order_by("marking__allocation__seat", "code", "pk")
    rows = Settlement.objects.filter(script=row).select_related("moderator")
    settled = list(rows.prefetch_related("marks", Prefetch("struck", queryset=out)).order_by("pk"))
    taken: defaultdict[int, set[str]] = defaultdict(set)
    for settlement in settled:
        for each in settlement.struck.all():
            taken[each.marking.allocation_id].add(each.code)
    shown = sheets if struck else {pk: _without(sheet, taken[pk]) for pk, sheet in sheets.items()}
    given = tuple((each, _seat(each, shown.get(each.pk), scheme, names=names)) for each in held)
    return given, tuple(_settlement(each, shown, scheme, made, names=names) for each in settled)


def carried_record(row: Script, scheme: MarkScheme, *, names: bool) -> RecordCarried | None:
    """What stands in a script from an earlier attempt; in six statements at most, in none where nothing does."""
    carried = carried_in(row)
    if carried is None:
        return None
    part = StandingPart.objects.filter(version__script=row).select_related("result__script").order_by("-pk")[:1].get()
    decided = CarryDecision.objects.filter(version__script=row).select_related("by", "uses", "answers").order_by("pk")
    return RecordCarried(
        title=carried.title,
        told_at=carried.told_at,
        script=part.result.script.ref if names else None,
        number=part.result.script.number if names else "",
        parts=carried.lines(scheme),
        decisions=tuple(
            RecordCarryDecision(
                each.at, says_decided(takes_up=each.uses == each.answers), each.why, each.by.name if names else ""
            )
            for each in decided
        ),
        is_behind=carried.is_behind,
    )


def let_asks_of(row: Result, *, names: bool) -> tuple[RecordEvent, ...]:
    """The leave that was given to question a result after a last day, with why; in one statement."""
    return tuple(
        RecordEvent(
            each.at,
            f"{REVIEW_NAMES[ReviewKind(each.kind)]}: it can be asked for until {deadline(each.until)}, after the last "
            f"day. {each.why}",
            each.by.name if names else "",
        )
        for each in row.let_asks.select_related("by").order_by("pk")
    )


def rulings_of(row: Script, scheme: MarkScheme, given: Given, *, names: bool) -> tuple[RecordRuling, ...]:
    """What was decided about markers whose markings of this script were finished by then; in two statements."""
    # A seat that ended by a ruling was finished before it.
    finished = {seat.marker_id: (line, line.finished_at) for seat, line in given if line.finished_at}
    changed: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for each in MarkCorrection.objects.filter(allocation__script=row).order_by("code", "pk"):
        changed[each.ruling_id].append((each.code or "Total", each.before, each.after))
    rows = Ruling.objects.filter(sample__window=row.window_id, marker__in=finished).select_related("by")
    return tuple(
        RecordRuling(
            line.seat,
            line.who,
            said.says,
            said.reason,
            said.at,
            ruling.by.name if names else "",
            tuple(changed[ruling.pk]),
        )
        for ruling in rows.order_by("at", "pk")
        for line, finished_at in [finished[ruling.marker_id]]
        for said in [ruling_line(ruling, scheme)]
        if finished_at <= ruling.at
    )


def _without(sheet: MarkSheet, codes: Iterable[str]) -> MarkSheet:
    """A sheet without words that were struck out."""
    gone = set(codes)
    marks = {code: replace(mark, reason=STRUCK_OUT) if code in gone else mark for code, mark in sheet.marks.items()}
    return MarkSheet(marks, STRUCK_OUT if OVER_ALL in gone else sheet.comment)


def _seat(row: Allocation, sheet: MarkSheet | None, scheme: MarkScheme, *, names: bool) -> RecordSeat:
    return RecordSeat(
        row.seat,
        row.marker.name if names else f"Marker {row.seat}",
        row.allocated_at,
        row.ended_at,
        row.marking.finished_at if sheet else None,
        _marks(scheme.only(sheet.marks).criteria, sheet) if sheet else (),
        sheet.comment if sheet else "",
    )


def _settlement(
    row: Settlement, sheets: Mapping[int, MarkSheet], scheme: MarkScheme, made: Made, *, names: bool
) -> RecordSettlement:
    sheet = row.as_sheet()
    titles = {each.code: f"{each.code} {each.title}" for each in scheme.criteria}
    struck = tuple(
        RecordStruck(
            each.marking.allocation.seat,
            titles.get(each.code, "the whole"),
            words_on(each.code, sheets[each.marking.allocation_id]),
            sheet.marks.get(each.code, Mark()).reason,
        )
        for each in row.struck.all()
    )
    how, who, name = made.get(row.pk, (Stood.SETTLED, row.moderator_id, row.moderator.name))
    return RecordSettlement(
        row.settled_at,
        name if names else "",
        row.total,
        Outcome(row.outcome),
        row.penalty,
        row.penalty_says,
        row.agreed_says,
        _marks(scheme.criteria, sheet),
        struck,
        how,
        row.moderator.name if names and who != row.moderator_id else "",
    )


def _marks(criteria: Iterable[Criterion], sheet: MarkSheet) -> tuple[tuple[Criterion, Mark], ...]:
    return tuple((criterion, sheet.marks.get(criterion.code, Mark())) for criterion in criteria)
