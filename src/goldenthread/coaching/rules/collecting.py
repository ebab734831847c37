"""What may stand in a portfolio, what can be taken in, and which statements have evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from goldenthread.coaching.types.collecting import (
    EntryDraft,
    EntryLine,
    Offered,
    OfferedLine,
    Origin,
    PickedSection,
    SectionEvidence,
    StatementEvidence,
)
from goldenthread.frameworks.types import StatementLine
from goldenthread.ground.types import Refusal

LONGEST_TITLE = 200
LONGEST_WORDS = 20_000
LONGEST_LINK = 600
MOST_ENTRIES = 300
MOST_FILES = 5
# Everything together has to fit into one download.
MOST_TOGETHER = 100 * 1024 * 1024


def why_not_keep(draft: EntryDraft) -> Refusal | None:
    """Why an entry cannot be kept as written, or ``None``."""
    if not draft.title.strip():
        return Refusal("no_title", "The entry has no title.", "Give it a title you will know it by.")
    if len(draft.title) > LONGEST_TITLE or len(draft.words) > LONGEST_WORDS or len(draft.link) > LONGEST_LINK:
        return Refusal("too_long", "The entry is too long.", "Shorten it, or attach a file.")
    if draft.link and not draft.link.startswith(("https://", "http://")):
        return Refusal("odd_address", "The link does not begin with https:// or http://.", "Copy the whole address.")
    return None


def why_not_add(*, entries: int) -> Refusal | None:
    """Why a portfolio takes no further entry, or ``None``."""
    if entries >= MOST_ENTRIES:
        return Refusal("full", f"A portfolio holds {MOST_ENTRIES} entries.", "Add to an entry that is there already.")
    return None


def why_not_change(*, kept: int, since: int) -> Refusal | None:
    """Why a further version cannot follow the one that somebody had before them, or ``None``."""
    if kept != since:
        return Refusal(
            "changed_meanwhile",
            "This entry was changed from another tab or device meanwhile.",
            "Copy what you wrote, open the entry again, and put it in there.",
        )
    return None


def why_not_attach(*, files: int, held: int, size: int) -> Refusal | None:
    """Why a further file cannot be added, or ``None``. ``held``: the bytes of all files of the portfolio."""
    if files >= MOST_FILES:
        return Refusal("enough_files", f"An entry takes {MOST_FILES} files.", "Take one away, or make another entry.")
    if held + size > MOST_TOGETHER:
        return Refusal("portfolio_full", "The files of a portfolio hold 100 MB together.", "Link to the file instead.")
    return None


def why_not_comment(words: str) -> Refusal | None:
    """Why this cannot be said of an entry, or ``None``."""
    if not words.strip():
        return Refusal("nothing_said", "Nothing is written.", "Write a sentence or two.")
    if len(words) > LONGEST_WORDS:
        return Refusal("too_long", "The comment is longer than 20,000 characters.", "Shorten it.")
    return None


def what_is_new(offered: Iterable[Offered], taken: Mapping[tuple[Origin, UUID], datetime]) -> tuple[OfferedLine, ...]:
    """What can be taken in, newest first: what stands in the portfolio only in an older state, or not at all.

    ``taken`` says in which state each stands there, whether it was taken away again or not.
    """
    found = [
        OfferedLine(one, is_newer=before is not None)
        for one in offered
        if (before := taken.get((one.origin, one.ref))) is None or before < one.at
    ]
    return tuple(sorted(found, key=lambda line: line.offered.at, reverse=True))


def picked(
    statements: Sequence[StatementLine], chosen: Collection[UUID], found: Collection[UUID]
) -> tuple[tuple[StatementLine, ...], tuple[PickedSection, ...]]:
    """Those that are chosen, whatever was looked for; then the others that were found, by section."""
    first = tuple(line for line in statements if line.ref in chosen)
    sections: dict[int, list[StatementLine]] = {}
    for line in statements:
        if line.ref in found and line.ref not in chosen:
            sections.setdefault(line.section, []).append(line)
    return first, tuple(
        PickedSection(number, lines[0].section_title, tuple(lines)) for number, lines in sections.items()
    )


def by_statement(statements: Iterable[StatementLine], entries: Sequence[EntryLine]) -> tuple[SectionEvidence, ...]:
    """Every statement in its section with the entries that stand for it, none where there are none yet."""
    held: dict[UUID, list[EntryLine]] = {}
    for entry in entries:
        for line in entry.statements:
            held.setdefault(line.ref, []).append(entry)
    sections: dict[int, list[StatementLine]] = {}
    for line in statements:
        sections.setdefault(line.section, []).append(line)
    return tuple(
        SectionEvidence(
            number,
            lines[0].section_title,
            tuple(StatementEvidence(line, tuple(held.get(line.ref, ()))) for line in lines),
        )
        for number, lines in sections.items()
    )
