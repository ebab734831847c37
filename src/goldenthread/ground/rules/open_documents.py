"""OpenDocument text files from outside: an archive of XML, held to the same bounds as Word's, and to rules of its own.

The archive's members are looked at as Word's are (:mod:`archives`). What differs is where things stand: what kind of
file it is stands in a member of its own, macros in folders of their own, links in the words themselves.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

from goldenthread.ground.rules import archives, office_parts
from goldenthread.ground.types import Refusal

TEXT = b"application/vnd.oasis.opendocument.text"
_MACROS = re.compile(r"^(?:basic|scripts|dialogs)/", re.IGNORECASE)
_PARTS = frozenset({"mimetype", "content.xml", "META-INF/manifest.xml"})
# Elements whose address is followed by whoever clicks it, or which only names the template. All others bring something
# in as soon as the file is opened.
_CLICKED = ("}a", "}button", "}form", "}template")
_RUNS = ("}dde-source", "}dde-connection-decl", "}event-listener", "}script")
# A chart says by two dots that its figures are those of the document.
_OWN = re.compile(r"^\.\.?$|^(?!\.\.)(?:#|\./)?[^:/\\]+(?:/[^:\\]*)?$")
MOST_DEEP = 200


def why_not_open_text(content: bytes) -> Refusal | None:
    """Why an OpenDocument text file is not taken, or ``None``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            refusal = (
                archives.why_not_members(content, members)
                or archives.why_not_this_heavy(archive, members)
                or _why_not_shape(archive, {member.filename for member in members})
                or _why_not_parts(archive, members)
            )
    except archives.BROKEN:
        refusal = Refusal("file_broken", "The file is damaged: it cannot be opened.", office_parts.SAVE_AGAIN)
    return refusal and replace(refusal, mend=refusal.mend.replace(".docx", ".odt"))


def _why_not_shape(archive: zipfile.ZipFile, names: set[str]) -> Refusal | None:
    if not names >= _PARTS or archives.read(archive, "mimetype").strip() != TEXT:
        says = "This is an OpenDocument file of another kind, or an archive, and not a text document."
        return Refusal("file_wrong_kind", says, "Choose the document itself.")
    manifest = archives.read(archive, "META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        says = "The file is locked with a password."
        return Refusal("file_locked", says, "Remove the password, then choose it again.")
    if any(_MACROS.search(name) and not name.endswith("/") for name in names):
        return Refusal("file_has_macros", "The file holds macros, which are not taken.", office_parts.SAVE_AGAIN)
    return None


def _why_not_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Refusal | None:
    for member in members:
        if archives.NESTED_NAMES.search(member.filename) or office_parts.is_another_file(archive, member):
            return office_parts.NESTED
        if not office_parts.is_markup(archive, member):
            continue
        part = archives.read(archive, member.filename)
        if not archives.is_plain_xml(part):
            return archives.DECLARES
        refusal = _why_not_part(part) if part.strip() else None
        if refusal:
            return refusal
    return None


def _why_not_part(part: bytes) -> Refusal | None:
    deep = 0
    for event, element in ET.iterparse(io.BytesIO(part), events=("start", "end")):  # noqa: S314  no document type in it
        deep += 1 if event == "start" else -1
        if deep > MOST_DEEP:
            return Refusal(
                "file_too_deep", "Its parts stand in one another too deep to be read.", office_parts.SAVE_AGAIN
            )
        if element.tag.endswith(_RUNS):
            return Refusal("file_has_macros", "The file has a part that starts a program.", office_parts.SAVE_AGAIN)
        if not element.tag.endswith(_CLICKED) and not _OWN.match(_linked(element)):
            return Refusal(
                "file_reaches_out",
                "The file fetches a picture, a section or an object from elsewhere when it is opened.",
                "Insert it into the document instead of linking to it, then choose the file again.",
            )
    return None


def _linked(element: ET.Element) -> str:
    """What an element links to; itself where it links to nothing."""
    return next((to for name, to in element.attrib.items() if name.endswith("}href")), "") or "#"
