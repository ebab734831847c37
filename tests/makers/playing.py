"""Hypothesis plays those who write and those who mark: whoever does anything does it at any moment, and may be
refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.transaction import Atomic, atomic, set_rollback
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from goldenthread.assessment.actions import (
    allocating,
    attempts,
    briefing,
    circumstances,
    conflicting,
    describing,
    drifting,
    dropping_out,
    marking,
    masking,
    own_times,
    proposing,
    rounds,
    submitting,
)
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.models import (
    Allocation,
    Circumstance,
    FoundConflict,
    MarkerAbsence,
    MarkerConflict,
    MarkerStop,
    MarkerTraining,
    PassageReport,
    Proposal,
    Script,
    Window,
)
from goldenthread.assessment.types.attempts import NewPutOff, PutOffKind, PutOffReason
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.circumstances import AskedFor, NewCircumstance
from goldenthread.assessment.types.conflicting import FoundEvent
from goldenthread.assessment.types.describing import HandOn, NewAbsence, NewConflict, Tie
from goldenthread.assessment.types.masking import NewPassage
from goldenthread.assessment.types.own_times import Affected, NewIncident, NewTime, TimeEntry
from goldenthread.assessment.types.standing import Decision as StopDecision
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.policies import assessment_policy_on
from goldenthread.programmes.types import (
    AgreementRule,
    MarkingRule,
    SamplingRule,
    SecondMarking,
    SecondRule,
    StandardRule,
    ThirdPerson,
)
from tests.makers.assessment import OPENS, Planned, credit_everything, full_sheet, make_window
from tests.makers.cast import Cast
from tests.makers.cohorts import Enrolled, enrol_many
from tests.makers.documents import docx, paragraph
from tests.makers.handing import an_assessor, policy_with, qualification_of
from tests.makers.promises import Promises
from tests.makers.standardising import make_standard

WHY = "It was agreed with those who run assessment."
QUOTE = "Castle Hill"
EMAILS = ("parveen@castlehill.example", "person01@castlehill.example", "person02@castlehill.example")
PLACES = st.integers(0, 5)
HOURS = st.sampled_from([1, 5, 24, 24 * 8])
MARKS = st.sampled_from([1, 2, 3, 4])
# What is typed is kept without a line in the record: what is finished has one.
WRITES = re.compile(r'(?:UPDATE|DELETE FROM|INSERT(?: OR IGNORE)? INTO) "?(\w+)')
UNRECORDED = {"save_draft"}
POLICIES = (
    {},
    {"marking": MarkingRule(needs_training=True, is_ours=False), "sampling": SamplingRule(share=30, each_marker=1)},
    {"standard": StandardRule(needs_clearance=True, every=2, in_a_row=1)},
    {
        "second_marking": SecondMarking.SOME,
        "second": SecondRule(fails=True, around_total=2),
        "agreement": AgreementRule(third=ThirdPerson.MARKER),
        "standard": StandardRule(needs_clearance=True, every=2),
        "sampling": SamplingRule(share=50, each_marker=1),
    },
    {"agreement": AgreementRule(third=ThirdPerson.MARKER)},
)


@dataclass(frozen=True)
class House:
    """A window before it opens, three who write in it, four who may mark, and a standard."""

    cast: Cast
    planned: Planned
    standard: UUID
    writers: Sequence[tuple[Actor, UUID]]
    markers: Sequence[Actor]
    at: datetime


def a_house(cast: Cast, at: datetime) -> House:
    """Laid once; every example begins with it."""
    planned = make_window(cast, at=at)
    writers: list[tuple[Actor, UUID]] = [(cast.participant, planned.enrolled.ref)]
    for n, ref in enumerate(enrol_many(cast, planned.enrolled.cohort, 2, at=at), 1):
        credit_everything(cast, Enrolled(ref, planned.enrolled.cohort), at=at)
        writers.append((actor_by_email(f"person{n:02d}@castlehill.example"), ref))
    standard = make_standard(cast, planned)
    more = [an_assessor(cast, name) for name in ("Chidi Third", "Dora Fourth")]
    return House(cast, planned, standard, writers, [cast.assessor, cast.second_assessor, *more], at)


@lru_cache(maxsize=16)
def worked(content: bytes, media_type: str) -> Any:
    """A file worked through, once for all examples."""
    return work_through(content, media_type)


@lru_cache(maxsize=8)
def a_file(n: int) -> GivenFile:
    """One of a few files."""
    return GivenFile(docx(paragraph(f"{QUOTE} begins with attendance, for the {n}. time.")), "mine.docx")


class Playing(RuleBasedStateMachine):
    """Those who write, and those who mark, at any moment."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        self.undone: Atomic = atomic()
        self.undone.__enter__()
        self.at = OPENS - timedelta(hours=1)
        self.cast, self.planned = self.house.cast, self.house.planned
        self.window = self.planned.window
        self.scheme = self.planned.enrolled.cohort.built.scheme

    def teardown(self) -> None:
        set_rollback(True)
        self.undone.__exit__(None, None, None)

    def begin(self, policy: dict[str, Any]) -> None:
        """The window opens under this policy, with everybody trained and, where it is asked for, cleared."""
        own = {"standard": StandardRule(), **policy}
        policy_with(self.cast, self.planned, at=self.house.at, **own)
        found = assessment_policy_on(self.planned.enrolled.cohort.built.release, on=OPENS.date())
        assert found is not None
        self.promises = Promises(found)
        for who in self.house.markers:
            self.train(who)
            if "standard" in policy:
                self._do(rounds.admit, self.house.standard, who.person, why=WHY, by=self.cast.quality_lead)
        self.at = OPENS + timedelta(hours=1)

    @invariant()
    def promises_hold(self) -> None:
        if hasattr(self, "promises"):
            self.promises.nothing_changed()

    def _do(self, act: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Let somebody do something now; ``None`` if it is refused. Whatever was done is in the record."""
        written: list[str] = []

        def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            found = WRITES.match(sql)
            written.extend(found.groups() if found else ())
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(watch), atomic():
                came = act(*given, at=self.at, **more)
        except (Refused, ObjectDoesNotExist):
            return None
        kept = AuditEntry._meta.db_table in written or not written or act.__name__ in UNRECORDED
        assert kept, f"{act.__name__} wrote {written} and the record says nothing of it"
        if hasattr(self, "promises"):
            self.promises.look(self.at)
        return came

    def _one(self, rows: Any, n: int) -> Any:
        """One of these rows, if there are any."""
        found = list(rows.order_by("pk"))
        return found[n % len(found)] if found else None

    def _script(self, n: int) -> Any:
        return self._one(Script.objects.filter(window__ref=self.window), n)

    def _seat(self, n: int) -> Any:
        """A seat that is not finished, with who has it."""
        row = self._one(Allocation.objects.filter(ended_at=None, marking=None), n)
        return (row, self._marker_of(row)) if row else (None, None)

    def _marker_of(self, seat: Allocation) -> Actor:
        return next(who for who in self.house.markers if who.person_id == seat.marker_id)

    # The clock, and those who write.

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(n=PLACES, file=st.integers(0, 2))
    def hand_in(self, n: int, file: int) -> None:
        who, _ = self.house.writers[n % 3]
        script = self._do(submitting.open_brief, self.window, by=who)
        if script:
            upload = self._do(submitting.take_upload, script, a_file(file), by=who, work=worked)
            if upload:
                self._do(submitting.submit, upload, signed=1, by=who)

    @rule(n=PLACES, hours=HOURS)
    def give_time(self, n: int, hours: int) -> None:
        _, enrolment = self.house.writers[n % 3]
        new = NewTime(TimeEntry(minutes=60 * hours), WHY)
        self._do(own_times.give_time, self.window, enrolment, new, by=self.cast.programme_manager)

    @rule(hours=HOURS, affected=st.sampled_from([Affected.ALL, Affected.HAD_IT_OPEN]))
    def an_incident(self, hours: int, affected: Affected) -> None:
        new = NewIncident("Nothing opened.", self.at - timedelta(hours=3), self.at, affected, 60 * hours)
        self._do(own_times.record_incident, self.window, new, by=self.cast.programme_manager)

    @rule(hours=HOURS)
    def move_the_window(self, hours: int) -> None:
        row = Window.objects.get(ref=self.window)
        closes_at = row.closes_at + timedelta(hours=hours)
        by = self.cast.programme_manager
        self._do(briefing.move_window, self.window, opens_at=row.opens_at, closes_at=closes_at, why=WHY, by=by)

    @rule(n=PLACES)
    def put_off(self, n: int) -> None:
        _, enrolment = self.house.writers[n % 3]
        new = NewPutOff(PutOffKind.WITHDRAWN, PutOffReason.OTHER, WHY)
        self._do(attempts.put_off, self.window, enrolment, new, by=self.cast.programme_manager)

    @rule(n=PLACES)
    def tell_of_circumstances(self, n: int) -> None:
        who, _ = self.house.writers[n % 3]
        self._do(circumstances.ask_for, self.window, NewCircumstance(AskedFor.MORE_TIME, WHY), by=who)

    @rule(grants=st.booleans())
    def decide_circumstances(self, grants: bool) -> None:
        for row in Circumstance.objects.filter(state="asked").order_by("pk"):
            self._do(
                circumstances.decide_circumstances, row.ref, grants=grants, answer=WHY, by=self.cast.programme_manager
            )

    # Those who mark, and what is recorded of them.

    @rule(m=PLACES, about=st.sampled_from(["writer", "school", "partner"]), n=PLACES)
    def declare_a_conflict(self, m: int, about: str, n: int) -> None:
        marker = self.house.markers[m % 4]
        new = {
            "writer": NewConflict(Tie.FAMILY, WHY, email=EMAILS[n % 3]),
            "school": NewConflict(Tie.GOVERNOR, WHY, urn="100001"),
            "partner": NewConflict(Tie.WORK, WHY, partner=self.cast.partner.ref),
        }[about]
        self._do(describing.declare_conflict, marker.person, new, by=marker)

    @rule(n=PLACES)
    def end_a_conflict(self, n: int) -> None:
        row = self._one(MarkerConflict.objects.filter(ended_at=None), n)
        if row:
            self._do(describing.end_conflict, row.ref, why=WHY, by=self.cast.quality_lead)

    @rule(n=PLACES, event=st.sampled_from(list(FoundEvent)))
    def decide_about_a_conflict(self, n: int, event: FoundEvent) -> None:
        row = self._one(FoundConflict.objects.filter(state="waiting"), n)
        if row:
            self._do(conflicting.decide_found, row.ref, event, why=WHY, by=self.cast.quality_lead)

    @rule(m=PLACES, hand_on=st.sampled_from(list(HandOn)))
    def drop_out(self, m: int, hand_on: HandOn) -> None:
        marker = self.house.markers[m % 4]
        new = NewAbsence(self.at.date(), None, WHY, hand_on)
        self._do(dropping_out.stop_marking, marker.person, new, by=marker)

    @rule(n=PLACES)
    def come_back(self, n: int) -> None:
        row = self._one(MarkerAbsence.objects.filter(ended_at=None), n)
        if row:
            self._do(dropping_out.end_absence, row.ref, why=WHY, by=self.cast.quality_lead)

    @rule(n=PLACES)
    def end_a_training(self, n: int) -> None:
        row = self._one(MarkerTraining.objects.filter(ended_at=None), n)
        if row:
            self._do(describing.end_training, row.ref, why=WHY, by=self.cast.quality_lead)

    @rule(m=PLACES)
    def train_again(self, m: int) -> None:
        self.train(self.house.markers[m % 4])

    def train(self, who: Actor) -> None:
        self._do(
            describing.record_training,
            who.person,
            qualification_of(self.planned),
            from_on=self.at.date(),
            until_on=None,
            by=self.cast.quality_lead,
        )

    @rule(m=PLACES)
    def stop_a_marker(self, m: int) -> None:
        marker = self.house.markers[m % 4]
        self._do(rounds.stop_by_hand, self.house.standard, marker.person, why=WHY, by=self.cast.quality_lead)

    @rule(decision=st.sampled_from(list(StopDecision)))
    def decide_stops(self, decision: StopDecision) -> None:
        for row in MarkerStop.objects.filter(decision="").order_by("pk"):
            self._do(drifting.decide_stop, row.ref, decision, why=WHY, by=self.cast.quality_lead)

    @rule(m=PLACES)
    def admit_again(self, m: int) -> None:
        marker = self.house.markers[m % 4]
        self._do(rounds.admit, self.house.standard, marker.person, why=WHY, by=self.cast.quality_lead)

    # Seats and markings.

    @rule(n=PLACES, seat=st.integers(1, 4), m=PLACES)
    def give_a_seat(self, n: int, seat: int, m: int) -> None:
        script = self._script(n)
        if script:
            seats = {(script.ref, seat): self.house.markers[m % 4].person}
            self._do(allocating.allocate, self.window, seats, by=self.cast.quality_lead)

    @rule()
    def ask_who_should_mark(self) -> None:
        self._do(proposing.ask_proposal, self.window, by=self.cast.quality_lead)

    @rule()
    def take_the_proposal(self) -> None:
        row = Proposal.objects.order_by("pk").last()
        if row:
            self._do(proposing.accept_proposal, row.ref, by=self.cast.quality_lead)

    @rule()
    def give_all_seats(self) -> None:
        self.ask_who_should_mark()
        self.take_the_proposal()

    @rule(n=PLACES, mark=MARKS)
    def begin_marking(self, n: int, mark: int) -> None:
        seat, who = self._seat(n)
        if seat:
            self._do(marking.save_draft, seat.ref, full_sheet(self.scheme, mark), by=who)

    @rule(n=PLACES, mark=MARKS)
    def finish(self, n: int, mark: int) -> None:
        seat, who = self._seat(n)
        if seat:
            self._do(marking.finish_marking, seat.ref, full_sheet(self.scheme, mark), by=who)

    @rule(mark=MARKS)
    def finish_all(self, mark: int) -> None:
        for seat in Allocation.objects.filter(ended_at=None, marking=None).order_by("pk"):
            sheet = full_sheet(self.scheme, mark)
            self._do(marking.finish_marking, seat.ref, sheet, by=self._marker_of(seat))

    @rule(n=PLACES, knows=st.booleans())
    def report_a_passage(self, n: int, knows: bool) -> None:
        seat = self._one(Allocation.objects.filter(ended_at=None), n)
        if seat:
            asked = NewPassage("The name of a school", QUOTE, knows=knows)
            self._do(masking.report_passage_at_seat, seat.ref, asked, by=self._marker_of(seat))

    @rule(n=PLACES, masks=st.booleans())
    def decide_a_passage(self, n: int, masks: bool) -> None:
        row = self._one(PassageReport.objects.filter(state="waiting"), n)
        if row:
            act = masking.mask_passage if masks else masking.leave_passage
            self._do(act, row.ref, by=self.cast.quality_lead)
