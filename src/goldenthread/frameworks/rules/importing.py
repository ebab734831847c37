"""A CASE package as a reading: its items as sections and statements of the nearest kinds.

Where something had to be decided, there is a doubt. The reading's source is the package told line by line, as a person
would read it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from goldenthread.frameworks.rules.bringing import brought
from goldenthread.frameworks.rules.exchanging import notes_on
from goldenthread.frameworks.rules.markup import Tag, pieces
from goldenthread.frameworks.rules.packages import GivenItem, GivenPackage, is_identifier
from goldenthread.frameworks.types import (
    STANDS_UNDER,
    About,
    DetailKind,
    DocumentRead,
    Doubt,
    Kind,
    Piece,
    ReadDetail,
    Reading,
    ReadItem,
    ReadSection,
    Use,
)
from goldenthread.frameworks.types.exchanging import SECTION_TYPE, PackageFacts

LONGEST_TITLE, LONGEST_CODE, LONGEST_NAME, LONGEST_PART = 300, 20, 200, 5
_NUMERAL = re.compile(r"[1-9][0-9]{0,2}")
_CODED = re.compile(r"\.(?:LT|S)\.([1-9][0-9]{0,2})$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|&[a-zA-Z]{2,8};|&#\d{1,6};")
_MARKED = re.compile(r"\*\*|__|`|^#{1,6} |\[[^\[\]]{0,300}\]\([^()\s]{0,500}\)")
_WITHIN = frozenset({"b", "i", "em", "strong", "span", "a", "sub", "sup"})
_BLOCKS = frozenset({"p", "li", "div", "td", "tr", "ul", "ol"})
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")


@dataclass
class _Draft:
    """A statement to be: its kind, what it stands under, and what was decided about it."""

    given: GivenItem
    kind: Kind
    above: _Draft | None
    doubts: list[Doubt] = field(default_factory=list)
    position: int = 0


@dataclass
class _Part:
    """A section to be. ``given`` is the item that it was, if it was one."""

    given: GivenItem | None
    title: str
    drafts: list[_Draft] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


class _Page:
    """The package read out, line by line, with the account of its words."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.account: list[Piece] = []

    def say(self, *parts: tuple[str, Use], item: int | None = None) -> int:
        """Write one line of these parts, and give its number."""
        kept = [(text, use) for text, use in parts if text]
        self.lines.append(" ".join(text for text, _ in kept))
        number = len(self.lines)
        whose = (Use.STATEMENT, Use.LABEL)
        self.account += [Piece(number, text, use, item if use in whose else None) for text, use in kept]
        return number


def imported(package: GivenPackage, tell: Callable[[int, int], None]) -> DocumentRead:
    """The package as a reading; ``tell`` hears which section of how many is laid out."""
    parts, doubts = _parts(package)
    page = _Page()
    facts = package.facts
    for front in (package.title, facts.publisher, facts.licence, facts.attribution):
        page.say((front, Use.FRONT)) if front else None
    sections: list[ReadSection] = []
    taken = 0
    for at, part in enumerate(parts):
        tell(at, len(parts))
        sections.append(_section(part, sections[-1].number if sections else -1, page, taken))
        taken += len(part.drafts)
    details, lost = _details(package, parts, sections, page)
    reading = Reading(
        title=package.title,
        sections=tuple(sections),
        account=tuple(page.account),
        doubts=(*doubts, *_of_package(package, parts), *lost),
        is_reliable=True,
        code=package.code,
        year=package.year,
        package=facts,
        details=details,
    )
    return DocumentRead("\n".join(page.lines), reading)


def _details(
    package: GivenPackage, parts: list[_Part], sections: list[ReadSection], page: _Page
) -> tuple[tuple[ReadDetail, ...], list[Doubt]]:
    """What stands beside the statements, each on a line of its own; and what is said of those that cannot be kept."""
    pairs = zip(parts, sections, strict=True)
    numbers = {part.given.key: section.number for part, section in pairs if part.given is not None}
    found, lost = brought(package, numbers)
    kept = []
    for detail in found:
        use = Use.REFERENCES if detail.says.kind is DetailKind.REFERENCE else Use.LABEL
        line = page.say((" ".join(" ".join(said.split()) for _, said in detail.says.rows), use))
        doubts = tuple(replace(doubt, lines=(line,)) for doubt in detail.doubts)
        kept.append(replace(detail, lines=(line,), doubts=doubts))
    says = f"References, rules or levels that cannot be kept as they are: {lost}. They were left out."
    return tuple(kept), [Doubt("details_left_out", says)] if lost else []


def said_otherwise(about: About, title: str, facts: PackageFacts) -> tuple[About, Doubt | None]:
    """What is said of the document now: what its package says of itself goes before what a person typed."""
    now = About(
        about.code,
        title[:LONGEST_TITLE] or about.title,
        facts.publisher or about.publisher,
        about.year,
        facts.licence or about.licence,
        facts.attribution if facts.licence else about.attribution,
    )
    if not facts.licence:
        says = f"The package names no licence. “{about.licence[:60]}” was entered for it."
        return now, Doubt("no_licence_said", f"{says} Check that its words may be shown so.")
    if now == about:
        return now, None
    says = f"The package says of itself: {now.publisher[:60]}; {now.licence[:60]}. That is now said of the document."
    return now, Doubt("said_otherwise", f"{says} See “Title and licence”.")


