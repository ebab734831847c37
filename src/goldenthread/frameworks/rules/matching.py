"""Which published statements the whole statements of a provider's page are, over every edition in force."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from goldenthread.frameworks.rules.linking import NEAR, likeness, words
from goldenthread.frameworks.types.page_views import Matched, OnPage, Published

Found = Mapping[int, Sequence[tuple[float, bool, Published]]]


def matched(page: Sequence[OnPage], published: Sequence[Published]) -> tuple[tuple[Matched, ...], int | None]:
    """Each whole statement of the page with the published one that it is, and the edition that the page has most of.

    Where several say it, that edition's is taken, then the nearest, then the one under the same title. A statement
    that no edition has is left out.
    """
    found = _near(page, published)
    times = Counter(edition for candidates in found.values() for edition in {one.edition for _, _, one in candidates})
    best = max(times, key=lambda edition: (times[edition], edition), default=None)
    made = []
    for one in page:
        if found[one.id]:
            score, _, is_ = max(found[one.id], key=lambda each: (each[2].edition == best, each[:2], -each[2].id))
            made.append(Matched(one.id, is_.id, score == 1.0))
    return tuple(made), best


def _near(page: Sequence[OnPage], published: Sequence[Published]) -> Found:
    """For each of the page every published one that is near, with how near and whether its section has the title."""
    by_kind: dict[str, list[tuple[list[str], Published]]] = defaultdict(list)
    for other in published:
        by_kind[other.kind].append((words(other.text), other))
    titles = {other.section_title: words(other.section_title) for other in published}
    found: dict[int, list[tuple[float, bool, Published]]] = {}
    for one in page:
        own, home = words(one.text), words(one.section_title)
        found[one.id] = []
        for said, other in by_kind[one.kind]:
            # Two texts of so different lengths cannot be near.
            if 2 * min(len(own), len(said)) < NEAR * (len(own) + len(said)):
                continue
            score = likeness(own, said)
            if score >= NEAR:
                found[one.id].append((score, titles[other.section_title] == home, other))
    return found
