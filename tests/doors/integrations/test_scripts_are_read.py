"""A script is read and cleaned in a process with bounds, and answered while its writer waits."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from goldenthread.assessment.actions.preparing import work_through
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.ground.types import Refusal
from goldenthread.integrations.reader import sync
from goldenthread.integrations.reader.client import work_in_child
from goldenthread.integrations.reader.messages import Bounds
from goldenthread.integrations.reader.sync import reading_for, work_through_script
from tests.makers.documents import docx, paragraph, pdf

UNRULY = Path(__file__).resolve().parents[2] / "fakes" / "unruly_reader.py"
WORD = MEDIA_TYPES[Kind.DOCX]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(docx(paragraph("Our answer")), Kind.DOCX), (pdf("Our answer"), Kind.PDF)],
    ids=["Word", "PDF"],
)
def test_a_script_is_worked_through_as_if_it_were_here(content: bytes, kind: Kind) -> None:
    assert work_through_script(content, MEDIA_TYPES[kind]) == work_through(content, MEDIA_TYPES[kind])


def test_a_script_that_cannot_be_read_is_refused_in_its_own_words() -> None:
    refusal = work_through_script(docx(more={"word/document.xml": "<w:document"}), WORD)

    assert isinstance(refusal, Refusal)
    assert refusal.code == "script_unreadable"


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        ("hangs", "script_too_slow"),
        ("is killed", "script_killed"),
        ("crashes", "script_broken"),
        ("answers nothing", "script_broken"),
        ("answers nonsense", "script_broken"),
        ("answers neither", "script_broken"),
    ],
)
def test_whatever_becomes_of_the_process_the_writer_gets_a_sentence(manner: str, code: str) -> None:
    child = (sys.executable, str(UNRULY), manner)

    found = work_in_child(b"Words.", media_type=WORD, bounds=Bounds(2, 30, 1024), child=child)

    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.says
    assert found.mend


def test_a_script_that_needs_too_much_memory_is_ended() -> None:
    marks = "".join(f'<w:b w:val="{number * 7919:x}"/>' for number in range(390_000))

    found = work_in_child(docx(marks), media_type=WORD, bounds=Bounds(60, 30, 120))

    assert isinstance(found, Refusal)
    assert (found.code, "120 MB" in found.says) == ("script_too_big", True)


def test_where_too_many_arrive_at_once_the_next_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "WAITS", 0)
    for _ in range(sync.AT_ONCE):
        sync._READING.acquire()
    try:
        refusal = work_through_script(docx(), WORD)
    finally:
        for _ in range(sync.AT_ONCE):
            sync._READING.release()

    assert isinstance(refusal, Refusal)
    assert refusal.code == "script_busy"


def test_nobody_has_two_files_read_at_once_and_others_are_served_meanwhile(cast, monkeypatch) -> None:
    """Eight posts of one file that takes long kept every thread of a server, and so everybody else, waiting."""
    monkeypatch.setattr(sync, "WAITS_IN_REQUEST", 0)
    answers = dict[str, object]()

    def slow(content: bytes, media_type: str) -> Refusal:
        answers["mine again"] = reading_for(cast.participant)(b"", WORD)
        answers["another's"] = reading_for(cast.assessor)(b"", WORD)
        return Refusal("slow", "Slow.")

    monkeypatch.setattr(sync, "work_through_script", slow)
    first = reading_for(cast.participant)(b"", WORD)
    second = reading_for(cast.participant)(b"", WORD)

    assert (first.code, second.code) == ("slow", "slow")
    assert answers["mine again"].code == "script_still_reading"
    assert answers["another's"].code == "script_busy"
