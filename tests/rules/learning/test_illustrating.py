"""How pages name pictures, videos and files, and which are taken."""

from __future__ import annotations

import struct
import zlib

import pytest

from goldenthread.ground.types import Refusal
from goldenthread.learning.rules.illustrating import (
    LONGEST_TRANSCRIPT,
    embed_address,
    placed,
    put_at_end,
    why_not_add,
    why_not_place,
)
from goldenthread.learning.rules.pictures import MOST_BYTES, cleaned
from goldenthread.learning.types.illustrating import MediaDraft, MediaKind
from tests.makers.pictures import exif, jpeg, png

HOSTS = frozenset({"www.youtube-nocookie.com", "player.vimeo.com", "video.example"})
P, V, D = MediaKind.PICTURE, MediaKind.VIDEO, MediaKind.DOWNLOAD


def test_what_stands_in_a_page_is_named_on_lines_of_its_own() -> None:
    body = "Words [[9]] inside.\n\n[[3 The plan]]\n  [[12]]  \n[[x]]"

    assert placed(body) == (3, 12)
    assert why_not_place(body, {3, 12}) is None
    refused = why_not_place(body, {3})
    assert refused is not None
    assert "[[12]]" in refused.says
    assert put_at_end("Words\n\n\n", "[[1 A]]") == "Words\n\n[[1 A]]\n"
    assert put_at_end("", "[[1 A]]") == "[[1 A]]\n"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (MediaDraft(P, "Plan", alt="A plan"), None),
        (MediaDraft(P, "Plan", is_decorative=True), None),
        (MediaDraft(P, "Plan"), "no_alt"),
        (MediaDraft(P, " ", alt="A plan"), "no_title"),
        (MediaDraft(P, "a]]b", alt="A plan"), "no_title"),
        (MediaDraft(V, "Film", address="x", transcript="Said"), None),
        (MediaDraft(V, "Film", address="x"), "no_transcript"),
        (MediaDraft(V, "Film", transcript="x" * (LONGEST_TRANSCRIPT + 1)), "transcript_too_long"),
        (MediaDraft(D, "Sheet"), None),
    ],
)
def test_what_is_added_says_what_people_need(draft, code) -> None:
    refusal = why_not_add(draft)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("https://www.youtube.com/watch?v=abcDEF_1234&t=3", "https://www.youtube-nocookie.com/embed/abcDEF_1234"),
        ("https://youtu.be/abcDEF_1234", "https://www.youtube-nocookie.com/embed/abcDEF_1234"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://player.vimeo.com/video/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        (" https://video.example/embed/5 ", "https://video.example/embed/5"),
        ("http://video.example/embed/5", None),
        ("https://user@video.example/5", None),
        ("https://video.example.evil.example/5", None),
        ("https://youtube.com/watch?v=%22onload", None),
        ("https://vimeo.com/about", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_video_is_shown_from_where_it_follows_people_least_or_not_at_all(given, made) -> None:
    found = embed_address(given, hosts=HOSTS)

    assert (None if isinstance(found, Refusal) else found) == made


def test_with_no_place_allowed_no_video_is_shown() -> None:
    refused = embed_address("https://youtu.be/abcDEF_1234", hosts=())

    assert isinstance(refused, Refusal)
    assert "none yet" in refused.says


def test_a_picture_keeps_its_dots_and_loses_what_it_says_of_people() -> None:
    found = cleaned(png(30, 20, tEXt=b"Author\0Parveen Begum"))

    assert not isinstance(found, Refusal)
    assert (found.media_type, found.width, found.height) == ("image/png", 30, 20)
    assert b"Parveen" not in found.content
    assert found.content == png(30, 20)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("turned", "kept"), [(6, True), (1, False), (99, False), (None, False)])
def test_a_photograph_keeps_which_way_up_it_stands_and_not_where_it_was_taken(order, turned, kept) -> None:
    found = cleaned(jpeg(40, 30, exif(turned, secret=b"51.5N", order=order), comment=b"by Parveen"))

    assert not isinstance(found, Refusal)
    assert (found.media_type, found.width, found.height) == ("image/jpeg", 40, 30)
    assert b"51.5N" not in found.content
    assert b"Parveen" not in found.content
    assert (b"Exif" in found.content) is kept
    assert found.content.endswith(b"dots\xff\xd9")
    if kept:
        again = cleaned(found.content)
        assert not isinstance(again, Refusal)
        assert again.content == found.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg onload=alert(1)>", "picture_wrong_kind"),
        (b"GIF89a", "picture_wrong_kind"),
        (png(30, 20)[:40], "picture_damaged"),
        (png(30, 20)[:-20], "picture_damaged"),
        (jpeg(40, 30, b"")[:-6], "picture_damaged"),
        (b"\xff\xd8\xff\xe0\x00\x02nothing", "picture_damaged"),
        (png(0, 20), "picture_too_wide"),
        (png(9000, 9000, dots=b""), "picture_too_wide"),
        (png(1, 1) + b"x" * MOST_BYTES, "picture_too_big"),
    ],
)
def test_what_is_no_whole_picture_is_not_taken(content, code) -> None:
    refused = cleaned(content)

    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_made_pictures_are_what_they_say() -> None:
    content = png(2, 1)

    assert struct.unpack_from(">II", content, 16) == (2, 1)
    assert zlib.crc32(b"IEND") == struct.unpack(">I", content[-4:])[0]
