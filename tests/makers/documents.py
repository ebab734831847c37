"""Made documents: small Word, Excel and PDF files whose every part a test can name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

import typst

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_xml(inner: str, *, root: str = "document") -> str:
    """One part of a Word file around the given mark-up."""
    wrapped = f"<w:body>{inner}</w:body>" if root == "document" else inner
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:{root} xmlns:w="{WORD}" xmlns:r="{OFFICE}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{wrapped}</w:{root}>'
    )


def paragraph(text: str, *, style: str = "") -> str:
    """One paragraph, in a named style if one is given."""
    dressed = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{dressed}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def relations(*links: tuple[str, str], external: tuple[tuple[str, str], ...] = ()) -> str:
    """A relationships part: pairs of kind and target."""
    inside = [f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(links)]
    outside = [
        f'<Relationship Id="x{n}" Type="{OFFICE}/{kind}" Target="{to}" TargetMode="External"/>'
        for n, (kind, to) in enumerate(external)
    ]
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{"".join(inside + outside)}</Relationships>'


def content_types(main: str = MAIN, part: str = "/word/document.xml") -> str:
    """The table of what each part is."""
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/></Types>'
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(inner: str = "", *, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with the given body and further (or replaced) parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": word_xml(inner or paragraph("One two three.")),
    }
    return archive(parts | dict(more or {}))


def xlsx(more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An Excel file with nothing in it."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(SHEET, "/xl/workbook.xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    }
    return archive(parts | dict(more or {}))


@cache
def pdf(text: str = "One two three.", *, author: str = "", title: str = "Script") -> bytes:
    """A PDF that says ``text`` (typst mark-up), with an author in its properties if one is given."""
    named = f', author: "{author}"' if author else ""
    source = f'#set document(title: "{title}"{named})\n#set text(lang: "en", hyphenate: false)\n{text}'
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def raw_pdf(*objects: str, trailer: str = "") -> bytes:
    """A PDF written by hand from these objects, for tests that need something odd in one."""
    body = "%PDF-1.7\n" + "\n".join(f"{n} 0 obj\n{each}\nendobj" for n, each in enumerate(objects, 1))
    return (body + f"\ntrailer\n<< /Root 1 0 R {trailer} >>\nstartxref\n0\n%%EOF\n").encode("latin-1")
