"""Cases in the browser's door: reported in silence, looked into step by step, answered by the participant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.models import Case, CaseEntry, Correction, Result, ScriptPair
from goldenthread.jobs.worker import carry_all
from tests.makers.alike import three_scripts
from tests.makers.assessment import AFTER, seat_of, settle_and_release
from tests.makers.cases import A_DAY, LETTER, SAW, hear, part_of, report, suspect, write_to
from tests.makers.counting import statements_of

NAMES = ("Agnes", "Doyle")


def a_moment(name: str, at) -> dict[str, str]:
    """A moment as a form sends it."""
    return {
        f"{name}_day": str(at.day),
        f"{name}_month": str(at.month),
        f"{name}_year": str(at.year),
        f"{name}_time": "9am",
    }


def test_whoever_reports_learns_only_that_it_was_received(cast, seated, enter) -> None:
    for who, name, ref in (
        (cast.assessor, "report_at_seat", seat_of(seated, cast.assessor)),
        (cast.moderator, "report_script", seated),
        (cast.programme_manager, "report_script", seated),
    ):
        client, here = enter(who), reverse(f"assessment:{name}", args=[ref])
        assert client.post(here, {"text": "Odd"}).status_code == 422
        answer = client.post(here, {"text": f"{SAW} {name} {who.name}"}, follow=True)
        assert answer.status_code == 200
        assert "It was received." in answer.content.decode()
    assert CaseEntry.objects.count() == 3
    assert Case.objects.count() == 1


def test_a_case_goes_its_way(cast, seated, enter) -> None:
    case = report(cast, seated, at=AFTER)
    client = enter(cast.quality_lead)
    here, soon = reverse("assessment:case", args=[case]), timezone.now() + timedelta(days=9)
    assert "Look into 1 case" in client.get("/").content.decode()
    assert "Reported" in client.get(reverse("assessment:cases")).content.decode()
    assert "Parveen" not in client.get(here).content.decode()

    client.post(reverse("assessment:look_into", args=[case]))
    assert "2 minutes" not in client.post(reverse("assessment:look_into", args=[case]), follow=True).content.decode()
    step = {name: reverse("assessment:case_step", args=[case, name]) for name in ("evidence", "letter", "hearing")}
    file = SimpleUploadedFile("old.txt", b"An earlier text.")
    client.post(step["evidence"], {"text": SAW, "file": file, "is_shown": "on"})
    assert "not possible now" not in client.get(step["letter"]).content.decode()
    assert client.post(step["letter"], {"text": LETTER}).status_code == 422
    client.post(step["letter"], {"text": LETTER, **a_moment("answer_by", soon)})
    assert client.post(step["hearing"], {"place": "Room 2", "who": "Us", **a_moment("at", soon)}).status_code == 303
    carry_all(timezone.now)

    second = enter(cast.administrator).get(here).content.decode()
    assert ("Look into it as well" in second, "Parveen" in second, "Attendance at the school" in second) == (
        True,
        False,
        False,
    )
    page = enter(cast.quality_lead).get(here).content.decode()
    for words in ("Move the hearing", "Once it was held, you write down here"):
        assert words in page
    notes = reverse("assessment:case_step", args=[case, "notes"])
    assert notes not in page
    assert "The hearing is" in client.get(notes).content.decode()
    assert "Move it" in client.get(step["hearing"]).content.decode()
    assert "Parveen Begum" in page
    assert "Attendance at the school" in page
    assert [each.subject for each in mail.outbox if each.subject.startswith("Please read")] == [
        "Please read this about your assessment"
    ] * 2
    assert not [each for each in mail.outbox if LETTER[:20] in each.body]
    there = reverse("assessment:my_case", args=[case])
    mine = enter(cast.participant)
    assert there in mine.get(reverse("assessment:mine")).content.decode()
    home = mine.get("/").content.decode()
    for title in ("Answer a letter about your work", "Come to the hearing about your work"):
        assert (title in home, f'href="{there}"' in home) == (True, True)
    read = mine.get(there).content.decode()
    for words in (LETTER, "Letter to you", "Something is being looked into"):
        assert words in read
    assert [word for word in NAMES if word in read] == []
    assert mine.post(there, {"text": "No"}).status_code == 422
    mine.post(there, {"text": "A friend helped.", "file": SimpleUploadedFile("mine.txt", b"Mine.")})
    first, answer = CaseEntry.objects.get(kind="evidence"), CaseEntry.objects.get(kind="answer")
    assert mine.get(reverse("assessment:my_case_file", args=[case, first.ref])).content == b"An earlier text."
    client = enter(cast.quality_lead)
    assert client.get(reverse("assessment:case_file", args=[case, answer.ref])).content == b"Mine."
    assert client.get(reverse("assessment:case_step", args=[case, "nothing"])).status_code == 404


def test_a_decision_says_what_follows(cast, marked, enter) -> None:
    case = report(cast, marked, at=AFTER)
    write_to(cast, case, at=AFTER)
    hear(cast, case, at=AFTER + timedelta(days=1))
    client, here = enter(cast.quality_lead), reverse("assessment:case_step", args=[case, "decide"])

    said = {"found": "malpractice", "effect": "part", "reasons": "As they say themselves."}
    assert "checked" not in client.get(here).content.decode()
    nothing = client.post(here, {**said, "found": ""})
    refused = client.post(here, said)
    check = client.post(here, {**said, "effect": "voided"}).content.decode()
    changed = client.post(here, {**said, "effect": "voided", "change": "yes"}).content.decode()
    assert Case.objects.get().state == "heard"
    client.post(here, {**said, "effect": "voided", "confirmed": "yes"})

    assert (nothing.status_code, refused.status_code) == (422, 422)
    assert "Choose what you found" in nothing.content.decode()
    assert "Choose at least one criterion" in refused.content.decode()
    assert "Nothing has changed yet" in check
    assert "and everybody else who may judge this case" in check
    assert "The whole result is voided" in check
    assert "As they say themselves.</textarea>" in changed
    page = client.get(reverse("assessment:case", args=[case])).content.decode()
    assert "Malpractice: the whole result is voided" in page
    assert "Your result is voided" not in page
    assert "This is not possible now" in client.get(here).content.decode()
    mine = enter(cast.participant).get(reverse("assessment:my_case", args=[case])).content.decode()
    for words in ("Your result is voided", "What was decided", "You can appeal once your result is out"):
        assert words in mine
    assert "You cannot answer here now" not in mine
    carry_all(timezone.now)
    letters = [each.body for each in mail.outbox if each.subject.startswith("Please read")]
    assert "how you can appeal" in letters[-1]


def test_who_reported_it_is_told_so_and_no_hearing_is_offered_before_a_letter(cast, planned, marked, enter) -> None:
    case = suspect(cast, marked, at=AFTER)
    manager, here = enter(cast.programme_manager), reverse("assessment:case", args=[case])
    hearing = reverse("assessment:case_step", args=[case, "hearing"])
    manager.post(reverse("assessment:look_into", args=[case]))

    page = manager.get(here).content.decode()

    assert "You reported this yourself." in page
    assert hearing not in page
    assert "once you have written to the participant" in page
    assert "once you have written to the participant" in manager.get(hearing).content.decode()
    assert "You reported this yourself." not in enter(cast.quality_lead).get(here).content.decode()
    manager.post(
        reverse("assessment:case_step", args=[case, "letter"]),
        {"text": LETTER, **a_moment("answer_by", timezone.now() + timedelta(days=9))},
    )
    assert hearing in manager.get(here).content.decode()
    board = reverse("assessment:release", args=[planned.window])
    assert here in manager.get(board).content.decode()
    assert here not in enter(cast.moderator).get(board).content.decode()


def test_a_pair_that_opens_a_case_opens_two(cast, at, enter) -> None:
    three_scripts(cast, at=at)
    carry_all(lambda: AFTER)
    pair = reverse("assessment:pair", args=[ScriptPair.objects.get().ref])
    enter(cast.programme_manager).post(pair, {"verdict": "case", "reason": SAW})

    carry_all(lambda: AFTER)

    assert Case.objects.count() == 2
    assert "Words in common with another script" in enter(cast.quality_lead).get("/assessment/cases/").content.decode()


@pytest.mark.parametrize("who", ["assessor", "moderator", "coach", "partner_manager", "outsider", "participant"])
def test_others_find_no_case(cast, marked, enter, who) -> None:
    case, client = report(cast, marked, at=AFTER), enter(getattr(cast, who))

    names = ("case", "my_case")
    statuses = {client.get(reverse(f"assessment:{name}", args=[case])).status_code for name in names}

    assert statuses == {404}
    assert client.get(reverse("assessment:cases")).status_code == 404


def test_a_result_that_was_out_is_corrected_as_its_case_decided(cast, planned, marked, enter) -> None:
    settle_and_release(cast, planned, marked, at=AFTER)
    case = suspect(cast, marked, at=AFTER)
    write_to(cast, case, at=AFTER)
    hear(cast, case, at=AFTER + A_DAY)
    decide_case(case, part_of(planned), by=cast.quality_lead, at=AFTER + 2 * A_DAY)
    client, here = enter(cast.quality_lead), reverse("assessment:case", args=[case])
    there = reverse("assessment:correct_by_case", args=[case])
    assert "Correct 1 result as a case decided" in client.get("/").content.decode()
    assert statements_of(lambda: client.get("/")) <= 15
    assert there in client.get(reverse("assessment:release", args=[planned.window])).content.decode()
    own = enter(cast.participant).get(reverse("assessment:result", args=[marked])).content.decode()
    assert "Your result is being looked at again" in own
    client = enter(cast.quality_lead)
    assert there in client.get(here).content.decode()

    page = client.get(there).content.decode()

    assert "do not count.</textarea>" in page
    assert "Parveen" not in page[page.index("<main") :]
    seen = {"seen": str(Result.objects.get().settlement.ref)}
    wrong = client.post(there, seen | {"why": "x"})
    assert (wrong.status_code, "The reason is too short" in wrong.content.decode()) == (422, True)
    done = client.post(there, seen | {"why": "It follows from the case that you were told of."})
    assert done.url == here
    assert there not in client.get(here).content.decode()
    assert Correction.objects.count() == 1
    assert "has what was decided already" in client.get(there).content.decode()
    assert enter(cast.moderator).get(there).status_code in {403, 404}


def test_a_case_about_a_result_that_is_out_says_that_nothing_is_held(cast, planned, marked, enter) -> None:
    settle_and_release(cast, planned, marked, at=AFTER)
    case = suspect(cast, marked, at=AFTER)
    write_to(cast, case, at=AFTER)
    client = enter(cast.quality_lead)

    page = client.get(reverse("assessment:case", args=[case])).content.decode()
    drop = client.get(reverse("assessment:case_step", args=[case, "drop"])).content.decode()
    listed = client.get(reverse("assessment:cases")).content.decode()
    mine = enter(cast.participant).get(reverse("assessment:my_case", args=[case])).content.decode()

    assert "Nothing is kept in by this case." in page
    assert ("stays as it is" in drop, "kept in no longer" in drop) == (True, False)
    assert "The result is out" in listed
    assert ("nothing is held back" in mine, "Your result waits" in mine) == (True, False)
