"""Draw the pack of an inspection week on A4: a tagged PDF (PDF/UA-1) from values alone.

What it says is passed as data, never as mark-up: words that look like a command are printed as they are.
"""

from __future__ import annotations

import json
from threading import Lock

import typst

from goldenthread.ground.types.days import LONDON
from goldenthread.reporting.types.inspecting import WeekPack

_PAGE = """
#let it = json(bytes(sys.inputs.pack))
#set document(title: it.title, author: it.provider)
#set text(lang: "en", region: "gb", font: "Libertinus Serif", size: 8pt)
#set page(paper: "a4", flipped: true, margin: (x: 1.4cm, y: 1.6cm), numbering: "1 of 1")
#heading(level: 1, text(size: 18pt)[#it.title])
#it.provider. #it.says
#for one in it.tables [
  #v(0.3cm)
  #heading(level: 2, text(size: 12pt)[#one.title])
  #if one.says != "" [#par(one.says)]
  #if one.rows.len() == 0 [#par[None.]] else [
    #table(
      columns: one.widths.map(n => n * 1fr),
      stroke: 0.4pt + rgb("#d8d3c8"),
      inset: 3pt,
      table.header(..one.heads.map(head => [*#head*])),
      ..one.rows.flatten().map(cell => [#cell])
    )
  ]
]
#for line in it.attributions [#par(line)]
"""

_one_at_a_time = Lock()
_compiler = typst.Compiler(ignore_system_fonts=True)
# A column is as wide as its longest words ask for, within reason; a long link breaks.
_NARROWEST, _WIDEST = 5, 24
_BREAK_AFTER = "/-_.?&="


def draw(pack: WeekPack) -> bytes:
    """The pack as a PDF; the same bytes for the same values."""
    line = pack.line
    made = line.made_at.astimezone(LONDON)
    said = {
        "title": f"Evidence pack: week of {line.week_on:%-d %B %Y}",
        "provider": line.provider,
        "says": f"Version {line.version}, made by {line.made_by} on {made:%-d %B %Y at %H:%M}.",
        "tables": [
            {
                "title": t.title,
                "says": t.says,
                "heads": list(t.heads),
                "rows": [[_breaking(str(cell)) for cell in row] for row in t.rows],
                "widths": [
                    min(max(_NARROWEST, len(head), *(len(str(row[n])) for row in t.rows), 0), _WIDEST)
                    for n, head in enumerate(t.heads)
                ],
            }
            for t in pack.tables
        ],
        "attributions": list(pack.attributions),
    }
    with _one_at_a_time:
        drawn = _compiler.compile(
            _PAGE.encode(),
            sys_inputs={"pack": json.dumps(said)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=line.made_at.replace(microsecond=0),
        )
    assert isinstance(drawn, bytes)  # one document in, one file out
    return drawn


def _breaking(words: str) -> str:
    """Addresses may break after their marks, so that none runs out of its column."""
    return "".join(f"{c}\u200b" if c in _BREAK_AFTER else c for c in words) if "://" in words else words
