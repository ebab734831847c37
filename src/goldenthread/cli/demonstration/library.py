"""What a unit may hold besides words, and the first things in the library."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goldenthread.cli.demonstration.studying import UnitOfStory
from goldenthread.learning.actions.illustrating import add_download, add_picture, add_video
from goldenthread.learning.actions.library import add_item, share_item
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.reflecting import share_reflection, write_reflection
from goldenthread.learning.actions.writing import add_page, ask_question
from goldenthread.learning.queries.reading import reader_page
from goldenthread.learning.types import Choice, QuestionDraft, QuestionKind
from goldenthread.learning.types.illustrating import MediaDraft, MediaKind, NewFile
from goldenthread.learning.types.library import ItemDraft, ItemKind
from goldenthread.people.types import Actor

HOSTS = frozenset({"player.vimeo.com", "www.youtube-nocookie.com"})


def furnish(
    story: Mapping[str, Any],
    units: Mapping[UUID, UnitOfStory],
    statements: Mapping[str, UUID],
    *,
    author: Actor,
    reader: Actor,
    at: datetime,
) -> None:
    """Give the first unit a page of everything in a second version, write on it, and begin the library."""
    unit, told = next(iter(units.values())), story["furniture"]
    position = len(unit.pages) + 1
    page = add_page(unit.ref, title=told["title"], body=told["body"], minutes=15, by=author, at=at)
    plan = MediaDraft(MediaKind.PICTURE, told["picture"]["title"], alt=told["picture"]["alt"])
    add_picture(page, plan, NewFile("corridor.png", _plan()), by=author, at=at)
    video = told["video"]
    film = MediaDraft(MediaKind.VIDEO, video["title"], address=video["address"], transcript=video["transcript"])
    add_video(page, film, hosts=HOSTS, by=author, at=at)
    sheet = MediaDraft(MediaKind.DOWNLOAD, told["download"]["title"])
    add_download(page, sheet, NewFile("what-i-saw.txt", told["download"]["text"].encode()), by=author, at=at)
    for asked in told["questions"]:
        ask_question(page, _question(asked), by=author, at=at)
    publish_unit(unit.ref, by=author, at=at)
    prompt = reader_page(unit.ref, position, by=reader).questions[-1].ref
    for n, words in enumerate(told["written"]):
        write_reflection(unit.ref, prompt, words, by=reader, at=at + timedelta(minutes=20 * (n + 1)))
    share_reflection(unit.ref, prompt, is_shared=True, by=reader, at=at + timedelta(hours=1))
    for item in story["library"]:
        _item(item, statements, by=author, at=at)


def _question(told: Mapping[str, Any]) -> QuestionDraft:
    choices = tuple(
        Choice(one["words"], one.get("right", False), one.get("feedback", ""), one.get("pair", ""))
        for one in told.get("choices", ())
    )
    accepts = tuple(told.get("accepts", ()))
    return QuestionDraft(
        QuestionKind(told["kind"]), told["ask"], choices, accepts, least_words=told.get("least_words", 0)
    )


def _item(told: Mapping[str, Any], statements: Mapping[str, UUID], *, by: Actor, at: datetime) -> None:
    draft = ItemDraft(
        kind=ItemKind(told["kind"]),
        title=told["title"],
        summary=told["summary"],
        authors=told["authors"],
        year=told["year"],
        address=told["address"],
        licence=told["licence"],
        minutes=told["minutes"],
        statements=frozenset(statements[number] for number in told["statements"]),
    )
    ref = add_item(draft, by=by, at=at)
    if told.get("is_shared", True):
        share_item(ref, by=by, at=at)


def _plan() -> bytes:
    """A plan of a corridor with a door at each end and somebody standing still, drawn dot by dot."""
    wide, high = 480, 180
    paper, ink, thread = b"\xfa\xf8\xf4", b"\x14\x21\x3d", b"\xe3\xa0\x08"
    rows = []
    for y in range(high):
        row = bytearray(b"\0")
        for x in range(wide):
            is_wall = (y in range(40, 46) or y in range(134, 140)) and not 60 < x % 240 < 110
            is_person = (x - 240) ** 2 + (y - 90) ** 2 < 300
            row += thread if is_person else ink if is_wall else paper
        rows.append(bytes(row))
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
