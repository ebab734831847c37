"""Opening a brief and handing in: once, in time, one's own, and every version kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import open_brief, submit, take_upload
from goldenthread.assessment.models import Script, ScriptStep, ScriptUpload, ScriptVersion, Window
from goldenthread.assessment.queries.submitting import (
    my_brief_file,
    my_file,
    my_windows,
    receipt,
    script_page,
    upload_page,
)
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.submitting import Stage
from goldenthread.assessment.types.words import State
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import Refused
from tests.makers.assessment import CLOSES, OPENS, SCRIPT, hand_in, make_window
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph, pdf

INSIDE = OPENS + timedelta(days=1)
INSTANT = timedelta(microseconds=1)


def a_file(text: str = SCRIPT, name: str = "Parveen Begum NPQSL.docx") -> GivenFile:
    return GivenFile(docx(paragraph(text)), name)


def test_opening_the_brief_begins_a_script_under_a_number(cast, at) -> None:
    planned = make_window(cast, at=at)

    ref = open_brief(planned.window, by=cast.participant, at=INSIDE)

    script = Script.objects.get(ref=ref)
    assert script.state == State.BEGUN.value
    assert len(script.number) == 11
    assert list(script.steps.values_list("event", "state", "by_id")) == [("", "begun", cast.participant.person_id)]
    assert AuditEntry.objects.filter(did="assessment.open_brief", to=str(ref)).count() == 1


def test_opening_it_again_is_the_same_script_even_after_the_window(cast, at) -> None:
    planned = make_window(cast, at=at)
    first = open_brief(planned.window, by=cast.participant, at=INSIDE)

    again = open_brief(planned.window, by=cast.participant, at=CLOSES + timedelta(days=9))

    assert again == first
    assert Script.objects.count() == 1


@pytest.mark.parametrize(
    ("engaged", "moment", "code"),
    [
        (False, INSIDE, "not_engaged_enough"),
        (True, OPENS - INSTANT, "window_to_come"),
        (True, CLOSES, "window_closed"),
    ],
)
def test_a_closed_gate_begins_nothing(cast, at, engaged: bool, moment, code: str) -> None:
    planned = make_window(cast, at=at, engaged=engaged)

    with pytest.raises(Refused) as refused:
        open_brief(planned.window, by=cast.participant, at=moment)

    assert refused.value.refusal.code == code
    assert Script.objects.count() == 0


@pytest.mark.parametrize("who", ["outside_participant", "assessor", "sponsor", "outsider", "programme_manager"])
def test_nobody_else_opens_it(cast, at, who: str) -> None:
    planned = make_window(cast, at=at)

    with pytest.raises(Window.DoesNotExist):
        open_brief(planned.window, by=getattr(cast, who), at=INSIDE)


def test_an_upload_is_read_counted_and_cleaned_but_not_handed_in(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)

    ref = take_upload(script, a_file(), by=cast.participant, at=INSIDE, work=work_through)

    upload = ScriptUpload.objects.get(ref=ref)
    assert upload.parts == {"body": 19}
    assert upload.file.name == "Parveen Begum NPQSL.docx"
    assert "Parveen" not in upload.clean_file.name
    assert upload.script.state == State.BEGUN.value
    assert ScriptVersion.objects.count() == 0
    page = upload_page(ref, by=cast.participant, at=INSIDE)
    assert (page.count.counted, page.receipt, page.replaces) == (19, "", 0)
    assert page.declaration is not None
    assert page.closes_in == "6 days and 14 hours"


def test_the_same_file_chosen_twice_in_a_row_is_one_upload(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    content = a_file()

    refs = {take_upload(script, content, by=cast.participant, at=INSIDE, work=work_through) for _ in range(2)}

    assert len(refs) == ScriptUpload.objects.count() == 1

    again = take_upload(script, replace(content, name="olu.docx"), by=cast.participant, at=INSIDE, work=work_through)

    assert again not in refs
    assert submit(again, signed=1, by=cast.participant, at=INSIDE).file_name == "olu.docx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ", "file_wrong_kind"),
        (docx(more={"word/vbaProject.bin": b"x"}), "file_has_macros"),
        (b"%PDF-1.7 /Root %%EOF", "script_unreadable"),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_nothing_behind(cast, at, content: bytes, code: str) -> None:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    before = StoredFile.objects.count()

    with pytest.raises(Refused) as refused:
        take_upload(script, GivenFile(content, "x.docx"), by=cast.participant, at=INSIDE, work=work_through)

    assert refused.value.refusal.code == code
    assert (ScriptUpload.objects.count(), StoredFile.objects.count()) == (0, before)


def test_handing_in_makes_a_version_and_a_receipt(cast, at) -> None:
    planned = make_window(cast, at=at)

    given = hand_in(planned, cast.participant, at=INSIDE)

    script, version = Script.objects.get(), ScriptVersion.objects.get()
    assert (given.is_new, given.version, given.counted, given.limit) == (True, 1, 19, given.limit)
    assert given.sha256 == version.upload.file.sha256
    assert (version.receipt, version.declaration, version.submitted_at) == (given.number, 1, INSIDE)
    assert script.state == State.SUBMITTED.value
    assert script.steps.order_by("-id").values_list("event", "state")[0] == ("submit", "submitted")
    entry = AuditEntry.objects.get(did="assessment.submit")
    assert (entry.to, entry.facts["sha256"]) == (str(script.ref), given.sha256)
    assert NoticeRow.objects.get(kind="assessment.submitted").facts["script"] == str(script.ref)
    assert receipt(script.ref, 1, by=cast.participant) == given


def test_a_double_click_is_one_version_and_one_receipt(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    upload = take_upload(script, a_file(), by=cast.participant, at=INSIDE, work=work_through)

    first = submit(upload, signed=1, by=cast.participant, at=INSIDE)
    second = submit(upload, signed=1, by=cast.participant, at=INSIDE + timedelta(seconds=1))

    assert first.number == second.number
    assert (first.is_new, second.is_new) == (True, False)
    assert ScriptVersion.objects.count() == 1
    assert NoticeRow.objects.filter(kind="assessment.submitted").count() == 1


def test_a_refresh_after_the_close_still_gives_the_receipt(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    upload = take_upload(script, a_file(), by=cast.participant, at=INSIDE, work=work_through)
    first = submit(upload, signed=1, by=cast.participant, at=CLOSES - INSTANT)

    assert submit(upload, signed=1, by=cast.participant, at=CLOSES).number == first.number


@pytest.mark.parametrize(("moment", "is_taken"), [(OPENS, True), (CLOSES - INSTANT, True), (CLOSES, False)])
def test_the_closing_moment_is_outside_the_window(cast, at, moment, is_taken: bool) -> None:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=OPENS)
    upload = take_upload(script, a_file(), by=cast.participant, at=OPENS, work=work_through)

    if is_taken:
        submit(upload, signed=1, by=cast.participant, at=moment)
    else:
        with pytest.raises(Refused):
            submit(upload, signed=1, by=cast.participant, at=moment)
        with pytest.raises(Refused):
            take_upload(script, a_file("Something else entirely."), by=cast.participant, at=moment, work=work_through)

    assert ScriptVersion.objects.count() == int(is_taken)


def test_without_the_declaration_nothing_is_handed_in(cast, at) -> None:
    planned = make_window(cast, at=at)
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    upload = take_upload(script, a_file(), by=cast.participant, at=INSIDE, work=work_through)

    with pytest.raises(Refused) as refused:
        submit(upload, signed=0, by=cast.participant, at=INSIDE)

    assert refused.value.refusal.code == "not_declared"
    assert (ScriptVersion.objects.count(), Script.objects.get().state) == (0, "begun")
    assert ScriptStep.objects.count() == 1


def test_a_script_is_replaced_until_the_window_closes_and_every_version_is_kept(cast, at) -> None:
    planned = make_window(cast, at=at)
    first = hand_in(planned, cast.participant, at=INSIDE)
    second = hand_in(planned, cast.participant, at=INSIDE + timedelta(days=1), content=pdf("Another answer."))
    third = hand_in(planned, cast.participant, at=INSIDE + timedelta(days=2))

    page = script_page(Script.objects.get().ref, by=cast.participant, at=INSIDE + timedelta(days=3))

    assert [v.number for v in page.versions] == [3, 2, 1]
    assert [v.is_current for v in page.versions] == [True, False, False]
    assert [v.receipt for v in page.versions] == [third.number, second.number, first.number]
    assert page.current == page.versions[0]
    assert page.why_not_take is None


def test_over_the_limit_is_told_and_taken(cast, at) -> None:
    planned = make_window(cast, at=at)

    given = hand_in(planned, cast.participant, at=INSIDE, content=docx(paragraph("word " * 3000)))

    assert given.counted == 3000 > given.limit


def test_a_participant_reads_their_own_windows_script_and_files(cast, at) -> None:
    planned = make_window(cast, at=at)
    before = my_windows(by=cast.participant, at=OPENS - timedelta(hours=1))
    hand_in(planned, cast.participant, at=INSIDE, name="../naughty\u202e.docx")
    script = Script.objects.get()

    (after,) = my_windows(by=cast.participant, at=INSIDE)
    page = script_page(script.ref, by=cast.participant, at=CLOSES)

    assert [(w.stage, w.title, w.opens_in) for w in before] == [(Stage.TO_COME, "", "1 hour")]
    assert (after.title, after.script, after.why_not) == ("Brookside Academy", script.ref, None)
    assert page.brief.whole.file is not None
    assert "References" not in page.counts
    assert page.closes_in == ""
    assert getattr(page.why_not_take, "code", "") == "window_closed"
    assert my_file(script.ref, 1, by=cast.participant).name == "naughty.docx"
    assert my_brief_file(script.ref, by=cast.participant).content.startswith(b"year,")


@pytest.mark.parametrize("name", ["outside_participant", "sponsor", "assessor", "programme_manager", "outsider"])
def test_nobody_reads_or_changes_another_s_script(cast, at, name: str) -> None:
    planned = make_window(cast, at=at)
    hand_in(planned, cast.participant, at=INSIDE)
    script, upload, who = Script.objects.get().ref, ScriptUpload.objects.get().ref, getattr(cast, name)

    assert my_windows(by=who, at=INSIDE) == ()
    for attempt in (
        lambda: script_page(script, by=who, at=INSIDE),
        lambda: upload_page(upload, by=who, at=INSIDE),
        lambda: receipt(script, 1, by=who),
        lambda: my_file(script, 1, by=who),
        lambda: my_brief_file(script, by=who),
        lambda: take_upload(script, a_file("x y z"), by=who, at=INSIDE, work=work_through),
        lambda: submit(upload, signed=1, by=who, at=INSIDE),
    ):
        with pytest.raises(ObjectDoesNotExist):
            attempt()
    assert (ScriptVersion.objects.count(), ScriptUpload.objects.count()) == (1, 1)


def test_the_script_page_asks_the_same_number_of_questions_for_any_number_of_versions(cast, at) -> None:
    planned = make_window(cast, at=at)
    hand_in(planned, cast.participant, at=INSIDE)
    script = Script.objects.get().ref
    one = statements_of(lambda: script_page(script, by=cast.participant, at=INSIDE))
    for n in range(3):
        hand_in(planned, cast.participant, at=INSIDE, content=docx(paragraph(f"Version {n} of it.")))

    assert statements_of(lambda: script_page(script, by=cast.participant, at=INSIDE)) == one
