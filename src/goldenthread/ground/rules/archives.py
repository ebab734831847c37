"""Word and Excel files from outside: an archive of XML, opened only within limits.

Checked before any parser: the table of members, then each member's bytes. Python's reader never gives more bytes than
a member declares, so the declared sizes bound the work.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.ground.rules.office_parts import (
    HAS_MACROS,
    NESTED,
    SAVE_AGAIN,
    is_another_file,
    is_markup,
    main_parts,
    why_not_opened,
    why_not_related,
)
from goldenthread.ground.types import Refusal

MOST_MEMBERS = 2000
MOST_UNPACKED = 200 * 1024 * 1024
# What parsing costs is bounded before anything is parsed. Measured: 6,000 words, each a tracked change of its own with
# its full formatting, are 2.9 MB of XML with 84,000 elements and 115,000 attributes; a parser takes 0.2 s and 30 MB for
# that, and 2 s and 170 MB for a million of the dearest kind. So a real script has four times the room it needs.
MOST_XML = 12 * 1024 * 1024
MOST_XML_IN_ALL = 24 * 1024 * 1024
MOST_PIECES = 800_000
# Word's own XML packs up to about 30 times; a bomb a thousand times. Small members may pack better by chance.
MOST_RATIO = 150
SMALL = 1024 * 1024
MOST_DEPTH = 1

# Everything that opening a damaged or unusual archive may raise; NotImplementedError is the library's word for a way
# of packing it does not know.
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    ET.ParseError,
    zlib.error,
)
_MACRO_PARTS = re.compile(
    r"vba(project|data)|/activex/|macrosheets/|dialogsheets/|/ctrlprops/|customui/", re.IGNORECASE
)
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex")
NESTED_NAMES = re.compile(r"\.(zip|docx|docm|xlsx|xlsm|pptx|jar|7z|rar|gz|bin|exe|dll|js|vbs|hta|lnk)$", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
_TOO_HEAVY = Refusal(
    "file_too_heavy",
    f"The file holds more formatting than a document needs: more than {MOST_PIECES:,} marks of it, or more than "
    f"{MOST_XML // 1024 // 1024} MB in one part.",
    "Accept the tracked changes, paste what came from a web page again as plain text, and save it as a new .docx file, "
    "or as a PDF; then choose that one.",
)
DECLARES = Refusal("file_entities", "The file declares XML entities, which no word processor does.", SAVE_AGAIN)


class _Room:
    """What is left of the bounds on XML, for an archive and the workbooks inside it together."""

    def __init__(self) -> None:
        self.size, self.pieces = MOST_XML_IN_ALL, MOST_PIECES

    def is_passed_by(self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
        """Whether these parts are more than what is left; each is only counted, not parsed."""
        parts = [member for member in members if is_markup(archive, member)]
        self.size -= sum(part.file_size for part in parts)
        if self.size < 0 or any(part.file_size > MOST_XML for part in parts):
            return True
        for part in parts:
            self.pieces -= pieces_of(read(archive, part.filename))
            if self.pieces < 0:
                return True
        return False


def pieces_of(part: bytes) -> int:
    """How many elements and attributes a part can have at most, in any encoding that is taken."""
    return part.count(b"<") - part.count(b"</") + part.count(b"=")


def why_not_open_office(content: bytes, *, main_part: str, depth: int = 0, room: _Room | None = None) -> Refusal | None:
    """Why an Office archive is not taken, or ``None``. Charts may carry a workbook; it is checked the same way."""
    room = room or _Room()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            return (
                why_not_members(content, members)
                or (_TOO_HEAVY if room.is_passed_by(archive, members) else None)
                or _why_not_shape(archive, members, main_part)
                or _why_not_parts(archive, members, depth, room)
            )
    except BROKEN:
        return Refusal("file_broken", "The file is damaged: it cannot be opened.", SAVE_AGAIN)


def why_not_this_heavy(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Refusal | None:
    """Why an archive's XML is more than is parsed, or ``None``."""
    return _TOO_HEAVY if _Room().is_passed_by(archive, members) else None


