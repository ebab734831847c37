"""What is typed about a mark scheme, and a draft of one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.programmes.actions.catalogue import load_catalogue
from goldenthread.programmes.actions.writing import add_criterion, begin_scheme, describe_scheme, freeze_scheme
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.writing import scheme_page
from goldenthread.programmes.types import MarkSchemeRef
from goldenthread.programmes.types.writing import CriterionSaid, LevelSaid, TermsSaid
from tests.makers.cast import Cast

LEVELS = (LevelSaid(0, "Not shown", "None of it."), LevelSaid(1, "Some", "Some of it."), LevelSaid(2, "All", "All."))
TERMS = TermsSaid("Our scheme", "The board, 4 January 2026", True, 2)


def criterion(code: str = "E", *, title: str = "Reading the data", minimum: int = 1) -> CriterionSaid:
    """A criterion of weight 1 with marks 0 to 2, as it is typed."""
    return CriterionSaid(code, title, "What do the numbers say?", 1, minimum, LEVELS)


def qualification_of(slug: str, cast: Cast, *, at: datetime) -> UUID:
    """A qualification of our catalogue, which is loaded where that was not done."""
    load_catalogue(by=cast.curriculum_lead, at=at)
    return qualification_page(slug, by=cast.curriculum_lead).card.ref


def make_scheme_draft(cast: Cast, *, at: datetime, slug: str = "npqsl-2020") -> MarkSchemeRef:
    """The draft of the next version: of NPQSL (2020) a copy of its first, of NPQH (2020) an empty first one."""
    return begin_scheme(qualification_of(slug, cast, at=at), by=cast.curriculum_lead, at=at)


def make_frozen(ref: UUID, cast: Cast, *, at: datetime) -> MarkSchemeRef:
    """Freeze a draft as it stands; an empty one gets a source and two criteria first."""
    lead = cast.curriculum_lead
    page = scheme_page(ref, by=lead)
    if not page.lines:
        describe_scheme(ref, TERMS, revision=page.revision, by=lead, at=at)
        for code in ("A", "B"):
            add_criterion(ref, criterion(code), by=lead, at=at)
    freeze_scheme(ref, seen=scheme_page(ref, by=lead).mark, by=lead, at=at)
    return MarkSchemeRef(ref)
