"""Everything of a project, gathered into the pieces of one version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from uuid import UUID

from goldenthread.assessment.rules.counting import count_of
from goldenthread.assessment.rules.unnaming import without_names
from goldenthread.assessment.types.counting import COUNTING, Block, WordCount
from goldenthread.assessment.types.projects import (
    DETAILS,
    WHOLE,
    AccountLine,
    Piece,
    PieceLine,
    ProjectDetails,
    Standing,
    TaskForm,
)
from goldenthread.assessment.types.words import Part
from goldenthread.programmes.types import PartLimit, WordRule

LONGEST_EXTRACTOR = 120


def pieces_of(standing: Standing) -> tuple[Piece, ...]:
    """What is handed in: the accounts, what is said of the projects, and the documents in the order of the form.

    The words of participants and sponsors lose the names of both and of the school; the sponsor's own words are kept
    whole beside them.
    """
    pieces = [
        Piece(account.place, "Account", account.title, account.file.sha256, file=account.ref)
        for account in standing.accounts
    ]
    about = "\n\n".join(_said(each) for each in standing.projects)
    pieces.append(Piece(DETAILS, "", "About the project", _hash(about), text=without_names(about, standing.names)))
    for line in standing.documents:
        criterion, title, comment = line.document.criterion, line.document.title, standing.comment
        if line.is_sponsors and comment is not None:
            named = replace(standing.names, people=(*standing.names.people, comment.name))
            signed = f"Signed by the sponsor on {comment.signed_at:%-d %B %Y}."
            text = f"{without_names(comment.text, named)}\n\n{signed}"
            pieces.append(Piece(criterion, line.label, title, _hash(comment.text), comment=comment.ref, text=text))
        elif line.file is not None:
            pieces.append(Piece(criterion, line.label, title, line.file.sha256, file=line.ref))
    return tuple(pieces)


def changed_since(before: Mapping[str, tuple[str, str]], now: Sequence[Piece]) -> tuple[str, ...]:
    """What of a project is not as it was handed in, by title: changed or added since, then what is there no longer.
    ``before``: what was handed in, by its place, each with its hash and title."""
    there = {piece.place for piece in now}
    return (
        *(each.title for each in now if before.get(each.place, ("", ""))[0] != each.sha256),
        *(title for place, (_, title) in before.items() if place not in there),
    )


def listed(standing: Standing) -> tuple[PieceLine, ...]:
    """What would go as it stands, as a list for its writer."""
    files = {each.ref: each.file for each in standing.accounts}
    files |= {each.ref: each.file for each in standing.documents if each.ref and each.file}
    found = [(each, files[each.file] if each.file else None) for each in pieces_of(standing)]
    return tuple(
        PieceLine(each.label, each.title, file.name if file else "", file.size if file else 0, each.sha256)
        for each, file in found
    )


def written_down(pieces: Sequence[Piece], standing: Sequence[str]) -> bytes:
    """Pieces as they stand, as one file: what is written down here can be told by its hash ever after. ``standing``:
    the keys of the parts that stood from an earlier attempt, for which nothing is handed in."""
    said = {"standing": list(standing), "pieces": [asdict(each) for each in pieces]}
    return json.dumps(said, default=str, ensure_ascii=False, indent=1).encode()


def read_back(content: bytes) -> tuple[Piece, ...]:
    """The pieces that were written down."""
    return tuple(
        Piece(**{**said, **{name: UUID(said[name]) if said[name] else None for name in ("file", "comment")}})
        for said in json.loads(content)["pieces"]
    )


def stood_beside(content: bytes) -> tuple[str, ...]:
    """The keys of the parts that stood from an earlier attempt when the pieces were written down."""
    return tuple(json.loads(content)["standing"])


def missing_from(form: TaskForm, content: bytes) -> tuple[str, ...]:
    """What the form asks for and the pieces that were written down lack, in words."""
    asked, there = form.without(stood_beside(content)), {each.place for each in read_back(content)}
    parts = [] if WHOLE in there else [part for part in asked.parts if part.key not in there]
    return (
        *(f"The account of {part.title}" for part in parts),
        *(f"{each.title}, for criterion {each.criterion}" for each in asked.documents if each.criterion not in there),
    )


def text_of(accounts: Sequence[AccountLine]) -> tuple[Block, ...]:
    """The accounts as one text; where there are several, each under its title, which counts no words of theirs."""
    if len(accounts) == 1:
        return accounts[0].blocks
    return tuple(block for account in accounts for block in (Block(Part.HEADINGS, account.title), *account.blocks))


def rule_of(form: TaskForm, rule: WordRule) -> WordRule:
    """The policy's rule with the limits of the form; a form that names no limit leaves the policy's."""
    if not form.most:
        return rule
    limits = tuple(PartLimit(part.title, part.limit) for part in form.parts if part.limit)
    return replace(rule, limit=form.most, limits=limits)


def count_accounts(accounts: Sequence[AccountLine], rule: WordRule) -> WordCount:
    """The words over all accounts. Where parts have limits of their own, each account is the piece of its part."""
    return count_of(
        {Part(part): words for part, words in words_of(accounts).items()},
        rule,
        extractor="; ".join(dict.fromkeys(each.count.extractor for each in accounts))[:LONGEST_EXTRACTOR],
        notes=tuple(dict.fromkeys(note for each in accounts for note in each.count.notes)),
        untold=frozenset(part for each in accounts for part in each.untold),
        pieces={each.title: each.blocks for each in accounts},
        counting=min((each.count.counting for each in accounts), default=COUNTING),
    )


def words_of(accounts: Sequence[AccountLine]) -> dict[str, int]:
    """The words of each part over all accounts."""
    sums: dict[str, int] = {}
    for account in accounts:
        for each in account.count.parts:
            sums[each.part.value] = sums.get(each.part.value, 0) + each.words
    return sums


def _said(each: ProjectDetails) -> str:
    when = f"{each.starts_on:%-d %B %Y} to {each.ends_on:%-d %B %Y}"
    return f"Project {each.number}: {each.title} ({when})\n\n{each.improves}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
