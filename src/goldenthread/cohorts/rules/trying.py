"""A trial is laid out so that one page never reckons more than so many people."""

from __future__ import annotations

from collections.abc import Iterable

MOST_PEOPLE = 1000


def in_pages(sizes: Iterable[tuple[int, int]], *, most: int = MOST_PEOPLE) -> tuple[tuple[int, ...], ...]:
    """Cohorts, each with how many people it has, in pages of at most so many people; a larger cohort stands alone."""
    pages: list[tuple[int, ...]] = []
    filled = 0
    for cohort, people in sizes:
        if pages and filled + people <= most:
            pages[-1] = (*pages[-1], cohort)
            filled += people
        else:
            pages.append((cohort,))
            filled = people
    return tuple(pages)
