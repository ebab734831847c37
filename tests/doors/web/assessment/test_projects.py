"""A project in the browser's door: from booking to the receipt, the sponsor's own page, and the markers' side."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.reviewing import ask_for_review
from goldenthread.assessment.models import ProjectForm, ProjectWindow, ScriptVersion, SponsorAsk, Window
from goldenthread.assessment.queries.projects import project_page
from goldenthread.assessment.types.reviewing import NewReview
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Notice
from goldenthread.jobs.projects import write_that_sponsor_signed
from goldenthread.jobs.reporting import send_receipt
from goldenthread.people.models import Person
from goldenthread.programmes.types import ReviewKind
from goldenthread.web.assessment import sponsor as sponsor_pages
from tests.makers.assessment import AFTER, INSIDE, make_window, mark_both, seat_both, seat_of, settle_and_release
from tests.makers.documents import docx, paragraph
from tests.makers.projects import COMMENT, SPONSOR, begin, hand_in_all, link_of, make_project_window


def a_file(text: str = "Document 1 and the budget.") -> SimpleUploadedFile:
    return SimpleUploadedFile("Parveen.docx", docx(paragraph(text)))


@pytest.fixture
def planned(cast, at, now):
    """A window that is open now and was set up through the manager's page."""
    return make_window(cast, at=at, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=7))


def told_of(kind: str) -> Notice:
    return Notice(kind, NoticeRow.objects.get(kind=kind).facts)


