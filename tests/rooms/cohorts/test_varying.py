"""A cohort that takes a local variant: what its people do, are measured by, read and are coached in."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.coaching.queries.components import coaching_components
from goldenthread.cohorts.actions.crediting import credit
from goldenthread.cohorts.actions.opening import open_cohort, take_variant
from goldenthread.cohorts.actions.timetabling import add_session, plan_sessions
from goldenthread.cohorts.models import Cohort, Engagement, Session
from goldenthread.cohorts.queries.cohort import cohort_page
from goldenthread.cohorts.queries.engagement import engagement_of
from goldenthread.cohorts.queries.varying import variant_choices
from goldenthread.cohorts.types import NewCohort, SessionDetails, Source
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.learning.models import Unit
from goldenthread.learning.queries.places import reading_place
from goldenthread.learning.queries.studying import study_lists
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.components import add_component
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.actions.varying import exchange_component, make_variant
from goldenthread.programmes.models import Component
from goldenthread.programmes.queries.releases import component_by_ref, release_outline
from goldenthread.programmes.types import ComponentKind, VariantDraft, VariantKind
from tests.makers.cohorts import DETAILS, RHYTHM, Opened, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.learning import make_unit
from tests.makers.programmes import make_release
from tests.makers.variants import COAST, SEA, WALK, event_of

READ = replace(SEA, kind=ComponentKind.ONLINE_STUDY, title="Tides", minutes=60, stands_apart=True)


@pytest.fixture
def built(cast, at):
    """A release of which the coast exchanges the first event and the first unit, and adds a walk."""
    lead = cast.curriculum_lead
    built = make_release(cast, at=at)
    draft = draft_from(built.release, by=lead, at=at)
    coast = make_variant(draft, COAST, by=lead, at=at)
    unit = next(c for c in release_outline(draft).components if c.title == "How culture is built")
    exchange_component(event_of(draft).ref, coast, replace(SEA, minutes=240), by=lead, at=at)
    exchange_component(unit.ref, coast, READ, by=lead, at=at)
    module = release_outline(draft).modules[1].ref
    add_component(module, replace(WALK, stands_apart=True), by=lead, at=at, variant=coast)
    make_variant(draft, VariantDraft("Moor", VariantKind.PARTNER, partner=cast.other_partner.ref), by=lead, at=at)
    publish_release(draft, by=lead, at=at)
    return replace(built, release=draft, outline=release_outline(draft)), coast


@pytest.fixture
def cohort(cast, at, built):
    return open_cohort(NewCohort(built[0].release, cast.partner.ref, DETAILS), by=cast.partner_manager, at=at)


def of_variant(title: str) -> Component:
    return Component.objects.get(title=title, variant__isnull=False)


def test_a_cohort_takes_a_variant_and_its_people_are_measured_by_it(cast, at, built, cohort) -> None:
    made, coast = built
    enrolled = make_enrolment(cast, at=at, cohort=Opened(cohort, made, {}))
    before = Engagement.objects.get(enrolment__ref=enrolled.ref).due

    take_variant(cohort, coast, by=cast.partner_manager, at=at)

    by = cast.partner_manager
    # The event is 60 minutes longer, and the walk comes on top.
    assert Engagement.objects.get(enrolment__ref=enrolled.ref).due == before + 60 + WALK.minutes
    assert cohort_page(cohort, by=by, at=at).variant == "The coast"
    assert AuditEntry.objects.get(did="cohorts.take_variant").facts == {"before": "", "after": "The coast"}
    sea, core = of_variant("Event by the sea"), event_of(made.release)
    told = credit(enrolled.ref, sea.ref, source=Source.BY_HAND, source_ref=uuid4(), by=cast.programme_manager, at=at)
    assert told.figure.credited == 240
    with pytest.raises(Refused) as refused:
        credit(enrolled.ref, core.ref, source=Source.BY_HAND, source_ref=uuid4(), by=cast.programme_manager, at=at)
    assert refused.value.refusal.code == "not_on_programme"
    assert sum(item.component.ref == sea.ref for item in engagement_of(enrolled.ref, by=by, at=at).counts) == 1


def test_its_timetable_is_of_the_variant(cast, at, built, cohort) -> None:
    made, coast = built
    by = cast.partner_manager
    take_variant(cohort, coast, by=by, at=at)

    plan_sessions(cohort, RHYTHM, by=by, at=at)

    planned = {s.component.title for s in Session.objects.select_related("component")}
    assert "Event by the sea" in planned
    assert event_of(made.release).title not in planned
    row = Session.objects.first()
    with pytest.raises(Refused) as refused:
        add_session(cohort, event_of(made.release).ref, SessionDetails(row.starts_at, row.ends_at), by=by, at=at)
    assert refused.value.refusal.code == "not_on_programme"


def test_a_variants_unit_is_read_by_its_own_people_and_by_nobody_else(cast, at, built, cohort) -> None:
    made, coast = built
    core = next(c for c in made.outline.components if c.title == "How culture is built")
    units = {
        "core": make_unit(Component.objects.get(ref=core.ref), by=cast.curriculum_lead, at=at),
        "own": make_unit(of_variant("Tides"), by=cast.curriculum_lead, at=at),
    }
    enrolled = make_enrolment(cast, at=at, cohort=Opened(cohort, made, {}))
    # Somebody else's cohort of the same release takes the core: what it does must not decide for this participant.
    other = open_cohort(
        NewCohort(made.release, cast.partner.ref, replace(DETAILS, title="Core")), by=cast.partner_manager, at=at
    )

    def open_to_them() -> set[str]:
        found = set()
        for name, unit in units.items():
            try:
                assert reading_place(unit, by=cast.participant).enrolment == enrolled.ref
                found.add(name)
            except Unit.DoesNotExist:
                continue
        return found

    assert open_to_them() == {"core"}
    take_variant(cohort, coast, by=cast.partner_manager, at=at)
    assert open_to_them() == {"own"}
    (listed,) = study_lists(by=cast.participant)
    assert "Tides" in {line.title for line in listed.lines}
    assert "How culture is built" not in {line.title for line in listed.lines}
    row = Cohort.objects.get(ref=cohort)
    told = {"enrolment_id": row.enrolments.get().pk, "release": made.release, "route": "blended"}
    assert "A walk" in {c.title for c in coaching_components(variant=coast, **told)}
    assert "A walk" not in {c.title for c in coaching_components(variant=None, **told)}
    assert Cohort.objects.get(ref=other).variant is None


def test_what_stands_in_the_way_is_said_for_each_variant(cast, at, built, cohort) -> None:
    made, coast = built
    by = cast.partner_manager
    plan_sessions(cohort, RHYTHM, by=by, at=at)
    page = variant_choices(cohort, by=cast.programme_manager)

    assert [(c.title, c.is_taken, c.why_not.code if c.why_not else None) for c in page.choices] == [
        ("The core programme", True, None),
        ("The coast", False, "planned_already"),
    ]
    with pytest.raises(Refused):
        take_variant(cohort, coast, by=by, at=at)
    with pytest.raises(LookupError):
        take_variant(cohort, uuid4(), by=by, at=at)
    with pytest.raises(Cohort.DoesNotExist):
        take_variant(cohort, coast, by=cast.outsider, at=at)
    with pytest.raises(Refused) as refused:
        take_variant(cohort, coast, by=cast.inspector, at=at)
    assert refused.value.refusal.code == "may_not_run"
    assert Cohort.objects.get(ref=cohort).variant is None

    Session.objects.all().delete()
    take_variant(cohort, coast, by=by, at=at)
    take_variant(cohort, None, by=by, at=at)
    assert Cohort.objects.get(ref=cohort).variant is None
    assert component_by_ref(event_of(made.release).ref).variant is None


def test_taken_variants_are_told_and_the_core_can_be_taken_again(cast, at, built, cohort) -> None:
    _, coast = built
    take_variant(cohort, coast, by=cast.partner_manager, at=at)

    page = variant_choices(cohort, by=cast.partner_manager)

    assert [choice.is_taken for choice in page.choices] == [False, True]
    assert [choice.title for choice in page.open] == ["The core programme"]
    assert statements_of(lambda: variant_choices(cohort, by=cast.partner_manager)) <= 16
