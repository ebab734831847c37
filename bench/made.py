"""A made framework as a checked reading of it would be written down."""

from __future__ import annotations

from tests.makers.frameworks import MadeFramework

from bench.scoring import Json


def gold_of(framework: MadeFramework) -> Json:
    """What a faithful reading says. Lines are not known: they depend on how it is laid out."""
    return {
        "title": framework.title,
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "learn_that": [
                    {"number": number, "text": text, "lines": []}
                    for number, text in enumerate(section.learn_that, start=1)
                ],
                "learn_how_to": [{"stem": stem, "items": list(bullets)} for stem, bullets in section.stems],
            }
            for section in framework.sections
        ],
        "references": [],
    }
