"""Word files whose paragraphs Word numbers itself."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.makers.documents import paragraph

# How a level is written, in which words, and from where it counts.
Level = tuple[str, str, int]


def a_word_file(
    paragraphs: Iterable[tuple[str, int | None, int | None]],
    *,
    patterns: Iterable[tuple[Level, ...]] = (),
    starts: dict[int, int] | None = None,
    style: str = "",
) -> bytes:
    """A Word file of paragraphs (words, list, level).

    List 101 is made from the first pattern, 102 from the second, and so on; 201 is a further list made from the first.
    ``starts``: where the first level of a list starts anew.
    """
    document = docx.Document()
    numbering = document.part.numbering_part.element
    made = list(patterns)
    for at, levels in enumerate(made, start=101):
        inner = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{written}"/>'
            f'<w:lvlText w:val="{words}"/></w:lvl>'
            for depth, (written, words, start) in enumerate(levels)
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{at}">{inner}</w:abstractNum>'
        numbering.insert(0, parse_xml(xml))
    for name, pattern in [*((at, at) for at in range(101, 101 + len(made))), (201, 101)]:
        start = (starts or {}).get(name)
        over = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        xml = f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{pattern}"/>{over}</w:num>'
        numbering.append(parse_xml(xml))
    body = document.element.body
    for words, name, depth in paragraphs:
        level = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
        number = "" if name is None else f'<w:numPr>{level}<w:numId w:val="{name}"/></w:numPr>'
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        xml = paragraph(words).replace("<w:p>", f"<w:p {nsdecls('w')}><w:pPr>{named}{number}</w:pPr>", 1)
        body.insert(len(body) - 1, parse_xml(xml))
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
