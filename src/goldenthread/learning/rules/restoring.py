"""What changed in a unit from one version to the next, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from goldenthread.learning.types import EditedPage, QuestionDraft, QuestionKind
from goldenthread.learning.types.restoring import DiffLine, Fate, PageChange

AROUND = 2


def changes(before: Sequence[EditedPage], after: Sequence[EditedPage]) -> tuple[PageChange, ...]:
    """The pages that are not what they were, in their order; those that were removed come last."""
    was = {page.key: page for page in before}
    now = {page.key for page in after}
    # A page has moved if it stands elsewhere among those that both versions have.
    kept_before = [page.key for page in before if page.key in now]
    kept_after = [page.key for page in after if page.key in was]
    found = [
        _change(was.get(page.key), page, moved=page.key in was and _moved(kept_before, kept_after, page))
        for page in after
    ]
    gone = [
        PageChange(page.title, (Fate.REMOVED,), diff(_lines(page), ()), page.ref)
        for page in before
        if page.key not in now
    ]
    return tuple([change for change in found if change.fates] + gone)


def _moved(before: Sequence[object], after: Sequence[object], page: EditedPage) -> bool:
    return before.index(page.key) != after.index(page.key)


def _change(before: EditedPage | None, after: EditedPage, *, moved: bool) -> PageChange:
    if before is None:
        return PageChange(after.title, (Fate.ADDED,), diff((), _lines(after)), None)
    lines = diff(_lines(before), _lines(after))
    fates = [Fate.CHANGED] if lines else []
    return PageChange(after.title, tuple(fates + ([Fate.MOVED] if moved else [])), lines, before.ref)


def diff(before: Sequence[str], after: Sequence[str]) -> tuple[DiffLine, ...]:
    """Lines gone and lines new, with a few of those around them; nothing where all is the same."""
    found: list[DiffLine] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        for kind, low, high, from_, to in group:
            if kind == "equal":
                found += [DiffLine(words) for words in before[low:high]]
            else:
                found += [DiffLine(words, is_gone=True) for words in before[low:high]]
                found += [DiffLine(words, is_new=True) for words in after[from_:to]]
    return tuple(found)


def _lines(page: EditedPage) -> list[str]:
    """A page as lines: its title, its time, its words, its checks."""
    checks = [line for question in page.questions for line in _question(question.draft)]
    return [f"# {page.title}", f"({page.minutes} minutes)", *page.body.splitlines(), *checks]


def _question(draft: QuestionDraft) -> list[str]:
    asks = "Reflect" if draft.kind is QuestionKind.REFLECTION else "Check"
    marked = [f"{'*' if c.is_right else '-'} {' = '.join(filter(None, [c.words, c.pair]))}" for c in draft.choices]
    least = [f"(at least {draft.least_words} words)"] if draft.least_words else []
    return [f"{asks}: {draft.prompt}", *marked, *(f"= {words}" for words in draft.accepts), *least]
