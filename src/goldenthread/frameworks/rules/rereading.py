"""What would change if the present reader's reading of a document took the place of the one that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from goldenthread.frameworks.rules.comparing import compare
from goldenthread.frameworks.rules.reviewing import numbered
from goldenthread.frameworks.types import Change, Kind, Pair, ReadingState, Said
from goldenthread.frameworks.types.rereading import Compared, Stood
from goldenthread.ground.types import Refusal


def why_not_read_again(state: ReadingState, *, is_page: bool) -> Refusal | None:
    """Why a document is not read again to compare, or ``None``."""
    if is_page:
        return Refusal("provider_page", "This is a provider’s page, and has nothing to compare.", "Upload it again.")
    if state in (ReadingState.REVIEWED, ReadingState.PUBLISHED):
        return None
    says = "Only a document that is under review or published can be compared with what the present reader makes of it."
    return Refusal("not_read", says, "Have it read first, or upload it again.")


def compared(old: Sequence[Stood], new: Sequence[Stood]) -> tuple[Compared, ...]:
    """Every item, in the order of the new reading, and then what it lost; last what a person added and it has not.

    What a person added is no loss, and what stands after it is compared as if it were not there.
    """
    every, said = (*old, *new), _said(old)
    pairs = compare(said, _said(new, start=len(old)))
    added = {pair.old.id for pair in pairs if pair.new is None and pair.old and every[pair.old.id].was_added}
    if not added:
        return tuple(_compared(pair, every) for pair in pairs)
    read = [item for at, item in enumerate(old) if at not in added]
    return (*compared(read, new), *(_addition(said[at]) for at in sorted(added)))


def counted(lines: Sequence[Compared]) -> Mapping[Change, int]:
    """How many items became what."""
    found = Counter(line.change for line in lines if not line.is_addition)
    return Counter(dict.fromkeys(Change, 0)) | found


def _said(items: Sequence[Stood], *, start: int = 0) -> list[Said]:
    """Items as a comparison needs them, each known by its place among all, old and new."""
    codes = numbered([(item.section, item.kind, item.number) for item in items], code="X")
    return [
        Said(at, item.kind, code.partition(".")[2], item.text)
        for at, (item, (code, _, _)) in enumerate(zip(items, codes, strict=True), start=start)
    ]


def _addition(said: Said) -> Compared:
    return Compared(Change.SAME, Kind(said.kind), said.place, "", said.text, "", is_addition=True)


def _compared(pair: Pair, every: Sequence[Stood]) -> Compared:
    before = every[pair.old.id] if pair.old else None
    after = every[pair.new.id] if pair.new else None
    had, has = before.doubts if before else frozenset(), after.doubts if after else frozenset()
    stands = after or before
    assert stands is not None
    return Compared(
        change=pair.change,
        kind=stands.kind,
        old_place=pair.old.place if pair.old else "",
        new_place=pair.new.place if pair.new else "",
        old_text=before.text if before else "",
        new_text=after.text if after else "",
        gained=tuple(sorted(has - had)),
        lost=tuple(sorted(had - has)),
        was_corrected=before.was_corrected if before else False,
    )
