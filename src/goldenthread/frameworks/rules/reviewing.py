"""Who may review a reading, which corrections are faithful, and what stands in the way of publishing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from goldenthread.frameworks.rules.details import why_not_publish_details
from goldenthread.frameworks.types import KIND_LETTERS, About, Correction, ItemFacts, ItemState, Kind, ReadingFacts
from goldenthread.frameworks.types.lacking import Among, Lacking
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

_CODE = re.compile(r"^[A-Z][A-Z0-9]{1,11}$")
_PRINTED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}$")
_PART = re.compile(r"^[A-Z]?$")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def why_not_review(actor: Actor) -> Refusal | None:
    """Why this actor may not upload, review or publish frameworks, or ``None``."""
    if actor.wears_for_provider(Duty.CURRICULUM_LEAD):
        return None
    return Refusal(
        "not_a_curriculum_lead",
        "Frameworks are read and published by the lead provider's curriculum leads.",
        "Ask a curriculum lead.",
    )


def why_not_about(about: About) -> Refusal | None:
    """Why this is not enough to say about a document, or ``None``."""
    if not _CODE.match(about.code):
        return Refusal(
            "bad_code", "The code is not one we can cite.", "Use 2 to 12 capital letters and figures, as NPQSL."
        )
    if not about.title.strip() or not about.publisher.strip():
        return Refusal("no_title", "The document needs its title and its publisher.", "Enter both.")
    if not FIRST_YEAR <= about.year <= LAST_YEAR:
        return Refusal("bad_year", "The year is not one of a framework.", f"Enter a year from {FIRST_YEAR} on.")
    if not about.licence.strip():
        return Refusal("no_licence", "Wording is shown with its licence.", "Enter the licence it comes under.")
    return None


def why_not_change(version: int, *, now: int, changed_by: str) -> Refusal | None:
    """Why a change made to an earlier version of an item is not taken, or ``None``."""
    if version == now:
        return None
    who = changed_by or "Somebody else"
    return Refusal(
        "changed_meanwhile", f"{who} changed this item while you had it open.", "Look at it again, then decide."
    )


def why_not_correct(correction: Correction, *, sections: frozenset[int]) -> Refusal | None:
    """Why an item cannot be corrected so, or ``None``."""
    if not correction.text.strip():
        return Refusal("no_text", "An item says something.", "Enter its words, or merge it with the item before.")
    if correction.section not in sections:
        return Refusal("no_section", "There is no such section in this reading.", "Choose one of its sections.")
    if correction.kind is Kind.LEARN_THAT and not (correction.number and 0 < correction.number < 1000):
        return Refusal(
            "no_number", "A “Learn that” statement has a number.", "Enter the number it has in the document."
        )
    return _why_not_criterion(correction) if correction.kind is Kind.CRITERION else None


def _why_not_criterion(correction: Correction) -> Refusal | None:
    if correction.printed is not None and not _PRINTED.match(correction.printed.strip()):
        return Refusal("no_code", "A criterion has a code.", "Enter the code that the document gives it, as 1.1.2.")
    if correction.part is not None and not _PART.match(correction.part.strip()):
        return Refusal("bad_part", "That is no part of a task.", "Enter its letter, as A, or leave it empty.")
    return None


def why_not_split(text: str, parts: tuple[str, str]) -> Refusal | None:
    """Why these are not two halves of the text, or ``None``: splitting neither adds nor drops a word."""
    if not all(part.split() for part in parts):
        return Refusal("one_part", "There is only one part.", "Leave an empty line where the second part begins.")
    if [*parts[0].split(), *parts[1].split()] != text.split():
        return Refusal("words_changed", "Splitting keeps every word as it is.", "Split first, then correct each part.")
    return None


def why_not_move(kind: Kind) -> Refusal | None:
    """Why an item of this kind is not moved past others, or ``None``: a number says where it stands."""
    if kind is not Kind.LEARN_THAT:
        return None
    says = "A “Learn that” statement stands where its number says."
    return Refusal("by_number", says, "Change its number to move it.")


def why_not_publish_page(*, is_page: bool) -> Refusal | None:
    """Why a reading is never published, whatever was settled in it, or ``None``."""
    if not is_page:
        return None
    says = "This is a provider’s page about a qualification, and not the framework."
    return Refusal("provider_page", says, "Read the framework itself, from where it was published.")


def why_not_publish(reading: ReadingFacts) -> tuple[Lacking, ...]:
    """Everything that stands in the way of publishing, and where; empty if nothing does."""
    found = [*_unsettled(reading), *_unnumbered(reading), *_out_of_place(reading)]
    found += why_not_publish_details(reading.details, reading.items)
    if not reading.items:
        found.append(Lacking("no_items", "There are no statements to publish.", "Read another document."))
    return tuple(found)


def _unsettled(reading: ReadingFacts) -> list[Lacking]:
    found = []
    doubtful = [item for item in reading.items if item.open_doubts]
    waiting = [item for item in reading.items if item.state is ItemState.WAITING and not item.open_doubts]
    if doubtful:
        says = f"{_items(len(doubtful))} doubts that nobody has settled."
        found.append(Lacking("doubts", says, "Accept or correct each of them.", Among.DOUBTS, doubtful[0].ref))
    if reading.open_doubts:
        many = reading.open_doubts
        told = "1 doubt" if many == 1 else f"{many} doubts"
        says = f"{told} about the whole reading or a section {'is' if many == 1 else 'are'} not settled."
        mend = "Settle each of them, first among the doubts of the review."
        found.append(Lacking("reading_doubts", says, mend, Among.DOUBTS))
    if waiting:
        says = f"{_items(len(waiting))} not been accepted yet."
        found.append(Lacking("waiting", says, "Accept those without doubts together.", ref=waiting[0].ref))
    return found


def _items(count: int) -> str:
    return "1 item has" if count == 1 else f"{count} items have"


def _unnumbered(reading: ReadingFacts) -> list[Lacking]:
    statements = [item for item in reading.items if item.kind is Kind.LEARN_THAT or _is_top(item)]
    numbers: dict[tuple[int, int | None, Kind], list[ItemFacts]] = {}
    for item in statements:
        numbers.setdefault((item.section, item.number, item.kind), []).append(item)
    found = []
    for (section, number, _), named in sorted(numbers.items(), key=lambda pair: (pair[0][0], pair[0][1] or 0)):
        if number is None:
            says = f"A statement of section {section} has no number."
            found.append(Lacking("no_number", says, "Give it its number.", ref=named[0].ref))
        elif len(named) > 1:
            says = f"Section {section} has {len(named)} statements with the number {number}."
            found.append(Lacking("same_number", says, "Correct one of them.", ref=named[0].ref))
    return found


def _is_top(item: ItemFacts) -> bool:
    """Whether it is a standard that stands by itself under a number of its own."""
    return item.kind is Kind.STANDARD and item.number is not None


def _out_of_place(reading: ReadingFacts) -> list[Lacking]:
    found, stems, loose = list[Lacking](), set[int](), dict[int, list[ItemFacts]]()
    topped = {item.section for item in reading.items if _is_top(item)}
    for item in reading.items:
        if item.kind is Kind.STANDARD and item.section in topped and item.section not in stems:
            if item.number is None:
                says = f"A standard of section {item.section} stands before the first that has a number."
                mend = "Give it a number, or move it below the one it belongs to."
                found.append(Lacking("no_number", says, mend, ref=item.ref))
            else:
                stems.add(item.section)
        if item.kind is Kind.STEM:
            stems.add(item.section)
        elif item.kind is Kind.PRACTICE and item.section not in stems:
            loose.setdefault(item.section, []).append(item)
    mend = "Move each below its stem, add the stem if the document lost it, or say that one of them is a stem."
    return found + [
        Lacking("no_stem", _loose(section, len(items)), mend, ref=items[0].ref) for section, items in loose.items()
    ]


def _loose(section: int, count: int) -> str:
    if count == 1:
        return f"A practice bullet of section {section} stands under no stem."
    return f"{count} practice bullets of section {section} stand under no stem."


def numbered(kinds: Sequence[tuple[int, Kind, int | None]], *, code: str) -> tuple[tuple[str, int, int | None], ...]:
    """For each item (section, kind, own number) in order: its citable code, its number, and the index of its stem.

    ``NPQSL.3.LT.11`` is a *learn that* statement by its own numeral, ``NPQSL.3.HT.2`` the second stem of section 3,
    ``NPQSL.3.HT.2.4`` the fourth bullet under it, ``NPQML.1.AC.2`` the second criterion of area 1. What is learnt about
    stands under the *learn how to* before it, where there is one. A standard with a number of its own stands by itself,
    ``TS.1.S.3``, and those without one that follow stand under it, ``TS.1.S.3.2``.
    """
    made: list[tuple[str, int, int | None]] = []
    counts: Counter[tuple[int, str]] = Counter()
    above, section_now, bullets = None, None, 0
    for at, (section, kind, own) in enumerate(kinds):
        if section != section_now:
            above, section_now, bullets = None, section, 0
        if kind is Kind.PRACTICE:
            bullets += 1
            made.append((f"{code}.{section}.HT.{counts[section, 'HT']}.{bullets}", bullets, above))
            continue
        if kind is Kind.STANDARD and own is None and above is not None and kinds[above][1] is kind:
            bullets += 1
            made.append((f"{made[above][0]}.{bullets}", bullets, above))
            continue
        letters = KIND_LETTERS[kind]
        counts[section, letters] += 1
        number = own or 0 if kind is Kind.LEARN_THAT else counts[section, letters]
        if kind is Kind.STANDARD and own is not None:
            number, above, bullets = own, at, 0
        made.append((f"{code}.{section}.{letters}.{number}", number, above if kind is Kind.LEARN_ABOUT else None))
        if kind in (Kind.STEM, Kind.LEARN_HOW_TO):
            above, bullets = at, 0
    return tuple(made)
