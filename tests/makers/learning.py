"""Units to write and to read."""

from __future__ import annotations

from datetime import datetime

from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.writing import add_page, ask_question, open_unit
from goldenthread.learning.types import Choice, QuestionDraft, QuestionKind, UnitRef
from goldenthread.people.types import Actor
from goldenthread.programmes.models import Component, Module, Programme, Qualification, Release
from tests.makers.cast import Cast
from tests.makers.programmes import make_edition

CHOICE = QuestionDraft(
    QuestionKind.CHOICE,
    "What comes first when a team changes how it works?",
    (
        Choice("A new timetable", False, "A timetable follows from a reason."),
        Choice("An agreed reason", True),
    ),
)
SHORT = QuestionDraft(QuestionKind.SHORT, "In one word: what makes a routine last?", accepts=("practice",))


def make_components(
    cast: Cast, *titles: str, kind: str = "online_study", number: int = 1, at: datetime
) -> list[Component]:
    """Components of one kind in one module of a published release, in order."""
    qualification, _ = Qualification.objects.get_or_create(
        code="NPQSL",
        suite=2020,
        defaults={"title": "Senior leadership", "level": "senior", "assessment": "case_study", "described": {}},
    )
    programme, _ = Programme.objects.get_or_create(
        qualification=qualification,
        title="Leading a school together",
        defaults={"made_at": at, "edition_id": make_edition(cast, at=at).id},
    )
    release = Release.objects.create(programme=programme, number=number, state="published", published_at=at)
    module = Module.objects.create(release=release, position=1, title="Leading change")
    return [
        Component.objects.create(
            module=module, position=n, kind=kind, title=title, minutes=60, is_blended=True, is_online=True
        )
        for n, title in enumerate(titles, 1)
    ]


def make_unit(component: Component, *, pages: int = 2, checks: bool = True, by: Actor, at: datetime) -> UnitRef:
    """A published unit; the last page ends with a choice and a short answer when it has ``checks``."""
    unit = open_unit(component.ref, by=by, at=at)
    for n in range(1, pages + 1):
        page = add_page(unit, title=f"Page {n}", body=f"Words of page **{n}**.", minutes=10, by=by, at=at)
    if checks:
        ask_question(page, CHOICE, by=by, at=at)
        ask_question(page, SHORT, by=by, at=at)
    publish_unit(unit, by=by, at=at)
    return unit