def test_from_the_form_to_the_receipt(cast, planned, now, enter, mailoutbox, monkeypatch) -> None:
    terms = reverse("assessment:project_terms", args=[planned.window])
    lead = enter(cast.quality_lead)
    assert "No form is there yet" in lead.get(terms).content.decode()
    lead.post(reverse("assessment:bring_forms_in", args=[planned.window]))
    page = lead.get(terms)
    choice = next(ref for ref, name in page.context["form"].fields["form"].choices if "team project, v" in name)
    until = {"books_until": (now + timedelta(days=2)).isoformat(), "places": "2", "fee": "No fee"}
    assert lead.post(terms, {"form": choice, **until}).status_code == 303
    refused = lead.post(terms, {"form": choice, "places": "2"})
    assert (refused.status_code, '<a href="#id_books_until' in refused.content.decode()) == (422, True)

    mine = enter(cast.participant)
    page = mine.get(reverse("assessment:mine")).content.decode()
    assert "Book this window" in page
    assert "2 places left" in page
    mine.post(reverse("assessment:book_window", args=[planned.window]))
    assert "Begin your project" in mine.get(reverse("assessment:mine")).content.decode()
    here = mine.post(reverse("assessment:begin_project", args=[planned.window])).url
    script = here.strip("/").split("/")[-1]
    assert mine.get(reverse("assessment:script", args=[script])).url == here
    assert "Describe your project" in mine.get(here).content.decode()
    day = {"starts_on": "2025-09-08", "ends_on": "2026-02-06"}
    details = reverse("assessment:project_details", args=[script, 1])
    assert mine.post(details, {"title": "", **day}).status_code == 422
    assert mine.post(details, {"title": "Reading", "improves": "Reading ages", **day}).status_code == 303
    account = reverse("assessment:project_account", args=[script])
    assert mine.get(account).status_code == 200
    assert mine.post(account, {"place": "whole", "file": a_file()}).status_code == 303
    document = reverse("assessment:project_document", args=[script, "1.1.1"])
    assert mine.post(document, {"file": a_file("Figures.")}).status_code == 303
    lost = mine.post(reverse("assessment:project_document", args=[script, "1.1.2"]), {"file": a_file()})
    assert "No criterion of your form asks for this document" in lost.content.decode()
    sheet = reverse("assessment:sheet", args=[script, "5.1.1"])
    row = {"what_0": "Books", "number_0": "2", "each_0": "3"}
    assert mine.post(reverse("assessment:save_sheet", args=[script, "5.1.1"]), row).status_code == 204
    assert "Total £6.00" in mine.get(sheet).content.decode()
    assert "is not a number" in mine.post(sheet, {**row, "number_0": "x", "make": "yes"}).content.decode()
    assert mine.post(sheet, {**row, "make": "yes"}).url == here
    sponsor = reverse("assessment:project_sponsor", args=[script])
    assert mine.post(sponsor, {"name": "Samira", "email": SPONSOR}).status_code == 303

    guest = Client()
    link = reverse("assessment:comment_by_link", args=[link_of(script)])
    assert "Parveen Begum" in guest.get(link).content.decode()
    assert guest.post(link, {"text": "Good.", "name": "Samira"}).status_code == 422
    own = mine.post(link, {"text": f"{COMMENT} As if.", "name": "Samira"})
    assert own.status_code == 403
    assert "You are signed in as the person whose project this is" in own.content.decode()
    assert f"{COMMENT} As if.</textarea>" in own.content.decode()
    answer = guest.post(link, {"text": COMMENT, "name": "Samira"})
    assert (answer.status_code, answer.url) == (303, link)
    assert guest.get(link)["Referrer-Policy"] == "same-origin"
    stale = guest.post(link, {"text": f"{COMMENT} Again.", "name": "Samira", "over": "0"}).content.decode()
    assert f"{COMMENT} Again.</textarea>" in stale
    assert f"<p>{COMMENT}</p>" in stale.replace(' class="govuk-body"', "")
    assert 'name="over" value="1"' in stale
    monkeypatch.setattr(sponsor_pages, "page_by_link", lambda *args, **facts: None)
    assert "This link opens nothing" in guest.get(link).content.decode()
    monkeypatch.setattr(sponsor_pages, "waits_late", lambda token: True)
    assert "was offered after its window had closed" in guest.get(link).content.decode()
    monkeypatch.undo()
    assert "Signed" in mine.get(sponsor).content.decode()
    for _ in range(2):
        write_that_sponsor_signed(told_of("assessment.sponsor_commented"), now)
    assert [letter.subject for letter in mailoutbox] == ["Samira has signed their comments on your project"]

    check = reverse("assessment:hand_in", args=[script])
    page = mine.get(check).content.decode()
    assert "Document 2, Pupil performance data, is missing. Criterion 2.1.3 needs it." in page
    assert "Document 1, Raw data analysis, is not named" not in page
    assert mine.post(check, {"declared": "on"}).status_code == 422
    done = mine.post(check, {"declared": "on", "knows": "on"})
    receipt = mine.get(done.url).content.decode()
    for piece in ScriptVersion.objects.get().pieces.all():
        assert piece.sha256 in receipt
    assert "Version 1 stands" in mine.get(here).content.decode()
    assert "Version 1 of your comments went with it." in guest.get(link).content.decode()
    withdraw = reverse("assessment:withdraw_sponsor", args=[script])
    asked = mine.get(withdraw).content.decode()
    assert ("no longer stand" in asked, "will stop working" in asked) == (True, True)
    send_receipt(told_of("assessment.submitted"), now)
    assert mailoutbox[-1].subject == "We have your project"
    assert guest.get(link).status_code == 200
    signed = told_of("assessment.sponsor_commented")
    assert guest.post(link, {"text": f"{COMMENT} Late.", "name": "Samira", "over": "1"}).status_code == 303
    assert "Version 2 is read only if Parveen Begum hands in again" in guest.get(link).content.decode()
    assert "Changed since version 1: Sponsor comments." in mine.get(here).content.decode()
    mine.post(withdraw)
    write_that_sponsor_signed(signed, now)
    assert len(mailoutbox) == 2
    assert guest.get(link).status_code == 404
    # Who was writing meanwhile has their words back, and nothing of the project.
    kept = guest.post(link, {"text": "She led us well. <b>", "name": "Sam"})
    assert (kept.status_code, "She led us well. &lt;b&gt;</textarea>" in kept.content.decode()) == (404, True)
    assert "Parveen" not in kept.content.decode().partition("<main")[2]
    again = mine.post(reverse("assessment:give_back", args=[planned.window]), follow=True)
    assert "You have handed in for this window" in again.content.decode()


