"""Draw a leadership reflection on A4: a tagged PDF (PDF/UA-1) from values alone.

What it says is passed as data, never as mark-up: words that look like a command are printed as they are.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from threading import Lock

import typst

from goldenthread.coaching.types.reports import Reflection

_PAGE = """
#let it = json(bytes(sys.inputs.reflection))
#set document(title: it.title, author: it.name)
#set text(lang: "en", region: "gb", font: "Libertinus Serif", size: 11pt, hyphenate: false)
#set page(paper: "a4", margin: (x: 2cm, y: 2cm), numbering: "1 of 1")
#heading(level: 1, text(size: 20pt)[#it.title])
#v(0.3cm)
#grid(columns: (1fr, 1fr), [*Name* #h(0.4cm) #it.name], [*Date* #h(0.4cm) #it.on])
#v(0.2cm)
#it.says
#v(0.3cm)
#for one in it.rows [
  #block(breakable: false, width: 100%, stroke: (top: 0.5pt), inset: (y: 8pt))[
    #heading(level: 2, text(size: 13pt)[#one.title])
    #if one.about != "" [#text(size: 10pt)[#one.about] \\ ]
    *Rating:* #one.rating
  ]
  #for part in one.comment [#par(part)]
]
"""

_one_at_a_time = Lock()
_compiler = typst.Compiler(ignore_system_fonts=True)


def draw(reflection: Reflection) -> bytes:
    """The form, filled in, as a PDF; the same bytes for the same values."""
    scale, answers = reflection.instrument.scale, reflection.answers
    rows = []
    for group in reflection.instrument.groups:
        value = answers.ratings.get(group.key)
        rating = "not given" if value is None else f"{value} {scale.label(value)}".strip()
        comment = [line for line in answers.comments.get(group.key, "").splitlines() if line.strip()]
        rows.append({"title": group.title, "about": group.about, "rating": rating, "comment": comment})
    said = {
        "title": reflection.instrument.form,
        "name": reflection.name,
        "on": f"{reflection.on:%-d %B %Y}",
        "says": scale.says,
        "rows": rows,
    }
    with _one_at_a_time:
        made = _compiler.compile(
            _PAGE.encode(),
            sys_inputs={"reflection": json.dumps(said)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(reflection.on, time(), tzinfo=UTC),
        )
    assert isinstance(made, bytes)  # one document in, one file out
    return made
