"""Awards and verification in the browser's door."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from goldenthread.assessment.models import Result
from goldenthread.awards.actions.awarding import award
from goldenthread.awards.models import Certificate, Outcome
from goldenthread.ground.types import Notice
from goldenthread.jobs.awards import write_that_another_is_made
from goldenthread.jobs.worker import carry_all
from tests.makers.assessment import AFTER
from tests.rooms.awards.test_awarding import HERE, released


@pytest.fixture
def certificate(cast, at):
    award(released(cast, at).ref, verify_at=HERE, at=AFTER)
    return Certificate.objects.get()


def test_a_participant_takes_their_certificate(cast, certificate, enter) -> None:
    client = enter(cast.participant)

    page = client.get(reverse("awards:mine")).content.decode()
    file = client.get(reverse("awards:certificate", args=[certificate.ref]))

    assert certificate.number in page
    assert file["Content-Disposition"] == f'attachment; filename="certificate-{certificate.number}.pdf"'
    assert file.content.startswith(b"%PDF-")


def test_before_anything_is_awarded_there_is_a_next_step(cast, enter) -> None:
    assert "Nothing is awarded yet" in enter(cast.participant).get(reverse("awards:mine")).content.decode()


def test_anybody_verifies_without_an_account_and_learns_no_more_than_they_must(certificate, client) -> None:
    assert "Verify a certificate" in client.get(reverse("verify")).content.decode()
    answer = client.get(reverse("verify"), {"code": certificate.code.lower()}, follow=True)
    page = answer.content.decode()

    assert answer.status_code == 200
    for words in ("This certificate is valid", "Parveen Begum", "(NPQSL)", "Tuesday 10 February 2026"):
        assert words in page
    for words in ("castlehill", "Castle Hill", "Fenland", str(certificate.ref), certificate.number, "GT-2026"):
        assert words not in page
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("code", ["WRONG", "A" * 20, "x' OR 1=1 --", "%00", "é" * 30])
def test_a_wrong_code_is_answered_clearly_and_always_alike(certificate, client, code: str) -> None:
    answer = client.get(reverse("verify_code", args=[code]))

    assert answer.status_code == 404
    assert "No certificate has this code" in answer.content.decode()


def test_a_revoked_certificate_is_said_to_be(cast, certificate, enter) -> None:
    client = enter(cast.quality_lead)
    address = reverse("awards:revoke", args=[certificate.ref])
    page = client.get(reverse("awards:outcomes")).content.decode()
    assert (certificate.number in page, "Counts no longer" in page) == (True, False)
    Outcome.objects.update(ended_at=AFTER)
    assert "Counts no longer: corrected" in client.get(reverse("awards:outcomes")).content.decode()
    Outcome.objects.update(ended_at=None)
    assert "cannot be undone" in client.get(address).content.decode()
    assert client.post(address, {"why": ""}).status_code == 422

    assert client.post(address, {"why": "Copied"}).status_code == 303

    assert client.post(address, {"why": "Copied"}).status_code == 422
    client.logout()
    page = client.get(reverse("verify_code", args=[certificate.code])).content.decode()
    assert "This certificate was revoked" in page
    assert "Copied" not in page


@pytest.mark.parametrize("name", ["outsider", "outside_participant", "assessor", "sponsor"])
def test_an_outsider_finds_no_certificate(cast, certificate, enter, name: str) -> None:
    client = enter(getattr(cast, name))

    assert client.get(reverse("awards:certificate", args=[certificate.ref])).status_code == 404
    assert client.post(reverse("awards:revoke", args=[certificate.ref]), {"why": "x"}).status_code == 404
    assert Certificate.objects.get().state == "issued"


def test_staff_read_outcomes_before_there_are_any(cast, enter) -> None:
    assert "No outcomes yet" in enter(cast.programme_manager).get(reverse("awards:outcomes")).content.decode()


def test_whoever_guesses_codes_waits_and_a_right_code_is_always_answered(certificate, client) -> None:
    cache.clear()
    for _ in range(30):
        assert client.get(reverse("verify_code", args=[certificate.code])).status_code == 200
    for guess in range(20):
        assert client.get(reverse("verify_code", args=[f"WRONG{guess}"])).status_code == 404

    answer = client.get(reverse("verify_code", args=["WRONG"]))

    assert answer.status_code == 429
    assert client.get(reverse("verify_code", args=[certificate.code])).status_code == 200
    assert "Too many tries" in answer.content.decode()
    cache.clear()


def test_who_passed_reads_that_their_certificate_was_revoked_and_gets_another(
    cast, certificate, enter, mailoutbox
) -> None:
    client = enter(cast.quality_lead)
    client.post(reverse("awards:revoke", args=[certificate.ref]), {"why": "The name is misprinted."})
    carry_all(lambda: AFTER)
    lead = client.get(reverse("awards:outcomes")).content.decode()
    again = reverse("awards:again", args=[certificate.ref])
    theirs = enter(cast.participant)
    result = Result.objects.get()
    page = theirs.get(reverse("assessment:result", args=[result.script.ref])).content.decode()
    awards = theirs.get(reverse("awards:mine")).content.decode()

    assert again in lead
    for words in ("Your certificate was revoked", "The name is misprinted.", "You have passed, and that stays"):
        assert words in page
    assert "being made" not in page
    assert "The name is misprinted." in awards
    assert "Download certificate" not in awards
    (letter,) = [mail for mail in mailoutbox if mail.subject == "Your certificate was revoked"]
    assert "misprinted" not in letter.body

    client = enter(cast.quality_lead)
    assert "Parveen Begum" in client.get(again).content.decode()
    assert client.post(again, {"why": ""}).status_code == 422
    assert client.post(again, {"why": "Printed anew"}).status_code == 303
    carry_all(lambda: AFTER)
    assert client.post(again, {"why": "Printed anew"}).status_code == 422
    assert f"Before it: {certificate.number}, revoked" in client.get(reverse("awards:outcomes")).content.decode()
    theirs = enter(cast.participant)
    page = theirs.get(reverse("assessment:result", args=[result.script.ref])).content.decode()
    assert "Download your certificate" in page
    assert "Your certificate was revoked" not in page
    assert [mail.subject for mail in mailoutbox][-1] == "You have a new certificate"


def test_a_certificate_that_a_correction_revoked_brings_no_letter_of_its_own(
    cast, certificate, enter, mailoutbox
) -> None:
    enter(cast.quality_lead).post(reverse("awards:revoke", args=[certificate.ref]), {"why": "Copied"})
    Outcome.objects.update(ended_at=AFTER)
    write_that_another_is_made(Notice("awards.issued_again", {"certificate": str(certificate.ref)}), AFTER)

    carry_all(lambda: AFTER)

    assert "Your certificate was revoked" not in [mail.subject for mail in mailoutbox]
    assert "You have a new certificate" not in [mail.subject for mail in mailoutbox]