def test_a_window_given_back_is_asked_first_and_can_be_booked_again(cast, at, now, enter) -> None:
    planned = make_project_window(
        cast,
        at=at,
        opens_at=now + timedelta(days=5),
        closes_at=now + timedelta(days=9),
        books_until=now + timedelta(days=2),
    )
    begin(cast, planned, at=now, books=True)
    mine, here = enter(cast.participant), reverse("assessment:give_back", args=[planned.window])
    assert here in mine.get(reverse("assessment:mine")).content.decode()

    asked = mine.get(here).content.decode()

    assert "Nothing has changed yet" in asked
    assert "What you have put together is kept" in asked
    assert "£100 if you do not come" in asked
    assert "Go on with your project" in mine.get("/").content.decode()
    page = mine.post(here, follow=True).content.decode()
    assert "Book this window" in page
    assert "Open your project" in page
    assert mine.get(here).status_code == 404
    first = mine.get("/").content.decode()
    assert ("Go on with your project" in first, "Book a window for your project" in first) == (False, True)
    ProjectWindow.objects.update(books_until=now)
    assert "Ask for a window for your project" in mine.get("/").content.decode()
    page = mine.get(reverse("assessment:mine")).content.decode()
    assert ("Booking closed" in page, "ask your programme manager" in page, "place left" in page) == (True, True, False)
    ProjectWindow.objects.update(books_until=now + timedelta(days=2))
    mine.post(reverse("assessment:book_window", args=[planned.window]))
    page = mine.get(reverse("assessment:mine")).content.decode()
    assert "You can change it until" in page
    ProjectWindow.objects.update(books_until=now)
    page = mine.get(reverse("assessment:mine")).content.decode()
    assert ("Booked" in page, "You can change it until" in page, "Give this window back" in page) == (
        True,
        False,
        False,
    )


