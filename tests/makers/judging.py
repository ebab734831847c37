"""How a reading of a made framework came out: what is right, and what is wrong without a word of doubt near it."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from dataclasses import dataclass

from goldenthread.frameworks.types import Kind, Reading, ReadItem
from tests.makers.frameworks import MadeFramework

Said = tuple[int, Kind, str, str]


@dataclass(frozen=True)
class Found:
    """Of so many items so many are right, and these are wrong or lost unsaid."""

    of: int
    right: int
    silent: tuple[str, ...]


def compared(framework: MadeFramework, reading: Reading) -> Found:
    """An item is right in its section, its kind, its words and under its stem.

    A wrong or a lost one is silent unless something near it is doubted: itself, its stem, the item right before or
    after it in the source, its section, or the whole reading. Where columns are said to take turns, that covers a
    wrong stem and nothing else.
    """
    wanted = Counter(_wanted(framework))
    said = {item.position: _said(reading, item) for item in reading.items}
    got = Counter(said.values())
    right = sum((wanted & got).values())
    if not reading.is_reliable:
        return Found(wanted.total(), right, ())
    turns = any(doubt.code == "takes_turns" for doubt in reading.doubts)
    sections = {section.number for section in reading.sections if section.doubts}
    wrong = [item for item in reading.items if said[item.position] not in wanted]
    spare = [item for item in reading.items if got[said[item.position]] > wanted[said[item.position]]]
    apart = {said[item.position][:3] for item in wrong}
    silent = [
        item.text
        for item in wrong
        if not (turns and any(said[item.position][:3] == one[:3] for one in wanted))
        and item.section not in sections
        and not _is_doubted(reading, item)
    ]
    for one in wanted - got:
        if one[0] in sections or (turns and one[:3] in apart):
            continue
        words = Counter(one[2].split())
        nearest = max(spare, key=lambda item: (words & Counter(item.text.split())).total(), default=None)
        if nearest is None or not _is_doubted(reading, nearest):
            silent.append(one[2])
    return Found(wanted.total(), right, tuple(silent))


def _is_doubted(reading: Reading, item: ReadItem) -> bool:
    """Whether an item, its stem, or what stands right beside it in the source is doubted."""
    own = set(item.lines)
    others = sorted((line, other.position) for other in reading.items for line in other.lines if line not in own)
    after = bisect(others, (max(own), -1))
    before = bisect(others, (min(own), -1)) - 1
    beside = [others[at][1] for at in (before, after) if 0 <= at < len(others)]
    near = [item.position, *beside, *([] if item.stem is None else [item.stem])]
    return any(reading.items[position].doubts for position in near)


def _said(reading: Reading, item: ReadItem) -> Said:
    return item.section, item.kind, item.text, "" if item.stem is None else reading.items[item.stem].text


def _wanted(framework: MadeFramework) -> list[Said]:
    return [
        one
        for section in framework.sections
        for one in (
            *((section.number, Kind.LEARN_THAT, text, "") for text in section.learn_that),
            *((section.number, Kind.STEM, stem, "") for stem, _ in section.stems),
            *((section.number, Kind.PRACTICE, text, stem) for stem, bullets in section.stems for text in bullets),
        )
    ]
