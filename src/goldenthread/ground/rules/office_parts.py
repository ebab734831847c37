"""What a part of a Word or Excel file does when it is opened: by its elements and relationships, not by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from goldenthread.ground.types import Refusal

SAVE_AGAIN = "Open it, choose “Save as”, save it as a new .docx file, then choose that one."

# How files begin that have no business inside a document: other archives, programs, documents of other kinds.
_BEGINS_OTHERS = (
    b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"\xfd7zXZ",
    b"MSCF", b"\x7fELF", b"{\\rt", b"L\x00\x00\x00\x01\x14\x02\x00", b"ITSF", b"\xca\xfe\xba\xbe",
)  # fmt: skip
_HEAD = 4096
# By the last word of a relationship's type, whatever the part is called.
_MACRO_KINDS = frozenset(
    {
        "vbaproject", "wordvbadata", "vbaprojectsignature", "vbaprojectsignatureagile", "vbaprojectsignaturev3",
        "control", "activexcontrol", "activexcontrolbinary", "xlmacrosheet", "xlintlmacrosheet", "dialogsheet",
        "ctrlprop", "extensibility", "attachedtoolbars",
    }
)  # fmt: skip
_NESTED_KINDS = frozenset({"oleobject", "afchunk"})
_ON_DISK = re.compile(r"(?i)file:///[a-z]:|[a-z]:[\\/]|[^:/\\]+$")
_ELSEWHERE = re.compile(r"(?i)^\s*(?:[a-z][a-z0-9+.-]*://|[\\/]{2})")
# Fields: those that start a program, spell one in numbers, or fetch something.
_STARTS = re.compile(r"DDEAUTO|\bDDE(?:\s|$)|\bQUOTE\s+\d+\s+\d", re.IGNORECASE)
_FETCHES = re.compile(r"INCLUDEPICTURE|INCLUDETEXT|DATABASE|^\s*(?:LINK|IMPORT|INCLUDE|RD)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?i)(?:https?|ftp|smb|webdav):|file:[\\/]*(?![\\/]|[a-z]:)|(?:^|[\s\"“])\\{2,4}\w")
MOST_FIELDS_WITHIN = 20
_TEXT = re.compile(r'"[^"]*"')
_FORMULA = re.compile(r"\w\s*\|\s*['\w]|\bWEBSERVICE\s*\(", re.IGNORECASE)
# A part is parsed only where one of these stands in it.
_TELLING = (b"instrText", b"fldSimple", b"ddeLink", b"oleLink", b"mailMerge", b"webPr", b"refreshOnLoad", b"WEBSERVICE")
_HOLDS_FORMULAS = re.compile(rb"[<:](?:f|definedName)[\s>]")
_FORMULAS = (b"|", b"&#")

RUNS = Refusal("file_has_macros", "The file has a field or a link that starts another program.", SAVE_AGAIN)
HAS_MACROS = Refusal("file_has_macros", "The file holds macros or controls, which are not taken.", SAVE_AGAIN)
NESTED = Refusal("file_nested", "Another file is packed inside this one.", "Take it out, then choose the file again.")
REACHES_OUT = Refusal(
    "file_reaches_out",
    "The file fetches a picture, template, object or data from elsewhere when it is opened.",
    "Insert it into the document instead of linking to it (in Word, select everything and press Ctrl, Shift and F9 to "
    "keep what fields show), then choose the file again.",
)


def begins(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The first bytes of a member."""
    with archive.open(member) as part:
        return part.read(_HEAD)


def is_markup(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member is XML: by its name, or because it begins so under any other."""
    if member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return True
    head = begins(archive, member).replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") or (not head and member.file_size > _HEAD)


def is_another_file(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file of its own by how it begins, under whatever name."""
    head = begins(archive, member)
    return head.startswith(_BEGINS_OTHERS) or (head.startswith(b"MZ") and b"PE\x00\x00" in head)


def why_not_related(part: bytes) -> Refusal | None:
    """Why a table of relationships is not taken, or ``None``."""
    for link in ET.fromstring(part):  # noqa: S314  no document type can stand in it: the caller looked
        kind = link.get("Type", "").rstrip("/").rpartition("/")[2].lower()
        if kind in _MACRO_KINDS:
            return HAS_MACROS
        if _reaches_out(link, kind):
            return REACHES_OUT
        if kind in _NESTED_KINDS:
            return NESTED
    return None


def _reaches_out(link: Element, kind: str) -> bool:
    """Whether a relationship is followed by itself. Links a reader clicks are not, nor is a template on own disk."""
    target = link.get("Target", "")
    is_outside = link.get("TargetMode", "").lower() == "external" or _ELSEWHERE.match(target) is not None
    if not is_outside or kind == "hyperlink":
        return False
    return not (kind == "attachedtemplate" and _ON_DISK.match(target))


def main_parts(part: bytes) -> set[str]:
    """The parts that a package says are its document."""
    links = ET.fromstring(part)  # noqa: S314  as above
    return {
        link.get("Target", "").lstrip("/") for link in links if link.get("Type", "").lower().endswith("/officedocument")
    }


def why_not_opened(part: bytes) -> Refusal | None:
    """Why a part with fields, formulas or links is not taken, or ``None``."""
    plain = part.replace(b"\x00", b"")
    has_formulas = any(each in plain for each in _FORMULAS) and _HOLDS_FORMULAS.search(plain)
    if not has_formulas and not any(each in plain for each in _TELLING):
        return None
    root = ET.fromstring(part)  # noqa: S314  as above
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ("ddeLink", "oleLink"):
            return RUNS
        if tag in ("mailMerge", "webPr") or element.get("refreshOnLoad") in ("1", "true"):
            return REACHES_OUT
        if tag in ("f", "definedName") and _FORMULA.search(_TEXT.sub("", element.text or "")):
            return RUNS
    return _why_not_fields(root)


def _why_not_fields(root: Element) -> Refusal | None:
    for code in _codes(root):
        if _STARTS.search(code):
            return RUNS
        if _FETCHES.search(code) and _ADDRESS.search(code):
            return REACHES_OUT
    return None


@dataclass(slots=True)
class _Field:
    """A field that is read: the pieces of its instruction, until what it shows begins."""

    code: list[str]
    is_read: bool = True


def _codes(root: Element) -> Iterator[str]:
    """The instruction of each field, however many runs it is cut into; one within another stands in both.

    Word works the inner field out first and puts what comes of it in its place. So a field that is named by another is
    told as one that starts a program, as are too many within each other.
    """
    opened: list[_Field] = []
    loose: list[str] = []
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        does = _attribute(element, "fldCharType") if tag == "fldChar" else ""
        if tag in ("instrText", "delInstrText"):
            for code in [field.code for field in opened if field.is_read] or [loose]:
                code.append(element.text or "")
        elif tag == "fldSimple":
            yield _attribute(element, "instr")
        elif does == "begin":
            named = "".join(opened[-1].code).strip().upper() if opened and opened[-1].is_read else "PAGE"
            if "DDEAUTO".startswith(named) or len(opened) > MOST_FIELDS_WITHIN:
                yield "DDE"
            opened.append(_Field([]))
        elif does == "separate" and opened:
            opened[-1].is_read = False
        elif does == "end" and opened:
            yield "".join(opened.pop().code)
    yield from ("".join(code) for code in [*(field.code for field in opened), loose])


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
