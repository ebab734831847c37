"""Word files of made frameworks with real tables: merged cells, bullets and numerals that Word keeps apart."""

from __future__ import annotations

from tests.makers.documents import content_types, docx, paragraph, relations, word_xml
from tests.makers.frameworks import NUMBERS, MadeFramework

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
)


def listed(text: str, number: int, *, level: int = 0) -> str:
    """A paragraph of the list with that number; 1 has bullets, and each higher one is a list of numerals."""
    marks = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    return paragraph(text).replace("<w:p>", f"<w:p><w:pPr><w:numPr>{marks}</w:numPr></w:pPr>")


def cell(inner: str, *, across: int = 1, down: str = "") -> str:
    """A cell, across several columns, or merged downwards: "restart" where that begins, then "continue"."""
    spans = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    spans += f'<w:vMerge w:val="{down}"/>' if down else ""
    return f"<w:tc><w:tcPr>{spans}</w:tcPr>{inner}</w:tc>"


def table(*rows: str, columns: int) -> str:
    """A table of these rows."""
    grid = "".join("<w:gridCol/>" for _ in range(columns))
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def in_word(body: str, *, lists: int = 9) -> bytes:
    """A Word file around a body with so many lists."""
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{0 if n == 1 else 1}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in range(1, lists + 1)
    )
    kinds = content_types().replace(
        "</Types>",
        '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.numbering+xml"/></Types>',
    )
    parts = {
        "[Content_Types].xml": kinds,
        "word/numbering.xml": word_xml(NUMBERING + numbers, root="numbering"),
        "word/_rels/document.xml.rels": relations(("numbering", "numbering.xml")),
    }
    return docx(body, more=parts)


def as_word_table(framework: MadeFramework) -> bytes:
    """The framework as the Department sets its own: a table of two columns for each section, under its title."""
    body = ""
    for section in framework.sections:
        title = f"{NUMBERS[section.number - 1]} – {section.title}"
        left = "".join(listed(text, section.number + 1) for text in section.learn_that)
        right = "".join(paragraph(stem) + "".join(listed(one, 1) for one in bullets) for stem, bullets in section.stems)
        body += table(
            cell(paragraph(title), across=2),
            cell(paragraph("Learn that…")) + cell(paragraph("Learn how to…")),
            cell(left) + cell(right),
            columns=2,
        )
    return in_word(body, lists=len(framework.sections) + 1)


def a_content_table() -> bytes:
    """One area with a deed that is merged over two rows."""
    header = ("Learn how to:", "Learn about:", "Assessment Criteria", "Tested in")
    first = cell(paragraph("Do it"), down="restart") + cell(paragraph("What it is"))
    first += cell(paragraph("1.1.1 Does it") + paragraph("1.1.2 Says so")) + cell(paragraph("Part A"))
    second = cell(paragraph(""), down="continue") + cell(paragraph("More of it"))
    second += cell(paragraph("1.1.3 Ends it")) + cell(paragraph("Part B"))
    rows = ["".join(cell(paragraph(name)) for name in header), first, second]
    return in_word(paragraph("Plans") + table(*rows, columns=4))
