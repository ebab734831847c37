"""From application to enrolment: the sponsor confirms, the manager accepts, and everybody is brought in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.admissions.actions.deciding import accept, accept_many, reject, withdraw
from goldenthread.admissions.actions.sponsoring import (
    answer_by_link,
    ask_again,
    ask_sponsors,
    close_expired_links,
    letter_for,
    record_answer,
)
from goldenthread.admissions.actions.uploading import upload
from goldenthread.admissions.models import Application, ApplicationStep, SponsorConfirmation
from goldenthread.admissions.queries.applications import application_board, application_page, sponsor_page
from goldenthread.admissions.queries.letters import welcome_letter
from goldenthread.admissions.types import Answer, ApplicationBoard, Asked, Asking, Event, State
from goldenthread.cohorts.models import Companion, Enrolment
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Organisation, Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from tests.makers.admissions import good_row, good_rows, table
from tests.makers.cohorts import DETAILS, make_cohort
from tests.makers.counting import statements_of


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


@pytest.fixture
def one(cast, at, cohort) -> Application:
    """A pending application, by somebody from a school that is not known yet."""
    content = table(good_row(1, school="100777").replace("Castle Hill Primary", "Bramble Lane Infants"))
    upload(cohort.ref, content, name="one.csv", by=cast.partner_manager, at=at)
    return Application.objects.get()


def confirmed(cast, at, application) -> None:
    record_answer(application.ref, Answer.CONFIRMED, why="By telephone", by=cast.partner_manager, at=at)


def token_of(cast, at, one) -> str:
    ask_sponsors(one.cohort.ref, by=cast.partner_manager, at=at)
    return letter_for(SponsorConfirmation.objects.latest("pk").ref).about[0].token


def test_an_accepted_application_brings_everybody_in(cast, at, one) -> None:
    confirmed(cast, at, one)

    ref = accept(one.ref, by=cast.partner_manager, at=at)

    one.refresh_from_db()
    enrolment = Enrolment.objects.get(ref=ref)
    assert (one.state, one.enrolment, enrolment.state, enrolment.route) == (
        "accepted",
        enrolment,
        "accepted",
        "blended",
    )
    assert (enrolment.participant.name, enrolment.participant.trn) == ("Applicant 001", "3000001")
    assert (enrolment.school.name, enrolment.school.urn) == ("Bramble Lane Infants", "100777")
    assert actor_by_email("applicant001@castlehill.example").wears(Duty.PARTICIPANT)
    beside = Companion.objects.get(enrolment=enrolment)
    assert (beside.person_id, beside.role) == (cast.sponsor.person_id, "sponsor")
    assert Enrolment.objects.seen_by(actor_by_email("samir@castlehill.example")).get() == enrolment
    assert AuditEntry.objects.get(did="admissions.accept").to == str(one.ref)
    assert NoticeRow.objects.get(kind="admissions.accepted").facts == {
        "application": str(one.ref),
        "enrolment": str(ref),
    }
    page = application_page(one.ref, by=cast.partner_manager)
    assert [step.says for step in page.steps] == ["Applied", "Sponsor confirmed", "Accepted"]
    assert (page.enrolment, page.steps[1].why) == (ref, "By telephone")


def test_the_letter_of_welcome_names_the_programme_the_cohort_and_its_first_day(cast, at, one) -> None:
    letter = welcome_letter(one.ref)

    assert (letter.application, letter.to, letter.name) == (one.ref, "applicant001@castlehill.example", "Applicant 001")
    assert (letter.programme, letter.cohort) == ("Senior leadership at Fenland", "Autumn 2025")
    assert letter.starts_on == DETAILS.starts_on
    assert statements_of(lambda: welcome_letter(one.ref)) == 1
    with pytest.raises(Application.DoesNotExist):
        welcome_letter(one.cohort.ref)


def test_nobody_is_accepted_before_their_sponsor_confirms(cast, at, one) -> None:
    with pytest.raises(Refused) as refused:
        accept(one.ref, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "not_sponsored"
    assert not Enrolment.objects.exists()
    assert not Person.objects.filter(email__startswith="applicant").exists()
    assert not Organisation.objects.filter(urn="100777").exists()


def test_an_application_whose_urn_is_a_partners_is_refused_whole(cast, at, one) -> None:
    confirmed(cast, at, one)
    Organisation.objects.filter(ref=cast.partner.ref).update(urn="100777")

    with pytest.raises(Refused) as refused:
        accept(one.ref, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "not_a_school"
    assert not Enrolment.objects.exists()


def test_several_are_accepted_each_whole_or_not_at_all(cast, at) -> None:
    small = make_cohort(cast, at=at, details=replace(DETAILS, capacity=2))
    upload(small.ref, table(*good_rows(4)), name="four.csv", by=cast.partner_manager, at=at)
    rows = list(Application.objects.order_by("name"))
    for row in rows[:3]:
        confirmed(cast, at, row)

    told = accept_many(small.ref, [row.ref for row in rows], by=cast.partner_manager, at=at)

    assert told.accepted == 2
    assert [(name, why.code) for name, why in told.refused] == [
        ("Applicant 003", "cohort_is_full"),
        ("Applicant 004", "not_sponsored"),
    ]
    assert Enrolment.objects.count() == 2
    assert not Person.objects.filter(email="applicant003@castlehill.example").exists()


def test_one_that_is_not_there_stops_all_before_anybody_is_accepted(cast, at) -> None:
    cohort = make_cohort(cast, at=at)
    upload(cohort.ref, table(*good_rows(1)), name="one.csv", by=cast.partner_manager, at=at)
    row = Application.objects.get()
    confirmed(cast, at, row)

    with pytest.raises(ObjectDoesNotExist):
        accept_many(cohort.ref, [row.ref, uuid4()], by=cast.partner_manager, at=at)

    assert not Enrolment.objects.exists()


def test_nobody_is_accepted_through_another_cohort_or_by_an_outsider(cast, at) -> None:
    theirs = make_cohort(cast, at=at)
    another = make_cohort(cast, at=at, built=theirs.built, partner=cast.other_partner.ref)
    upload(theirs.ref, table(*good_rows(1)), name="one.csv", by=cast.partner_manager, at=at)
    row = Application.objects.get()
    confirmed(cast, at, row)

    with pytest.raises(ObjectDoesNotExist):
        accept_many(another.ref, [row.ref], by=cast.programme_manager, at=at)
    with pytest.raises(ObjectDoesNotExist):
        accept_many(theirs.ref, [], by=cast.outsider, at=at)

    row.refresh_from_db()
    assert (row.state, Enrolment.objects.count()) == ("pending", 0)


def test_a_sponsor_answers_through_a_link_that_works_once(cast, at, one) -> None:
    token = token_of(cast, at, one)
    asked = SponsorConfirmation.objects.get()
    assert NoticeRow.objects.get(kind="admissions.sponsor_asked").facts == {"confirmation": str(asked.ref)}
    assert (len(asked.token_hash), token in str(NoticeRow.objects.values_list("facts"))) == (64, False)
    page = sponsor_page(token, at=at)
    assert (page.participant, page.sponsor, page.answer, page.why_not) == (
        "Applicant 001",
        "Samir Patel",
        Answer.NONE,
        None,
    )

    answer_by_link(token, Answer.CONFIRMED, at=at)

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_at, asked.by) == ("confirmed", at, None)
    with pytest.raises(Refused) as refused:
        answer_by_link(token, Answer.DECLINED, at=at)
    assert refused.value.refusal.code == "link_is_spent"
    assert sponsor_page(token, at=at).why_not.code == "link_is_spent"
    assert AuditEntry.objects.get(did="admissions.answer_by_link").by.startswith("sponsor link")
    assert NoticeRow.objects.get(kind="admissions.sponsor_answered").facts == {"application": str(one.ref)}
    assert accept(one.ref, by=cast.partner_manager, at=at)


def test_a_link_explains_itself_for_a_month_after_its_end_and_is_then_forgotten(cast, at, one) -> None:
    token = token_of(cast, at, one)
    assert close_expired_links(at=at + timedelta(days=58)) == 0
    assert sponsor_page(token, at=at + timedelta(days=58)).why_not.code == "link_expired"

    assert close_expired_links(at=at + timedelta(days=59)) == 1
    assert close_expired_links(at=at + timedelta(days=59)) == 0

    with pytest.raises(SponsorConfirmation.DoesNotExist):
        sponsor_page(token, at=at + timedelta(days=59))
    assert AuditEntry.objects.get(did="admissions.close_expired_links").facts == {"closed": "1"}


def test_a_link_grows_old_and_a_made_up_one_is_nothing(cast, at, one) -> None:
    token = token_of(cast, at, one)

    with pytest.raises(Refused) as refused:
        answer_by_link(token, Answer.CONFIRMED, at=at + timedelta(days=28))
    for made_up in ("", "0" * 64, token[:-1], str(uuid4())):
        with pytest.raises(SponsorConfirmation.DoesNotExist):
            answer_by_link(made_up, Answer.CONFIRMED, at=at)
        with pytest.raises(SponsorConfirmation.DoesNotExist):
            sponsor_page(made_up, at=at)

    assert refused.value.refusal.code == "link_expired"
    assert SponsorConfirmation.objects.get().answer == "none"


def test_an_entered_answer_has_no_link_to_be_found(cast, at, one) -> None:
    confirmed(cast, at, one)

    with pytest.raises(SponsorConfirmation.DoesNotExist):
        sponsor_page("", at=at)
    with pytest.raises(Refused) as refused:
        confirmed(cast, at, one)

    assert refused.value.refusal.code == "confirmed_already"
    assert SponsorConfirmation.objects.count() == 1


def test_only_sponsors_who_have_not_confirmed_are_asked(cast, at, cohort) -> None:
    upload(cohort.ref, table(*good_rows(3)), name="three.csv", by=cast.partner_manager, at=at)
    first, second, _ = Application.objects.order_by("name")
    confirmed(cast, at, first)
    record_answer(second.ref, Answer.DECLINED, why="No release time", by=cast.partner_manager, at=at)

    assert ask_again(cohort.ref, by=cast.partner_manager, at=at) == Asked(0, 0)
    assert ask_sponsors(cohort.ref, by=cast.partner_manager, at=at) == Asked(1, 1)
    assert ask_sponsors(cohort.ref, by=cast.partner_manager, at=at) == Asked(0, 0)
    assert ask_again(cohort.ref, by=cast.partner_manager, at=at + timedelta(days=1)) == Asked(1, 1)
    assert ask_sponsors(cohort.ref, [first.ref, second.ref], by=cast.partner_manager, at=at) == Asked(1, 1)

    board = application_board(cohort.ref, by=cast.partner_manager)
    assert {row.name: row.answer for row in board.rows} == {
        "Applicant 001": Answer.CONFIRMED,
        "Applicant 002": Answer.DECLINED,
        "Applicant 003": Answer.NONE,
    }
    assert (board.ready, board.waiting, board.free) == (1, 2, 30)
    assert (board.to_ask, board.to_remind, board.asked_at) == (Asked(0, 0), Asked(1, 1), at + timedelta(days=1))


def test_a_sponsor_of_several_gets_one_letter_with_a_link_for_each(cast, at, cohort) -> None:
    rows = [good_row(1), good_row(2), good_row(3).replace("Samir Patel,samir@", "Sue Lee,sue@")]
    upload(cohort.ref, table(*rows), name="three.csv", by=cast.partner_manager, at=at)
    assert application_board(cohort.ref, by=cast.partner_manager).to_ask == Asked(2, 3)

    assert ask_sponsors(cohort.ref, by=cast.partner_manager, at=at) == Asked(2, 3)

    sent = [UUID(row.facts["confirmation"]) for row in NoticeRow.objects.filter(kind="admissions.sponsor_asked")]
    letters = [letter_for(ref) for ref in sent]
    assert [(letter.to, [one.participant for one in letter.about]) for letter in letters] == [
        ("samir@castlehill.example", ["Applicant 001", "Applicant 002"]),
        ("sue@castlehill.example", ["Applicant 003"]),
    ]
    tokens = [one.token for letter in letters for one in letter.about]
    assert [sponsor_page(token, at=at).participant for token in tokens] == [f"Applicant 00{n}" for n in (1, 2, 3)]
    answer_by_link(tokens[0], Answer.CONFIRMED, at=at)
    assert application_board(cohort.ref, by=cast.partner_manager).to_remind == Asked(2, 2)


def test_an_answer_is_asked_for_before_the_cohort_begins(cast, at, one) -> None:
    begins = datetime.combine(DETAILS.starts_on, time(12), UTC)
    for days, last in ((40, begins - timedelta(days=12)), (10, begins - timedelta(days=1)), (0, None)):
        asked = begins - timedelta(days=days)
        ask_sponsors(one.cohort.ref, [one.ref], by=cast.partner_manager, at=asked)
        letter = letter_for(SponsorConfirmation.objects.latest("pk").ref)
        assert letter.answer_by == (last.date() if last else None)


def test_applications_are_rejected_and_withdrawn_with_reasons(cast, at, cohort) -> None:
    upload(cohort.ref, table(*good_rows(2)), name="two.csv", by=cast.partner_manager, at=at)
    first, second = Application.objects.order_by("name")

    reject(first.ref, reason="rejected_by_provider", why="No vacancy", by=cast.partner_manager, at=at)
    withdraw(second.ref, why=" Changed school ", by=cast.partner_manager, at=at)

    assert list(ApplicationStep.objects.order_by("pk").values_list("event", "state", "reason", "why")) == [
        ("reject", "rejected", "rejected_by_provider", "No vacancy"),
        ("withdraw", "withdrawn", "", "Changed school"),
    ]
    assert application_page(first.ref, by=cast.inspector).steps[-1].why == "Not accepted by the provider: No vacancy"
    assert {n.kind for n in NoticeRow.objects.filter(kind__in=["admissions.rejected", "admissions.withdrawn"])} == {
        "admissions.rejected",
        "admissions.withdrawn",
    }
    page = application_page(first.ref, by=cast.partner_manager)
    assert {offer.event for offer in page.offers if offer.why_not} == set(Event)
    rejected = application_board(cohort.ref, by=cast.partner_manager, asked=Asking(State.REJECTED))
    assert [row.name for row in rejected.rows] == ["Applicant 001"]
    assert rejected.counts == {State.PENDING: 0, State.ACCEPTED: 0, State.REJECTED: 1, State.WITHDRAWN: 1}
    assert upload(cohort.ref, table(good_row(1)), name="again.csv", by=cast.partner_manager, at=at)
    assert Application.objects.filter(email=first.email, state="pending").count() == 1


def test_applications_are_found_by_words_and_by_what_they_wait_for_a_page_at_a_time(cast, at, cohort) -> None:
    upload(cohort.ref, table(*good_rows(101)), name="many.csv", by=cast.partner_manager, at=at)
    confirmed(cast, at, Application.objects.get(name="Applicant 007"))

    def found(page: int = 1, **asked) -> ApplicationBoard:
        return application_board(cohort.ref, by=cast.partner_manager, asked=Asking(**asked), page=page)

    assert [(len(found(page).rows), found(page).pages) for page in (1, 2, 99)] == [(100, 2), (1, 2), (1, 2)]
    assert [row.name for row in found(words="applicant 007").rows] == ["Applicant 007"]
    assert found(words="nobody").total == 0
    assert [row.name for row in found(state=State.PENDING, is_ready=True).rows] == ["Applicant 007"]
    assert found(state=State.PENDING, is_ready=False).total == 100


def test_who_does_not_run_the_cohort_decides_nothing(cast, at, one) -> None:
    confirmed(cast, at, one)

    nothing = Application.DoesNotExist
    for by, fault in ((cast.outsider, nothing), (cast.facilitator, nothing), (cast.inspector, Refused)):
        for act in (
            lambda by: accept(one.ref, by=by, at=at),
            lambda by: reject(one.ref, reason="rejected_by_provider", by=by, at=at),
            lambda by: withdraw(one.ref, why="x", by=by, at=at),
            lambda by: record_answer(one.ref, Answer.DECLINED, why="x", by=by, at=at),
        ):
            with pytest.raises(fault):
                act(by)
    with pytest.raises(Refused):
        ask_sponsors(one.cohort.ref, by=cast.inspector, at=at)

    one.refresh_from_db()
    assert one.state == "pending"
    assert SponsorConfirmation.objects.count() == 1


def test_the_tables_refuse_what_must_never_be(cast, at, one) -> None:
    for change in ({"state": "accepted"}, {"state": "lost"}, {"name": ""}):
        with pytest.raises(IntegrityError), atomic():
            Application.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(IntegrityError), atomic():
        SponsorConfirmation.objects.create(application=one, asked_at=at, expires_at=at, answer="confirmed")


def test_the_board_takes_the_same_statements_for_one_as_for_many(cast, at, cohort) -> None:
    def look() -> None:
        application_board(cohort.ref, by=cast.partner_manager)

    upload(cohort.ref, table(good_row(1)), name="one.csv", by=cast.partner_manager, at=at)
    few = statements_of(look)
    upload(cohort.ref, table(*good_rows(40)), name="many.csv", by=cast.partner_manager, at=at)

    assert statements_of(look) == few <= 13


def test_an_application_whose_urn_has_become_another_schools_is_not_accepted(cast, at, cohort, one) -> None:
    content = table(good_row(2, school="100777").replace("Castle Hill Primary", "Elm School"))
    upload(cohort.ref, content, name="two.csv", by=cast.partner_manager, at=at)
    other = Application.objects.get(school_name="Elm School")
    confirmed(cast, at, one)
    confirmed(cast, at, other)
    accept(one.ref, by=cast.partner_manager, at=at)

    with pytest.raises(Refused) as refused:
        accept(other.ref, by=cast.partner_manager, at=at)

    assert refused.value.refusal.code == "other_school"
    assert not Person.objects.filter(email="applicant002@castlehill.example").exists()
    says = "URN 100777 is Bramble Lane Infants here, not Elm School."
    page = application_page(other.ref, by=cast.partner_manager)
    assert (page.known_as, page.looks) == ("Bramble Lane Infants", (says,))
    assert next(o for o in page.offers if o.event is Event.ACCEPT).why_not == refused.value.refusal
    board = {row.name: row for row in application_board(cohort.ref, by=cast.partner_manager).rows}
    assert board["Applicant 002"].looks == (says,)
    assert (board["Applicant 001"].known_as, board["Applicant 001"].looks) == ("", ())


def test_the_board_says_under_which_name_a_school_is_known_and_what_to_look_at(cast, at, cohort) -> None:
    upload(
        cohort.ref,
        table(good_row(1).replace("Hill Primary", "Hill"), good_row(2, school="100777")),
        name="two.csv",
        by=cast.partner_manager,
        at=at,
    )

    first, second = application_board(cohort.ref, by=cast.partner_manager).rows

    assert (first.school, first.known_as, first.looks) == ("Castle Hill", "Castle Hill Primary", ())
    assert second.known_as == ""
    assert second.looks == ("Castle Hill Primary is known here with URN 100001, not 100777. Check the number.",)
    assert application_page(first.ref, by=cast.partner_manager).known_as == "Castle Hill Primary"
    assert application_page(second.ref, by=cast.partner_manager).looks == second.looks
