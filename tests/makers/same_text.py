"""One text as a Word file, an OpenDocument text, a PDF with tags and one without, and markdown.

What tracked changes take away is in the Word file and the OpenDocument text only: the others show what is left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import typst
from fpdf import FPDF

from tests.makers import open_documents as odt
from tests.makers.documents import docx, word_xml


@dataclass(frozen=True)
class Added:
    """Words that a tracked change puts in."""

    text: str


@dataclass(frozen=True)
class Gone:
    """Words that a tracked change takes away."""

    text: str


@dataclass(frozen=True)
class Note:
    """A footnote, where its mark stands."""

    text: str


Run = str | Added | Gone | Note


@dataclass(frozen=True)
class Heading:
    """A heading."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Said:
    """A paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Items:
    """A numbered list; its numbers are not written."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table under its caption, both in words."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


Element = Heading | Said | Items | Table
HEADER = "Case study of script 214"


def said(*runs: Run) -> Said:
    """A paragraph of these runs."""
    return Said(runs)


def as_word(text: Sequence[Element]) -> bytes:
    """A Word file whose lists, captions and notes are Word's own, with a header, a footer and a comment."""
    notes: list[str] = []
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("H1", "heading 1"), ("H2", "heading 2"), ("C", "caption"), ("L", "list number"))
    )
    body = "".join(_word(each, notes) for each in text)
    footnotes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>{_run(note)}</w:p></w:footnote>'
        for n, note in enumerate(notes)
    )
    separator = '<w:footnote w:type="separator" w:id="99"><w:p/></w:footnote>'
    return docx(
        body,
        more={
            "word/styles.xml": word_xml(styles, root="styles"),
            "word/footnotes.xml": word_xml(separator + footnotes, root="footnotes"),
            "word/header1.xml": word_xml(f"<w:p>{_run(HEADER)}</w:p>", root="hdr"),
            "word/comments.xml": word_xml(f'<w:comment w:id="0"><w:p>{_run("Is it so?")}</w:p></w:comment>', root="c"),
        },
    )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _word(each: Element, notes: list[str]) -> str:
    if isinstance(each, Heading):
        return f'<w:p><w:pPr><w:pStyle w:val="H{each.level}"/></w:pPr>{_run(each.text)}</w:p>'
    if isinstance(each, Items):
        numbered = '<w:pPr><w:pStyle w:val="L"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        return "".join(f"<w:p>{numbered}{_run(item)}</w:p>" for item in each.items)
    if isinstance(each, Table):
        cells = ("".join(f"<w:tc><w:p>{_run(cell)}</w:p></w:tc>" for cell in row) for row in each.rows)
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ Table </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        named = f'<w:p><w:pPr><w:pStyle w:val="C"/></w:pPr>{_run("Table ")}{field}{_run(": " + each.caption)}</w:p>'
        return named + f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    return f"<w:p>{''.join(_word_run(run, notes) for run in each.runs)}</w:p>"


def _word_run(run: Run, notes: list[str]) -> str:
    if isinstance(run, Added):
        return f'<w:ins w:author="Parveen Begum">{_run(run.text)}</w:ins>'
    if isinstance(run, Gone):
        return f'<w:del w:author="Parveen Begum"><w:r><w:delText>{escape(run.text)}</w:delText></w:r></w:del>'
    if isinstance(run, Note):
        notes.append(run.text)
        return f'<w:r><w:footnoteReference w:id="{len(notes) - 1}"/></w:r>'
    return _run(run)


def as_open(text: Sequence[Element]) -> bytes:
    """An OpenDocument text whose lists, captions, notes and changes are its own."""
    gone: list[str] = []
    body = "".join(_open(each, gone) for each in text)
    regions = "".join(
        f'<text:changed-region text:id="ct{n}"><text:deletion><office:change-info><dc:creator xmlns:dc='
        f'"http://purl.org/dc/elements/1.1/">Parveen Begum</dc:creator></office:change-info>{odt.paragraph(words)}'
        "</text:deletion></text:changed-region>"
        for n, words in enumerate(gone)
    )
    return odt.odt(f"<text:tracked-changes>{regions}</text:tracked-changes>{body}")


def _open(each: Element, gone: list[str]) -> str:
    if isinstance(each, Heading):
        return f'<text:h text:outline-level="{each.level}">{escape(each.text, quote=False)}</text:h>'
    if isinstance(each, Items):
        return odt.listed(*(odt.paragraph(item) for item in each.items), style="Numbers")
    if isinstance(each, Table):
        rows = "".join(
            "<table:table-row>" + "".join(odt.cell(odt.paragraph(cell)) for cell in row) + "</table:table-row>"
            for row in each.rows
        )
        number = '<text:sequence text:name="Table">1</text:sequence>'
        return (
            f'<text:p text:style-name="Table">Table {number}: {escape(each.caption)}</text:p>'
            f"<table:table>{rows}</table:table>"
        )
    return f"<text:p>{''.join(_open_run(run, gone) for run in each.runs)}</text:p>"


def _open_run(run: Run, gone: list[str]) -> str:
    if isinstance(run, Added):
        return f'<text:change-start text:change-id="a"/>{escape(run.text)}<text:change-end text:change-id="a"/>'
    if isinstance(run, Gone):
        gone.append(run.text)
        return f'<text:change text:change-id="ct{len(gone) - 1}"/>'
    if isinstance(run, Note):
        return (
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body>{odt.paragraph(run.text)}</text:note-body></text:note>"
        )
    return escape(run, quote=False).replace("  ", " <text:s/>")


