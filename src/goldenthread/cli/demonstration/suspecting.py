"""Cases: one that is decided, one whose hearing is set, one with nothing in it, and one that nobody has begun with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any
from uuid import UUID

from goldenthread.assessment.actions.answering_case import answer_case
from goldenthread.assessment.actions.cases import (
    add_evidence,
    decide_case,
    drop_case,
    hold_hearing,
    look_into,
    set_hearing,
    write_letter,
)
from goldenthread.assessment.actions.suspecting import report_at_seat
from goldenthread.assessment.queries.cases import case_list, case_page
from goldenthread.assessment.queries.marking import marking_queue
from goldenthread.assessment.queries.my_cases import my_cases
from goldenthread.assessment.types.cases import Effect, Nature, NewDecision, NewEvidence, NewHearing, NewLetter
from goldenthread.cli.demonstration.assessing import LEAD, MARKERS, by_number
from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor

Told = Mapping[str, Any]
# From when the pair was looked at.
LOOKED_AT = -6


def look_into_cases(
    told: Told, people: Mapping[str, UUID], emails: Mapping[str, str], windows: Iterable[UUID], calendar: Calendar
) -> None:
    """Report, ask, hear and decide, each as far as the story has come."""
    lead = actor_by_email(LEAD)
    first, second = (actor_by_email(email) for email in MARKERS)
    lines = (by_number(window, by=lead, at=calendar.today) for window in windows)
    numbers = {ref: number for line in lines for number, ref in line.items()}
    decided, reported = told["decided"], told["reported"]
    _report(numbers[people[decided["who"]]], decided["report"], -56, calendar, by=second)
    _report(numbers[people[reported["who"]]], reported["report"], -8, calendar, by=first)
    _drop(_case_of(people[told["dropped"]["who"]], by=lead), told["dropped"], calendar, by=lead)
    _hear(_case_of(people[told["open"]["who"]], by=lead), told["open"], emails, calendar, LOOKED_AT, by=lead)
    case = _case_of(people[decided["who"]], by=lead)
    heard = _hear(case, decided, emails, calendar, -54, by=lead)
    hold_hearing(case, decided["notes"], by=lead, at=calendar.moment(heard, time(15, 30)))
    decision = NewDecision(True, decided["reasons"], Nature.MALPRACTICE, Effect.PART, tuple(decided["parts"]))
    decide_case(case, decision, by=lead, at=calendar.moment(heard + 2))


def _report(number: str, text: str, day: int, calendar: Calendar, *, by: Actor) -> None:
    at = calendar.moment(day, time(16, 0))
    seat = next(row.ref for row in marking_queue(by=by).rows if row.number == number)
    report_at_seat(seat, text, by=by, at=at)


def _case_of(script: UUID, *, by: Actor) -> UUID:
    pages = (case_page(row.ref, by=by) for row in case_list(by=by).rows)
    found: UUID = next(page.ref for page in pages if page.script == script)
    return found


def _drop(case: UUID, told: Told, calendar: Calendar, *, by: Actor) -> None:
    look_into(case, by=by, at=calendar.moment(LOOKED_AT, time(11, 0)))
    evidence = NewEvidence(told["evidence"], is_shown=False)
    add_evidence(case, evidence, by=by, at=calendar.moment(LOOKED_AT, time(11, 40)))
    drop_case(case, told["why"], by=by, at=calendar.moment(LOOKED_AT + 1, time(9, 30)))


def _hear(case: UUID, told: Told, emails: Mapping[str, str], calendar: Calendar, begun: int, *, by: Actor) -> int:
    """From looking into it to a hearing that is set; on which day it is held."""
    look_into(case, by=by, at=calendar.moment(begun, time(11, 0)))
    add_evidence(case, NewEvidence(told["evidence"]), by=by, at=calendar.moment(begun, time(11, 20)))
    letter = NewLetter(told["letter"], calendar.moment(begun + 5, time(17, 0)))
    write_letter(case, letter, by=by, at=calendar.moment(begun, time(12, 0)))
    who, at = actor_by_email(emails[told["who"]]), calendar.moment(begun + 3, time(20, 0))
    (mine,) = my_cases(by=who)
    answer_case(mine.ref, told["answer"], by=who, at=at)
    held = begun + 10
    hearing = NewHearing(calendar.moment(held, time(14, 0)), told["hearing"]["place"], told["hearing"]["who"])
    set_hearing(case, hearing, by=by, at=calendar.moment(begun + 5, time(17, 30)))
    return held
