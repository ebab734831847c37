"""Telling schools in the browser's door and over a real mail server: plans, choices, consent, failures, surveys."""

from __future__ import annotations

import re
import smtplib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.cohorts.actions.enrolling import defer
from goldenthread.jobs.telling import after_sessions, as_planned
from goldenthread.jobs.worker import carry_all
from goldenthread.reporting.actions.updating import make_updates
from goldenthread.reporting.models import (
    AddressPause,
    HelpLine,
    LetterFailure,
    PartDecision,
    ProgressUpdate,
    ReaderChoice,
    Survey,
    SurveyAnswer,
    SurveyForm,
    UpdatePlan,
)
from goldenthread.reporting.queries.subscribing import token_of
from goldenthread.reporting.types.subscribing import Stream
from tests.fakes.mail_catcher import MailCatcher
from tests.makers.clock import stop_the_clock
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.telling import hold

PLAN = {
    "in_force_from": "2026-01-05",
    "rhythm": "monthly",
    "day": "5",
    "dates": "",
    "events": ["deferred"],
    "optional": ["done"],
}


@pytest.fixture
def enrolled(cast, at, monkeypatch):
    stop_the_clock(monkeypatch, at)
    return make_enrolment(cast, at=at)


@pytest.fixture
def post(settings):
    """A mail server on this machine, used by the settings."""
    with MailCatcher() as catcher:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", catcher.port
        yield catcher


def words_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def sent_on_by(page: str) -> dict[str, list[str]]:
    """What the form of a page that asks whether all is right sends when it is pressed."""
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        sent.setdefault(name, []).append(value)
    return sent


def plain(mail) -> str:
    return " ".join(mail.get_body(("plain",)).get_content().split())


def test_a_plan_is_looked_at_then_switched_on_and_carried_out(cast, enrolled, at, enter, post) -> None:
    address = reverse("reporting:plan", args=[enrolled.cohort.ref])
    client = enter(cast.partner_manager)
    assert "Illustrative" in words_of(client.get(address))
    asked = words_of(client.post(address, PLAN))
    assert "Samir Patel" in asked
    assert "Enter dates like" in words_of(client.post(address, {**PLAN, "dates": "Tuesday"}), 422)
    assert "Enter at least one to come" in words_of(
        client.post(address, {**PLAN, "rhythm": "dates", "dates": "1 2 2020", "confirmed": "yes"}), 422
    )
    assert not UpdatePlan.objects.exists()

    assert client.post(address, sent_on_by(asked)).status_code == 303
    assert as_planned(at) == "3 updates"
    defer(enrolled.ref, reason="career-break", by=cast.programme_manager, at=at)
    carry_all(lambda: at)

    regular = post.newest("samir@castlehill.example", about="How Parveen Begum is getting on")
    assert regular["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = regular.get_body(("html",)).get_content()
    assert "color-scheme" in html
    assert "<img" not in html
    assert "Choose how often you are told" in plain(regular)
    assert "has paused" in post.newest("helen@castlehill.example", about="has paused the programme")["subject"]
    assert as_planned(at) == ""
    shared = reverse("reporting:plans")
    assert "Switch it on" in words_of(enter(cast.programme_manager).post(shared, PLAN))
    assert enter(cast.programme_manager).post(shared, {**PLAN, "confirmed": "yes"}).status_code == 303
    assert "You cannot change" in words_of(enter(cast.inspector).post(shared, {**PLAN, "confirmed": "yes"}), 422)
    assert enter(cast.outsider).get(address).status_code == 404


def test_a_mailbox_unsubscribes_at_one_press_and_a_person_chooses_on_the_page(cast, enrolled, at, enter) -> None:
    address = reverse("reporting:choices", args=[cast.sponsor.person, token_of(cast.sponsor.person, Stream.EVENTS)])
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(address)
    assert "Samir Patel" in words_of(page)
    assert (page["Referrer-Policy"], ReaderChoice.objects.count()) == ("no-referrer", 0)

    pressed = strict.post(address, {"List-Unsubscribe": "One-Click"})
    chosen = strict.post(address, {"regular": "termly", "events": "each"})
    wrong = strict.post(address, {"regular": "termly", "events": "monthly"})

    assert "Switched off: When something happens" in words_of(pressed)
    assert "Your choice is kept" in words_of(chosen)
    assert wrong.status_code == 422
    assert list(ReaderChoice.objects.values_list("stream", "pace")) == [
        ("events", "never"),
        ("regular", "termly"),
        ("events", "each"),
    ]
    strangers = [
        reverse("reporting:choices", args=[cast.mentor.person, token_of(cast.sponsor.person, Stream.EVENTS)]),
        reverse("reporting:choices", args=[uuid4(), "guess"]),
    ]
    gone = {strict.post(a, {"List-Unsubscribe": "One-Click"}).content for a in strangers}
    assert {strict.get(a).status_code for a in strangers} == {404}
    assert len(gone) == 1
    mine = enter(cast.mentor)
    assert (
        mine.post(
            reverse("reporting:my_choices"), {"regular": "never", "events": "each", "portfolio": "each"}
        ).status_code
        == 303
    )
    assert "cannot be switched off" in words_of(mine.get(reverse("reporting:my_choices")))
    assert enter(cast.inspector).get(reverse("reporting:my_choices")).status_code == 404


def test_a_participant_decides_and_asks_and_sees_what_was_told(cast, enrolled, at, enter) -> None:
    client = enter(cast.participant)
    assert client.get(reverse("reporting:told")).url == reverse("reporting:told_about", args=[enrolled.ref])
    assert "Nothing yet." in words_of(client.get(reverse("reporting:told_about", args=[enrolled.ref])))
    help_at = reverse("reporting:help", args=[enrolled.ref])

    checked = client.post(help_at, {"words": "<b>An hour</b>"})
    client.post(help_at, {"words": "An hour on Fridays", "confirmed": "yes"})
    client.post(reverse("reporting:parts", args=[enrolled.ref]), {"parts": ["help"]})
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)

    assert "&lt;b&gt;An hour" in words_of(checked)
    assert HelpLine.objects.get().words == "An hour on Fridays"
    assert list(PartDecision.objects.values_list("part", "is_told")) == [("done", False)]
    page = words_of(client.get(reverse("reporting:told_about", args=[enrolled.ref])))
    assert "Help wanted: “An hour on Fridays”" in page
    assert "Not told: what they have done" in page
    assert client.post(help_at, {"words": "x" * 201}).status_code == 422
    bad = client.post(reverse("reporting:parts", args=[enrolled.ref]), {"parts": ["engagement"]})
    assert bad.status_code == 422
    client.post(help_at, {"words": ""})
    assert HelpLine.objects.order_by("pk").last().words == ""
    assert "Nothing is told about you yet" in words_of(enter(cast.outside_participant).get(reverse("reporting:told")))
    for other in (cast.outside_participant, cast.coach, cast.outsider, cast.headteacher):
        assert enter(other).get(reverse("reporting:told_about", args=[enrolled.ref])).status_code == 404
        assert enter(other).post(help_at, {"words": "x"}).status_code == 404
    manager = enter(cast.partner_manager)
    assert "What was decided" in words_of(manager.get(reverse("reporting:told_about", args=[enrolled.ref])))
    both = cast.outside_participant
    assert enter(both).post(reverse("reporting:parts", args=[enrolled.ref]), {}).status_code == 404


