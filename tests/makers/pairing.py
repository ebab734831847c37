"""Participants who want a coach, and coaches, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from goldenthread.coaching.types.describing import CoachDetails, Meets
from goldenthread.coaching.types.proposing import CoachFacts, Seeker
from goldenthread.people.types import PersonRef, Phase

PARTNER, SCHOOL = 5, 70
BOTH = frozenset({Meets.ONLINE, Meets.IN_PERSON})


def seeker(n: int = 1, **changes: object) -> Seeker:
    """Somebody at a primary school in Norfolk, blended, on a cohort of the partner."""
    made = Seeker(
        enrolment=UUID(int=n), id=n, participant_id=1000 + n, name=f"Person {n:02d}", email=f"person{n}@school.example",
        school_id=SCHOOL, school="Castle Hill Primary", urn="100001", place="Great Yarmouth, Norfolk",
        phase=Phase.PRIMARY, is_online=False, partner_id=PARTNER, cohort=UUID(int=1), cohort_title="Autumn",
        venue="Harbour Hall", starts_on=date(2026, 1, 5),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def coach(n: int = 1, *, load: int = 0, **changes: object) -> CoachFacts:
    """A coach of the partner who knows primary schools, covers Norfolk, meets both ways and can have ten."""
    details = CoachDetails(10, frozenset({Phase.PRIMARY}), ("Norfolk",), BOTH)
    own = {name: changes.pop(name) for name in ("capacity", "phases", "areas", "meets") if name in changes}
    made = CoachFacts(
        person=PersonRef(UUID(int=500 + n)), id=500 + n, name=f"Coach {n:02d}", load=load,
        details=replace(details, **own), is_recorded=True, partners=frozenset({PARTNER}), for_provider=False,
        schools=frozenset(),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]
