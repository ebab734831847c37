"""What is put down while marking is never lost: two tabs put together, and what was overwritten kept."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.assessment.types.marking import Mark, MarkSheet


def put_together(stands: MarkSheet, sent: MarkSheet, before: MarkSheet) -> MarkSheet:
    """What stands after a sheet came from a page that began with ``before``, while something else was saved since.

    What the page did not touch stays as it stands; what it changed is as it was sent.
    """
    codes = dict.fromkeys((*stands.marks, *sent.marks))
    return MarkSheet(
        {code: _mark(code, stands, sent, before) for code in codes},
        stands.comment if sent.comment == before.comment else sent.comment,
        stands.unpinned if sent.unpinned == before.unpinned else sent.unpinned,
    )


def _mark(code: str, stands: MarkSheet, sent: MarkSheet, before: MarkSheet) -> Mark:
    there, came, was = (sheet.marks.get(code, Mark()) for sheet in (stands, sent, before))
    return Mark(
        there.mark if came.mark == was.mark else came.mark,
        there.reason if came.reason == was.reason else came.reason,
    )


def overwrites(stands: MarkSheet, next_sheet: MarkSheet) -> bool:
    """Whether something that stands is gone from the next sheet: another mark, or words that were not only added to."""
    words = ((stands.comment, next_sheet.comment), (stands.unpinned.words, next_sheet.unpinned.words))
    if not all(now.startswith(was.rstrip()) for was, now in words):
        return True
    return any(_is_lost(mark, next_sheet.marks.get(code, Mark())) for code, mark in stands.marks.items())


def _is_lost(was: Mark, now: Mark) -> bool:
    return (was.mark is not None and was.mark != now.mark) or not now.reason.startswith(was.reason.rstrip())


def with_criteria(sheet: MarkSheet, codes: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """The criteria of a sheet that have a mark or a reason, in the scheme's order."""
    found = ((code, sheet.marks.get(code, Mark())) for code in codes)
    return tuple(
        (code, "" if each.mark is None else str(each.mark), each.reason)
        for code, each in found
        if each.mark is not None or each.reason
    )
