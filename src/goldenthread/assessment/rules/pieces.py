"""The named pieces of a work inside one file: each opens with a line that says its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from goldenthread.assessment.rules.sectioning import Sections
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part
from goldenthread.programmes.types import WordRule

_OPENING = frozenset({Part.BODY, Part.HEADINGS, Part.REFERENCES, Part.ANNEXES})


def pieces_of(blocks: Sequence[Block], rule: WordRule) -> Mapping[str, list[Block]]:
    """The blocks of each piece that the rule names; none at all where not every piece was found.

    What stands before the first, such as a title, belongs to it. A piece that opens inside references or annexes ends
    them: a PDF without tags does not say that its heading does.
    """
    names = {each.name.casefold(): each.name for each in rule.limits}
    found: dict[str, list[Block]] = {}
    now, waiting, again = "", list[Block](), None
    for block in _by_line(blocks, names):
        opened = names.get(_name_in(block, names))
        if opened and opened not in found:
            now, found[opened] = opened, waiting
            waiting = []
            again = Sections() if block.part in {Part.REFERENCES, Part.ANNEXES} else None
            found[now].append(Block(Part.HEADINGS, block.text))
            continue
        (found[now] if now else waiting).append(_placed_again(block, again) if again else block)
    return found if names and len(found) == len(names) else {}


def _placed_again(block: Block, sections: Sections) -> Block:
    """What was read as references or annexes only because nothing had ended them."""
    if block.part not in {Part.REFERENCES, Part.ANNEXES}:
        return block
    return Block(sections.place(block.text, Part.BODY), block.text)


def _by_line(blocks: Sequence[Block], names: Mapping[str, str]) -> list[Block]:
    """The blocks, those of several lines cut where a line may say a piece's name."""
    if not names:
        return []
    cut = []
    for block in blocks:
        lines = block.text.split("\n")
        if len(lines) == 1 or not any(_name_in(Block(block.part, line), names) for line in lines):
            cut.append(block)
        else:
            cut += [Block(block.part, line) for line in lines]
    return cut


def _name_in(block: Block, names: Mapping[str, str]) -> str:
    """The name that this line says and little more: “Task 1”, “Task 1: my project”."""
    if block.part not in _OPENING:
        return ""
    line = block.text.strip().casefold()
    for name in names:
        if re.match(rf"{re.escape(name)}\s*([:.–—-]\s*.{{0,100}})?$", line):
            return name
    return ""
