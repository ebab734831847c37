"""Which statement of a framework a whole statement on a provider's page is."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from goldenthread.frameworks.types import Kind, ProviderPage, Reading, ReadItem
from goldenthread.frameworks.types.pages import Link

NEAR = 0.85


def links(page: ProviderPage, framework: Reading) -> Iterator[Link]:
    """Each whole statement of the page's own sections with the nearest of the framework's, if any is near at all."""
    statements = framework.of_kind(Kind.LEARN_THAT)
    worded = [words(item.text) for item in statements]
    titles = {section.number: words(section.title) for section in framework.sections}
    for section in page.sections:
        for item in section.of_kind(Kind.LEARN_THAT):
            if not item.is_whole or section.is_foreign:
                continue
            own, home = words(item.text), words(section.title)
            found = [
                (likeness(own, other), titles[one.section] == home, one)
                for other, one in zip(worded, statements, strict=True)
            ]
            near, _, best = max(found, key=lambda one: one[:2], default=(0.0, False, None))
            yield _link(section.number, item.number or 0, near, best)


def _link(section: int, number: int, near: float, best: ReadItem | None) -> Link:
    if best is None or near < NEAR:
        return Link(section, number)
    return Link(section, number, best.section, best.number, is_exact=near == 1.0, text=best.text)


def words(text: str) -> list[str]:
    """The words of a text, for comparing: without case, marks and hyphens."""
    return re.findall(r"[a-z0-9]+", re.sub("[-–—‐‑'’]", "", text.lower()))


def likeness(one: list[str], other: list[str]) -> float:
    """How alike two texts are, by their words in order; a quick look first at whether they can be near at all."""
    shared = (Counter(one) & Counter(other)).total() * 2 / max(1, len(one) + len(other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if shared >= NEAR else 0.0
