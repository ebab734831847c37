"""What the record says of cohorts: deeds in words, things by name, and the enrolments of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goldenthread.cohorts.models import Cohort, Enrolment, Session
from goldenthread.ground.queries.trail import Namer, things
from goldenthread.ground.types import Deed, Thing
from goldenthread.people.types import Actor

DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "cohorts.open_cohort": Deed("Opened a cohort", "cohort"),
        "cohorts.change_cohort": Deed("Changed a cohort", "cohort"),
        "cohorts.take_variant": Deed("Let a cohort take a variant or the core", "cohort"),
        "cohorts.plan_sessions": Deed("Planned the sessions", "cohort"),
        "cohorts.start_everyone": Deed("Started everyone who was waiting", "cohort"),
        "cohorts.add_session": Deed("Added a session", "session"),
        "cohorts.change_session": Deed("Changed a session", "session"),
        "cohorts.remove_session": Deed("Removed a session", "session"),
        "cohorts.add_term_dates": Deed("Entered term dates", "organisation"),
        "cohorts.change_term_dates": Deed("Changed term dates", "organisation"),
        "cohorts.remove_term_dates": Deed("Took out term dates", "organisation"),
        "cohorts.start_from_example_terms": Deed("Started from example term dates", "organisation"),
        "cohorts.take_seat": Deed("Gave a place at a session", "enrolment"),
        "cohorts.give_seat": Deed("Passed on a place that became free", "enrolment"),
        "cohorts.join_waiting_list": Deed("Joined a waiting list", "enrolment"),
        "cohorts.leave_waiting_list": Deed("Left a waiting list", "enrolment"),
        "cohorts.seat_everyone": Deed("Gave everybody a place", "session"),
        "cohorts.open_calendar": Deed("Made a calendar address", "person"),
        "cohorts.close_calendar": Deed("Closed the calendar address", "person"),
        "cohorts.take_register": Deed("Took the register", "session"),
        "cohorts.correct_register": Deed("Corrected the register", "session"),
        "cohorts.settle_claims": Deed("Settled two marks for one person", "session"),
        "cohorts.open_check_in": Deed("Opened the check-in", "session"),
        "cohorts.close_check_in": Deed("Closed the check-in", "session"),
        "cohorts.check_in": Deed("Checked in", "session"),
        "cohorts.read_attendance": Deed("Read a platform’s attendance file", "session"),
        "cohorts.answer_names": Deed("Said whose names in an attendance file are", "session"),
        "cohorts.confirm_attendance": Deed("Entered a platform’s attendance file", "session"),
        "cohorts.enrol": Deed("Enrolled a participant", "enrolment"),
        "cohorts.accept": Deed("Accepted the place", "enrolment"),
        "cohorts.start": Deed("Started a participant", "enrolment"),
        "cohorts.defer": Deed("Deferred a participant", "enrolment"),
        "cohorts.resume": Deed("Let a participant resume", "enrolment"),
        "cohorts.withdraw": Deed("Withdrew a participant", "enrolment"),
        "cohorts.transfer": Deed("Moved a participant to another cohort or route", "enrolment"),
        "cohorts.complete": Deed("Completed the enrolment", "enrolment"),
        "cohorts.reopen": Deed("Took the completion of an enrolment back", "enrolment"),
        "cohorts.repause": Deed("Took the completion of a paused enrolment back", "enrolment"),
        "cohorts.add_companion": Deed("Put somebody beside a participant", "enrolment"),
        "cohorts.end_companion": Deed("Ended somebody’s place beside a participant", "enrolment"),
        "cohorts.credit": Deed("Credited a component", "enrolment"),
        "cohorts.uncredit": Deed("Took a credit back", "enrolment"),
        "cohorts.measure_on": Deed("Decided by which policy a cohort is measured", "cohort"),
        "cohorts.set_due_date": Deed("Set the day a component is due", "cohort"),
        "cohorts.record_contact": Deed("Recorded a contact with a participant", "enrolment"),
        "cohorts.rebuild_engagement": Deed("Worked the engagement figure out again", "enrolment"),
    }
)


def enrolments_of(people: Iterable[str]) -> tuple[str, ...]:
    """The references of these people's enrolments, in one statement."""
    return tuple(map(str, Enrolment.objects.filter(participant__ref__in=set(people)).values_list("ref", flat=True)))


def _cohorts(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    return things(Cohort.objects.all(), refs, "{title}", seen=Cohort.objects.seen_by(by))


def _enrolments(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{participant__name}, {cohort__title}"
    return things(Enrolment.objects.all(), refs, says, seen=Enrolment.objects.seen_by(by))


def _sessions(refs: Iterable[str], by: Actor) -> Mapping[str, Thing]:
    says = "{component__title}, {starts_at:%d %b %Y}, {cohort__title}"
    return things(Session.objects.all(), refs, says, seen=Session.objects.seen_by(by))


NAMERS: Mapping[str, Namer] = MappingProxyType({"cohort": _cohorts, "enrolment": _enrolments, "session": _sessions})
