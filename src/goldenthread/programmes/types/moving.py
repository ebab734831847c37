"""Moving a programme to a new edition of its framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from goldenthread.frameworks.types import Change, Run, StatementLine
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.releases import ComponentFacts, ReleaseLine
from goldenthread.programmes.types.words import Use

# What a person decides of a statement: the statement of the new edition that its ties go to, or that they go nowhere.
Decisions = Mapping[UUID, UUID | None]


@dataclass(frozen=True)
class EditionNews:
    """What a new edition means for a programme: it is told to its curriculum leads.

    ``release`` is the one to move: the draft where there is one. ``changed`` counts the statements it serves that
    were reworded or removed, ``served`` all that it serves, ``added`` what is new in the edition and may be taught.
    """

    release: ReleaseLine
    edition: str
    edition_ref: UUID
    changed: int
    served: int
    added: int


@dataclass(frozen=True)
class Carried:
    """What a component does with a statement, and what became of that statement."""

    old: StatementLine
    new: StatementLine | None
    change: Change
    uses: frozenset[Use]


@dataclass(frozen=True)
class ComponentMove:
    """A component and what its ties become."""

    component: ComponentFacts
    carried: tuple[Carried, ...]


@dataclass(frozen=True)
class Question:
    """A statement that needs a person's decision: it was removed, or reworded. ``runs``: the words that differ."""

    old: StatementLine
    new: StatementLine | None
    change: Change
    components: tuple[str, ...]
    choices: tuple[StatementLine, ...]
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class MovingPage:
    """What moving a release to the edition in force would do. ``edition`` is missing where there is none to move to.

    ``added`` is what is new and may be taught by a component, ``beside`` what is new and comes by itself: practices
    with their stems, behaviours.
    """

    release: ReleaseLine
    edition: str
    edition_ref: UUID | None
    moves: tuple[ComponentMove, ...]
    questions: tuple[Question, ...]
    added: tuple[StatementLine, ...]
    refusal: Refusal | None
    beside: tuple[StatementLine, ...] = ()

    @property
    def ties(self) -> int:
        """How many ties between components and statements there are."""
        return sum(len(move.carried) for move in self.moves)

    @property
    def plain(self) -> int:
        """How many of them go over without a question."""
        plain = (Change.SAME, Change.MOVED)
        return sum(carried.change in plain for move in self.moves for carried in move.carried)
