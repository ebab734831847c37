"""Real PDFs of made frameworks, set in a table of two columns as the Department sets its own, and PDFs gone wrong."""

from __future__ import annotations

import zlib
from itertools import zip_longest

import typst

from tests.makers.documents import pdf, raw_pdf
from tests.makers.frameworks import NUMBERS, MadeFramework

CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"


def as_pdf(framework: MadeFramework, *, points: int = 11) -> bytes:
    """The framework as a PDF whose table breaks over pages, the more the larger its letters are."""
    parts = [
        '#set page(paper: "a4", numbering: "1", margin: 2cm)',
        f'#set text(lang: "en", hyphenate: false, size: {points}pt)',
        f"= #{_said(framework.title)}",
    ]
    for section in framework.sections:
        left = [f"+ #{_said(text)}" for text in section.learn_that]
        right = [
            line
            for stem, bullets in section.stems
            for line in (f"#{_said(stem)}", *(f"- #{_said(bullet)}" for bullet in bullets), "")
        ]
        parts += [
            f"== #{_said(f'{NUMBERS[section.number - 1]} – {section.title}')}",
            "#table(columns: (1fr, 1fr), [*Learn that…*], [*Learn how to…*], [", *left, "], [", *right, "])",
        ]  # fmt: skip
    made = typst.compile("\n".join(parts).encode())
    assert isinstance(made, bytes)
    return made


def as_pdf_by_rows(framework: MadeFramework, *, points: int = 11) -> bytes:
    """The framework as a PDF with a row for each statement, and a stem or a bullet beside it on the same height."""
    parts = [
        '#set page(paper: "a4", numbering: "1", margin: 2cm)',
        f'#set text(lang: "en", hyphenate: false, size: {points}pt)',
        f"= #{_said(framework.title)}",
    ]
    for section in framework.sections:
        left = [f"{number}. {text}" for number, text in enumerate(section.learn_that, start=1)]
        right = [line for stem, bullets in section.stems for line in (stem, *(f"• {bullet}" for bullet in bullets))]
        cells = [f"[#{_said(cell)}]" for row in zip_longest(left, right, fillvalue="") for cell in row]
        parts += [
            f"== #{_said(f'{NUMBERS[section.number - 1]} – {section.title}')}",
            f"#table(columns: (1fr, 1fr), [*Learn that…*], [*Learn how to…*], {', '.join(cells)})",
        ]
    made = typst.compile("\n".join(parts).encode())
    assert isinstance(made, bytes)
    return made


def _said(text: str) -> str:
    """A string as typst writes it, so that nothing in it is mark-up."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def scanned() -> bytes:
    """A page that is one picture."""
    dots = 'image(bytes((0, 255, 255, 0)), format: (encoding: "luma8", width: 2, height: 2), width: 100%)'
    return pdf(f"#{dots}")


def with_a_blank_page() -> bytes:
    """Words, a page with nothing on it, and words again."""
    return pdf("One – Here\n\n#pagebreak()\n#pagebreak()\nMore words.")


def locked() -> bytes:
    """A PDF that asks for a password."""
    lock = "<< /Filter /Standard /V 1 /R 2 /P -4 /O <00> /U <00> >>"
    return raw_pdf(CATALOGUE, "<< /Type /Pages /Kids [] /Count 0 >>", lock, trailer="/Encrypt 3 0 R")


def cut_short(framework: MadeFramework) -> bytes:
    """The first part of a PDF, with an end put to it that looks like one."""
    whole = as_pdf(framework)
    return whole[: len(whole) * 3 // 5] + b"\n%%EOF\n"


def without_its_last_pages() -> bytes:
    """A PDF that says it has three pages, and has one."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return raw_pdf(CATALOGUE, "<< /Type /Pages /Kids [3 0 R] /Count 3 >>", page)


def with_pages(many: int) -> bytes:
    """A PDF of so many empty pages."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return raw_pdf(CATALOGUE, f"<< /Type /Pages /Kids [{'3 0 R ' * many}] /Count {many} >>", page)


def bomb(megabytes: int) -> bytes:
    """A small PDF whose one page unpacks to so many megabytes of drawing."""
    packer = zlib.compressobj(9)
    piece = b"BT /F1 9 Tf (word word word word) Tj ET\n" * 26_000
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    return raw_pdf(
        CATALOGUE,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream",
    )
