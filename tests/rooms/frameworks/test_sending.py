"""Several documents sent in together: each is one of its own, called what it says itself, and stops no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest

from goldenthread.frameworks.actions.reading import read_again
from goldenthread.frameworks.actions.uploading import MOST_FILES, upload_documents
from goldenthread.frameworks.models import Reading
from goldenthread.frameworks.queries.reviewing import reading_line, sent_together
from goldenthread.frameworks.types import About, ReadingState, Sent
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.documents import docx
from tests.makers.frameworks import a_framework, as_markdown, read_here

pytestmark = pytest.mark.django_db

GIVEN = About("", "", "Somebody", 0, "A licence", "By us")
MADE = as_markdown(a_framework(sections=1)).encode()
PICTURE = b"\x89PNG\r\n"


def sent(cast: Cast, at: datetime, *files: tuple[str, bytes], year: int = 0) -> Sent:
    return upload_documents(files, given=replace(GIVEN, year=year), by=cast.curriculum_lead, at=at)


def test_each_file_waits_by_itself_and_one_that_is_not_taken_stops_none(cast: Cast, at: datetime) -> None:
    made = sent(cast, at, ("one.md", MADE), ("picture.png", PICTURE), ("none.txt", b""), ("two.docx", docx()))

    assert [(name, why.code) for name, why in made.refused] == [
        ("picture.png", "file_wrong_kind"), ("none.txt", "file_empty"),
    ]  # fmt: skip
    lines = sent_together(made.ref, by=cast.curriculum_lead)
    assert tuple(line.ref for line in lines) == made.taken
    assert [(line.about.title, line.name, line.state) for line in lines] == [
        ("one.md", "", ReadingState.WAITING), ("two.docx", "", ReadingState.WAITING),
    ]  # fmt: skip
    assert {line.about.publisher for line in lines} == {"Somebody"}
    assert StoredFile.objects.count() == AuditEntry.objects.filter(did="frameworks.upload").count() == 2
    assert [row.facts["reading"] for row in NoticeRow.objects.order_by("pk")] == [str(ref) for ref in made.taken]


def test_once_read_a_document_is_called_what_it_says_itself(cast: Cast, at: datetime) -> None:
    made = sent(cast, at, ("our own.md", MADE), ("two.md", MADE), year=2024)

    read_here(made.taken[0], at=at)

    one, two = sent_together(made.ref, by=cast.curriculum_lead)
    assert (one.name, one.about.title, one.state) == (
        "OUROWN (2024)", "Illustrative Framework for School Leaders", ReadingState.REVIEWED,
    )  # fmt: skip
    assert (two.name, two.state) == ("", ReadingState.WAITING)


@pytest.mark.parametrize(
    ("name", "content", "year", "code"),
    [
        ("made.md", MADE, 0, "no_year"),
        ("letter.txt", b"Dear all, the meeting is at four.", 2024, "nothing_found"),
        ("2024.md", MADE, 2024, "bad_code"),
    ],
)
def test_one_that_says_too_little_says_so_and_may_be_tried_again(
    cast: Cast, at: datetime, name: str, content: bytes, year: int, code: str
) -> None:
    (ref,) = sent(cast, at, (name, content), year=year).taken

    read_here(ref, at=at)

    line = reading_line(ref, by=cast.curriculum_lead)
    assert line.why_unreadable is not None
    assert (line.state, line.why_unreadable.code, line.name) == (ReadingState.UNREADABLE, code, "")
    assert not Reading.objects.get(ref=ref).items.exists()
    read_again(ref, by=cast.curriculum_lead, at=at)
    assert reading_line(ref, by=cast.curriculum_lead).state is ReadingState.WAITING


@pytest.mark.parametrize("number", [0, MOST_FILES + 1])
def test_none_and_too_many_are_refused_and_nothing_is_kept(cast: Cast, at: datetime, number: int) -> None:
    with pytest.raises(Refused) as refused:
        sent(cast, at, *[("made.md", MADE)] * number)

    assert refused.value.refusal.code == "too_many_files"
    assert not Reading.objects.exists()


def test_only_curriculum_leads_send_and_see(cast: Cast, at: datetime) -> None:
    made = sent(cast, at, ("one.md", MADE))

    for by in (cast.programme_manager, cast.participant, cast.outsider):
        with pytest.raises(Refused) as refused:
            upload_documents([("two.md", MADE)], given=GIVEN, by=by, at=at)
        assert refused.value.refusal.code == "not_a_curriculum_lead"
        assert sent_together(made.ref, by=by) == ()
    assert Reading.objects.count() == 1
    assert sent_together(uuid4(), by=cast.curriculum_lead) == ()


def test_looking_at_one_and_at_many_takes_one_statement(cast: Cast, at: datetime) -> None:
    few, many = (sent(cast, at, *[("made.md", MADE)] * number) for number in (1, 6))

    of = [statements_of(lambda ref=made.ref: sent_together(ref, by=cast.curriculum_lead)) for made in (few, many)]

    assert of == [1, 1]
