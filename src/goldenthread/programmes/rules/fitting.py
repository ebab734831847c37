"""Whether a framework is the one that a qualification is about, as far as their codes and titles say."""

from __future__ import annotations

import re

from goldenthread.frameworks.types import EditionLine
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import QualificationFacts

_WORDS = re.compile(r"[^\W_]+")


def why_ask(facts: QualificationFacts, edition: EditionLine) -> Refusal | None:
    """Why a person should confirm that a programme for this qualification stands on this edition, or ``None``.

    They agree where the framework has the qualification's code, or its title has the qualification's within it.
    """
    if edition.code.casefold() == facts.code.casefold() or _plain(facts.title) in _plain(edition.title):
        return None
    return Refusal(
        "odd_framework",
        f"{facts.name} is {facts.title} in the catalogue, and {edition.name} is called “{edition.title}”: "
        "neither their codes nor their titles agree.",
        "Choose another framework, or tick the box if you mean this one.",
    )


def _plain(title: str) -> str:
    return f" {' '.join(_WORDS.findall(title.casefold()))} "
