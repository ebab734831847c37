"""Files go with whoever they belong to, and nobody else's with them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.storage import default_storage

from goldenthread.assessment.actions.leaving import let_go
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.sponsoring import ask_sponsor
from goldenthread.assessment.actions.submitting import take_upload
from goldenthread.assessment.models import Allocation, Script, ScriptUpload, SponsorAsk
from goldenthread.assessment.queries.marking import marked_file, marking_queue
from goldenthread.assessment.queries.releasing import release_board
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.coaching.actions.collecting import add_entry, attach_to_entry
from goldenthread.coaching.types.collecting import EntryDraft
from goldenthread.ground.actions.files import clear_out, erase_files, keep_file
from goldenthread.ground.models import AuditEntry, StoredFile
from goldenthread.ground.queries.files import file_bytes, file_keys, kept_files
from goldenthread.people.actions.privacy import erase, take_away
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    hand_in,
    make_window,
    mark_both,
    seat_both,
    settle_and_release,
)
from tests.makers.coaching import make_enrolled, make_outside
from tests.makers.documents import docx, paragraph, pdf
from tests.makers.projects import begin, make_project_window

OURS, MINE = pdf("A plan that two people keep.", author="Parveen Begum"), docx(paragraph("A plan of my own."))


def stored(content: bytes) -> bool:
    digest = hashlib.sha256(content).hexdigest()
    return default_storage.exists(f"kept/{digest[:2]}/{digest}")


def keep_entry(enrolment, who, at, **files: bytes) -> None:
    ref = add_entry(enrolment, EntryDraft("A plan"), key=uuid4(), by=who, at=at)
    for ending, content in files.items():
        attach_to_entry(ref, content, name=f"parveen.{ending}", by=who, at=at)


def test_erasing_takes_out_what_only_they_handed_in(cast, at, django_capture_on_commit_callbacks) -> None:
    place = make_enrolled(cast, at=at)
    keep_entry(place.enrolment, cast.participant, at, pdf=OURS, docx=MINE)
    keep_entry(make_outside(cast, place.built, at=at), cast.outside_participant, at, pdf=OURS)
    taken = zipfile.ZipFile(io.BytesIO(take_away(by=cast.participant, at=at)))
    assert {taken.read(name) for name in taken.namelist() if name.startswith("files/")} == {OURS, MINE}
    theirs = StoredFile.objects.get(size=len(OURS), pk__gt=StoredFile.objects.filter(size=len(OURS)).first().pk)

    with django_capture_on_commit_callbacks(execute=True):
        done = erase(cast.participant.person, why="Asked", by=cast.administrator, at=at)

    assert (done.files, stored(MINE), stored(OURS)) == (2, False, True)
    assert {(row.name, row.erased_at, row.cleared_at) for row in StoredFile.objects.exclude(pk=theirs.pk)} == {
        ("Erased", at, at)
    }
    assert (theirs.name, file_bytes(theirs.ref)) == ("parveen.pdf", OURS)
    gone = StoredFile.objects.get(size=len(MINE))
    with pytest.raises(StoredFile.DoesNotExist):
        file_bytes(gone.ref)
    assert (list(file_keys()), dict(kept_files([gone.ref]))) == ([theirs.key], {})
    said = AuditEntry.objects.filter(did="people.erase_file").order_by("id")
    assert {entry.facts["sha256"] for entry in said} == {hashlib.sha256(c).hexdigest() for c in (OURS, MINE)}

    keep_file(MINE, name="again.docx", media_type="application/msword", at=at)
    assert stored(MINE)


def test_what_was_left_in_the_store_by_a_crash_is_taken_out_once(at, db) -> None:
    kept = keep_file(b"Left behind.", name="a.txt", media_type="text/plain", at=at)
    held = keep_file(b"Somebody holds this.", name="b.txt", media_type="text/plain", at=at)
    keep_file(b"Somebody holds this.", name="c.txt", media_type="text/plain", at=at)
    assert [file.ref for file in erase_files([kept.ref, held.ref], at=at)] == [kept.ref, held.ref]
    assert erase_files([kept.ref], at=at) == ()

    assert (stored(b"Left behind."), clear_out(at=at), clear_out(at=at)) == (True, 1, 0)

    assert (stored(b"Left behind."), stored(b"Somebody holds this.")) == (False, True)


def test_of_a_script_whose_result_is_out_the_copy_without_a_name_stays_and_what_was_uploaded_goes(
    cast, at, django_capture_on_commit_callbacks
) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    handed_in = ScriptUpload.objects.get()
    other = GivenFile(docx(paragraph("Words that were never handed in. " * 20)), "Parveen.docx")
    take_upload(script, other, by=cast.participant, at=INSIDE, work=work_through)
    unsent = ScriptUpload.objects.get(version=None)
    seat_both(cast, planned, script, at=AFTER)
    mark_both(cast, script, planned.enrolled.cohort.built.scheme, 2, 2, at=AFTER)
    settle_and_release(cast, planned, script, 2, at=AFTER)

    with django_capture_on_commit_callbacks(execute=True):
        done = erase(cast.participant.person, why="Asked", by=cast.administrator, at=AFTER)

    gone = {handed_in.file_id, unsent.file_id, unsent.clean_file_id}
    assert set(StoredFile.objects.exclude(erased_at=None).values_list("ref", flat=True)) == gone
    assert file_bytes(handed_in.clean_file_id)
    assert not any(default_storage.exists(f.key) for f in StoredFile.objects.filter(ref__in=gone))
    assert done.kept["assessment.ScriptUpload.clean_file"] == "a result rests on the script that was handed in"
    assert let_go(cast.participant.person, at=AFTER) == 0


def test_of_work_whose_result_is_not_out_nothing_stays_and_nobody_marks_it(
    cast, at, django_capture_on_commit_callbacks
) -> None:
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    seat_both(cast, planned, script, at=AFTER)
    upload = ScriptUpload.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        done = erase(cast.participant.person, why="Asked", by=cast.administrator, at=AFTER)

    assert "assessment.ScriptUpload.clean_file" not in done.kept
    assert kept_files([upload.file_id, upload.clean_file_id]) == {}
    assert (let_go(cast.participant.person, at=AFTER), let_go(cast.participant.person, at=AFTER)) == (1, 0)
    assert Script.objects.get().state == "withdrawn"
    assert marking_queue(by=cast.assessor).rows == ()
    with pytest.raises(ObjectDoesNotExist):
        marked_file(Allocation.objects.first().ref, by=cast.assessor)
    assert AuditEntry.objects.filter(did="assessment.let_go", to=str(script)).count() == 1
    board = release_board(planned.window, by=cast.quality_lead, at=AFTER)
    assert board.held == ()


def test_whom_somebody_named_goes_with_them_and_no_link_leads_to_their_project(cast, at) -> None:
    planned = make_project_window(cast, at=at)
    script = begin(cast, planned, at=INSIDE)
    for name, email in (("Samir Patel", "samir@elsewhere.example"), ("Samira Sponsor", "samira@elsewhere.example")):
        ask_sponsor(script, name=name, email=email, by=cast.participant, at=INSIDE)

    done = erase(cast.participant.person, why="Asked", by=cast.administrator, at=INSIDE)
    let_go(cast.participant.person, at=INSIDE)

    assert done.changed["assessment.SponsorAsk"] == 2
    left = SponsorAsk.objects.values_list("name", "email", "token_hash")
    assert set(left) == {("Erased", "erased@erased.invalid", "")}
    assert not SponsorAsk.objects.filter(ended_at=None).exists()