def test_markers_open_each_document_and_meet_no_name(cast, at, enter) -> None:
    planned = make_project_window(cast, at=at)
    script = hand_in_all(cast, planned, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    seat = seat_of(script, cast.assessor)
    marker = enter(cast.assessor)

    scheme, form = planned.enrolled.cohort.built.scheme.criteria, ProjectForm.objects.get(windows__isnull=False)
    for part, each in zip(form.body["parts"], scheme, strict=False):
        part["criteria"] = [*part["criteria"], each.code]
    form.pk, form.ref, form.version = None, uuid4(), 2
    form.save()
    ProjectWindow.objects.update(form=form)

    page = marker.get(reverse("assessment:mark", args=[seat])).content.decode()

    for words in ("Document 6, criterion 5.1.3: Risk register", "Sponsor comments", "Signed by the sponsor"):
        assert words in page
    # Under each criterion stands to which part of the project it belongs.
    for criterion, part in zip(scheme, form.as_form().parts, strict=False):
        _, after = page.split(f'id="criterion-{criterion.code}-title"', 1)
        assert part.title in after[:400]
    assert not [name for name in ("Parveen", "Begum", "Castle Hill", "Samira") if name in page]
    file = marker.get(reverse("assessment:marked_piece", args=[seat, 1]))
    assert "Parveen" not in file["Content-Disposition"]
    assert enter(cast.second_assessor).get(reverse("assessment:marked_piece", args=[seat, 1])).status_code == 404
    assert enter(cast.moderator).get(reverse("assessment:moderated_piece", args=[script, 1])).status_code == 200


def test_who_reviews_or_corrects_a_result_opens_each_document_and_meets_no_name(cast, at, enter) -> None:
    planned = make_project_window(cast, at=at)
    script = hand_in_all(cast, planned, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, at=AFTER)
    settle_and_release(cast, planned, script, at=AFTER)
    wanted = NewReview(
        ReviewKind.APPEAL, ("procedure",), "The second criterion was marked as if a section were missing."
    )
    ref = ask_for_review(script, wanted, by=cast.participant, at=AFTER, work=work_through)
    lead = enter(cast.quality_lead)
    piece = reverse("assessment:reviewed_piece", args=[ref, 1])
    assert lead.get(piece).status_code == 404
    lead.post(reverse("assessment:take_review", args=[ref]))

    for page in (reverse("assessment:review", args=[ref]), reverse("assessment:correct", args=[script])):
        shown = lead.get(page).content.decode()
        for words in ("Document 6, criterion 5.1.3: Risk register", "Sponsor comments", "Signed by the sponsor"):
            assert words in shown
        assert not [name for name in ("Parveen", "Begum", "Castle Hill", "Samira") if name in shown]
    assert piece in lead.get(reverse("assessment:review", args=[ref])).content.decode()
    file = lead.get(piece)
    assert (file.status_code, "Parveen" in file["Content-Disposition"]) == (200, False)
    assert enter(cast.moderator).get(piece).status_code == 404


def test_nobody_elses_project_is_there(cast, at, now, enter) -> None:
    planned = make_project_window(cast, at=at)
    script = hand_in_all(cast, planned, at=INSIDE).script
    file = project_page(script, by=cast.participant, at=now).standing.accounts[0].ref
    names = ["project", "project_account", "project_sponsor", "hand_in"]
    pages = [reverse(f"assessment:{name}", args=[script]) for name in names]
    pages += [
        reverse("assessment:project_piece", args=[script, file]),
        reverse("assessment:sheet", args=[script, "5.1.1"]),
        reverse("assessment:project_document", args=[script, "1.1.1"]),
    ]
    for who, status in ((cast.participant, 200), (cast.outside_participant, 404)):
        client = enter(who)
        assert {client.get(page).status_code for page in pages} == {status}
    assert enter(cast.outsider).get(reverse("assessment:project_terms", args=[planned.window])).status_code == 404


def test_a_no_show_is_recorded_and_a_sponsor_is_reminded_at_home(cast, planned, now, at, enter) -> None:
    make_project_window(cast, at=at, planned=planned, books_until=now + timedelta(days=1))
    mine = enter(cast.participant)
    assert "Book a window for your project" in mine.get("/").content.decode()
    mine.post(reverse("assessment:book_window", args=[planned.window]))
    here = mine.post(reverse("assessment:begin_project", args=[planned.window])).url
    assert "Go on with your project" in mine.get("/").content.decode()
    script = here.strip("/").split("/")[-1]
    asked = {"name": "Sam", "email": "sponsor-address"}
    assert mine.post(reverse("assessment:project_sponsor", args=[script]), asked).status_code == 422
    address = {"name": "Sam", "email": cast_address(cast.sponsor)}
    mine.post(reverse("assessment:project_sponsor", args=[script]), address)
    theirs = enter(cast.sponsor)
    assert "Comment on Parveen Begum’s project" in theirs.get("/").content.decode()
    comment = reverse("assessment:comment", args=[SponsorAsk.objects.get().ref])
    assert theirs.post(comment, {"text": COMMENT, "name": "Sam"}).status_code == 303
    stale = theirs.post(comment, {"text": f"{COMMENT} Again.", "name": "Sam", "over": "x"})
    assert (stale.status_code, 'name="over" value="1"' in stale.content.decode()) == (422, True)
    assert "Comment on" not in theirs.get("/").content.decode()
    enter(cast.participant).post(reverse("assessment:withdraw_sponsor", args=[script]))
    theirs = enter(cast.sponsor)
    assert theirs.get(comment).status_code == 404
    assert COMMENT in theirs.post(comment, {"text": COMMENT, "name": "Sam"}).content.decode()
    missed = reverse("assessment:missed", args=[planned.window, planned.enrolled.ref])
    lead = enter(cast.quality_lead)
    for answer in (lead.get(missed), lead.post(missed, follow=True)):
        assert "The window has not closed yet" in answer.content.decode()
    Window.objects.update(closes_at=now - timedelta(hours=1))
    terms = reverse("assessment:project_terms", args=[planned.window])
    assert missed in lead.get(terms).content.decode()
    assert "Nothing has changed yet" in lead.get(missed).content.decode()
    assert lead.post(missed).url == terms
    assert "It was recorded" in lead.get(missed).content.decode()
    assert lead.get(reverse("assessment:missed", args=[planned.window, planned.window])).status_code == 404


def cast_address(actor) -> str:
    return Person.objects.get(pk=actor.person_id).email


def test_a_version_of_a_form_is_typed_line_by_line_checked_and_published(cast, at, enter) -> None:
    lead, board = enter(cast.quality_lead), reverse("assessment:task_forms")
    assert "No form is there yet" in lead.get(board).content.decode()
    lead.post(board)
    first = ProjectForm.objects.get(slug="npqml-2017")
    show = reverse("assessment:task_form", args=[first.ref])
    assert show in lead.get(board).content.decode()
    assert "Write the next version" in lead.get(show).content.decode()
    assert "Write the next version" not in enter(cast.moderator).get(show).content.decode()
    lead, write = enter(cast.quality_lead), reverse("assessment:write_task_form", args=[first.ref])
    form = lead.get(write).context["form"]
    said = {each.html_name: each.value() or "" for each in form if each.value() is not False}
    said |= {"holds_from": "2027-09-01", "title": "<b>Team</b> project"}

    more = lead.post(write, {**said, "more": "documents", "source": ""})
    assert (more.status_code, more.context["form"].documents) == (200, form.documents + 2)
    assert "&lt;b&gt;Team" in more.content.decode()
    wrong = lead.post(write, {**said, "part_title_1": "", "document_criterion_6": "9.9.9", "document_title_6": "Lost"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (
        422, ["part_title_1", "document_criterion_6"],
    )  # fmt: skip
    gone = {"document_criterion_0": "", "document_title_0": "", "part_title_2": "Part C", "part_key_2": "C"}
    checked = lead.post(write, {**said, **gone}).content.decode()
    assert "Taken out" in checked
    assert "Raw data analysis" in checked
    assert "Part C" in checked
    assert lead.post(write, {**said, **gone, "change": "yes"}).context["form"].errors == {}
    assert ProjectForm.objects.filter(slug="npqml-2017").count() == 1

    made = lead.post(write, {**said, **gone, "confirmed": "yes"}).url

    row = ProjectForm.objects.get(slug="npqml-2017", version=2)
    assert made == reverse("assessment:task_form", args=[row.ref])
    new, old = row.as_form(), first.as_form()
    assert (new.documents, [part.key for part in new.parts]) == (old.documents[1:], ["A", "B", "C"])
    assert new.parts[:2] == old.parts
    again = lead.post(write, {**said, **gone, "title": "Another", "confirmed": "yes"})
    assert "Version 2 came meanwhile" in again.content.decode()
    assert enter(cast.participant).get(board).status_code == 404


def of_page(answer) -> dict[str, str]:
    """What a page of a sheet would send as it was drawn."""
    return {field.html_name: field.value() or "" for field in answer.context["form"]} | {
        "before": json.dumps(answer.context["form"]["before"].initial)
    }


def test_two_devices_lose_nothing_of_a_sheet(cast, planned, now, at, enter) -> None:
    """With scripts and without: both pages were drawn before anything was saved."""
    make_project_window(cast, at=at, planned=planned, books_until=now + timedelta(days=1))
    mine = enter(cast.participant)
    mine.post(reverse("assessment:book_window", args=[planned.window]))
    script = mine.post(reverse("assessment:begin_project", args=[planned.window])).url.strip("/").split("/")[-1]
    sheet, save = (reverse(f"assessment:{name}", args=[script, "5.1.3"]) for name in ("sheet", "save_sheet"))
    laptop, phone = of_page(mine.get(sheet)), of_page(mine.get(sheet))

    first = mine.post(save, laptop | {"risk_0": "Staff leave", "risk_1": "Money goes"})
    second = mine.post(save, phone | {"owner_0": "Phone owner"})
    third = mine.post(sheet, phone | {"owner_0": "Phone owner", "risk_0": "Storm", "make": "yes"}, follow=True)

    assert [(a.headers["X-Draft"], "X-Kept-Beside" in a.headers) for a in (first, second)] == [
        ("1", False),
        ("2", True),
    ]
    page = third.content.decode()
    assert third.redirect_chain[-1][0] == sheet
    assert "It stands below together with yours" in page
    assert "Read it, then make the document" in page
    for words in ("Staff leave", "Money goes", "Phone owner", "Storm"):
        assert f'value="{words}"' in page

    # What stands is drawn again where no document can be made of it, and nothing of the other page is undone.
    stale, drawn = of_page(mine.get(sheet)), of_page(mine.get(sheet))
    assert mine.post(save, stale | {"risk_0": "Staff go"}).status_code == 204
    again = mine.post(sheet, drawn | {"save": "yes", "risk_1": "Funds go"}, follow=True).content.decode()
    assert 'value="Staff go"' in again
    assert "Earlier versions (2)" in again
    refused = mine.post(sheet, of_page(mine.get(sheet)) | {"likelihood_0": "9", "make": "yes"})
    assert "whole number from 1 to 5" in refused.content.decode()
    assert refused.context["form"]["draft"].value() == str(refused.context["page"].number)
    too_long = mine.post(sheet, of_page(mine.get(sheet)) | {"owner_0": "x" * 501, "save": "yes"})
    assert too_long.status_code == 422
    many = {f"risk_{number}": "Risk" for number in range(61)}
    assert "at most 60 rows" in mine.post(sheet, of_page(mine.get(sheet)) | many).content.decode()
    assert mine.post(save, of_page(mine.get(sheet)) | many).status_code == 422
