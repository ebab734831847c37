"""A decision record as data, for whatever comes next. ``docs/decision-record.schema.json`` says what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from goldenthread.assessment.types.marking import Mark
from goldenthread.assessment.types.records import (
    RecordCarried,
    RecordCase,
    RecordPage,
    RecordReview,
    RecordRuling,
    RecordSeat,
    RecordSettlement,
)
from goldenthread.programmes.types import Criterion

FORMAT, VERSION = "golden-thread/decision-record", 1


def as_data(page: RecordPage) -> Mapping[str, Any]:
    """All that the page shows its reader, and nothing more."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "script": str(page.script),
        "number": page.number,
        "window": str(page.window),
        "cohort": page.cohort,
        "state": page.state.value,
        "marks_hidden": page.hides.says if page.hides else None,
        "released_at": _moment(page.released_at),
        "released_by": page.released_by,
        "outcome": page.outcome.value if page.outcome else None,
        "total": page.total,
        "held": [{"says": says, "mend": mend} for says, mend in page.held],
        "versions": [
            {
                "number": each.number,
                "submitted_at": _moment(each.submitted_at),
                "words": each.words,
                "sha256": each.sha256,
                "stands": each.stands,
                "late_accepted_at": _moment(each.late_on),
                "late_accepted_by": each.late_who,
            }
            for each in page.versions
        ],
        "seats": [_seat(each) for each in page.seats],
        "rulings": [_ruling(each) for each in page.rulings],
        "settlements": [_settlement(each) for each in page.settlements],
        "carried": _carried(page.carried) if page.carried else None,
        "corrections": [
            {
                "at": _moment(each.line.at),
                "outcome_before": each.line.before.value,
                "total_before": each.line.before_total,
                "outcome": each.line.outcome.value,
                "total": each.line.total,
                "reason": each.line.reason,
                "cause": each.cause.value if each.cause else None,
                "by": each.who,
            }
            for each in page.corrections
        ],
        "cases": [_case(each) for each in page.cases],
        "reviews": [_review(each) for each in page.reviews],
        "events": [{"at": _moment(each.at), "says": each.says, "by": each.who} for each in page.events],
    }


def _seat(each: RecordSeat) -> Mapping[str, Any]:
    return {
        "seat": each.seat,
        "marker": each.who,
        "given_at": _moment(each.given_at),
        "ended_at": _moment(each.ended_at),
        "finished_at": _moment(each.finished_at),
        "marks": _marks(each.marks),
        "comment": each.comment,
    }


def _ruling(each: RecordRuling) -> Mapping[str, Any]:
    return {
        "seat": each.seat,
        "marker": each.who,
        "says": each.says,
        "reason": each.reason,
        "at": _moment(each.at),
        "by": each.by,
        "changes": [{"criterion": code, "before": before, "after": after} for code, before, after in each.changes],
    }


def _settlement(each: RecordSettlement) -> Mapping[str, Any]:
    return {
        "settled_at": _moment(each.settled_at),
        "how": each.how.value,
        "by": each.who,
        "settled_by": each.settled_by or each.who,
        "total": each.total,
        "outcome": each.outcome.value,
        "taken_off": each.penalty,
        "says": " ".join(said for said in (each.penalty_says, each.agreed_says) if said),
        "marks": _marks(each.marks),
        "struck": [{"seat": one.seat, "on": one.where, "words": one.words, "why": one.why} for one in each.struck],
    }


def _case(each: RecordCase) -> Mapping[str, Any]:
    return {
        "case": str(each.case) if each.case else None,
        "nature": each.nature.value if each.nature else None,
        "says": each.says,
        "decided_at": _moment(each.decided_at),
        "by": each.who,
        "confirmed": each.is_confirmed,
        "set_aside_at": _moment(each.set_aside_at),
        "set_aside_by": each.set_aside_by,
    }


def _carried(each: RecordCarried) -> Mapping[str, Any]:
    return {
        "attempt": each.title,
        "told_at": _moment(each.told_at),
        "script": each.number,
        "parts": [
            {"title": part.title, "marks": [{"criterion": name, "mark": mark} for name, mark in part.marks]}
            for part in each.parts
        ],
        "corrected_since": each.is_behind,
        "decisions": [{"at": _moment(d.at), "says": d.says, "reason": d.why, "by": d.who} for d in each.decisions],
    }


def _review(each: RecordReview) -> Mapping[str, Any]:
    return {
        "ref": str(each.line.ref),
        "kind": each.line.kind.value,
        "state": each.line.state.value,
        "asked_at": _moment(each.line.asked_at),
        "answer_by": _moment(each.line.answer_by),
        "effect": each.line.effect.value if each.line.effect else None,
        "decided_at": _moment(each.line.decided_at),
        "decided_by": each.who,
        "reasons": each.reasons,
        "marks": _marks(each.marks),
        "comment": each.comment,
    }


def _marks(marks: Iterable[tuple[Criterion, Mark]]) -> list[Mapping[str, Any]]:
    return [
        {"criterion": criterion.code, "title": criterion.title, "mark": mark.mark, "reason": mark.reason}
        for criterion, mark in marks
    ]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
