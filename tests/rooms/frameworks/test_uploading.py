"""A document that is sent in is kept and waits; what cannot be taken leaves nothing behind."""

from __future__ import annotations

from datetime import datetime

import pytest

from goldenthread.frameworks.actions.uploading import upload_document, upload_pasted
from goldenthread.frameworks.models import Reading
from goldenthread.frameworks.queries.reviewing import readings
from goldenthread.frameworks.types import ReadingState, Stage
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.documents import docx, pdf
from tests.makers.frameworks import an_about

pytestmark = pytest.mark.django_db


def code_of(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [(b"Some words.", "a.md", "a.md"), (docx(), "b.docx", "b.docx"), (pdf(), "c.pdf", "c.pdf")],
)
def test_a_document_is_kept_and_waits_for_the_worker(cast: Cast, at: datetime, content, name, kept) -> None:
    lead = cast.curriculum_lead

    ref = upload_document(content, name=name, about=an_about(), by=lead, at=at)

    row, file = Reading.objects.get(ref=ref), StoredFile.objects.get()
    assert (row.state, row.stage, row.source, row.account) == ("waiting", "waiting", "", [])
    assert (file.name, file_bytes(file.ref)) == (kept, content)
    assert AuditEntry.objects.get(did="frameworks.upload").facts == {"file": str(file.ref)}
    notice = NoticeRow.objects.get()
    assert (notice.kind, notice.facts) == ("frameworks.uploaded", {"reading": str(ref)})
    (line,) = readings(by=lead)
    assert (line.ref, line.state, line.progress.stage) == (ref, ReadingState.WAITING, Stage.WAITING)
    assert (line.file_name, line.is_settled, line.why_unreadable) == (kept, False, None)


def test_pasted_text_is_kept_as_a_file(cast: Cast, at: datetime) -> None:
    upload_pasted("Words\x00 and \ud800 more.", about=an_about(), by=cast.curriculum_lead, at=at)

    file = StoredFile.objects.get()
    assert (file.name, file.media_type) == ("made-2026.txt", "text/plain; charset=utf-8")
    assert file_bytes(file.ref) == b"Words\x00 and ? more."


@pytest.mark.parametrize(("content", "code"), [(b"", "file_empty"), (b"\x89PNG\r\n", "file_wrong_kind")])
def test_a_file_that_cannot_be_taken_is_not_kept(cast: Cast, at: datetime, content: bytes, code: str) -> None:
    found = code_of(lambda: upload_document(content, name="a.txt", about=an_about(), by=cast.curriculum_lead, at=at))

    assert found == code
    assert not StoredFile.objects.exists()
    assert not NoticeRow.objects.exists()


@pytest.mark.parametrize(("text", "code"), [("  \n", "no_words"), ("word\n" * 9000, "too_long")])
def test_text_that_cannot_be_a_framework_is_not_kept(cast: Cast, at: datetime, text: str, code: str) -> None:
    found = code_of(lambda: upload_pasted(text, about=an_about(), by=cast.curriculum_lead, at=at))

    assert found == code
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("who", ["programme_manager", "partner_manager", "participant", "outsider"])
def test_nobody_else_sends_documents_in(cast: Cast, at: datetime, who: str) -> None:
    by, before = getattr(cast, who), AuditEntry.objects.count()

    assert code_of(lambda: upload_document(b"W.", name="a.txt", about=an_about(), by=by, at=at)) == (
        "not_a_curriculum_lead"
    )
    assert code_of(lambda: upload_pasted("W.", about=an_about(), by=by, at=at)) == "not_a_curriculum_lead"
    assert not Reading.objects.exists()
    assert AuditEntry.objects.count() == before
