"""A recording is known by how it begins, and is taken only where one is asked for."""

from __future__ import annotations

import pytest

from goldenthread.ground.rules.uploads import Kind, Upload, examine
from goldenthread.ground.types import Refusal
from tests.rules.ground.test_uploads import taken

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 20


@pytest.mark.parametrize(
    ("content", "name", "kind", "kept_as"),
    [
        (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 40, "day.mp4", Kind.MP4, "day.mp4"),
        (b"\x00\x00\x00\x18ftypM4A " + b"\x00" * 40, "day.m4a", Kind.MP4, "day.m4a"),
        (b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm" + b"\x00" * 40, "day.webm", Kind.WEBM, "day.webm"),
        (MP3, "day.exe", Kind.MP3, "day.exe.mp3"),
        (b"\xff\xfb\x90\x00" * 20, "day.mp3", Kind.MP3, "day.mp3"),
    ],
)
def test_a_recording_is_known_by_how_it_begins(content: bytes, name: str, kind: Kind, kept_as: str) -> None:
    upload = taken(content, name, frozenset({kind, Kind.PDF}))

    assert isinstance(upload, Upload)
    assert (upload.kind, upload.name) == (kind, kept_as)


@pytest.mark.parametrize("content", [b"\xff", b"\xff\xfeI\x003\x00", b"ID3 is a label.", b"\x1a\x45\xdf\xa3 matroska"])
def test_what_is_no_recording_is_none(content: bytes) -> None:
    refusal = taken(content, "day.mp3", frozenset({Kind.MP3, Kind.MP4, Kind.WEBM}))

    assert isinstance(refusal, Refusal)
    assert refusal.code == "file_wrong_kind"


def test_a_recording_is_not_taken_where_none_is_asked_for_and_a_long_one_has_a_way_out() -> None:
    assert isinstance(taken(MP3, "day.mp3"), Refusal)
    long = examine(MP3 * 200, name="day.mp3", kinds=frozenset({Kind.MP3}), most_bytes=99)
    assert isinstance(long, Refusal)
    assert "give the link" in long.mend
