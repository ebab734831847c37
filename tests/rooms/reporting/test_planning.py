"""Schools are told by a plan: once for each day, caught up once, and as each reader chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.actions.enrolling import complete, defer, resume, withdraw
from goldenthread.cohorts.actions.opening import open_cohort
from goldenthread.cohorts.models import Cohort
from goldenthread.cohorts.types import NewCohort, Source
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from goldenthread.reporting.actions.consenting import ask_for_help, decide_parts
from goldenthread.reporting.actions.planning import set_plan, tell_as_planned
from goldenthread.reporting.actions.reminding import tell_who_fell_behind
from goldenthread.reporting.actions.subscribing import choose, choose_by_link, unsubscribe
from goldenthread.reporting.actions.updating import make_updates, revoke_update, update_about_event
from goldenthread.reporting.models import PlannedTelling, ProgressUpdate, ReaderChoice, UpdatePlan
from goldenthread.reporting.queries.planning import plan_page, tellings_due
from goldenthread.reporting.queries.subscribing import choices_behind, my_choices, token_of
from goldenthread.reporting.queries.updates import update_to_send
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import Part, Rhythm
from goldenthread.reporting.types.subscribing import Pace, Stream
from tests.makers.coaching import enrol_one
from tests.makers.cohorts import DETAILS, enrol_many, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.telling import a_plan

TODAY = date(2026, 1, 5)


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


def told_to() -> dict[str, list[str]]:
    return {u.to.name: [p.name for p in u.as_update().people] for u in ProgressUpdate.objects.select_related("to")}


def everybody() -> set[str]:
    return {"Helen Carter", "Samir Patel", "Megan Price"}


class TestPlans:
    """Who puts a plan in force, and which holds."""

    def test_a_cohorts_plan_comes_before_the_providers(self, cast, enrolled, at) -> None:
        shipped = plan_page(enrolled.cohort.ref, by=cast.inspector, at=at)
        set_plan(None, a_plan(TODAY, rhythm=Rhythm.TERMLY), by=cast.programme_manager, at=at)
        shared = plan_page(enrolled.cohort.ref, by=cast.partner_manager, at=at)
        set_plan(enrolled.cohort.ref, a_plan(TODAY), by=cast.partner_manager, at=at)

        own = plan_page(enrolled.cohort.ref, by=cast.partner_manager, at=at)
        whole = plan_page(None, by=cast.programme_manager, at=at)

        assert (shipped.now.is_shipped, shipped.is_own, shipped.coming) == (True, False, ())
        assert (shared.now.rhythm, shared.is_own) == (Rhythm.TERMLY, False)
        assert (own.now.rhythm, own.is_own, own.now.version) == (Rhythm.MONTHLY, True, 2)
        assert own.coming[0] == TODAY
        assert {(r.name, r.people) for r in own.readers} == {(name, ("Parveen Begum",)) for name in everybody()}
        assert (whole.now.rhythm, len(whole.history), len(whole.readers)) == (Rhythm.TERMLY, 1, 3)
        assert AuditEntry.objects.filter(did="reporting.set_plan").count() == 2

    def test_a_plan_can_be_looked_at_before_it_holds(self, cast, enrolled, at) -> None:
        tried = a_plan(TODAY + timedelta(days=40))

        page = plan_page(enrolled.cohort.ref, by=cast.partner_manager, at=at, tried=tried)

        assert (page.now, page.coming[0]) == (tried, date(2026, 3, 5))
        assert not UpdatePlan.objects.exists()

    def test_others_decide_nothing(self, cast, enrolled, at) -> None:
        for by, cohort in ((cast.partner_manager, None), (cast.inspector, enrolled.cohort.ref)):
            with pytest.raises(Refused) as refused:
                set_plan(cohort, a_plan(TODAY), by=by, at=at)
            assert refused.value.refusal.code == "not_your_plan"
        with pytest.raises(Refused):
            set_plan(None, a_plan(TODAY - timedelta(days=1)), by=cast.programme_manager, at=at)
        for ask in (
            lambda: set_plan(enrolled.cohort.ref, a_plan(TODAY), by=cast.outsider, at=at),
            lambda: plan_page(enrolled.cohort.ref, by=cast.outsider, at=at),
        ):
            with pytest.raises(Cohort.DoesNotExist):
                ask()
        assert not UpdatePlan.objects.exists()

    def test_a_page_takes_the_same_statements_for_many(self, cast, enrolled, at) -> None:
        def counted() -> list[int]:
            return [
                statements_of(lambda: plan_page(enrolled.cohort.ref, by=cast.partner_manager, at=at)),
                statements_of(lambda: tellings_due(at=at)),
            ]

        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)
        one = counted()
        enrol_many(cast, enrolled.cohort, 3, at=at)
        set_plan(enrolled.cohort.ref, a_plan(TODAY), by=cast.partner_manager, at=at)

        assert counted() == one


class TestAsPlanned:
    """Regular updates by the clock."""

    def test_each_is_told_once_and_missed_days_are_made_up_for_once(self, cast, enrolled, at) -> None:
        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)

        assert [tell_as_planned(at=at), tell_as_planned(at=at + timedelta(hours=1))] == [3, 0]
        assert told_to() == {name: ["Parveen Begum"] for name in everybody()}
        assert NoticeRow.objects.filter(kind="reporting.update_made").count() == 3
        assert AuditEntry.objects.get(did="reporting.tell_as_planned").to == str(cast.partner.ref)

        assert tell_as_planned(at=datetime(2026, 4, 8, 7, tzinfo=UTC)) == 3
        assert list(PlannedTelling.objects.order_by("day").values_list("day", flat=True)) == [TODAY, date(2026, 4, 5)]

    def test_a_head_with_people_on_two_cohorts_gets_one_letter(self, cast, enrolled, at) -> None:
        details = replace(DETAILS, title="Second")
        built = enrolled.cohort.built
        other = open_cohort(NewCohort(built.release, cast.partner.ref, details), by=cast.programme_manager, at=at)
        enrol_one(other, cast.outside_participant, school=cast.school, by=cast.programme_manager, at=at)
        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)

        tell_as_planned(at=at)

        assert told_to()["Helen Carter"] == ["Olga Novak", "Parveen Begum"]
        update = ProgressUpdate.objects.get(to_id=cast.headteacher.person_id)
        assert (update.cohort_id, update.partner_id) == (None, cast.partner.id)
        with pytest.raises(Refused):
            revoke_update(update.ref, by=cast.inspector, at=at)
        with pytest.raises(ProgressUpdate.DoesNotExist):
            revoke_update(update.ref, by=cast.outsider, at=at)
        revoke_update(update.ref, by=cast.partner_manager, at=at)
        assert update_to_send(update.ref).is_sent

    def test_nothing_goes_out_without_a_day_or_about_the_paused_alone(self, cast, enrolled, at) -> None:
        assert tell_as_planned(at=at) == 0
        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)
        defer(enrolled.ref, reason="career-break", by=cast.programme_manager, at=at)

        assert tell_as_planned(at=at) == 0
        assert not ProgressUpdate.objects.exists()

    def test_an_update_says_what_was_done_since_the_reader_last_heard(self, cast, enrolled, at) -> None:
        by, built = cast.programme_manager, enrolled.cohort.built

        def done(title: str, when: datetime) -> None:
            component = built.component(title).ref
            credit(enrolled.ref, component, source=Source.BY_HAND, source_ref=uuid4(), by=by, at=when)

        set_plan(None, a_plan(TODAY), by=by, at=at)
        for title in ("Event 1", "Event 2", "Webinar", "Community 1", "Coaching 1", "Coaching 2", "Event 3"):
            done(title, at - timedelta(days=1))
        tell_as_planned(at=at)
        first = ProgressUpdate.objects.get(to_id=cast.sponsor.person_id).as_update().people[0]
        done("Event 4", at + timedelta(days=3))
        tell_as_planned(at=at + timedelta(days=31))
        second = ProgressUpdate.objects.filter(to_id=cast.sponsor.person_id).order_by("pk").last().as_update().people[0]

        assert (len(first.done), first.done[-1]) == (7, "and 1 more")
        assert [title.partition(":")[0] for title in second.done] == ["Event 4"]

    def test_what_is_kept_back_is_not_told_and_the_help_wanted_is(self, cast, enrolled, at) -> None:
        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)
        ask_for_help(enrolled.ref, "An hour on Fridays", by=cast.participant, at=at)
        decide_parts(enrolled.ref, {Part.DONE: False}, by=cast.participant, at=at)

        tell_as_planned(at=at)

        told = ProgressUpdate.objects.first().as_update().people[0]
        assert (told.asks, told.kept_back) == ("An hour on Fridays", ("what they have done",))


class TestEvents:
    """Updates because something happened."""

    def test_each_step_is_told_once_where_the_plan_says_so(self, cast, enrolled, at) -> None:
        by = cast.programme_manager
        defer(enrolled.ref, reason="career-break", by=by, at=at)
        assert update_about_event(enrolled.ref, Cause.DEFERRED, at=at) == 0
        set_plan(None, a_plan(TODAY), by=by, at=at)

        assert [update_about_event(enrolled.ref, Cause.DEFERRED, at=at) for _ in range(2)] == [3, 0]
        assert update_about_event(enrolled.ref, Cause.RESUMED, at=at) == 0
        resume(enrolled.ref, by=by, at=at + timedelta(days=1))
        assert update_about_event(enrolled.ref, Cause.RESUMED, at=at + timedelta(days=20)) == 0
        assert update_about_event(enrolled.ref, Cause.RESUMED, at=at + timedelta(days=1)) == 3
        assert update_about_event(enrolled.ref, Cause.COMPLETED, at=at) == 0

    def test_those_who_walked_beside_somebody_hear_that_they_left(self, cast, enrolled, at) -> None:
        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)
        withdraw(enrolled.ref, reason="change-in-career", by=cast.programme_manager, at=at)

        assert update_about_event(enrolled.ref, Cause.WITHDRAWN, at=at) == 3

        told = ProgressUpdate.objects.first().as_update().people[0]
        assert (told.engagement, told.following, told.state) == ("", "", "Withdrawn")
        assert tell_as_planned(at=at) == 0

    def test_a_catch_up_is_told_unless_it_was_taken_back(self, cast, enrolled, at) -> None:
        by = cast.programme_manager
        set_plan(None, a_plan(TODAY), by=by, at=at)
        assert update_about_event(enrolled.ref, Cause.CATCH_UP, at=at) == 0
        component = enrolled.cohort.built.component("Event 1").ref
        made = credit(enrolled.ref, component, source=Source.CATCH_UP, source_ref=uuid4(), by=by, at=at)
        assert update_about_event(enrolled.ref, Cause.CATCH_UP, at=at) == 3

        uncredit(made.credit, why="Wrong person", by=by, at=at)
        assert update_about_event(enrolled.ref, Cause.CATCH_UP, at=at) == 0

    def test_a_change_of_route_and_the_end_are_told(self, cast, enrolled, at) -> None:
        events = frozenset({Cause.ROUTE, Cause.COMPLETED})
        set_plan(None, a_plan(TODAY, events=events), by=cast.programme_manager, at=at)
        assert [update_about_event(enrolled.ref, Cause.ROUTE, at=at) for _ in range(2)] == [3, 0]
        complete(enrolled.ref, by=cast.programme_manager, at=at)
        assert update_about_event(enrolled.ref, Cause.COMPLETED, at=at) == 3

    def test_nobody_hears_of_falling_behind_where_the_plan_says_no(self, cast, enrolled, at) -> None:
        set_plan(None, a_plan(TODAY, events=frozenset()), by=cast.programme_manager, at=at)

        assert tell_who_fell_behind(at=datetime(2026, 6, 8, 9, tzinfo=UTC)) == 0


class TestChoices:
    """Readers choose, by the link of a letter or signed in."""

    def test_one_press_switches_one_stream_off_and_must_is_told_all_the_same(self, cast, enrolled, at) -> None:
        token = token_of(cast.sponsor.person, Stream.REGULAR)
        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)

        assert unsubscribe(cast.sponsor.person, token, at=at) is Stream.REGULAR
        unsubscribe(cast.sponsor.person, token, at=at)
        tell_as_planned(at=at)

        assert set(told_to()) == everybody() - {"Samir Patel"}
        assert ReaderChoice.objects.count() == 1
        assert AuditEntry.objects.get(did="reporting.choose").by == "link"
        page = plan_page(enrolled.cohort.ref, by=cast.partner_manager, at=at)
        assert page.silent == ("Samir Patel",)
        found = choices_behind(cast.sponsor.person, token)
        assert (found.stream, found.paces[Stream.REGULAR], found.chosen_at) == (Stream.REGULAR, Pace.NEVER, at)

    def test_how_often_is_kept_to(self, cast, enrolled, at) -> None:
        set_plan(None, a_plan(TODAY), by=cast.programme_manager, at=at)
        choose({Stream.REGULAR: Pace.TERMLY, Stream.EVENTS: Pace.EACH}, by=cast.mentor, at=at)
        assert my_choices(by=cast.mentor).paces == {
            Stream.REGULAR: Pace.TERMLY,
            Stream.EVENTS: Pace.EACH,
            Stream.PORTFOLIO: Pace.EACH,
        }

        told = [tell_as_planned(at=at + timedelta(days=days)) for days in (0, 31, 62, 90)]

        assert told == [3, 2, 2, 3]

    def test_wrong_links_and_those_of_who_has_left_look_the_same(self, cast, enrolled, at) -> None:
        right = token_of(cast.sponsor.person, Stream.EVENTS)
        assert choices_behind(cast.sponsor.person, right).name == "Samir Patel"
        Person.objects.filter(pk=cast.sponsor.person_id).update(is_active=False)

        for person, token in (
            (cast.sponsor.person, right),
            (cast.mentor.person, right),
            (uuid4(), right),
            (cast.mentor.person, "guess"),
        ):
            with pytest.raises(Person.DoesNotExist):
                choose_by_link(person, token, {Stream.EVENTS: Pace.NEVER}, at=at)
        with pytest.raises(Refused):
            choose({Stream.EVENTS: Pace.MONTHLY}, by=cast.mentor, at=at)
        assert not ReaderChoice.objects.exists()
        choose_by_link(
            cast.mentor.person, token_of(cast.mentor.person, Stream.EVENTS), {Stream.EVENTS: Pace.NEVER}, at=at
        )
        assert ReaderChoice.objects.count() == 1

    def test_a_manager_is_told_when_everybody_has_switched_it_off(self, cast, enrolled, at) -> None:
        for reader in (cast.headteacher, cast.sponsor, cast.mentor):
            choose({Stream.REGULAR: Pace.NEVER}, by=reader, at=at)

        with pytest.raises(Refused) as refused:
            make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)

        assert refused.value.refusal.code == "nobody_to_tell"
