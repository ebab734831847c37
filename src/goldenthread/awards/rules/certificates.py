"""Draw a certificate: a tagged PDF (PDF/UA-1) from values alone, the same bytes for the same values.

What it says is passed as data, never as mark-up: a name that looks like a command is printed as it is.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from threading import Lock

import typst

from goldenthread.awards.types import CertificateText

# Letters and figures that are not taken for one another; 20 of them are 98 bits, which nobody guesses.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20

_PAGE = """
#let it = json(bytes(sys.inputs.certificate))
#set document(title: "Certificate: " + it.qualification, author: it.provider, keywords: (it.number,))
#set text(lang: "en", region: "gb", font: "Libertinus Serif", size: 13pt, fill: rgb("#14213d"), hyphenate: false)
#set page(paper: "a4", flipped: true, margin: (x: 3cm, y: 2.2cm), fill: rgb("#faf8f4"))
#let thread = rgb("#e3a008")
#pdf.artifact(place(top + left, dx: -3cm, dy: -2.2cm, rect(width: 29.7cm, height: 0.35cm, fill: thread)))
#pdf.artifact(place(bottom + left, dx: -3cm, dy: 2.2cm, rect(width: 29.7cm, height: 0.35cm, fill: rgb("#14213d"))))
#align(center + horizon)[
  #text(size: 12pt, tracking: 2pt)[#upper(it.provider)]
  #v(1.2cm)
  #heading(level: 1, text(size: 26pt, weight: "regular")[#it.qualification])
  #v(1cm)
  This is to certify that
  #v(0.3cm)
  #par(text(size: 30pt)[#it.name])
  #pdf.artifact(line(length: 9cm, stroke: 1.2pt + thread))
  #v(0.3cm)
  has passed the assessment for this qualification on #it.awarded_on.
  #v(1.4cm)
  #set text(size: 10pt)
  Certificate number #it.number \\
  Verify at #it.verify_at
]
#if it.revoked_on != "" {
  place(center + top, rotate(-8deg, box(stroke: 2pt + rgb("#a4161a"), fill: white, inset: 0.5cm,
    text(size: 24pt, fill: rgb("#a4161a"))[Revoked on #it.revoked_on. It no longer stands.])))
}
"""

_one_at_a_time = Lock()
_compiler = typst.Compiler(ignore_system_fonts=True)


def draw(text: CertificateText) -> bytes:
    """The certificate as a PDF."""
    said = {
        "name": text.name,
        "qualification": text.qualification,
        "provider": text.provider,
        "awarded_on": f"{text.awarded_on:%-d %B %Y}",
        "number": text.number,
        "verify_at": text.verify_at,
        "revoked_on": f"{text.revoked_on:%-d %B %Y}" if text.revoked_on else "",
    }
    made_at = datetime.combine(text.awarded_on, time(), tzinfo=UTC)
    with _one_at_a_time:
        made = _compiler.compile(
            _PAGE.encode(),
            sys_inputs={"certificate": json.dumps(said)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=made_at,
        )
    assert isinstance(made, bytes)  # one document in, one file out
    return made


def number_of(year: int, place: int | None = None) -> str:
    """A certificate's number; without a place, what every number of the year begins with."""
    return f"GT-{year}-" + (f"{place:06}" if place is not None else "")


def place_of(number: str) -> int:
    """The place of a number among those of its year; 0 for none."""
    return int(number.rpartition("-")[2] or 0)


def tidied_code(typed: str) -> str:
    """A code as it is kept, from however it was typed: without spaces or dashes, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())[:CODE_LENGTH]


def shown_code(code: str) -> str:
    """A code in groups of five, as it is printed."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))