def _parts(package: GivenPackage) -> tuple[list[_Part], list[Doubt]]:
    below: dict[str, list[str]] = {}
    roots = []
    for key in package.items:
        above = package.under.get(key)
        if above in package.items and above != key:
            below.setdefault(above, []).append(key)
        else:
            roots.append(key)
    for each in (roots, *below.values()):
        each.sort(key=lambda key: package.sequence.get(key, (2**31, 2**31)))
    parts: list[_Part] = []
    loose = _Part(None, package.title or "Untitled")
    seen: set[str] = set()
    for key in roots:
        _root(key, package, below, seen, parts, loose)
    for key in package.items:
        if key not in seen:
            _walk(key, package, below, seen, loose, "It is said to stand under itself, by way of others.")
            if loose not in parts:
                parts.append(loose)
    doubts = []
    if loose.drafts:
        says = f"Statements that stand in no section: {len(loose.drafts)}. They were put together in one."
        doubts.append(Doubt("no_section_said", says))
    return parts, doubts


def _root(
    key: str, package: GivenPackage, below: dict[str, list[str]], seen: set[str], parts: list[_Part], loose: _Part
) -> None:
    """Something that stands under nothing: a section, or a statement of none."""
    item, lost = package.items[key], _lost(key, package)
    if item.what is SECTION_TYPE or (item.what is None and key in below):
        seen.add(key)
        part = _Part(item, plain(item)[0])
        part.doubts += [Doubt("no_place", lost)] if lost else []
        parts.append(part)
        for child in below.get(key, ()):
            _walk(child, package, below, seen, part, "")
        return
    if loose not in parts:
        parts.append(loose)
    _walk(key, package, below, seen, loose, lost)


def _lost(key: str, package: GivenPackage) -> str:
    """What is odd about where it stands; nothing where that is under the document."""
    above = package.under.get(key)
    if above == package.key:
        return ""
    if above is None:
        return "The package does not say where it stands." if package.under else ""
    return "It is said to stand under something that is not in the package."


def _walk(
    start: str, package: GivenPackage, below: dict[str, list[str]], seen: set[str], part: _Part, lost: str
) -> None:
    """Everything from here down, in order, however deep."""
    waiting: list[tuple[str, _Draft | None]] = [(start, None)]
    while waiting:
        key, above = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        item = package.items[key]
        kind, stands = _nearest(item, above.kind if above is not None else None)
        draft = _Draft(item, kind, above if stands else None)
        if above is not None and not stands:
            draft.doubts.append(Doubt("stands_alone", "It stood under a statement under which it cannot stand here."))
        if key == start and lost:
            draft.doubts.append(Doubt("no_place", lost))
        if key in package.twice:
            draft.doubts.append(Doubt("two_places", "It is said to stand in two places. The first is taken."))
        part.drafts.append(draft)
        waiting += [(child, draft) for child in reversed(below.get(key, []))]


def _nearest(item: GivenItem, above: Kind | None) -> tuple[Kind, bool]:
    """The kind that comes nearest, and whether it can stand under what is above it."""
    kind = Kind(item.what.code) if item.what is not None and item.what is not SECTION_TYPE else Kind.STANDARD
    if kind is Kind.PRACTICE and above is not Kind.STEM:
        kind = Kind.STANDARD
    return kind, above is not None and STANDS_UNDER.get(kind) is above


def _section(part: _Part, last: int, page: _Page, first: int) -> ReadSection:
    item, doubts = part.given, list(part.doubts)
    printed = item.printed if item is not None else ""
    number = int(printed) if _NUMERAL.fullmatch(printed) and int(printed) > last else max(last, 0) + 1
    if last < 0 and item is not None and item.is_ours and item.code.endswith(".0"):
        number = 0
    title, intro = part.title, item.notes if item is not None else ""
    if len(title) > LONGEST_TITLE:
        intro = "\n".join(filter(None, (title, intro)))
        title = f"{title[: LONGEST_TITLE - 1]}…"
        doubts.append(
            Doubt("long_title", "Its title is longer than a title can be. All of it stands in its introduction.")
        )
    line = page.say((printed, Use.LABEL), (title, Use.HEADING))
    for said in intro.splitlines():
        page.say((said, Use.INTRO))
    for at, draft in enumerate(part.drafts):
        draft.position = first + at
    counts: Counter[Kind] = Counter()
    items = tuple(_read(draft, number, counts, page) for draft in part.drafts)
    identifier = item.identifier if item is not None else None
    return ReadSection(number, title, intro, line, items, tuple(doubts), case_id=identifier)


