"""Made frameworks as writers of PDFs set them: with borders and without, with codes, marks and numerals of every kind.

:func:`printed` sets one with typst as a :class:`Setting` says. :func:`drawn` draws one letter by letter in no order.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass
from itertools import zip_longest
from string import ascii_lowercase
from typing import Literal

import typst

from tests.makers.documents import raw_pdf
from tests.makers.frameworks import NUMBERS, MadeFramework, MadeSection
from tests.makers.portables import CATALOGUE, _said

Row = tuple[list[tuple[str, str]], list[tuple[str, str]]]
INTRO = (
    "Leaders should know what stands in this section before they plan their work, and should come back to it (see 2).",
    "It is short. Nothing here is numbered, and 3. is not a numeral of any list.",
)
ENTRIES = (
    "Able, A. & Baker, B. (2015). On the timing of lessons: A review of 12 studies. Timetables, 25(1), 95-136.",
    "Carter, C. (2019) Plans that people keep. [Online] Accessible from: https://example.org/plans.pdf",
)


@dataclass(frozen=True)
class Setting:
    """How a framework is set."""

    rows: Literal["one", "pair", "stem"] = "one"
    headings: Literal["words", "section", "dot", "plain"] = "words"
    numeral: str = "{n}."
    bullet: str = "•"
    has_borders: bool = True
    hangs: bool = True
    repeats: bool = True
    is_wide: bool = False
    is_justified: bool = False
    has_intro: bool = True
    runs_on: bool = False
    head: str = ""
    points: int = 11


def printed(framework: MadeFramework, setting: Setting) -> bytes:
    """The framework as a PDF by typst."""
    head = f"header: [{setting.head}], " if setting.head else ""
    justify = "true" if setting.is_justified else "false"
    parts = [
        f'#set page(paper: "a4", flipped: {"true" if setting.is_wide else "false"}, {head}numbering: "1", margin: 2cm)',
        f'#set text(lang: "en", hyphenate: false, size: {setting.points}pt)',
        f"#set par(justify: {justify})",
        f"= #{_said(framework.title)}",
    ]
    first = 1
    for section in framework.sections:
        parts.append(f"== #{_said(heading_of(section, setting))}")
        parts += [f"#{_said(paragraph)}\n" for paragraph in INTRO if setting.has_intro]
        cells = [_cell(side, setting) for row in rows_of(section, setting, first) for side in row]
        labels = "[*Learn that…*], [*Learn how to…*]"
        labels = f"table.header({labels})" if setting.repeats else labels
        stroke = "" if setting.has_borders else "stroke: none, "
        parts.append(f"#table(columns: (1fr, 1fr), {stroke}{labels}, {', '.join(cells)})")
        first += len(section.learn_that) if setting.runs_on else 0
    parts.append("== References")
    for section in framework.sections:
        parts += [f"=== #{_said(section.title)}", *(f"#{_said(entry)}\n" for entry in ENTRIES)]
    made = typst.compile("\n".join(parts).encode())
    assert isinstance(made, bytes)
    return made


def heading_of(section: MadeSection, setting: Setting) -> str:
    return {
        "words": f"{NUMBERS[section.number - 1]} – {section.title}",
        "section": f"Section {section.number} – {section.title}",
        "dot": f"{section.number}. {section.title}",
        "plain": section.title,
    }[setting.headings]


def rows_of(section: MadeSection, setting: Setting, first: int) -> list[Row]:
    left = [
        (setting.numeral.format(n=number, s=section.number), text)
        for number, text in enumerate(section.learn_that, start=first)
    ]
    groups = [
        [("", stem), *((setting.bullet.format(s=at, b=ascii_lowercase[n]), bullet) for n, bullet in enumerate(bullets))]
        for at, (stem, bullets) in enumerate(section.stems, start=1)
    ]
    if setting.rows == "stem":
        share = -(-len(left) // len(groups))
        return [(left[at * share : (at + 1) * share], group) for at, group in enumerate(groups)]
    right = [one for group in groups for one in group]
    if setting.rows == "one":
        return [(left, right)]
    return [([one] if one else [], [two] if two else []) for one, two in zip_longest(left, right)]


def _cell(side: list[tuple[str, str]], setting: Setting) -> str:
    if setting.hangs:
        items = [f"#grid(columns: (2.2em, 1fr), [#{_said(mark)}], [#{_said(text)}])" if mark else f"#{_said(text)}\n"
                 for mark, text in side]  # fmt: skip
    else:
        items = [f"#{_said(f'{mark} {text}'.strip())}\n" for mark, text in side]
    return f"[{chr(10).join(items)}]"


def drawn(framework: MadeFramework, *, turned: int = 0, seed: int = 1) -> bytes:
    """Two columns with neither borders nor spaces, each letter drawn by itself, the lines in no order.

    ``turned`` by so many degrees, letters run another way, and the page says that it is to be turned back.
    """
    lines = [(60.0, 800.0, framework.title)]
    height = 780.0
    for section in framework.sections:
        lines.append((60.0, height, f"{NUMBERS[section.number - 1]} - {section.title}"))
        lines += [(60.0, height - 20, "Learn that..."), (320.0, height - 20, "Learn how to...")]
        left = [line for n, text in enumerate(section.learn_that, start=1)
                for line in textwrap.wrap(f"{n}. {text}", 44, subsequent_indent="   ")]  # fmt: skip
        right = [line for stem, bullets in section.stems for line in (*textwrap.wrap(stem, 44), *(
            part for one in bullets for part in textwrap.wrap(f"- {one}", 44, subsequent_indent="   ")))]  # fmt: skip
        for x, column in ((60.0, left), (320.0, right)):
            lines += [(x, height - 36 - 11 * at, line) for at, line in enumerate(column)]
        height -= 60 + 11 * max(len(left), len(right))
    random.Random(seed).shuffle(lines)
    letters = "".join(_letters(x, y, line, turned) for x, y, line in lines)
    box = "[0 0 842 842]"
    return raw_pdf(
        CATALOGUE,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Rotate {turned} /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>",
        f"<< /Length {len(letters)} >>\nstream\n{letters}\nendstream",
    )


def _letters(x: float, y: float, line: str, turned: int) -> str:
    said = []
    for at, letter in enumerate(line):
        if letter == " ":
            continue
        across = x + at * 5.4
        place = {
            0: f"1 0 0 1 {across:.1f} {y:.1f}",
            90: f"0 1 -1 0 {842 - y:.1f} {across:.1f}",
            180: f"-1 0 0 -1 {842 - across:.1f} {842 - y:.1f}",
            270: f"0 -1 1 0 {y:.1f} {842 - across:.1f}",
        }[turned]
        escaped = "\\" + letter if letter in "()\\" else letter
        said.append(f"BT /F1 9 Tf {place} Tm ({escaped}) Tj ET\n")
    return "".join(said)
