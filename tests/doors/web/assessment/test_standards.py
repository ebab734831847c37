"""Standards in the browser's door: exemplars, the test before live work, and a stop that is decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.actions.exemplars import begin_standard, publish_exemplar
from goldenthread.assessment.models import (
    Allocation,
    Brief,
    Exemplar,
    MarkerStanding,
    MarkerStop,
    Script,
    StandardRound,
)
from goldenthread.assessment.queries.documents import documents_of
from goldenthread.assessment.types.standing import Purpose
from tests.makers.assessment import AFTER, INSIDE, REASON, seat_both
from tests.makers.documents import docx, paragraph, raw_pdf
from tests.makers.projects import hand_in_all, make_project_window
from tests.makers.standardising import (
    WHY,
    agree,
    ask_for_clearance,
    clear,
    finish_piece,
    make_standard,
    pieces_of,
)

LATER = AFTER + timedelta(days=1)


def typed(scheme, mark: int) -> dict[str, str]:
    sent = {f"mark_{c.code}": str(mark) for c in scheme.criteria}
    return sent | {f"reason_{c.code}": REASON for c in scheme.criteria}


@pytest.fixture
def standard(cast, planned):
    return make_standard(cast, planned, every=1, in_a_row=1)


@pytest.fixture
def stopped(cast, planned, script, standard, scheme):
    """Agnes marked a hidden script far from what was agreed, and had one live script to mark."""
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, script, at=AFTER)
    finish_piece(pieces_of(cast.assessor)[0], scheme, 0, by=cast.assessor, at=LATER)
    return MarkerStop.objects.get()


def test_an_exemplar_that_never_ends_is_ended_and_the_server_goes_on(cast, standard, enter, settings) -> None:
    settings.READING_MEMORY_MB = 250
    client, drawing = enter(cast.quality_lead), "/F Do /F Do /F Do"
    stream = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length {len(drawing)}>>"
    content = raw_pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>",
        f"{stream}\nstream\n{drawing}\nendstream",
        "<</Length 5>>\nstream\n/F Do\nendstream",
    )

    sent = {"title": "Round and round", "use": "practice", "file": SimpleUploadedFile("e.pdf", content)}
    answer = client.post(reverse("assessment:add_exemplar", args=[standard]), sent)

    assert (answer.status_code, "needed more than 250" in answer.content.decode()) == (422, True)
    assert not Exemplar.objects.filter(title="Round and round").exists()


def test_an_exemplar_is_taken_in_agreed_on_and_used(cast, planned, scheme, enter) -> None:
    client = enter(cast.quality_lead)
    begin = reverse("assessment:window_standard", args=[planned.window])
    assert "No standard is begun yet" in client.get(begin).content.decode()
    assert "standard/" in client.get(reverse("assessment:window", args=[planned.window])).content.decode()
    where = client.post(begin).headers["Location"]
    assert client.get(begin).headers["Location"] == where
    file = SimpleUploadedFile("a.docx", docx(paragraph("The school begins with attendance.")))
    neither = client.post(f"{where}exemplars/new/", {"title": "The strong one", "use": "test"})
    assert (neither.status_code, "one of the two" in neither.content.decode()) == (422, True)
    unknown = {"title": "The strong one", "use": "test", "number": "111-222-333"}
    assert "No script with this number" in client.post(f"{where}exemplars/new/", unknown).content.decode()

    made = client.post(f"{where}exemplars/new/", {"title": "The strong one", "use": "test", "file": file}).headers[
        "Location"
    ]
    short = client.post(made, {})
    answer = client.post(made, typed(scheme, 3), follow=True)

    assert (short.status_code, "has no mark" in short.content.decode()) == (422, True)
    assert "Version 1 of the marks is put forward" in answer.content.decode()
    assert "signed by 1 of at least 2" in answer.content.decode()
    client.post(f"{made}publish/")
    assert Exemplar.objects.get().state == "draft"
    other = enter(cast.moderator)
    assert "Look at the marks of 1 exemplar, and sign them" in other.get("/").content.decode()
    signed = other.post(f"{made}sign/", {"version": "1"}, follow=True).content.decode()
    assert ("You have signed it" in signed, "the quality lead takes it into use next" in signed) == (True, True)
    assert "It cannot be used yet" not in signed
    client = enter(cast.quality_lead)
    assert "Take 1 exemplar into use" in client.get("/").content.decode()
    assert "its marks are frozen" in client.post(f"{made}publish/", follow=True).content.decode()
    assert b"attendance" not in client.get(f"{made}file/").content[:20]
    assert "Withdrawn" in client.post(f"{made}withdraw/", follow=True).content.decode()
    assert "The strong one" in client.get(where).content.decode()


def test_a_marker_practises_and_passes_the_test(cast, planned, standard, scheme, enter) -> None:
    client = enter(cast.assessor)
    before = reverse("assessment:before_marking")
    page = client.get(before).content.decode()
    assert "3 scripts, of which 2 have to come close" in page

    answer = client.post(reverse("assessment:begin_round", args=[standard, "practice"]), follow=True)
    assert "1 script to mark" in answer.content.decode()
    (seat,) = pieces_of(cast.assessor)
    assert client.get(reverse("assessment:mark", args=[seat.ref])).status_code == 200
    client.post(reverse("assessment:mark", args=[seat.ref]), {**typed(scheme, 1), "save": "yes"})
    led = client.post(reverse("assessment:finish", args=[seat.ref]), {"seen": "1"}, follow=True)
    assert led.redirect_chain[-1][0] == reverse("assessment:practised", args=[seat.ref])
    read = led.content.decode()
    assert ("Agreed: 3" in read, "Look at this again" in read) == (True, True)

    client.post(reverse("assessment:begin_round", args=[standard, "test"]))
    again = client.post(reverse("assessment:begin_round", args=[standard, "test"]), follow=True)
    assert "You have a round that is not finished" in again.content.decode()
    assert StandardRound.objects.count() == 2
    assert client.post(reverse("assessment:begin_round", args=[standard, "seed"])).status_code == 404
    *tried, last = pieces_of(cast.assessor, Purpose.TEST)
    for piece in tried:
        finish_piece(piece, scheme, 3, by=cast.assessor, at=LATER)
    client.post(reverse("assessment:mark", args=[last.ref]), {**typed(scheme, 3), "save": "yes"})
    assert client.post(reverse("assessment:finish", args=[last.ref]), {"seen": "1"}).headers["Location"] == before
    page = client.get(before).content.decode()
    assert ("passed" in page, "Cleared" in page) == (True, True)
    assert "Before you mark" in client.get(reverse("assessment:queue")).content.decode()


def test_who_is_stopped_reads_why_and_whom_to_ask(cast, stopped, enter) -> None:
    client = enter(cast.assessor)
    seat = Allocation.objects.get(marker_id=cast.assessor.person_id, is_standard=False)
    gone = {name: reverse(f"assessment:{name}", args=[seat.ref]) for name in ("mark", "finish", "save_draft")}
    lost = client.post(gone["mark"], {"comment": "Typed <b>late</b>", "reason_C1": "", "check": "yes"})
    assert (lost.status_code, "Typed &lt;b&gt;late" in lost.content.decode()) == (422, True)
    assert "Your marking is paused" in lost.content.decode()
    assert "Your marking is paused" in client.post(gone["finish"], follow=True).content.decode()
    assert (client.post(gone["save_draft"], {}).status_code, client.get(gone["mark"]).status_code) == (422, 303)
    other = enter(cast.second_assessor)
    assert {other.get(gone["mark"]).status_code, other.post(gone["save_draft"]).status_code} == {404}
    client = enter(cast.assessor)
    # As if it had been given at the very moment of the stop.
    Allocation.objects.filter(pk=seat.pk).update(ended_at=None, why_ended="")

    page = client.get(reverse("assessment:queue")).content.decode()
    opened = client.get(reverse("assessment:mark", args=[seat.ref]), follow=True).content.decode()
    copied = client.get(reverse("assessment:marked_file", args=[seat.ref]))
    saved = client.post(reverse("assessment:save_draft", args=[seat.ref]), {"comment": "x"})

    assert ("Your marking is paused" in page, "Ask the quality lead" in page) == (True, True)
    assert f"Your marking is paused: {Brief.objects.get().title}" in page
    assert "while the quality lead looks at it" in opened
    assert (copied.status_code, saved.status_code) == (303, 422)
    before = client.get(reverse("assessment:before_marking")).content.decode()
    assert "Begin the test" not in before


def test_finishing_the_script_that_stops_them_leads_to_the_queue(
    cast, planned, script, standard, scheme, enter
) -> None:
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, script, at=AFTER)
    (seat,) = pieces_of(cast.assessor)
    client = enter(cast.assessor)
    client.post(reverse("assessment:mark", args=[seat.ref]), {**typed(scheme, 0), "save": "yes"})

    answer = client.post(reverse("assessment:finish", args=[seat.ref]), {"next": "yes", "seen": "1"}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("assessment:queue")
    assert "Your marking is paused" in answer.content.decode()


def test_a_lead_looks_at_a_stop_and_decides(cast, standard, stopped, enter) -> None:
    client = enter(cast.quality_lead)
    address = reverse("assessment:stopped", args=[stopped.ref])
    assert "1 marker paused" in client.get(reverse("assessment:standards")).content.decode()
    board = client.get(reverse("assessment:standard", args=[standard])).content.decode()
    page = client.get(address).content.decode()
    assert (address in board, "0 of 1 script close" in page) == (True, True)

    short = client.post(address, {"decision": "lifted", "why": "No"})
    answer = client.post(address, {"decision": "confirmed", "why": WHY}, follow=True)

    assert (short.status_code, "No</textarea>" in short.content.decode()) == (422, True)
    assert "The stop was confirmed" in answer.content.decode()
    marker = reverse("assessment:marker_standing", args=[standard, cast.assessor.person])
    assert "Stop confirmed" in client.get(marker).content.decode()
    refused = client.post(marker, {"act": "admit", "why": "No"})
    assert refused.status_code == 422
    client.post(marker, {"act": "admit", "why": WHY})
    assert MarkerStanding.objects.get(person_id=cast.assessor.person_id).state == "cleared"


def test_a_moderator_reads_no_names_of_markers(cast, standard, stopped, enter) -> None:
    client = enter(cast.moderator)

    page = client.get(reverse("assessment:standard", args=[standard])).content.decode()

    assert "Agnes" not in page
    assert client.get(reverse("assessment:stopped", args=[stopped.ref])).status_code in {403, 404}


def test_a_project_is_put_together_as_an_exemplar_and_met_like_a_live_one(cast, at, enter) -> None:
    planned = make_project_window(cast, at=at)
    ask_for_clearance(cast, planned, at=at, every=1)
    lead, standard = enter(cast.quality_lead), begin_standard(planned.window, by=cast.quality_lead, at=at)
    add = reverse("assessment:add_exemplar", args=[standard])
    page = lead.get(add)
    form = page.context["form"].fields["form"].choices[1][0]
    file = SimpleUploadedFile("quentin.docx", docx(paragraph("Document 1 shows where boys were.")))
    made = lead.post(add, {"title": "The strong one", "use": "seed", "form": form, "file": file}).url
    assert lead.get(made).content.decode().count("Needed") == 1
    exemplar = Exemplar.objects.get()
    about, given = (reverse("assessment:exemplar_piece", args=[exemplar.ref, place]) for place in ("details", "1.1.1"))
    wrong = lead.post(about, {"text": "About <b>boys</b>"})
    assert (wrong.status_code, "&lt;b&gt;boys" in wrong.content.decode()) == (422, True)
    said = {"text": "Project 1: Reading (8 September 2025 to 6 February 2026)\r\n\r\nReading ages rise."}
    assert lead.post(about, said).url == made
    assert lead.get(given).status_code == 200
    assert lead.post(given, {"file": SimpleUploadedFile("q.docx", docx(paragraph("Figures.")))}).url == made
    assert lead.get(reverse("assessment:exemplar_piece", args=[exemplar.ref, "9.9.9"])).status_code == 404
    copy = reverse("assessment:exemplar_piece_file", args=[exemplar.ref, "1.1.1"])
    assert copy in lead.get(made).content.decode()
    assert b"".join(lead.get(copy)).startswith(b"PK")
    assert enter(cast.assessor).get(copy).status_code in {403, 404}
    agree(cast, exemplar.ref, 3, at=at)
    lead = enter(cast.quality_lead)
    assert "Nothing of it changes now" in lead.get(about).content.decode()
    publish_exemplar(exemplar.ref, by=cast.quality_lead, at=at)
    live = hand_in_all(cast, planned, at=INSIDE)
    clear(cast, standard, cast.assessor, cast.second_assessor)
    seat_both(cast, planned, live.script, at=AFTER)

    marker = enter(cast.assessor)
    pages = {}
    for seat in Allocation.objects.filter(marker_id=cast.assessor.person_id):
        text = marker.get(reverse("assessment:mark", args=[seat.ref])).content.decode()
        number = Script.everything.get(pk=seat.script_id).number
        pages[seat.is_standard] = [
            line.replace(number, "#").replace(str(seat.ref), "@") for line in text.splitlines() if "/pieces/" in line
        ]
        for piece in documents_of(Script.everything.get(pk=seat.script_id).ref):
            if piece.file_name:
                there = reverse("assessment:marked_piece", args=[seat.ref, piece.number])
                answer = marker.get(there)
                assert number in answer["Content-Disposition"]
                assert "exemplar" not in answer["Content-Disposition"]
    assert pages[True][0] == pages[False][0]
    assert len(pages[True]) == 2