def why_not_members(content: bytes, members: list[zipfile.ZipInfo]) -> Refusal | None:
    """Why an archive with this table of members is not opened further, or ``None``."""
    first = min((member.header_offset for member in members), default=0)
    if not content.startswith(b"PK\x03\x04") or first != 0 or b"%PDF-" in content[:1024]:
        return Refusal("file_two_things", "The file is two kinds of file at once.", SAVE_AGAIN)
    if len(members) > MOST_MEMBERS:
        return Refusal(
            "file_too_many_parts", f"The file has {len(members)} parts. The limit is {MOST_MEMBERS}.", SAVE_AGAIN
        )
    if any(member.flag_bits & 0x1 for member in members):
        return Refusal(
            "file_locked", "The file is locked with a password.", "Remove the password, then choose it again."
        )
    if _unpacks_too_far(members):
        return Refusal("file_bomb", "The file unpacks to far more than its size.", SAVE_AGAIN)
    names = [member.filename for member in members]
    if any(_leads_astray(name) for name in names) or len({name.lower() for name in names}) != len(names):
        return Refusal("file_strange_parts", "The file has parts whose names do not belong in a document.", SAVE_AGAIN)
    return None


def _unpacks_too_far(members: list[zipfile.ZipInfo]) -> bool:
    """By total, by the ratio of one member, or by members that share the same bytes."""
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        return True
    if any(m.file_size > SMALL and m.file_size > MOST_RATIO * max(m.compress_size, 1) for m in members):
        return True
    placed = sorted(members, key=lambda member: member.header_offset)
    return any(a.header_offset + 30 + a.compress_size > b.header_offset for a, b in pairwise(placed))


def _leads_astray(name: str) -> bool:
    return name.startswith("/") or "\\" in name or "\x00" in name or ":" in name or ".." in name.split("/")


def _why_not_shape(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], main_part: str) -> Refusal | None:
    names = {member.filename for member in members}
    if not {_TYPES, "_rels/.rels", main_part} <= names:
        return Refusal("file_wrong_kind", "This is an archive, not a document.", "Choose the document itself.")
    types = read(archive, _TYPES)
    if not is_plain_xml(types):
        return DECLARES
    relations = read(archive, "_rels/.rels")
    if not is_plain_xml(relations):
        return DECLARES
    stated = " ".join(value for part in _parsed(types) for value in part.attrib.values()).lower()
    if any(_MACRO_PARTS.search(f"/{name}") for name in names) or any(word in stated for word in _MACRO_TYPES):
        return HAS_MACROS
    if main_parts(relations) - {main_part}:
        return Refusal("file_two_things", "What opens is another part than the document in it.", SAVE_AGAIN)
    return NESTED if _packs_by_type(types) else None


def _packs_by_type(types: bytes) -> bool:
    """Whether a part, under whatever name, is said to be an object of another program."""
    parts = [part for part in _parsed(types) if part.get("PartName")]
    return any("oleobject" in part.get("ContentType", "").lower() for part in parts)


def _why_not_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], depth: int, room: _Room) -> Refusal | None:
    for member in members:
        refusal = _why_not_part(archive, member, depth, room)
        if refusal:
            return refusal
    return None


def _why_not_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int, room: _Room) -> Refusal | None:
    name = member.filename.lower()
    if NESTED_NAMES.search(name) or is_another_file(archive, member):
        return _why_not_nested(archive, member, depth, room)
    if not is_markup(archive, member):
        return None
    part = read(archive, member.filename)
    if not is_plain_xml(part):
        return DECLARES
    if name.endswith(".rels"):
        return why_not_related(part)
    return why_not_opened(part)


def _why_not_nested(archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int, room: _Room) -> Refusal | None:
    """A chart's workbook is taken when it is sound itself; Word's printer settings are taken unread."""
    name = member.filename.lower()
    if "/printersettings/" in f"/{name}" and name.endswith(".bin") and not is_another_file(archive, member):
        return None
    if depth < MOST_DEPTH and name.endswith(".xlsx") and "/embeddings/" in f"/{name}":
        inner = read(archive, member.filename)
        return why_not_open_office(inner, main_part="xl/workbook.xml", depth=depth + 1, room=room)
    return NESTED


def is_plain_xml(part: bytes) -> bool:
    """No document type and no entity, in any encoding a parser would accept."""
    text = part.replace(b"\x00", b"")
    start = text[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    stated = re.search(rb"encoding\s*=\s*[\"']([^\"']+)", start)
    known = stated is None or stated.group(1).lower() in {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}
    return known and (not start or start.startswith(b"<")) and b"<!DOCTYPE" not in text and b"<!ENTITY" not in text


def _parsed(part: bytes) -> Element:
    return ET.fromstring(part)  # noqa: S314  no document type can stand in it: `is_plain_xml` came first


def read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes."""
    with archive.open(name) as part:
        return part.read(MOST_UNPACKED)


def names_of(content: bytes) -> frozenset[str]:
    """The names of an archive's members; none if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except BROKEN:
        return frozenset()


def members_of(content: bytes) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Every member of an archive that :func:`why_not_open_office` let pass, with its bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            yield member, read(archive, member.filename)