def _read(draft: _Draft, section: int, counts: Counter[Kind], page: _Page) -> ReadItem:
    item, doubts = draft.given, list(draft.doubts)
    text, was_marked = plain(item)
    if was_marked:
        doubts.append(Doubt("marked_up", "Its words were marked up. The marks were taken off, the words kept."))
    number, printed = _numbered(draft, counts, doubts)
    title = item.title if item.title != text else ""
    is_criterion = draft.kind is Kind.CRITERION
    part, documents = (item.part, item.documents) if is_criterion else ("", ())
    if len(printed) > LONGEST_CODE or len(title) > LONGEST_NAME or len(part) > LONGEST_PART:
        doubts.append(Doubt("long_code", "Its code or short name is longer than can be kept. It stands in the source."))
    line = page.say(
        (item.printed or item.code, Use.LABEL), (title, Use.LABEL), (text, Use.STATEMENT),
        (part, Use.LABEL), *((document, Use.LABEL) for document in documents), item=draft.position,
    )  # fmt: skip
    if item.notes and item.notes != notes_on(part, documents):
        doubts.append(Doubt("has_notes", "The package has a note on it, which has no place here.", (line + 1,)))
        page.say((" ".join(item.notes.split()), Use.UNPLACED))
    return ReadItem(
        position=draft.position,
        kind=draft.kind,
        section=section,
        number=number,
        text=text,
        lines=(line,),
        stem=draft.above.position if draft.above is not None else None,
        doubts=tuple(Doubt(d.code, d.says, d.lines or (line,)) for d in doubts),
        printed=printed if len(printed) <= LONGEST_CODE else "",
        title=title if len(title) <= LONGEST_NAME else "",
        part=part if len(part) <= LONGEST_PART else "",
        documents=documents,
        case_id=item.identifier,
    )


def _numbered(draft: _Draft, counts: Counter[Kind], doubts: list[Doubt]) -> tuple[int | None, str]:
    """The numeral of a *learn that* statement or of a standard that stands by itself, and the printed code.

    Numerals of standards rise within their section, as their codes are made of them.
    """
    item = draft.given
    printed = item.printed or ("" if item.is_ours else item.code)
    coded = _CODED.search(item.code) if item.is_ours else None
    said = printed if _NUMERAL.fullmatch(printed) else coded[1] if coded is not None else ""
    if draft.kind is Kind.LEARN_THAT:
        counts[draft.kind] += 1
        number = int(said or counts[draft.kind])
        if not said:
            doubts.append(Doubt("no_number", f"The package gives it no numeral. It was counted: {number}."))
        return number, "" if said == printed else printed
    if draft.kind is not Kind.STANDARD or draft.above is not None:
        return None, printed
    last = counts[draft.kind]
    counts[draft.kind] = int(said) if said and int(said) > last else last + 1
    return counts[draft.kind], printed


def plain(item: GivenItem) -> tuple[str, bool]:
    """The words of an item on one line, without mark-up, and whether there was any. Ours never has any."""
    text = item.text
    if item.is_ours or not (_TAG.search(text) or _MARKED.search(text)):
        return " ".join(text.split()), False
    bare = _untagged(text) if _TAG.search(text) else text
    for mark in ("**", "__", "`"):
        bare = bare.replace(mark, "")
    bare = " ".join(_LINK.sub(r"\1", bare).lstrip("# ").split())
    # Where nothing but marks is left, they are the words.
    return bare or " ".join(text.split()), bool(bare)


def _untagged(text: str) -> str:
    """The words between tags. Tags within a word leave no gap."""
    return "".join(piece if isinstance(piece, str) else _gap(piece) for piece in pieces(text))


def _gap(tag: Tag) -> str:
    if tag.is_end:
        return " " if tag.name in _BLOCKS else ""
    return "" if tag.name in _WITHIN else " "


def _of_package(package: GivenPackage, parts: list[_Part]) -> list[Doubt]:
    """What was decided about the package as a whole, each once."""
    found = []
    drafts = [draft for part in parts for draft in part.drafts]
    strange = Counter(d.given.called or "no type" for d in drafts if d.given.what in (None, SECTION_TYPE))
    if strange:
        names = ", ".join(f"{name[:30]} ({many})" for name, many in strange.most_common(4))
        says = f"Items whose types are not ours: {sum(strange.values())}, of which {names}."
        found.append(Doubt("other_types", f"{says} They were taken as standards."))
    if package.unusable:
        says = f"Entries that have no identifier or no words, or are there twice: {package.unusable}."
        found.append(Doubt("left_out", f"{says} They were left out."))
    if package.beyond:
        says = f"Associations that are not of the package’s tree: {package.beyond}. They were left out."
        found.append(Doubt("associations_left_out", says))
    if package.rubrics:
        found.append(Doubt("rubrics_left_out", f"Rubrics: {package.rubrics}. They were left out."))
    if package.unseen:
        says = f"Values with control characters, or with marks that turn the direction of writing: {package.unseen}."
        found.append(Doubt("unseen_letters", f"{says} Those were taken out."))
    odd = sum(not is_identifier(key) for key in (package.key, *package.items))
    if odd:
        says = f"Identifiers that are not as CASE has them: {odd}. New ones were worked out from them."
        found.append(Doubt("odd_identifiers", says))
    return found
