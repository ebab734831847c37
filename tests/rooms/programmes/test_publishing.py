"""Publishing and retiring releases, and what is in force for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import NoSuchStep, Refused
from goldenthread.programmes.actions.building import create_programme, draft_from
from goldenthread.programmes.actions.designing import add_module
from goldenthread.programmes.actions.policies import set_assessment_policy, set_engagement_policy
from goldenthread.programmes.actions.publishing import publish_release, retire_release
from goldenthread.programmes.models import EngagementPolicy, Release, ReleaseStep
from goldenthread.programmes.queries.building import programmes, release_page
from goldenthread.programmes.queries.catalogue import qualification_page
from goldenthread.programmes.queries.policies import policies_on
from goldenthread.programmes.queries.releases import release_line, release_outline, releases_open_for_cohorts
from goldenthread.programmes.queries.schemes import mark_scheme_for
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import ComponentKind, PolicyTerms, ReleaseState, Route
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft, make_edition, make_release

TODAY = date(2026, 1, 5)


def test_a_release_is_published_with_its_step_audit_and_notice(cast, at) -> None:
    release = make_draft(cast, at=at)

    publish_release(release, by=cast.curriculum_lead, at=at)

    page = release_page(release, by=cast.curriculum_lead)
    assert (page.outline.release.state, page.outline.release.published_at) == (ReleaseState.PUBLISHED, at)
    assert [(s.state, s.by, s.at) for s in page.steps] == [(ReleaseState.PUBLISHED, "Callum Reid", at)]
    assert AuditEntry.objects.filter(did="programmes.publish_release", to=str(release)).count() == 1
    assert NoticeRow.objects.get(kind="programmes.published").facts == {"release": str(release)}
    assert page.refusal.code == "release_is_fixed"
    assert page.lacks == ()


def test_an_unready_release_is_refused_with_everything_it_lacks(cast, at) -> None:
    make_draft(cast, at=at)
    qualification = qualification_page("npqsl-2020", by=cast.curriculum_lead).card.ref
    release = create_programme(
        qualification=qualification,
        edition=make_edition(cast, at=at).ref,
        title="Empty",
        by=cast.curriculum_lead,
        at=at,
    )
    add_module(release, title="Nothing in it", by=cast.curriculum_lead, at=at)

    with pytest.raises(Refused) as refused:
        publish_release(release, by=cast.curriculum_lead, at=at)

    says = refused.value.refusal.says
    assert "“Nothing in it” has no components" in says
    assert "Nothing is on the blended route" in says
    assert "Nothing is on the online-only route" in says
    assert [lack.code for lack in release_page(release, by=cast.curriculum_lead).blocks] == [
        "empty_module",
        "empty_route",
        "empty_route",
    ]
    assert Release.objects.get(ref=release).state == "draft"
    assert not ReleaseStep.objects.exists()
    assert not NoticeRow.objects.filter(kind="programmes.published").exists()


def test_a_release_is_published_once(cast, at) -> None:
    built = make_release(cast, at=at)

    with pytest.raises(Refused) as refused:
        publish_release(built.release, by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "published_already"
    assert refused.value.refusal.says == "Release 1 is published already."
    assert ReleaseStep.objects.count() == 1


def test_a_retired_release_takes_no_more_cohorts_and_can_still_be_read(cast, at) -> None:
    built = make_release(cast, at=at)

    retire_release(built.release, why="A new one is out.", by=cast.curriculum_lead, at=at)

    assert releases_open_for_cohorts(by=cast.programme_manager) == ()
    assert release_line(built.release, by=cast.inspector).state is ReleaseState.RETIRED
    assert AuditEntry.objects.get(did="programmes.retire_release").why == "A new one is out."
    with pytest.raises(NoSuchStep):
        retire_release(built.release, why="Again.", by=cast.curriculum_lead, at=at)
    with pytest.raises(Refused, match="is retired, so it is not published again"):
        publish_release(built.release, by=cast.curriculum_lead, at=at)


@pytest.mark.parametrize("who", ["programme_manager", "facilitator", "inspector"])
def test_others_neither_publish_nor_retire(cast, at, who) -> None:
    built, draft = make_release(cast, at=at), make_draft(cast, at=at, title="Another")

    with pytest.raises(Release.DoesNotExist):
        publish_release(draft, by=getattr(cast, who), at=at)
    with pytest.raises(Refused) as refused:
        retire_release(built.release, why="No.", by=getattr(cast, who), at=at)

    assert refused.value.refusal.code == "not_a_designer"
    assert Release.objects.filter(state="draft").count() == 1
    assert release_outline(built.release) == built.outline


def test_staff_read_published_releases_and_participants_none(cast, at) -> None:
    built = make_release(cast, at=at)
    draft_from(built.release, by=cast.curriculum_lead, at=at)

    for actor in (cast.programme_manager, cast.coach, cast.outsider, cast.inspector, cast.assessor):
        assert [r.ref for r in releases_open_for_cohorts(by=actor)] == [built.release]
        assert [p.releases[0].number for p in programmes(by=actor)] == [1]
        assert release_page(built.release, by=actor).open_draft is None
    lead = release_page(built.release, by=cast.curriculum_lead)
    assert lead.open_draft.number == 2
    assert lead.may_design
    assert [len(p.releases) for p in programmes(by=cast.curriculum_lead)] == [2]
    for actor in (cast.participant, cast.headteacher, cast.sponsor):
        assert releases_open_for_cohorts(by=actor) == ()
        assert programmes(by=actor) == ()
        with pytest.raises(Release.DoesNotExist):
            release_line(built.release, by=actor)


def test_the_made_release_is_as_others_count_on(cast, at) -> None:
    built = make_release(cast, at=at)

    assert len(built.outline.modules) == 2
    for route in Route:
        assert len(built.outline.on(route)) == 14
        assert sum(c.minutes for c in built.outline.on(route)) == 1260
    assert len(built.of_kind(ComponentKind.EVENT)) == 4
    assert built.component("Coaching 1").kind is ComponentKind.COACHING
    assert (built.scheme.is_illustrative, built.scheme.qualification) == (True, "NPQSL")


def test_the_qualification_s_policies_are_in_force_from_their_day(cast, at) -> None:
    built = make_release(cast, at=at)

    today, before = policies_on(built.release, on=TODAY), policies_on(built.release, on=date(2021, 8, 31))

    assert (today.engagement.threshold, today.assessment.window_days) == (90, 8)
    assert (before.engagement, before.assessment) == (None, None)
    assert statements_of(lambda: policies_on(built.release, on=TODAY)) == 3


def test_a_programme_s_own_policy_comes_first_from_its_day(cast, at) -> None:
    built = make_release(cast, at=at)
    programme = built.outline.release.programme
    shared = policies_on(built.release, on=TODAY)
    terms = PolicyTerms(date(2026, 1, 1), "Our board, December 2025")
    own = replace(shared.engagement, threshold=85, terms=terms)
    work = replace(shared.assessment, attempts=3, terms=terms)

    for _ in range(2):
        set_engagement_policy(programme, own, by=cast.curriculum_lead, at=at)
        set_assessment_policy(programme, work, by=cast.curriculum_lead, at=at)

    assert policies_on(built.release, on=TODAY).engagement == own
    assert policies_on(built.release, on=TODAY).assessment == work
    assert policies_on(built.release, on=date(2025, 12, 31)).engagement == shared.engagement
    assert AuditEntry.objects.filter(did="programmes.set_engagement_policy").count() == 1
    assert AuditEntry.objects.filter(did="programmes.set_assessment_policy").count() == 1


def test_a_policy_is_set_by_a_curriculum_lead_and_only_if_it_reads_back(cast, at) -> None:
    built = make_release(cast, at=at)
    programme = built.outline.release.programme
    policy = policies_on(built.release, on=TODAY).engagement
    kept = EngagementPolicy.objects.count()

    with pytest.raises(Refused) as refused:
        set_engagement_policy(programme, policy, by=cast.programme_manager, at=at)
    with pytest.raises(Faulty):
        set_engagement_policy(programme, replace(policy, threshold=900), by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "not_a_designer"
    assert EngagementPolicy.objects.count() == kept


def test_a_qualification_without_a_frozen_scheme_has_none(cast, at) -> None:
    make_draft(cast, at=at)
    qualification = qualification_page("npqh-2020", by=cast.curriculum_lead).card.ref
    release = create_programme(
        qualification=qualification,
        edition=make_edition(cast, at=at).ref,
        title="Headship",
        by=cast.curriculum_lead,
        at=at,
    )

    assert mark_scheme_for(release) is None
