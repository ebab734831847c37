"""What passes between us and the reading process, and what its end means to a person."""

from __future__ import annotations

import pytest

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.types import Progress, Stage
from goldenthread.ground.types import Refusal
from goldenthread.integrations.reader.messages import Answer, Bounds, Ended, answered, heard, told, written
from goldenthread.integrations.reader.translate import refusal_for
from tests.makers.frameworks import a_framework, as_markdown

BOUNDS = Bounds(seconds=180, processor_seconds=90, memory_mb=1024)


@pytest.mark.parametrize("ended", Ended)
def test_every_end_has_a_reason_and_what_would_change_it(ended: Ended) -> None:
    refusal = refusal_for(ended, BOUNDS)

    assert refusal.code == f"reading_{ended.value}"
    assert refusal.says.endswith(".")
    assert refusal.mend.endswith(".")
    # As much as the record has room for.
    assert max(len(refusal.says), len(refusal.mend)) <= 300


def test_limits_are_named_with_their_figures() -> None:
    assert "180 seconds" in refusal_for(Ended.TOO_SLOW, BOUNDS).says
    assert "90 seconds of work" in refusal_for(Ended.TOO_SLOW, BOUNDS).says
    assert "1,024 MB" in refusal_for(Ended.TOO_BIG, BOUNDS).says


def test_a_reading_survives_the_way_whole() -> None:
    text = as_markdown(a_framework()).replace("\n3. ", "\n13. ")
    document = read_content(text.encode(), media_type="text/plain; charset=utf-8", tell=lambda _: None)
    assert any(item.doubts for item in document.reading.items)

    assert answered(written(Answer(document=document))) == Answer(document=document)


def test_a_refusal_survives_the_way_whole() -> None:
    refused = Answer(refusal=Refusal("code", "It says.", "Do this."))

    assert answered(written(refused)) == refused


@pytest.mark.parametrize("sent", [b"", b"{", b"{}", b"[]", b'{"document": 1}', written(Answer()), b"\xff"])
def test_what_is_no_answer_is_none(sent: bytes) -> None:
    assert answered(sent) is None


def test_progress_survives_the_way() -> None:
    assert heard(told(Progress(Stage.FINDING, 3, 10)).strip()) == Progress(Stage.FINDING, 3, 10)


@pytest.mark.parametrize(
    "line", [b"", b"finding", b"dreaming 1 2", b"finding 3 2", b"finding -1 2", b"finding 1 9999999", b"\xff 1 2"]
)
def test_what_is_no_progress_is_none(line: bytes) -> None:
    assert heard(line) is None
