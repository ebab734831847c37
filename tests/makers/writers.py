"""Made frameworks set as PDFs by writers of several makers, each as a :class:`Setting` says as far as it can."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from itertools import zip_longest
from types import MappingProxyType
from xml.sax.saxutils import escape

from fpdf import FPDF
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.makers.frameworks import MadeFramework
from tests.makers.printed import ENTRIES, INTRO, Row, Setting, heading_of, printed, rows_of

Writer = Callable[[MadeFramework, Setting], bytes]
_LABELS = ("Learn that…", "Learn how to…")
# The fonts that every PDF reader has know no other bullets.
_KNOWN = str.maketrans({"▪": "•", "…": "..."})


def by_reportlab(framework: MadeFramework, setting: Setting) -> bytes:
    """Paragraphs flow into cells; bullets are set beside them."""
    body = ParagraphStyle("body", fontSize=setting.points, leading=setting.points * 1.25, spaceAfter=3,
                          alignment=4 if setting.is_justified else 0)  # fmt: skip
    hanging = ParagraphStyle("hanging", parent=body, leftIndent=2 * setting.points, bulletIndent=0)
    title = ParagraphStyle("title", parent=body, fontName="Helvetica-Bold", fontSize=setting.points + 4,
                           leading=(setting.points + 4) * 1.4, alignment=0)  # fmt: skip

    def one(mark: str, text: str) -> Paragraph:
        if mark and setting.hangs:
            return Paragraph(escape(text), hanging, bulletText=mark)
        return Paragraph(escape(f"{mark} {text}".strip()), body)

    name = ParagraphStyle("name", parent=title, fontSize=setting.points + 10, leading=(setting.points + 10) * 1.4)
    flow: list[object] = [Paragraph(escape(framework.title), name)]
    for section, rows in _sections(framework, setting):
        flow.append(Paragraph(escape(section), title))
        flow += [Paragraph(escape(words), body) for words in INTRO if setting.has_intro]
        cells = [[[one(*item) for item in side] for side in row] for row in _short(rows)]
        border = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if setting.has_borders else []
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *border])
        labels = [Paragraph(escape(label), body) for label in _LABELS]
        flow.append(Table([labels, *cells], colWidths=["50%"] * 2, repeatRows=int(setting.repeats), style=style))
    flow.append(Paragraph("References", title))
    for made in framework.sections:
        flow += [Paragraph(escape(made.title), title), *(Paragraph(escape(entry), body) for entry in ENTRIES)]

    def around(canvas: object, document: object) -> None:
        canvas.drawString(60, 815 if not setting.is_wide else 570, setting.head)
        canvas.drawCentredString(300, 25, str(document.page))

    page = io.BytesIO()
    size = landscape(A4) if setting.is_wide else A4
    SimpleDocTemplate(page, pagesize=size).build(flow, onFirstPage=around, onLaterPages=around)
    return page.getvalue()


def by_fpdf2(framework: MadeFramework, setting: Setting) -> bytes:
    """Cells hold lines; marks stand before words as any other letter does."""
    page = _Page(orientation="L" if setting.is_wide else "P")
    page.head = setting.head.translate(_KNOWN)
    page.set_font("Helvetica", size=setting.points)
    page.add_page()

    def written(text: str, *, bold: bool = False, larger: int = 4) -> None:
        page.set_font("Helvetica", "B" if bold else "", setting.points + (larger if bold else 0))
        page.multi_cell(0, None, _plain(text), new_x="LMARGIN", new_y="NEXT", align="L")
        page.ln(1)
        page.set_font("Helvetica", size=setting.points)

    written(framework.title, bold=True, larger=10)
    for section, rows in _sections(framework, setting):
        written(section, bold=True)
        for words in INTRO if setting.has_intro else ():
            written(words)
        align, lines = "J" if setting.is_justified else "L", "ALL" if setting.has_borders else "NONE"
        with page.table(text_align=align, borders_layout=lines, repeat_headings=int(setting.repeats), padding=2,
                        line_height=page.font_size * 1.3) as table:  # fmt: skip
            for row in [_LABELS, *(("\n".join(map(_marked, left)), "\n".join(map(_marked, right)))
                                   for left, right in _short(rows))]:  # fmt: skip
                cells = table.row()
                for cell in row:
                    cells.cell(_plain(cell))
    written("References", bold=True)
    for made in framework.sections:
        written(made.title, bold=True)
        for entry in ENTRIES:
            written(entry)
    return bytes(page.output())


class _Page(FPDF):
    """A page with its running head and its number."""

    head = ""

    def header(self) -> None:
        if self.head:
            self.cell(0, 8, self.head, new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-12)
        self.cell(0, 8, f"Page {self.page_no()}", align="C")


def _marked(item: tuple[str, str]) -> str:
    return " ".join(item).strip()


def _plain(text: str) -> str:
    """Letters that Latin-1 knows, a bullet among them."""
    return text.translate(_KNOWN).replace("–", "-").replace("•", "\x95")


def _sections(framework: MadeFramework, setting: Setting) -> list[tuple[str, list[Row]]]:
    made, first = [], 1
    for section in framework.sections:
        made.append((heading_of(section, setting), rows_of(section, setting, first)))
        first += len(section.learn_that) if setting.runs_on else 0
    return made


def _short(rows: list[Row]) -> list[Row]:
    """Neither writer breaks a cell over pages as it should: one row for all becomes a row for each."""
    if len(rows) > 1:
        return rows
    ((left, right),) = rows
    return [([one] if one else [], [two] if two else []) for one, two in zip_longest(left, right)]


WRITERS: Mapping[str, Writer] = MappingProxyType({"typst": printed, "reportlab": by_reportlab, "fpdf2": by_fpdf2})
