"""Local variants: what a partner, phase or region adds to a programme's core or exchanges in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.programmes.types.words import VariantKind, VariantRef


@dataclass(frozen=True)
class VariantDraft:
    """What a designer says of a variant. ``partner``: the delivery partner it is for, where it is one's."""

    title: str
    kind: VariantKind
    about: str = ""
    partner: UUID | None = None


@dataclass(frozen=True)
class VariantLine:
    """A variant as a list names it."""

    id: int
    ref: VariantRef
    title: str
    kind: VariantKind
    about: str
    partner: str
    partner_ref: UUID | None


@dataclass(frozen=True)
class VariantCard:
    """A variant beside its release: how much it adds and exchanges there, and what clashes."""

    variant: VariantLine
    added: int
    exchanged: int
    clashes: int
