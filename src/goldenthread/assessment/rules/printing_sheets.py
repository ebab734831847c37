"""Draw a sheet that was filled in on A4: a tagged PDF (PDF/UA-1) from values alone.

What it says is passed as data, never as mark-up: words that look like a command are printed as they are. It names
nobody, neither on the page nor in its properties.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from threading import Lock

import typst

from goldenthread.assessment.types.sheets import Reckoned

_PAGE = """
#let it = json(bytes(sys.inputs.sheet))
#set document(title: it.title)
#set text(lang: "en", region: "gb", font: "Libertinus Serif", size: 10pt, hyphenate: false)
#set page(paper: "a4", flipped: true, margin: 1.8cm, numbering: "1 of 1")
#heading(level: 1, text(size: 18pt)[#it.title])
#v(0.3cm)
#table(
  columns: it.heads.map(_ => 1fr),
  stroke: 0.5pt,
  inset: 6pt,
  table.header(..it.heads.map(head => strong(head))),
  ..it.rows.flatten().map(cell => [#cell]),
)
#for sum in it.sums [#par(strong(sum))]
"""
# The day on which it was made says nothing of the document, and the same sheet is the same file.
_DAY = datetime(2000, 1, 1, tzinfo=UTC)

_one_at_a_time = Lock()
_compiler = typst.Compiler(ignore_system_fonts=True)


def draw_sheet(title: str, reckoned: Reckoned) -> bytes:
    """The sheet as a PDF; the same bytes for the same values."""
    said = {"title": title, "heads": reckoned.heads, "rows": reckoned.rows, "sums": reckoned.sums}
    with _one_at_a_time:
        made = _compiler.compile(
            _PAGE.encode(),
            sys_inputs={"sheet": json.dumps(said)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=_DAY,
        )
    assert isinstance(made, bytes)  # one document in, one file out
    return made