def test_a_refused_address_is_written_down_rests_and_is_opened_again(cast, enrolled, at, enter, post) -> None:
    async def refuse(_server, _session, envelope, address, _options) -> str:
        if address == "samir@castlehill.example":
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    post.handle_RCPT = refuse
    for hours in (0, 1):
        moment = at + timedelta(hours=hours)
        make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=moment)
        carry_all(lambda moment=moment: moment)

    assert [f.severity for f in LetterFailure.objects.all()] == ["hard", "hard"]
    assert ProgressUpdate.objects.filter(sent_at=None).count() == 2
    client = enter(cast.partner_manager)
    page = words_of(client.get(reverse("reporting:reached"), {"reached": "bounced", "cohort": "nonsense"}))
    assert "Addresses that do not work" in page
    assert "5.1.1 No such user here" in page
    again = reverse("reporting:resume", args=[AddressPause.objects.get().ref])
    assert "Say what has changed" in words_of(client.post(again, {}, follow=True))
    assert enter(cast.outsider).post(again, {"why": "Mended"}).status_code == 404
    del post.handle_RCPT
    enter(cast.partner_manager).post(again, {"why": "Mended"})
    carry_all(lambda: at + timedelta(hours=2))

    assert ProgressUpdate.objects.filter(sent_at=None).count() == 0
    assert post.newest("samir@castlehill.example", about="getting on")
    assert enter(cast.inspector).get(reverse("reporting:reached"), {"cohort": str(uuid4())}).status_code == 404
    assert enter(cast.participant).get(reverse("reporting:reached")).status_code == 404


def test_what_may_pass_is_tried_again(cast, enrolled, at, post) -> None:
    async def busy(_server, _session, _envelope, _address, _options) -> str:
        return "451 4.3.0 Try later"

    post.handle_RCPT = busy
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)
    carry_all(lambda: at)
    assert not LetterFailure.objects.exists()
    del post.handle_RCPT
    carry_all(lambda: at + timedelta(hours=1))

    assert ProgressUpdate.objects.filter(sent_at=None).count() == 0
    assert issubclass(smtplib.SMTPRecipientsRefused, smtplib.SMTPException)


