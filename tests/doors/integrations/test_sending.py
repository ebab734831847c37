"""Letters go out once, over a real mail server."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.policy import compat32

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once
from goldenthread.reporting.actions.dispatching import claim_letter, letter_sent
from goldenthread.reporting.models import LetterSent
from goldenthread.reporting.queries.letters import letters_sent
from tests.fakes.mail_catcher import MailCatcher

LETTER = Letter(
    key="receipt:1",
    kind="assessment.receipt",
    address="parveen@castlehill.example",
    name="Parveen Bégum, NPQ",
    subject="We have your script – thank you",
    paragraphs=("It has arrived.",),
    button="See your receipt",
    url="http://localhost:8000/assessment/1/",
)


@pytest.fixture
def post(settings):
    """A mail server on this machine, used by the settings."""
    with MailCatcher() as catcher:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", catcher.port
        yield catcher


def test_a_letter_arrives_in_both_forms(db, at, post) -> None:
    assert send_once(LETTER, at=at)

    [(address, mail)] = post.inbox
    assert address == "parveen@castlehill.example"
    assert mail["subject"] == "We have your script – thank you"
    assert "Parveen Bégum, NPQ" in mail["to"]
    assert mail["auto-submitted"] == "auto-generated"
    assert "It has arrived." in mail.get_body(("plain",)).get_content()
    assert "It has arrived." in mail.get_body(("html",)).get_content()
    kept = LetterSent.objects.get(key="receipt:1")
    assert (kept.sent_at, kept.message_id) == (at, mail["message-id"])
    assert AuditEntry.objects.get(did="reporting.letter_sent").to == str(kept.ref)


def test_a_long_subject_begins_on_the_line_of_its_name(db, at, post) -> None:
    says = "Harriet Boyd’s request: your window closes on Friday 4 December 2026, 6:30pm"
    send_once(replace(LETTER, subject=says), at=at)

    [(_, mail)] = post.inbox
    assert mail["subject"] == says
    sent = mail.as_bytes(policy=compat32)
    assert b"\nSubject: =?utf-8" in sent
    assert all(len(line) <= 76 for line in sent.split(b"Subject: ")[1].splitlines()[:2])


def test_a_second_delivery_sends_nothing(db, at, post) -> None:
    send_once(LETTER, at=at)

    assert not send_once(LETTER, at=at + timedelta(hours=1))
    assert len(post.inbox) == 1
    letter_sent("receipt:1", message_id="<other>", at=at + timedelta(hours=1))
    assert LetterSent.objects.get().sent_at == at


def test_a_worker_killed_before_it_could_say_so_sends_the_same_message_again(db, at, post) -> None:
    claim_letter(key=LETTER.key, kind=LETTER.kind, address=LETTER.address, at=at)

    assert send_once(LETTER, at=at + timedelta(minutes=10))
    assert len(post.inbox) == 1


def test_a_mail_server_that_is_away_leaves_the_letter_wanted(db, at, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(OSError, match="refused"):
        send_once(LETTER, at=at)

    assert LetterSent.objects.get().sent_at is None


def test_letters_are_seen_by_those_who_run_the_installation(cast, at, post) -> None:
    send_once(LETTER, at=at)
    send_once(replace(LETTER, key="receipt:2"), at=at + timedelta(hours=1))

    assert [line.claimed_at for line in letters_sent(by=cast.administrator)] == [at + timedelta(hours=1), at]
    assert letters_sent(by=cast.partner_manager) == ()
    assert letters_sent(by=cast.participant) == ()
