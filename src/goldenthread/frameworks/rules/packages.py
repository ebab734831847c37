"""A CASE package as it was handed in: well-formed or not, complete or not, ours or anybody's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from goldenthread.frameworks.rules.unseen import is_seen, without_unseen
from goldenthread.frameworks.types.exchanging import ITEM_TYPES, NAMESPACE, ItemType, PackageFacts, Relation, rubric_of
from goldenthread.ground.types import Refusal, Refused

MOST_ITEMS, MOST_ASSOCIATIONS, MOST_DETAILS = 4_000, 40_000, 2_000
_IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_YEAR = re.compile(r"\b(20\d\d)\b")
_BY_IDENTIFIER = {str(what.identifier): what for what in ITEM_TYPES}
_BY_NAME = {name.casefold(): what for what in ITEM_TYPES for name in (what.code, what.title)}
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GivenItem:
    """An item of a package. ``what`` is its type where it is one of ours, ``called`` what the package calls it."""

    key: str
    text: str
    what: ItemType | None
    called: str
    is_ours: bool
    printed: str
    code: str
    title: str
    notes: str
    part: str
    documents: tuple[str, ...]

    @property
    def identifier(self) -> UUID:
        """Its own, or one that is worked out from it where it is not as the standard wants it."""
        return identifier_of(self.key)


@dataclass(frozen=True, slots=True)
class GivenPackage:
    """A package: what it says of itself, its items by key in order, and what stands under what.

    ``under`` has for each item the first thing it is said to stand under, ``twice`` those that are said to stand under
    another, too; ``unusable`` counts entries that are no items, ``beyond`` associations other than the tree's.
    ``details`` is what our own packages say beside their items, not looked at yet; ``rubrics`` counts those of others,
    ``unseen`` the values out of which letters were taken that nobody sees.
    """

    key: str
    title: str
    facts: PackageFacts
    code: str
    year: int | None
    items: dict[str, GivenItem]
    under: dict[str, str]
    sequence: dict[str, tuple[int, int]]
    twice: frozenset[str]
    unusable: int
    beyond: int
    details: tuple[Any, ...]
    rubrics: int
    unseen: int


def identifier_of(key: str) -> UUID:
    """An identifier as it is, or worked out from what stands in its place."""
    return UUID(key) if is_identifier(key) else uuid5(NAMESPACE, f"identifier:{key}")


def is_identifier(key: str) -> bool:
    """Whether it is one as the standard wants it."""
    return _IDENTIFIER.fullmatch(key) is not None


def given(text: str) -> GivenPackage:
    """What a package says. :raises Refused: if it is no well-formed JSON, no package, or far too big."""
    pairs = _Pairs()
    said = _parsed(text, pairs)
    document = said.get("CFDocument") if isinstance(said, dict) else None
    if isinstance(said, dict) and document is None and {"code", "edition", "sections"} <= said.keys():
        raise Refused(
            Refusal(
                "our_json",
                "This is the file that “JSON” gives on an edition’s page. It is made to be read by other programs.",
                "Take the one that “CASE 1.1” gives on the same page, and bring that in.",
            )
        )
    if not isinstance(said, dict) or not isinstance(document, dict):
        raise Refused(
            Refusal(
                "no_package",
                "This is JSON, but no CASE package: it has no CFDocument.",
                "Save what stands at …/ims/case/v1p1/CFPackages/… and upload that.",
            )
        )
    listed, joined = list_of(said, "CFItems"), list_of(said, "CFAssociations")
    details = list_of(_ours(said), "details")
    if len(listed) > MOST_ITEMS or len(joined) > MOST_ASSOCIATIONS or len(details) > MOST_DETAILS:
        says = (
            f"The package has {len(listed)} items, {len(joined)} associations and {len(details)} lines beside them. "
            f"The limit is {MOST_ITEMS} items."
        )
        raise Refused(Refusal("too_long", says, "Take the package apart, and read each part by itself."))
    items: dict[str, GivenItem] = {}
    for each in listed:
        item = _item(each)
        if item is not None:
            items.setdefault(item.key, item)
    title = line_of(document.get("title"))
    key = _key(document.get("identifier")) or title or "untitled"
    under, sequence, twice, beyond = _tree(joined, items)
    ours = _ours(document)
    return GivenPackage(
        key=key,
        title=title,
        facts=_facts(said, document, key, ours),
        code=line_of(ours.get("code")),
        year=_year(document),
        items=items,
        under=under,
        sequence=sequence,
        twice=twice,
        unusable=len(listed) - len(items),
        beyond=beyond,
        details=tuple(details),
        rubrics=_rubrics_of_others(said, key),
        unseen=pairs.unseen,
    )


def _rubrics_of_others(said: Said, key: str) -> int:
    """How many there are besides our own rating scale, whose points are among the details."""
    mine = str(rubric_of(identifier_of(key)))
    return sum(_key(mapping_of(each).get("identifier")) != mine for each in list_of(said, "CFRubrics"))


def _ours(said: Said) -> Said:
    """What we say of a thing besides what the standard has words for (decision 0054)."""
    return mapping_of(mapping_of(said.get("extensions")).get("goldenthread"))


def _parsed(text: str, pairs: _Pairs) -> Any:
    try:
        return json.loads(text, object_pairs_hook=pairs.once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused(
            Refusal(
                "bad_json",
                "This is not well-formed JSON: it is cut short, nested too deeply, or says one thing twice.",
                "Fetch the package again from where it was published.",
            )
        ) from error


class _Pairs:
    """Takes in what is said, and counts the values out of which letters were taken that nobody sees."""

    def __init__(self) -> None:
        self.unseen = 0

    def once(self, pairs: list[tuple[str, Any]]) -> Said:
        """Names with their values. :raises ValueError: if one is said twice."""
        made = {name: self._bare(value) for name, value in pairs}
        if len(made) != len(pairs):
            raise ValueError
        return made

    def _bare(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        bare = without_unseen(value)
        self.unseen += bare != value
        return bare


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _tree(
    joined: list[Any], items: dict[str, GivenItem]
) -> tuple[dict[str, str], dict[str, tuple[int, int]], frozenset[str], int]:
    under, sequence, twice, beyond = dict[str, str](), dict[str, tuple[int, int]](), set[str](), 0
    for at, each in enumerate(joined):
        link = mapping_of(each)
        origin, destination = _end(link.get("originNodeURI")), _end(link.get("destinationNodeURI"))
        is_child = line_of(link.get("associationType")).casefold() == Relation.CHILD.casefold()
        if not is_child or origin not in items or not destination:
            beyond += 1
        elif origin in under:
            twice |= {origin} if under[origin] != destination else set()
        else:
            number = link.get("sequenceNumber")
            under[origin] = destination
            sequence[origin] = (number, at) if type(number) is int else (2**31, at)
    return under, sequence, frozenset(twice), beyond


def _end(link: Any) -> str:
    """The key of one end: some packages say it as a link, some as an address."""
    if isinstance(link, str):
        return _key(link.rstrip("/").rpartition("/")[2])
    return _key(mapping_of(link).get("identifier")) or _end(mapping_of(link).get("uri") or "")


def _item(each: Any) -> GivenItem | None:
    said = mapping_of(each)
    key, text = _key(said.get("identifier")), text_of(said.get("fullStatement"))
    if not key or not text:
        return None
    kind = mapping_of(said.get("CFItemTypeURI"))
    called = line_of(said.get("CFItemType")) or line_of(kind.get("title"))
    mine = _BY_IDENTIFIER.get(_key(kind.get("identifier")))
    return GivenItem(
        key=key,
        text=text,
        what=mine or _BY_NAME.get(called.casefold()),
        called=called,
        is_ours=mine is not None,
        printed=line_of(said.get("listEnumeration")),
        code=line_of(said.get("humanCodingScheme")),
        title=line_of(said.get("abbreviatedStatement")),
        notes=text_of(said.get("notes")),
        part=line_of(_ours(said).get("part")),
        documents=tuple(name for each in list_of(_ours(said), "documents") if (name := line_of(each))),
    )


def _facts(said: Said, document: Said, key: str, ours: Said) -> PackageFacts:
    link = mapping_of(document.get("licenseURI"))
    licences = [mapping_of(each) for each in list_of(mapping_of(said.get("CFDefinitions")), "CFLicenses")]
    wanted = _key(link.get("identifier"))
    licence: Said = next((each for each in licences if _key(each.get("identifier")) == wanted), {})
    if not licence and not link and len(licences) == 1:
        licence = licences[0]
    return PackageFacts(
        identifier=identifier_of(key),
        publisher=(line_of(document.get("publisher")) or line_of(document.get("creator")))[:200],
        licence=(line_of(licence.get("title")) or line_of(link.get("title")))[:200],
        attribution=(line_of(ours.get("attribution")) or line_of(licence.get("description")))[:300],
    )


def _year(document: Said) -> int | None:
    for part in _years(document):
        return int(part)
    return None


def _years(document: Said) -> Iterator[str]:
    for name in ("version", "statusStartDate", "lastChangeDateTime"):
        yield from _YEAR.findall(line_of(document.get(name)))


def list_of(said: Said, name: str) -> list[Any]:
    """The list by that name, or an empty one."""
    value = said.get(name)
    return value if isinstance(value, list) else []


def mapping_of(value: Any) -> Said:
    """A mapping as it was given; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def _key(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    # Half a letter is spelt out, so that what is named by it stays apart from everything else.
    return value.encode("utf-8", errors="backslashreplace").decode("utf-8").strip().lower()[:200]


def text_of(value: Any) -> str:
    """Words as they were given, without what no database can keep; none where nothing is seen of them."""
    if not isinstance(value, str) or not is_seen(value):
        return ""
    return value.encode("utf-8", errors="replace").decode("utf-8").strip()


def line_of(value: Any) -> str:
    """Words on one line; a number is said as it is written."""
    return " ".join(text_of(str(value) if type(value) is int else value).split())