def test_a_head_of_many_gets_one_letter_with_a_link_to_each(cast, enrolled, at, post) -> None:
    enrol_many(cast, enrolled.cohort, 9, at=at)
    late = at + timedelta(days=200)
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=late)
    carry_all(lambda: late)

    mail = post.newest("helen@castlehill.example", about="How 10 of your people are getting on")

    assert "10 of 10 need your attention, and stand first" in plain(mail)
    assert plain(mail).count("#person-") == 4
    assert len([1 for to, _ in post.inbox if to == "helen@castlehill.example"]) == 1


def test_a_session_is_answered_in_one_screen_and_read_by_its_facilitator(
    cast, enrolled, at, enter, post, monkeypatch
) -> None:
    hold(enrolled, ended_at=at - timedelta(days=2))
    assert after_sessions(at) == "1 letter"
    assert after_sessions(at) == ""
    carry_all(lambda: at)
    asked = post.newest("parveen@castlehill.example", about="How was Event 1")
    ref = Survey.objects.get().ref
    assert reverse("reporting:answer", args=[ref]) in plain(asked)
    client = enter(cast.participant)
    assert "Say how Event 1: leading culture was" in words_of(client.get("/"))
    address = reverse("reporting:answer", args=[ref])
    assert "kept without your name" in words_of(client.get(address))
    assert "Answer at least one" in words_of(client.post(address, {}), 422)

    assert client.post(address, {"overall": "Good", "comment": "<i>More time</i>"}).status_code == 303

    assert "You have answered already" in words_of(client.post(address, {"overall": "Good"}), 422)
    assert SurveyAnswer.objects.count() == 1
    Survey.objects.update(people=6, answered=6, rated=6, satisfied=5)
    reader = enter(cast.facilitator)
    assert "Open" in words_of(reader.get(reverse("reporting:surveys")))
    stop_the_clock(monkeypatch, at + timedelta(days=30))
    assert "83 %" in words_of(reader.get(reverse("reporting:surveys"), {"by": "month"}))
    assert "&lt;i&gt;More time" in words_of(reader.get(reverse("reporting:results", args=[ref])))
    for other in (cast.outsider, cast.participant, cast.headteacher):
        assert enter(other).get(reverse("reporting:results", args=[ref])).status_code == 404
    assert enter(cast.outside_participant).get(address).status_code == 404


def test_what_is_asked_is_looked_at_before_it_is_asked(cast, at, enter) -> None:
    client = enter(cast.quality_lead)
    assert "Illustrative" in words_of(client.get(reverse("reporting:questions")))
    address = reverse("reporting:change_questions")
    assert "Question 6" in words_of(client.get(address))
    said = {
        "title": "Short",
        "minimum": "4",
        "open_days": "7",
        "q1_words": "Was it good?",
        "q1_kind": "scale",
        "q1_labels": "No\nSome\nYes",
        "q1_best": "last",
        "q1_good": "1",
        "q3_words": "Anything else?",
        "q3_kind": "text",
    }
    assert "This is what participants will see" in words_of(client.post(address, said))
    assert "needs two to seven" in words_of(client.post(address, {**said, "q1_labels": "x", "confirmed": "yes"}), 422)
    assert not SurveyForm.objects.exists()

    assert client.post(address, {**said, "confirmed": "yes"}).status_code == 303

    form = SurveyForm.objects.get().as_form()
    assert [(q.words, q.best_first, q.is_satisfaction) for q in form.questions] == [
        ("Was it good?", False, True),
        ("Anything else?", True, False),
    ]
    assert "Version 1" in words_of(client.get(reverse("reporting:questions")))
    assert enter(cast.facilitator).get(address).status_code == 404


def test_pages_take_the_same_statements_for_many(cast, enrolled, at, enter) -> None:
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)
    pages = [
        (cast.partner_manager, reverse("reporting:reached")),
        (cast.partner_manager, reverse("reporting:plan", args=[enrolled.cohort.ref])),
        (cast.participant, reverse("reporting:told_about", args=[enrolled.ref])),
        (cast.partner_manager, reverse("reporting:surveys")),
    ]

    def counted() -> list[int]:
        found = []
        for who, address in pages:
            client = enter(who)
            found.append(statements_of(lambda c=client, a=address: c.get(a)))
        return found

    one = counted()
    enrol_many(cast, enrolled.cohort, 3, at=at)
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at + timedelta(hours=1))

    assert counted() == one
    assert max(one) <= 22
