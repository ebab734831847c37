"""An OpenDocument text with only the parts that are needed to show it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from goldenthread.assessment.rules.cleaning.open_markup import plain_open_part
from goldenthread.assessment.rules.cleaning.open_names import Names
from goldenthread.assessment.rules.cleaning.packages import LONG_AGO
from goldenthread.assessment.rules.cleaning.pictures import GREY, ending_of, plain_picture
from goldenthread.assessment.rules.open_styles import styles_of
from goldenthread.ground.rules.archives import members_of

TEXT = "application/vnd.oasis.opendocument.text"
_ALWAYS = ("content.xml", "styles.xml")
# A chart or an equation is a small document of its own; what programs remember beside it stays behind.
_OBJECT = re.compile(r"^(Object \d+)/(content|styles)\.xml$")
_PICTURE = re.compile(r"^(Pictures|media)/[^/]+$|^ObjectReplacements/Object \d+$")
_KINDS = {each: f"image/{each}" for each in ("png", "jpeg", "gif", "webp", "bmp")}
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def clean_open(content: bytes) -> bytes:
    """The document with its styles, pictures, charts and equations; properties, settings and thumbnail stay behind."""
    given = {member.filename: part for member, part in members_of(content)}
    pictures = {name: plain_picture(part) or GREY for name, part in given.items() if _PICTURE.match(name)}
    parts = [name for name in given if name in _ALWAYS or _OBJECT.match(name)]
    leads = dict.fromkeys(given, "") | {name: name for name in parts}
    # A picture may be called after the file that it came from.
    leads |= {
        name: f"Pictures/image{number}.{ending_of(picture)}" if name.startswith(("Pictures", "media")) else name
        for number, (name, picture) in enumerate(pictures.items(), 1)
    }
    leads |= {found.group(1): f"./{found.group(1)}" for found in map(_OBJECT.match, given) if found}

    # `examine` refused every part that declares a document type.
    styles = styles_of([ET.fromstring(given[name]) for name in _ALWAYS if name in given])  # noqa: S314  as above
    names = Names()
    made: dict[str, bytes] = {
        name: plain_open_part(given[name], leads=leads, styles=styles if name in _ALWAYS else {}, names=names)
        for name in parts
    }
    made |= {leads[name]: picture for name, picture in pictures.items()}
    return _packed(made)


def _packed(made: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype", LONG_AGO), TEXT, zipfile.ZIP_STORED)
        for name, part in {**made, "META-INF/manifest.xml": _manifest(made)}.items():
            packed.writestr(zipfile.ZipInfo(name, LONG_AGO), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _manifest(made: Mapping[str, bytes]) -> bytes:
    """What each part is, made anew. An object is whatever its own content says it is; all are called charts here."""
    entries = {"/": TEXT} | {name: _kind(name) for name in made}
    entries |= {
        f"{found.group(1)}/": "application/vnd.oasis.opendocument.chart" for found in map(_OBJECT.match, made) if found
    }
    lines = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} manifest:media-type={quoteattr(kind)}/>"
        for name, kind in entries.items()
    )
    root = f'manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.2"'
    return f'<?xml version="1.0" encoding="UTF-8"?><{root}>{lines}</manifest:manifest>'.encode()


def _kind(name: str) -> str:
    if name.endswith(".xml"):
        return "text/xml"
    return _KINDS.get(name.rpartition(".")[2], "")
