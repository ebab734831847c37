"""PDFs of made frameworks, and of checked ones where they are on this machine, set anew in many ways and read again."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.makers.frameworks import MadeFramework, MadeSection, a_framework
from tests.makers.printed import Setting, printed

from bench.made import gold_of
from bench.scoring import Json, Score, score
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.integrations.reader.outlines.frameworks import outlined

SETTINGS = {
    "bordered": Setting(),
    "borderless": Setting(has_borders=False, head="Illustrative framework"),
    "pairs": Setting(rows="pair", is_wide=True, points=9),
    "stems": Setting(rows="stem", has_borders=False, points=14),
    "justified": Setting(is_justified=True, points=12),
    "flush": Setting(hangs=False, has_borders=False, headings="section"),
    "codes": Setting(bullet="{s}{b}.", headings="plain", has_borders=False),
}


def as_made(gold: Json) -> MadeFramework:
    """A checked reading as what it was read from."""
    sections = (
        MadeSection(
            section["number"],
            section["title"],
            tuple(row["text"] for row in section["learn_that"]),
            tuple((stem["stem"], tuple(stem["items"])) for stem in section["learn_how_to"]),
        )
        for section in gold["sections"]
    )
    return MadeFramework(gold["title"], tuple(sections))


def set_anew(checked: list[Json]) -> Iterator[tuple[str, Score, float]]:
    """How each framework comes back from each setting, and how many seconds that took."""
    named = [("made", a_framework(sections=6, seed=4)), *((gold["code"], as_made(gold)) for gold in checked)]
    for name, framework in named:
        for way, setting in SETTINGS.items():
            content = printed(framework, setting)
            began = time.process_time()
            got = outlined(read_content(content, media_type=MEDIA_TYPES[Kind.PDF], tell=lambda _: None))
            taken = time.process_time() - began
            yield f"{name} pdf, {way}", score(gold_of(framework), got, ""), taken
