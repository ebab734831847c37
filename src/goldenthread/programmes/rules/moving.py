"""What a new edition of a framework means for a release built on an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from goldenthread.frameworks.types import Change, StatementLine, Successor
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Decisions, ReleaseState, Tie

_ASKED = (Change.REWORDED, Change.REMOVED)


def why_not_move(
    state: ReleaseState, *, number: int, fates: Collection[Successor], draft: int | None
) -> Refusal | None:
    """Why a release cannot be moved to the edition in force, or ``None``. ``draft``: the number of the open draft."""
    if not fates:
        return Refusal(
            "edition_in_force",
            "This release stands on the edition in force.",
            "When a new edition is published, what it changes is shown here.",
        )
    if state is ReleaseState.RETIRED:
        return Refusal("retired", f"Release {number} is retired.", "Move the newest release of the programme.")
    if draft is not None and draft != number:
        return Refusal(
            "draft_open",
            f"Release {draft} is a draft already, and a programme has one draft at most.",
            f"Move the draft of release {draft}, or publish it first.",
        )
    return None


def asked(served: Collection[UUID], fates: Iterable[Successor]) -> tuple[Successor, ...]:
    """What became of those statements that need a person's decision: they are served, and were reworded or removed."""
    return tuple(fate for fate in fates if fate.old and fate.old.ref in served and fate.change in _ASKED)


def choices(fate: Successor, fates: Iterable[Successor]) -> tuple[StatementLine, ...]:
    """Where the ties of a statement may go: what it became, and what was added of its kind."""
    own = (fate.new,) if fate.new else ()
    kind = fate.old.kind if fate.old else None
    return (*own, *(each.new for each in fates if each.old is None and each.new and each.new.kind is kind))


def why_not_decide(decisions: Decisions, *, served: Collection[UUID], fates: Collection[Successor]) -> Refusal | None:
    """Why these decisions do not settle what a new edition asks of a release, or ``None``."""
    questions = asked(served, fates)
    missing = [fate for fate in questions if fate.old and fate.old.ref not in decisions]
    if missing:
        names = ", ".join(fate.old.place for fate in missing if fate.old)
        return Refusal("undecided", f"Nothing is decided yet for {names}.", "Say for each what becomes of its ties.")
    for fate in questions:
        to = decisions[fate.old.ref] if fate.old else None
        if fate.old and to is not None and to not in {line.ref for line in choices(fate, fates)}:
            return Refusal(
                "not_on_offer", f"The ties of {fate.old.place} cannot go there.", "Choose one of the statements listed."
            )
    return None


def carry(ties: Iterable[Tie], fates: Iterable[Successor], decisions: Decisions) -> frozenset[Tie]:
    """The ties of a component on the new edition. Two statements that become one keep every use, each once."""
    to = _where(fates, decisions)
    carried = ((to.get(tie.statement), tie.use) for tie in ties)
    return frozenset(Tie(statement, use) for statement, use in carried if statement is not None)


def _where(fates: Iterable[Successor], decisions: Decisions) -> Mapping[UUID, UUID | None]:
    plain: dict[UUID, UUID | None] = {fate.old.ref: fate.new.ref if fate.new else None for fate in fates if fate.old}
    return plain | {old: new for old, new in decisions.items() if old in plain}