def as_tagged_pdf(text: Sequence[Element], *, narrow: bool = False) -> bytes:
    """A PDF with tags, a header, page numbers, and words cut at the ends of lines."""
    page = f'#set page(paper: "{"a5" if narrow else "a4"}", header: [{HEADER}], numbering: "1 of 1")'
    lines = [page, '#set text(lang: "en", hyphenate: true)', "#set par(justify: true)"]
    lines += [_typst(each) for each in text]
    made = typst.compile("\n\n".join(lines).encode())
    assert isinstance(made, bytes)
    return made


def _typst(each: Element) -> str:
    if isinstance(each, Heading):
        return f"#heading(level: {each.level}, {json.dumps(each.text, ensure_ascii=False)})"
    if isinstance(each, Items):
        return "\n".join(f"+ #{json.dumps(item, ensure_ascii=False)}" for item in each.items)
    if isinstance(each, Table):
        cells = ", ".join(json.dumps(cell, ensure_ascii=False) for row in each.rows for cell in row)
        return f"#figure(table(columns: {len(each.rows[0])}, {cells}), caption: {json.dumps(each.caption)})"
    return "".join(_typst_run(run) for run in each.runs)


def _typst_run(run: Run) -> str:
    if isinstance(run, Gone):
        return ""
    said = json.dumps(run if isinstance(run, str) else run.text, ensure_ascii=False)
    return f"#footnote({said})" if isinstance(run, Note) else f"#{said}"


def as_plain_pdf(text: Sequence[Element], *, header: str = "") -> bytes:
    """A PDF without tags, with page numbers; each note stands behind its paragraph."""
    made = _Printed(format="A4")
    made.head = header
    made.set_margins(25, 35, 25)
    made.set_auto_page_break(True, 30)
    made.add_page()
    notes: list[str] = []
    for line in (line for each in text for line in _lines(each, notes)):
        made.set_font("Helvetica", size=11)
        made.multi_cell(0, 6, line.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT")
        made.ln(2)
    return bytes(made.output())


class _Printed(FPDF):
    head = ""

    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.set_y(10)
        self.cell(0, 5, self.head)
        self.set_y(35)

    def footer(self) -> None:
        self.set_y(-12)
        self.cell(0, 5, f"Page {self.page_no()}")


def _lines(each: Element, notes: list[str]) -> list[str]:
    if isinstance(each, Heading):
        return [each.text]
    if isinstance(each, Items):
        return [f"{n}. {item}" for n, item in enumerate(each.items, 1)]
    if isinstance(each, Table):
        return [f"Table 1: {each.caption}", *("   ".join(row) for row in each.rows)]
    notes += [run.text for run in each.runs if isinstance(run, Note)]
    plain = "".join(_plain(run) for run in each.runs)
    return [plain, *(run.text for run in each.runs if isinstance(run, Note))]


def _plain(run: Run) -> str:
    return run if isinstance(run, str) else run.text if isinstance(run, Added) else ""


def as_markdown(text: Sequence[Element]) -> str:
    """The text as it is written in an editor."""
    notes: list[str] = []
    body = "\n\n".join(_marked(each, notes) for each in text)
    return body + "\n\n" + "\n".join(f"[^{n}]: {note}" for n, note in enumerate(notes, 1)) + "\n"


def _marked(each: Element, notes: list[str]) -> str:
    if isinstance(each, Heading):
        return f"{'#' * each.level} {each.text}"
    if isinstance(each, Items):
        return "\n".join(f"{n}. {item}" for n, item in enumerate(each.items, 1))
    if isinstance(each, Table):
        first, *rest = (f"| {' | '.join(row)} |" for row in each.rows)
        return "\n".join([f"Table 1: {each.caption}", "", first, "|" + "---|" * len(each.rows[0]), *rest])
    said = ""
    for run in each.runs:
        if isinstance(run, Note):
            notes.append(run.text)
            said += f"[^{len(notes)}]"
        else:
            said += _plain(run)
    return said


LONG = (
    "The extraordinary implementation of understanding disadvantaged communities depends upon professional "
    "development, co-operation and well-being; 1,500 pupils and 45% of families answered – or did not. "
)
TEXTS: Mapping[str, tuple[Element, ...]] = {
    "plain paragraphs": (said(LONG * 6), said(LONG * 3)),
    "headings and lists": (
        Heading("What we saw"),
        said("Attendance fell by 3.5 points in 2025."),
        Items(("Call every family.", "Visit those who do not answer", "Look again at Easter")),
        Heading("Why it matters", 2),
        said(LONG),
    ),
    "tables": (
        said("Here is what we found."),
        Table("Pupils by year", (("Year", "On roll", "Present"), ("Seven", "180 pupils", "91%"), ("Eight", "", "90%"))),
        said("It is not enough."),
    ),
    "footnotes": (
        said("We read a lot", Note("See page four of the report."), " and met often.", Note("Each Monday at 8.")),
        said("Then we wrote it down.", Note("In the plan.")),
    ),
    "references and annexes": (
        Heading("Answer"),
        said(LONG),
        Heading("References"),
        said("Smith, J. (2020) How schools change. London: Made Press."),
        said("Begum, P. (2019) Families. https://www.example.org/a/b?c=d"),
        Heading("Appendix A: Budget"),
        Table("What it costs", (("What", "Pounds"), ("Time of staff", "1,200"))),
    ),
    "tracked changes": (
        Heading("Plan"),
        said("We would ", Gone("perhaps "), "begin ", Added("at once "), "with the families", Gone(" who answer"), "."),
        said(Added("A paragraph that was put in."), Gone("One that was taken out.")),
    ),
}  # fmt: skip
TEXTS = {
    **TEXTS,
    "all of it": tuple(each for text in list(TEXTS.values())[:4] for each in text)
    + TEXTS["tracked changes"]
    + TEXTS["references and annexes"],
}
