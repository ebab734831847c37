"""Times of single people, an incident looked at before it happens, attempts, and an assessment put off, by door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import Circumstance, CircumstanceFile, HelpGiven, Incident, OwnTime, PutOff, Window
from goldenthread.assessment.queries.booking import my_project_windows
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Notice
from goldenthread.jobs.events import (
    write_about_circumstances,
    write_about_help,
    write_about_incident,
    write_about_move,
    write_about_putting_off,
    write_about_time,
)
from goldenthread.jobs.waiting import write_about_help as write_to_helpers
from tests.makers.assessment import settle_and_release
from tests.makers.coaching import make_pairing
from tests.makers.documents import pdf


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said(name: str, moment) -> dict[str, str]:
    day = {f"{name}_day": str(moment.day), f"{name}_month": str(moment.month), f"{name}_year": str(moment.year)}
    return day | {f"{name}_time": f"{moment:%H:%M}"}


def work(mailoutbox, now) -> list[str]:
    jobs = {
        "assessment.circumstances_decided": write_about_circumstances,
        "assessment.time_given": write_about_time,
        "assessment.incident_recorded": write_about_incident,
        "assessment.put_off": write_about_putting_off,
        "assessment.window_moved": write_about_move,
        "assessment.help_recorded": write_about_help,
        "assessment.released": write_to_helpers,
    }
    before = len(mailoutbox)
    for row in NoticeRow.objects.filter(kind__in=jobs).order_by("pk"):
        for _ in range(2):
            jobs[row.kind](Notice(row.kind, row.facts), now)
    return [letter.subject for letter in mailoutbox[before:]]


def test_whoever_is_assessed_in_a_window_is_written_to_when_it_is_moved(
    cast, open_window, now, enter, mailoutbox
) -> None:
    manager = enter(cast.programme_manager)
    row = Window.objects.get(ref=open_window.window)
    row.opens_at = row.opens_at.replace(second=0, microsecond=0)
    row.save(update_fields=["opens_at"])
    here = reverse("assessment:move_window", args=[open_window.window])
    times = {"opens_at": row.opens_at.isoformat(), "closes_at": (row.closes_at + timedelta(days=2)).isoformat()}

    done = manager.post(here, times | {"why": "Half term"}, follow=True).content.decode()

    assert "Everybody who is assessed in the window is written to." in done
    assert work(mailoutbox, now) == ["The times of your assessment window have changed"]
    assert "Half term" not in mailoutbox[-1].body


def test_a_manager_gives_time_and_looks_at_an_incident_before_it_happens(
    cast, open_window, now, enter, mailoutbox
) -> None:
    manager, window = enter(cast.programme_manager), open_window.window
    address, person = reverse("assessment:own_times", args=[window]), str(open_window.enrolled.ref)
    assert address in manager.get(reverse("assessment:window", args=[window])).content.decode()
    assert manager.post(address, {"person": person, "minutes": "", "why": "<b>Ill</b>"}).status_code == 422
    assert manager.post(address, {"person": person, "minutes": "60", "why": "<b>Ill</b>"}).status_code == 303
    page = manager.get(address).content.decode()
    assert "&lt;b&gt;Ill" in page
    assert "1 hour more" in page
    there = reverse("assessment:incident", args=[window])
    told = {"what": "The site was down.", "minutes": "120", "affected": "all"}
    told |= said("began_at", now - timedelta(hours=3)) | said("ended_at", now - timedelta(hours=2))

    looked = manager.post(there, told)

    assert (looked.status_code, Incident.objects.count()) == (200, 0)
    assert "1 person would get more time" in looked.content.decode()
    # Enter in a field presses the first button, which only shows again.
    assert (
        re.findall(r'<button[^>]* name="(\w+)"', looked.content.decode().split("Who would get more time")[1])[0]
        == "look"
    )
    assert manager.post(there, told | {"affected": "had_it_open"}).status_code == 422
    key = re.search(r'name="seen" value="([0-9a-f]+)"', looked.content.decode())[1]
    stale = manager.post(there, told | {"sure": "yes", "seen": "0"})
    assert (stale.status_code, Incident.objects.count()) == (422, 0)
    assert "Nothing is recorded" in stale.content.decode()
    assert key in stale.content.decode()
    assert manager.post(there, told | {"sure": "yes", "seen": key}).status_code == 303
    assert manager.post(there, told | {"sure": "yes", "seen": key}).status_code == 303
    assert OwnTime.objects.count() == 2
    page = manager.get(address).content.decode()
    assert "The site was down." in page
    back = reverse("assessment:take_incident_back", args=[Incident.objects.get().ref])
    assert back in page
    assert "for 1 person" in manager.get(back).content.decode()
    assert manager.post(back, {"why": ""}).status_code == 422
    mine = enter(cast.participant).get(reverse("assessment:mine")).content.decode()
    assert "Ill" not in mine
    letters = work(mailoutbox, now)
    assert len(letters) == 2
    assert all(words.startswith("Your window closes on") for words in letters)
    assert not any("Ill" in letter.body for letter in mailoutbox)
    assert ["This is your own time" in letter.body for letter in mailoutbox] == [True, False]


def test_more_time_is_taken_back_only_before_the_window_opens(cast, open_window, enter) -> None:
    manager = enter(cast.programme_manager)
    address = reverse("assessment:own_times", args=[open_window.window])
    manager.post(address, {"person": str(open_window.enrolled.ref), "minutes": "60", "why": "Ill"})
    back = reverse("assessment:take_time_back", args=[OwnTime.objects.get().ref])

    assert "they are working to this time" in manager.get(back).content.decode()
    assert manager.post(back, {"why": "A mistake."}).status_code == 422
    assert OwnTime.objects.get().ended_at is None


def test_a_failed_attempt_says_what_comes_next_and_the_mentor_records_the_meeting(
    cast, planned, marked, now, enter, mailoutbox
) -> None:
    ref = planned.enrolled.ref
    address = reverse("assessment:attempts", args=[ref])
    waits = enter(cast.participant).get(address).content.decode()
    assert ("Waits for the result" in waits, "Open now" in waits) == (True, False)
    settle_and_release(cast, planned, marked, 1, at=now)
    pairing = make_pairing(cast, ref, at=now)
    assert work(mailoutbox, now) == ["Somebody needs you before their next attempt"] * 2
    assert not any(cast.participant.name in letter.body for letter in mailoutbox)
    for who, back in ((cast.coach, "coaching:record"), (cast.mentor, "cohorts:record")):
        home = enter(who).get("/").content.decode()
        assert f"Meet {cast.participant.name} before their next attempt" in home
        assert f'href="{address}"' in home
        there = reverse(back, args=[pairing if back.startswith("coaching") else ref])
        assert f'href="{there}"' in enter(who).get(address).content.decode()
    record = enter(cast.coach).get(reverse("coaching:record", args=[pairing])).content.decode()
    assert "did not pass, and can try again" in record
    assert record.count(f'href="{address}"') == 2
    window = reverse("assessment:window", args=[planned.window])
    assert f'href="{window}"' in enter(cast.programme_manager).get(address).content.decode()
    participant = enter(cast.participant)
    result = reverse("assessment:result", args=[marked])
    assert reverse("assessment:my_attempts") in participant.get(result).content.decode()
    assert participant.get(reverse("assessment:my_attempts"))["Location"] == address
    mine = participant.get(address).content.decode()
    assert "A meeting about what to do next" in mine
    assert cast.mentor.name in mine
    assert "Record support" not in mine
    assert "What you get before you try again" in participant.get(result).content.decode()
    day = {"met_on_day": str(now.day), "met_on_month": str(now.month), "met_on_year": str(now.year)}
    day |= {"kind": "meeting", "state": "done"}
    mentor = enter(cast.mentor)
    assert "They need not have it" not in mentor.get(address).content.decode()
    assert mentor.post(address, day | {"agreed": " "}).status_code == 422

    assert mentor.post(address, day | {"agreed": "<b>Budgets</b>"}).status_code == 303

    assert HelpGiven.objects.get().by_id == cast.mentor.person_id
    assert "&lt;b&gt;Budgets" in enter(cast.participant).get(address).content.decode()
    assert work(mailoutbox, now) == ["What you agreed for your next attempt"]
    assert "before their next attempt" not in enter(cast.coach).get("/").content.decode()
    for who in (cast.sponsor, cast.outsider, cast.assessor):
        assert enter(who).get(address).status_code in {403, 404}


@pytest.mark.parametrize(("kind", "subject"), [("deferred", "put off"), ("withdrawn", "withdrawn")])
def test_an_assessment_is_put_off_and_its_reason_read_by_nobody_else(
    cast, open_window, now, enter, mailoutbox, kind, subject
) -> None:
    manager = enter(cast.programme_manager)
    address = reverse("assessment:put_off", args=[open_window.window, open_window.enrolled.ref])
    assert "They stay on the programme" in manager.get(address).content.decode()
    sent = {"kind": kind, "reason": "illness", "why": "A hospital letter was seen.", "to_window": ""}
    assert manager.post(address, sent | {"why": ""}).status_code == 422

    assert manager.post(address, sent).status_code == 303

    assert PutOff.objects.get().kind == kind
    assert "It was decided" in manager.get(address).content.decode()
    mine = enter(cast.participant).get(reverse("assessment:mine")).content.decode()
    for words in ("You are still on the programme", "Not assessed in this window"):
        assert words in mine
    assert "hospital" not in mine
    home = enter(cast.participant).get("/").content.decode()
    assert [word for word in ("Hand in your script", "See what opens your brief") if word in home] == []
    page = enter(cast.quality_lead).get(reverse("assessment:window", args=[open_window.window])).content.decode()
    assert "Not assessed in this window" in page
    (letter,) = work(mailoutbox, now)
    assert subject in letter
    assert not any("hospital" in each.body for each in mailoutbox)
    assert my_project_windows(by=cast.participant, at=now) == ()


def test_circumstances_are_told_decided_and_read_by_nobody_else(cast, open_window, now, enter, mailoutbox) -> None:
    window = open_window.window
    participant = enter(cast.participant)
    address = reverse("assessment:my_circumstances", args=[window])
    assert address in participant.get(reverse("assessment:mine")).content.decode()
    assert participant.post(address, {"asks": "format", "account": " "}).status_code == 422
    for _ in range(2):
        sent = {
            "asks": "format",
            "account": "<b>I read</b> large print.",
            "file": upload("letter.pdf", pdf("A letter.")),
        }
        answer = participant.post(address, sent)
    assert answer.status_code == 422

    line = Circumstance.objects.get()

    manager = enter(cast.programme_manager)
    board = manager.get(reverse("assessment:circumstances", args=[window])).content.decode()
    there = reverse("assessment:decide_circumstances", args=[line.ref])
    assert there in board
    assert "&lt;b&gt;I read" in manager.get(there).content.decode()
    file = reverse("assessment:evidence", args=[CircumstanceFile.objects.get().ref])
    assert b"%PDF" in b"".join(manager.get(file))
    assert manager.post(there, {"decision": "grant", "answer": ""}).status_code == 422
    assert manager.post(there, {"decision": "grant", "answer": "Printed, 18 point."}).status_code == 422
    said = {"decision": "grant", "answer": "Printed, 18 point.", "follows": "minutes"}
    assert "Enter how many minutes" in manager.post(there, said).content.decode()
    assert manager.post(there, said | {"minutes": "60"}).status_code == 303
    assert OwnTime.objects.get().minutes == 60
    participant = enter(cast.participant)
    mine = participant.get(address).content.decode()
    assert "Printed, 18 point." in mine
    assert "1 hour more" in mine
    assert participant.post(reverse("assessment:take_circumstances_back", args=[line.ref])).status_code == 303
    assert Circumstance.objects.get().state == "granted"
    assert "It is decided what you asked for" in work(mailoutbox, now)
    for who in (cast.assessor, cast.moderator, cast.sponsor, cast.partner_manager):
        for place in (file, there, reverse("assessment:circumstances", args=[window])):
            assert enter(who).get(place).status_code in {403, 404}
