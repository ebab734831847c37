"""Passages that give somebody away, and declarations, in the browser's door."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import PassageReport, Script, ScriptUpload, SignedDeclaration
from tests.makers.assessment import seat_of
from tests.makers.documents import docx, paragraph

WORDS = {"paragraph": "1", "quote": "the families who know us least", "why": "Who they are"}


def test_a_passage_is_reported_masked_and_read_by_no_marker(cast, seated, enter) -> None:
    seat = seat_of(seated, cast.assessor)
    client, here = enter(cast.assessor), reverse("assessment:passage_at_seat", args=[seat])
    assert "a passage that gives somebody away" in client.get(reverse("assessment:mark", args=[seat])).content.decode()
    refused = client.post(here, {**WORDS, "quote": "words of somebody else"})
    assert refused.status_code == 422
    assert "words of somebody else" in refused.content.decode()
    assert "It was received" in client.post(here, WORDS, follow=True).content.decode()
    assert enter(cast.moderator).get(reverse("assessment:passage_of_script", args=[seated])).status_code == 200
    report = PassageReport.objects.get().ref

    lead, there = enter(cast.quality_lead), reverse("assessment:decide_passage", args=[report])
    assert "Look at 1 passage" in lead.get("/").content.decode()
    assert WORDS["quote"] in lead.get(reverse("assessment:masking")).content.decode()
    assert "masked in 1 place" in lead.post(there, {"mask": "yes"}, follow=True).content.decode()
    assert "It is masked" in lead.post(there, {"leave": "yes"}, follow=True).content.decode()

    page = enter(cast.assessor).get(reverse("assessment:mark", args=[seat])).content.decode()
    assert "[masked]" in page
    assert WORDS["quote"] not in page
    file = client.get(reverse("assessment:marked_file", args=[seat]))
    assert (file["Content-Type"], b"families" in file.content) == ("text/plain; charset=utf-8", False)


@pytest.mark.parametrize("who", ["assessor", "moderator", "partner_manager", "participant"])
def test_others_neither_mask_nor_declare(cast, enter, who) -> None:
    client = enter(getattr(cast, who))

    assert {client.get(reverse(f"assessment:{name}")).status_code for name in ("masking", "declaration")} == {404}


def test_another_declaration_is_signed_with_a_name_and_what_tools_were_for(cast, open_window, enter) -> None:
    lead, here = enter(cast.programme_manager), reverse("assessment:declaration")
    text = {"text": "It is all my own work.", "ai_asks": "Did you use tools that write?", "asks_name": "on"}
    assert lead.post(here, {**text, "kept": "Your file."}).status_code == 422
    assert (
        "Version 2 is signed"
        in lead.post(here, {**text, "kept": "Your file, as you give it."}, follow=True).content.decode()
    )

    client = enter(cast.participant)
    client.post(reverse("assessment:begin", args=[open_window.window]))
    script = reverse("assessment:script", args=[Script.objects.get().ref])
    assert "Your file, as you give it." in client.get(script).content.decode()
    client.post(script, {"file": SimpleUploadedFile("mine.docx", docx(paragraph("Our answer to the brief.")))})
    check = reverse("assessment:check", args=[ScriptUpload.objects.get().ref])
    half = client.post(check, {"declared": "on", "used_ai": "yes", "name": "Parveen Begum"})
    assert half.status_code == 422
    assert "what you used them for" in half.content.decode()
    client.post(check, {"declared": "on", "used_ai": "yes", "used_for": "Spelling", "name": "Parveen Begum"})

    signed = SignedDeclaration.objects.get()
    assert (signed.name, signed.used_ai, signed.used_for) == ("Parveen Begum", True, "Spelling")
