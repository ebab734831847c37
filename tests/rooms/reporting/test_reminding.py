"""Reminders: each once, to whom it concerns, and not to those who need none."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.assessment.actions.attempts import put_off
from goldenthread.assessment.actions.briefing import move_window
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.types.attempts import NewPutOff, PutOffKind, PutOffReason
from goldenthread.cohorts.actions.enrolling import defer, withdraw
from goldenthread.cohorts.actions.timetabling import change_session
from goldenthread.cohorts.models import Enrolment, Session
from goldenthread.cohorts.types import SessionDetails
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.types import Duty
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types import Route
from goldenthread.reporting.actions import reminding
from goldenthread.reporting.actions.reminding import (
    remind_of_closings,
    remind_of_openings,
    remind_of_sessions,
    tell_who_fell_behind,
)
from goldenthread.reporting.models import ProgressUpdate, Reminder
from goldenthread.reporting.queries.reminding import (
    closings_due,
    fell_behind,
    openings_due,
    reminder_to_send,
    sessions_due,
)
from goldenthread.reporting.types import Kind
from tests.makers.assessment import CLOSES, OPENS, hand_in, make_window
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of

# 48 hours before 11:59pm is in the night, so the reminder goes out at 8pm.
NEARLY = datetime(2026, 2, 7, 20, 0, tzinfo=OPENS.tzinfo)


def told(kind: Kind) -> list[str]:
    rows = Reminder.objects.filter(kind=kind.value).order_by("pk")
    return list(rows.values_list("enrolment__participant__name", flat=True))


class TestWindows:
    """Letters when a window opens and before it closes."""

    def test_participants_are_told_once_when_their_window_opens(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        assert remind_of_openings(at=OPENS - timedelta(seconds=1)) == 0

        assert remind_of_openings(at=OPENS) == 1
        assert remind_of_openings(at=OPENS + timedelta(minutes=10)) == 0

        row = Reminder.objects.get()
        assert (row.kind, row.subject, row.made_at, row.enrolment.ref) == (
            "opened",
            planned.window,
            OPENS,
            planned.enrolled.ref,
        )
        assert NoticeRow.objects.get(kind="reporting.reminder_made").facts == {"reminder": str(row.ref)}
        letter = reminder_to_send(row.ref, at=OPENS)
        assert (letter.address, letter.name, letter.closes_at, letter.why_not) == (
            "parveen@castlehill.example",
            "Parveen Begum",
            CLOSES,
            None,
        )
        assert letter.limit > 0

    def test_whoever_comes_while_it_is_open_is_told_then(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        remind_of_openings(at=OPENS)
        enrol_many(cast, planned.enrolled.cohort, 1, at=OPENS)

        assert remind_of_openings(at=OPENS + timedelta(hours=1)) == 1
        assert told(Kind.OPENED) == ["Parveen Begum", "Person 01"]

    def test_a_brief_that_stays_closed_says_why(self, cast, at) -> None:
        make_window(cast, at=at, engaged=False)
        remind_of_openings(at=OPENS)

        letter = reminder_to_send(Reminder.objects.get().ref, at=OPENS)

        assert letter.why_not.code == "not_engaged_enough"

    def test_who_has_opened_the_brief_needs_no_letter(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        open_brief(planned.window, by=cast.participant, at=OPENS)

        assert remind_of_openings(at=OPENS + timedelta(minutes=9)) == 0

    def test_a_later_end_tells_nobody_again_that_it_opened(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        remind_of_openings(at=OPENS)
        later = CLOSES + timedelta(days=2)
        move_window(planned.window, opens_at=OPENS, closes_at=later, why="Snow", by=cast.programme_manager, at=OPENS)

        assert remind_of_openings(at=OPENS + timedelta(days=1)) == 0
        assert reminder_to_send(Reminder.objects.get().ref, at=OPENS).closes_at == later

    def test_who_has_handed_in_nothing_is_reminded_before_the_end(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        enrol_many(cast, planned.enrolled.cohort, 1, at=at)
        hand_in(planned, cast.participant, at=OPENS)
        assert remind_of_closings(at=NEARLY - timedelta(minutes=1)) == 0

        assert remind_of_closings(at=NEARLY) == 1
        assert remind_of_closings(at=NEARLY + timedelta(hours=1)) == 0

        assert told(Kind.CLOSING) == ["Person 01"]

    def test_a_brief_that_is_only_open_is_not_handed_in(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        open_brief(planned.window, by=cast.participant, at=OPENS)

        assert remind_of_closings(at=NEARLY) == 1
        letter = reminder_to_send(Reminder.objects.get().ref, at=NEARLY)
        assert (letter.kind, letter.why_not) == (Kind.CLOSING, None)

    def test_a_later_end_is_reminded_of_anew(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        remind_of_closings(at=NEARLY)
        first = Reminder.objects.get().ref
        later, by = CLOSES + timedelta(days=2), cast.programme_manager
        move_window(planned.window, opens_at=OPENS, closes_at=later, why="Snow", by=by, at=NEARLY)

        assert reminder_to_send(first, at=NEARLY) is None
        assert remind_of_closings(at=NEARLY + timedelta(days=1)) == 0
        assert remind_of_closings(at=NEARLY + timedelta(days=2)) == 1

    def test_a_policy_can_do_without_the_reminder(self, cast, at) -> None:
        make_window(cast, at=at)
        for row in AssessmentPolicy.objects.all():
            row.body = {**row.body, "reminder_hours": 0}
            row.save()

        assert remind_of_closings(at=CLOSES - timedelta(hours=1)) == 0

    def test_who_left_paused_or_handed_in_meanwhile_gets_no_letter(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        by = cast.programme_manager
        paused, left = enrol_many(cast, planned.enrolled.cohort, 2, at=at)
        remind_of_closings(at=NEARLY)
        rows = {row.enrolment.ref: row.ref for row in Reminder.objects.select_related("enrolment")}
        assert None not in {reminder_to_send(ref, at=NEARLY) for ref in rows.values()}

        defer(paused, reason="career-break", by=by, at=NEARLY)
        withdraw(left, reason="change-in-career", by=by, at=NEARLY)
        hand_in(planned, cast.participant, at=NEARLY)

        assert {reminder_to_send(ref, at=NEARLY) for ref in rows.values()} == {None}

    def test_who_is_not_assessed_in_a_window_hears_nothing_of_it(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        remind_of_openings(at=OPENS)
        row = Reminder.objects.get()
        assert reminder_to_send(row.ref, at=OPENS) is not None
        absence = NewPutOff(PutOffKind.DEFERRED, PutOffReason.ILLNESS, "A week in hospital.")

        put_off(planned.window, planned.enrolled.ref, absence, by=cast.programme_manager, at=OPENS)

        assert reminder_to_send(row.ref, at=OPENS) is None
        row.delete()
        assert (remind_of_openings(at=OPENS), remind_of_closings(at=NEARLY)) == (0, 0)

    def test_a_letter_that_was_held_up_past_the_end_is_not_sent(self, cast, at) -> None:
        make_window(cast, at=at)
        remind_of_openings(at=OPENS)
        ref = Reminder.objects.get().ref

        assert reminder_to_send(ref, at=CLOSES) is None
        Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)
        assert reminder_to_send(ref, at=OPENS) is None
        with pytest.raises(Reminder.DoesNotExist):
            reminder_to_send(uuid4(), at=OPENS)

    def test_only_those_who_are_active_are_reminded(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        defer(planned.enrolled.ref, reason="career-break", by=cast.programme_manager, at=at)

        assert openings_due(at=OPENS) == closings_due(at=NEARLY) == ()

    def test_many_take_the_statements_of_one(self, cast, at) -> None:
        planned = make_window(cast, at=at)
        one = [statements_of(lambda: openings_due(at=OPENS)), statements_of(lambda: closings_due(at=NEARLY))]
        enrol_many(cast, planned.enrolled.cohort, 3, at=at)

        assert [len(openings_due(at=OPENS)), len(closings_due(at=NEARLY))] == [4, 4]
        again = [statements_of(lambda: openings_due(at=OPENS)), statements_of(lambda: closings_due(at=NEARLY))]
        assert one == again == [5, 6]

    def test_a_worker_that_dies_between_two_lots_goes_on_where_it_was(self, cast, at, monkeypatch) -> None:
        planned = make_window(cast, at=at)
        enrol_many(cast, planned.enrolled.cohort, 2, at=at)
        monkeypatch.setattr(reminding, "AT_ONCE", 2)
        real, lots = reminding.post, iter([0, 0, 1])

        def dies(*given, **named) -> None:
            if next(lots):
                raise KeyboardInterrupt
            real(*given, **named)

        monkeypatch.setattr(reminding, "post", dies)
        with pytest.raises(KeyboardInterrupt):
            remind_of_openings(at=OPENS)
        assert Reminder.objects.count() == 2
        monkeypatch.setattr(reminding, "post", real)

        assert remind_of_openings(at=OPENS) == 1
        assert NoticeRow.objects.filter(kind="reporting.reminder_made").count() == 3

    def test_where_another_worker_was_first_nothing_is_made(self, cast, at, monkeypatch) -> None:
        make_window(cast, at=at)
        due = openings_due(at=OPENS)
        remind_of_openings(at=OPENS)
        monkeypatch.setattr(reminding, "openings_due", lambda *, at: due)

        assert remind_of_openings(at=OPENS) == 0
        row = Reminder.objects.get()
        row.pk, row.ref = None, uuid4()
        with pytest.raises(IntegrityError), atomic():
            row.save()


class TestSessions:
    """Reminders of events and webinars."""

    @pytest.fixture
    def soon(self, cast, at) -> Session:
        enrolled = make_enrolment(cast, at=at)
        session = Session.objects.select_related("component").get(ref=enrolled.cohort.session("Event 1"))
        starts = at + timedelta(days=2, hours=3)
        details = SessionDetails(
            starts, starts + timedelta(hours=6), "Harbour Hall", "Room 2", "", cast.facilitator.person
        )
        change_session(session.ref, details, by=cast.programme_manager, at=at)
        Session.objects.exclude(pk=session.pk).delete()
        session.refresh_from_db()
        return session

    def test_whoever_is_expected_is_reminded_once_two_days_before(self, cast, at, soon) -> None:
        assert remind_of_sessions(at=at - timedelta(days=1)) == 0

        assert remind_of_sessions(at=at) == 1
        assert remind_of_sessions(at=at + timedelta(days=1)) == 0

        letter = reminder_to_send(Reminder.objects.get().ref, at=at)
        assert (letter.title, letter.place, letter.link, letter.facilitator) == (
            soon.component.title,
            "Room 2, Harbour Hall",
            "",
            "Farah Aziz",
        )

    def test_only_those_on_its_route_are_expected(self, cast, at, soon) -> None:
        Enrolment.objects.update(route=Route.ONLINE.value)
        assert not soon.component.is_online

        assert sessions_due(at=at) == ()

    def test_a_session_for_both_routes_reminds_both(self, cast, at, soon) -> None:
        both = type(soon.component).objects.get(title="Webinar: evidence in practice")
        Session.objects.update(facilitator=None, component=both)
        remind_of_sessions(at=at)

        assert reminder_to_send(Reminder.objects.get().ref, at=at).facilitator == ""

    def test_one_that_is_moved_is_told_again(self, cast, at, soon) -> None:
        remind_of_sessions(at=at)
        first = Reminder.objects.get().ref
        Session.objects.update(starts_at=soon.starts_at - timedelta(days=1))

        assert reminder_to_send(first, at=at) is None
        assert remind_of_sessions(at=at) == 1

    def test_one_that_is_over_or_gone_is_not_told(self, cast, at, soon) -> None:
        remind_of_sessions(at=at)
        ref = Reminder.objects.get().ref

        assert reminder_to_send(ref, at=soon.starts_at) is None
        Session.objects.all().delete()
        assert reminder_to_send(ref, at=at) is None

    def test_many_take_the_statements_of_one(self, cast, at, soon) -> None:
        one = statements_of(lambda: sessions_due(at=at))
        for name in ("one", "two"):
            bring_in(
                name=name, email=f"{name}@castlehill.example", duty=Duty.PARTICIPANT, place=cast.school.ref,
                by=cast.administrator, at=at,
            )  # fmt: skip
            Enrolment.objects.create(
                cohort=soon.cohort, participant=Person.objects.get(name=name), school_id=cast.school.id,
                route="blended", state="active", enrolled_at=at,
            )  # fmt: skip

        assert len(sessions_due(at=at)) == 3
        assert statements_of(lambda: sessions_due(at=at)) == one == 3


class TestBehind:
    """Word to those who support somebody who has fallen behind."""

    LATE = datetime(2026, 6, 1, 7, 30, tzinfo=OPENS.tzinfo)

    def test_those_who_support_them_are_told_once_in_two_weeks(self, cast, at) -> None:
        enrolled = make_enrolment(cast, at=at)

        assert tell_who_fell_behind(at=self.LATE) == 1
        assert tell_who_fell_behind(at=self.LATE + timedelta(days=13)) == 0

        names = {u.to.name for u in ProgressUpdate.objects.select_related("to")}
        assert names == {"Samir Patel", "Megan Price", "Helen Carter"}
        update = ProgressUpdate.objects.first()
        assert (update.cause, update.made_by) == ("behind", None)
        assert update.as_update().people[0].help_wanted.startswith("Parveen is behind an even pace")
        entry = AuditEntry.objects.get(did="reporting.tell_who_fell_behind")
        assert (entry.by, entry.to, entry.facts) == ("clock", str(enrolled.cohort.ref), {"people": "1", "updates": "3"})
        assert NoticeRow.objects.filter(kind="reporting.update_made").count() == 3
        assert tell_who_fell_behind(at=self.LATE + timedelta(days=14)) == 1

    def test_a_second_run_on_the_same_day_tells_nobody_again(self, cast, at, monkeypatch) -> None:
        make_enrolment(cast, at=at)
        found = fell_behind(at=self.LATE)
        tell_who_fell_behind(at=self.LATE)
        monkeypatch.setattr(reminding, "fell_behind", lambda *, at: found)

        tell_who_fell_behind(at=self.LATE + timedelta(minutes=5))

        assert ProgressUpdate.objects.count() == 3
        assert Reminder.objects.count() == 1

    def test_who_has_just_begun_or_paused_is_left_alone(self, cast, at) -> None:
        enrolled = make_enrolment(cast, at=at)

        assert fell_behind(at=at + timedelta(weeks=5)) == ()
        defer(enrolled.ref, reason="career-break", by=cast.programme_manager, at=at)
        assert fell_behind(at=self.LATE) == ()

    def test_finding_many_takes_two_statements(self, cast, at) -> None:
        enrolled = make_enrolment(cast, at=at)
        enrol_many(cast, enrolled.cohort, 3, at=at)

        (found,) = fell_behind(at=self.LATE)

        assert (found.cohort, len(found.enrolments)) == (enrolled.cohort.ref, 4)
        assert statements_of(lambda: fell_behind(at=self.LATE)) == 2
