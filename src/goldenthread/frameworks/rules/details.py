"""Which details say enough, what stands in the way of publishing them, and which web addresses are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

from goldenthread.frameworks.rules.laying import MOST
from goldenthread.frameworks.rules.references import ADDRESS_WITH_GAPS
from goldenthread.frameworks.types import (
    DETAIL_FIELDS,
    DETAIL_NAMES,
    DETAIL_NEEDS,
    DetailFacts,
    DetailKind,
    ItemFacts,
    ItemState,
    Kind,
    Saying,
    Stretch,
)
from goldenthread.frameworks.types.lacking import Among, Lacking
from goldenthread.ground.types import Refusal

LABEL, LONG = 20, 300
_ONE_OF_EACH = (DetailKind.TASK, DetailKind.WORD_LIMIT, DetailKind.LEAST_TERMS, DetailKind.COMMENT)
_ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’|\\^`{}\[\]]+", re.IGNORECASE)
_WHOLE = re.compile(r"^https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?(?:[/?#].*)?$", re.IGNORECASE)
_AFTER = ".,;:!?"


def tidied(says: Saying) -> Saying:
    """The same without spaces that say nothing, and without what its kind does not say."""
    fields = DETAIL_FIELDS[says.kind]
    kept = {
        name: " ".join(getattr(says, name).split()) if name in fields else ""
        for name in ("text", "label", "title", "subtitle")
    }
    more = "\n".join(" ".join(line.split()) for line in says.more.splitlines() if line.strip())
    return Saying(
        says.kind, **kept, more=more if "more" in fields else "", figure=says.figure if "figure" in fields else None,
        section=says.section if says.kind is DetailKind.REFERENCE else None,
    )  # fmt: skip


def why_not_say(says: Saying, *, sections: frozenset[int]) -> Refusal | None:
    """Why a detail cannot say this, or ``None``."""
    name = DETAIL_NAMES[says.kind]
    for field in DETAIL_NEEDS[says.kind]:
        if getattr(says, field) in ("", None):
            asked = DETAIL_FIELDS[says.kind][field]
            return Refusal("says_too_little", f"{name}: “{asked}” is empty.", "Fill it in, or leave the line out.")
    if says.figure is not None and not 0 < says.figure <= MOST:
        return Refusal("bad_figure", "That is no figure of a task or a scale.", f"Enter one from 1 to {MOST:,}.")
    if len(says.label) > LABEL or max(len(says.title), len(says.subtitle)) > LONG:
        return Refusal("too_long", "That is longer than a heading or a code.", "Shorten it.")
    if says.section is not None and says.section not in sections:
        return Refusal("no_section", "There is no such section in this reading.", "Choose one of its sections.")
    return None


def why_not_publish_details(details: Sequence[DetailFacts], items: Sequence[ItemFacts]) -> tuple[Lacking, ...]:
    """Everything about the details, and about criteria beside them, that stands in the way of publishing."""
    return (*_unsettled(details), *_twice(details), *_coded(items), *_parted(details, items))


def _unsettled(details: Sequence[DetailFacts]) -> Iterator[Lacking]:
    doubtful = [detail for detail in details if detail.open_doubts]
    waiting = [detail for detail in details if detail.state is ItemState.WAITING and not detail.open_doubts]
    if doubtful:
        says = f"{_lines(len(doubtful))} beside the statements with doubts that nobody has settled."
        mend = "Accept, correct or leave out each of them."
        yield Lacking("detail_doubts", says, mend, Among.DOUBTS, doubtful[0].ref)
    if waiting:
        says = f"{_lines(len(waiting))} beside the statements not accepted yet."
        yield Lacking("details_waiting", says, "Accept those without doubts together.", Among.DETAILS, waiting[0].ref)


def _lines(count: int) -> str:
    return "There is 1 reference or rule" if count == 1 else f"There are {count} references or rules"


def _twice(details: Sequence[DetailFacts]) -> Iterator[Lacking]:
    """Two of what there is one of, by kind, label or figure."""
    alone, named, points = (
        dict[str, list[UUID | None]](),
        dict[str, list[UUID | None]](),
        dict[str, list[UUID | None]](),
    )
    for detail in details:
        says = detail.says
        if says.kind in _ONE_OF_EACH:
            alone.setdefault(DETAIL_NAMES[says.kind], []).append(detail.ref)
        elif says.kind in (DetailKind.LEVEL, DetailKind.PART):
            named.setdefault(says.name, []).append(detail.ref)
        elif says.kind is DetailKind.POINT:
            points.setdefault(f"The figure {says.figure}", []).append(detail.ref)
    for name, refs in (*alone.items(), *named.items(), *points.items()):
        if len(refs) > 1:
            told = f"{name} stands there more than once."
            yield Lacking("said_twice", told, "Correct one, or leave one out.", Among.DETAILS, refs[1])


def _coded(items: Sequence[ItemFacts]) -> Iterator[Lacking]:
    codes: dict[str, list[UUID | None]] = {}
    for item in items:
        if item.kind is Kind.CRITERION:
            codes.setdefault(item.printed, []).append(item.ref)
    for code, refs in codes.items():
        if not code:
            mend = "Enter the code that the document gives it."
            yield Lacking("no_code", "A criterion has no code.", mend, ref=refs[0])
        elif len(refs) > 1:
            says = f"There are {len(refs)} criteria with the code {code}."
            yield Lacking("same_code", says, "Correct one of them.", ref=refs[0])


def _parted(details: Sequence[DetailFacts], items: Sequence[ItemFacts]) -> Iterator[Lacking]:
    """Parts that criteria name and the task does not have, where it has any."""
    parts = {detail.says.label for detail in details if detail.says.kind is DetailKind.PART}
    tested: dict[str, UUID | None] = {}
    for item in items:
        if item.part and parts:
            tested.setdefault(item.part, item.ref)
    for part in sorted(tested.keys() - parts):
        says = f"Criteria are tested in part {part}, which the assessment task does not have."
        yield Lacking("no_such_part", says, "Correct the criteria, or the part’s letter.", ref=tested[part])


def is_address_uncertain(text: str) -> bool:
    """Whether a web address in it may have lost letters: there are gaps in it, or it ends where none ends."""
    return bool(ADDRESS_WITH_GAPS.search(text)) or any(not _is_whole(found) for found in _addresses(text))


def runs_of(text: str) -> tuple[Stretch, ...]:
    """The words, cut so that each whole web address stands by itself. One that may have lost letters leads nowhere."""
    if is_address_uncertain(text):
        return (Stretch(text),)
    found, at = list[Stretch](), 0
    for address in _addresses(text):
        start = text.index(address, at)
        found += [Stretch(text[at:start])] if start > at else []
        found.append(Stretch(address, address))
        at = start + len(address)
    return (*found, *((Stretch(text[at:]),) if at < len(text) else ()))


def _addresses(text: str) -> Iterator[str]:
    """The web addresses of a text, each without the full stop or bracket that closes the sentence around it."""
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(_AFTER)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_AFTER)
        yield address


def _is_whole(address: str) -> bool:
    return bool(_WHOLE.match(address)) and address[-1] not in "-_%…" and "@" not in address.split("/")[2]
