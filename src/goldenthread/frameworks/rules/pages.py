"""A provider's page, recognised as what it is: an offer with what is left of a framework, and never a framework."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goldenthread.frameworks.rules.leftovers import learn_how_to, learn_that, openers
from goldenthread.frameworks.rules.lines import Line, clean, is_label, is_that_label
from goldenthread.frameworks.rules.offers import SIGNS, offer
from goldenthread.frameworks.types import Doubt, Piece, ProviderPage, Reading, Use
from goldenthread.frameworks.types.pages import PageSection

LEAST_SIGNS = 3
_CODE = re.compile(r"\b[A-Z]{4,8}\b")
_AREA = re.compile(r"^-?\s*(\d{1,2})\s*[-–—.]\s*([A-Z].*)$")
_NAMED = re.compile(r"\bqualification\b.*:\s*(\S.*)$", re.IGNORECASE)
_BAR = re.compile(r"\s*\|\s*")


@dataclass(slots=True)
class _Block:
    """A table of the page: where its title, its labels and its cells are, as indices of lines."""

    title: int
    label: int
    end: int


def is_page(lines: tuple[Line, ...]) -> bool:
    """Whether this is a provider's page: it speaks of cost, benefits, delivery and the like as an offer does."""
    return sum(any(sign.search(line.text) for line in lines) for sign in SIGNS) >= LEAST_SIGNS


def read_page(lines: tuple[Line, ...]) -> Reading:
    """Read a provider's page: its offer, and the statements on it with what speaks against each."""
    blocks = _blocks(lines)
    before = lines[: blocks[0].title] if blocks else lines
    areas = tuple(found.group(2) for line in before if (found := _AREA.match(line.raw.strip())))
    sections = _sections(lines, blocks)
    code = _code(lines)
    title = next((line.text for line in before if _NAMED.search(line.text)), "")
    page = ProviderPage(offer(before), sections, areas, tuple(_doubts(title, code, areas, sections)))
    account = tuple(_account(lines, blocks, sections))
    return Reading(title, (), account, page.doubts, is_reliable=True, code=code, page=page)


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """The tables: a title, a line of labels, and cells up to the next title."""
    labels = [at for at, line in enumerate(lines) if is_that_label(clean(_BAR.sub(" ", line.raw)))]
    found = []
    for at in labels:
        title = next((n for n in range(at - 1, -1, -1) if not lines[n].is_blank), None)
        if title is not None:
            found.append(_Block(title, at, len(lines)))
    for one, two in pairwise(found):
        one.end = two.title
    return found


def _cells(lines: Sequence[Line], block: _Block) -> tuple[list[Line], list[Line]]:
    """The lines of the left cell and of the right: a label stands between them, or the left ends with a bar."""
    body = [line for line in lines[block.label + 1 : block.end] if not line.is_blank]
    label = next((at for at, line in enumerate(body) if is_label(line.text)), None)
    if label is not None:
        return body[:label], body[label + 1 :]
    first = next((at for at, line in enumerate(body) if line.raw.rstrip().endswith("|")), len(body) - 1)
    return body[: first + 1], body[first + 1 :]


def _words(lines: Sequence[Line]) -> str:
    return "\n".join(_BAR.sub(" ", line.text) for line in lines).strip()


def _sections(lines: Sequence[Line], blocks: Sequence[_Block]) -> tuple[PageSection, ...]:
    """Each table once. One that was pasted again and again is no part of the framework, whatever it is."""
    cells = [_cells(lines, block) for block in blocks]
    opening = openers([_words(right) for _, right in cells])
    said = [
        (clean(_BAR.sub(" ", lines[block.title].raw)), _words(left))
        for block, (left, _) in zip(blocks, cells, strict=True)
    ]
    times = Counter(said)
    sections: list[PageSection] = []
    for at, (block, (left, right)) in enumerate(zip(blocks, cells, strict=True)):
        if said[at] in said[:at]:
            continue
        many = times[said[at]]
        doubts = [
            Doubt(
                "pasted_again",
                f"This stands here {many} times. It is kept out of the framework.",
                (lines[block.title].number,),
            )
        ]
        sections.append(
            PageSection(
                number=len([one for one in sections if not one.is_foreign]) + 1 if many == 1 else 0,
                title=said[at][0],
                line=lines[block.title].number,
                items=(*learn_that(left, said[at][1]), *learn_how_to(right, _words(right), opening)),
                is_foreign=many > 1,
                times=many,
                doubts=tuple(doubts) if many > 1 else (),
            )
        )
    return tuple(sections)


def _code(lines: Sequence[Line]) -> str:
    """The abbreviation that the page speaks of most."""
    said = Counter(code for line in lines for code in _CODE.findall(line.text))
    return said.most_common(1)[0][0] if said else ""


def _doubts(title: str, code: str, areas: Sequence[str], sections: Sequence[PageSection]) -> Iterator[Doubt]:
    says = "This is a provider's page about a qualification. It is not the framework, and is never published as one."
    yield Doubt("provider_page", says)
    named = _NAMED.search(title)
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", named.group(1))) if named else ""
    if code and initials and not code.endswith(initials.upper()):
        yield Doubt("names_two", f"Its title is “{title}”, and it speaks of {code}: two different qualifications.")
    lost = [area for area in areas if area.lower() not in {section.title.lower() for section in sections}]
    if lost:
        yield Doubt("areas_missing", f"It names areas whose statements it does not have: {', '.join(lost)}.")
    cut = sum(not item.is_whole for section in sections for item in section.items)
    if cut:
        yield Doubt("much_is_cut", f"{cut} statements are not whole. Nothing that was lost is made up.")


def _account(lines: Sequence[Line], blocks: Sequence[_Block], sections: Sequence[PageSection]) -> Iterator[Piece]:
    """One piece for each line. What stands in a block that was pasted again is part of no framework, and unplaced."""
    kept = {section.line for section in sections if not section.is_foreign}
    where: dict[int, Use] = {}
    for block in blocks:
        own = lines[block.title].number in kept
        where[block.title] = Use.HEADING if own else Use.UNPLACED
        for at in range(block.label, block.end):
            where[at] = (Use.LABEL if at == block.label else Use.STATEMENT) if own else Use.UNPLACED
    for at, line in enumerate(lines):
        if line.raw.split():
            yield Piece(line.number, line.raw, where.get(at, Use.FRONT))
