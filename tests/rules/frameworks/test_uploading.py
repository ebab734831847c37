"""How much is taken for a framework, and where a reading can go from where it stands."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.rules.states import READING_STEPS, ReadingEvent
from goldenthread.frameworks.rules.uploading import (
    MOST_LETTERS,
    MOST_LINES,
    MOST_PAGES,
    why_not_these_files,
    why_not_this_many_pages,
    why_not_this_text,
)
from goldenthread.frameworks.types import ReadingState
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import Kind
from goldenthread.ground.types import NoSuchStep


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Some words.", Kind.TEXT, None),
        ("x" * MOST_LETTERS, Kind.TEXT, None),
        ("x" * (MOST_LETTERS + 1), Kind.TEXT, "too_long"),
        ("x\n" * MOST_LINES, Kind.TEXT, None),
        ("x\n" * (MOST_LINES + 1), Kind.PDF, "too_long"),
        (" \n\f\n ", Kind.TEXT, "no_words"),
        ("", Kind.DOCX, "no_words"),
        ("\f\f", Kind.PDF, "scanned"),
    ],
)
def test_text_is_read_where_there_is_some_and_not_far_too_much(text: str, kind: Kind, code: str | None) -> None:
    refusal = why_not_this_text(text, kind)

    assert (refusal.code if refusal else None) == code
    assert refusal is None or refusal.mend


def test_a_document_has_at_most_so_many_pages() -> None:
    assert why_not_this_many_pages(MOST_PAGES) is None
    assert why_not_this_many_pages(MOST_PAGES + 1).says == "It has 201 pages. The limit is 200."


@pytest.mark.parametrize("state", [ReadingState.PUBLISHED, ReadingState.DISCARDED])
@pytest.mark.parametrize("event", ReadingEvent)
def test_nothing_more_happens_to_what_is_published_or_put_away(state: ReadingState, event: ReadingEvent) -> None:
    with pytest.raises(NoSuchStep):
        step(READING_STEPS, state, event)


def test_only_what_waits_is_laid_out_or_given_up() -> None:
    for event in (ReadingEvent.LAY_OUT, ReadingEvent.GIVE_UP):
        assert [state for state in ReadingState if (state, event) in READING_STEPS] == [ReadingState.WAITING]


@pytest.mark.parametrize(("files", "code"), [(0, "too_many_files"), (1, None), (3, None), (4, "too_many_files")])
def test_so_many_files_are_taken_at_once_and_no_more(files: int, code: str | None) -> None:
    refusal = why_not_these_files(files, most=3)

    assert (refusal.code if refusal else None) == code
