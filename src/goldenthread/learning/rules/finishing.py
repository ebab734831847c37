"""When a unit is finished, and where its reader takes it up again."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.learning.types import Left, PageLine, Standing


def left(contents: Sequence[PageLine]) -> Left:
    """The pages not yet read and the checks not yet answered. An answer counts whether it was right or wrong."""
    return Left(
        sum(not page.is_read for page in contents),
        sum(max(page.questions - page.answered, 0) for page in contents),
    )


def resume_at(contents: Sequence[PageLine]) -> int:
    """The position of the first page with something left; the first page once all is done."""
    return next((page.position for page in contents if not page.is_done), 1)


def standing(*, is_credited: bool, has_unit: bool, pages_read: int, is_first_left: bool) -> Standing:
    """Where one component stands in a study list.

    A credit wins over everything: it may have come from elsewhere (a catch-up, another cohort).
    """
    if is_credited:
        return Standing.DONE
    if not has_unit:
        return Standing.NOT_READY
    if pages_read:
        return Standing.STARTED
    return Standing.NEXT if is_first_left else Standing.LATER
