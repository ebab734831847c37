"""Policies over time: drafted, changed, put away, adopted from a day with a source."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.drafting import adopt_draft, draft_policy, drop_draft
from goldenthread.programmes.models import EngagementDraft, EngagementPolicy, Programme
from goldenthread.programmes.queries.drafting import components_of, draft_page, policy_page
from goldenthread.programmes.queries.policies import policies_on
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.types import PolicyTerms
from tests.makers.counting import statements_of
from tests.makers.policies import a_policy, each_part
from tests.makers.programmes import make_release

TODAY, LATER = date(2026, 1, 5), date(2026, 9, 1)
TERMS = PolicyTerms(LATER, " The board, 4 January 2026 ")


@pytest.fixture
def built(cast, at):
    return make_release(cast, at=at)


@pytest.fixture
def programme(built):
    return Programme.objects.get().ref


def drafted(cast, programme, *, at, policy=None, **how):
    return draft_policy(
        programme, policy or each_part(TODAY), about=" Apart ", by=how.pop("by", cast.curriculum_lead), at=at, **how
    )


def test_a_draft_is_kept_changed_and_changes_nothing(cast, at, built, programme) -> None:
    ref = drafted(cast, programme, at=at)
    same = drafted(cast, programme, at=at, draft=ref, policy=each_part(TODAY, live=80))

    page, draft = draft_page(ref, by=cast.curriculum_lead)
    assert same == ref
    assert (draft.about, draft.by, draft.policy.parts[0].threshold) == ("Apart", "Callum Reid", 80)
    assert [line.ref for line in page.drafts] == [ref]
    assert policies_on(built.release, on=LATER).engagement.parts == ()
    assert AuditEntry.objects.filter(did="programmes.draft_policy", to=str(programme)).count() == 2


def test_an_adopted_draft_is_in_force_from_its_day_and_is_told(cast, at, built, programme) -> None:
    ref = drafted(cast, programme, at=at)

    adopt_draft(ref, TERMS, by=cast.curriculum_lead, at=at)

    assert policies_on(built.release, on=date(2026, 8, 31)).engagement.parts == ()
    policy = policies_on(built.release, on=LATER).engagement
    assert (policy.terms.source, policy.terms.version, len(policy.parts)) == ("The board, 4 January 2026", 1, 2)
    assert NoticeRow.objects.get(kind="programmes.policy_adopted").facts == {
        "programme": str(programme),
        "since": "2026-09-01",
    }
    assert AuditEntry.objects.get(did="programmes.adopt_policy").to == str(programme)
    page = policy_page(programme, by=cast.curriculum_lead)
    assert (page.drafts, page.on(LATER).is_own, page.on(TODAY).is_own) == ((), True, False)
    assert page.on(date(2000, 1, 1)) is None
    with pytest.raises(EngagementDraft.DoesNotExist):
        draft_page(ref, by=cast.curriculum_lead)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (PolicyTerms(date(2026, 1, 4), "The board"), "in_force_before_today"),
        (PolicyTerms(LATER, "  "), "no_source"),
    ],
)
def test_a_policy_is_adopted_ahead_and_on_somebodys_word(cast, at, programme, terms, code) -> None:
    ref = drafted(cast, programme, at=at)

    with pytest.raises(Refused) as refused:
        adopt_draft(ref, terms, by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == code
    assert not EngagementPolicy.objects.filter(programme__ref=programme).exists()


def test_a_draft_that_was_put_away_is_not_adopted(cast, at, programme) -> None:
    ref = drafted(cast, programme, at=at)

    drop_draft(ref, by=cast.curriculum_lead, at=at)

    with pytest.raises(Refused) as refused:
        adopt_draft(ref, TERMS, by=cast.curriculum_lead, at=at)
    assert refused.value.refusal.code == "draft_closed"
    assert AuditEntry.objects.get(did="programmes.drop_draft").to == str(programme)


def test_only_curriculum_leads_draft_and_only_what_can_be_read_back(cast, at, programme) -> None:
    with pytest.raises(Faulty):
        drafted(cast, programme, at=at, policy=a_policy(TODAY, threshold=0))
    with pytest.raises(Refused) as refused:
        draft_policy(programme, a_policy(TODAY), about=" ", by=cast.curriculum_lead, at=at)
    assert refused.value.refusal.code == "about_nothing"
    ref = drafted(cast, programme, at=at)

    with pytest.raises(Refused):
        drafted(cast, programme, at=at, by=cast.programme_manager)
    with pytest.raises(Refused):
        adopt_draft(ref, TERMS, by=cast.programme_manager, at=at)
    for who in (cast.programme_manager, cast.participant):
        with pytest.raises((EngagementDraft.DoesNotExist, Programme.DoesNotExist)):
            draft_page(ref, by=who)
    with pytest.raises(Programme.DoesNotExist):
        policy_page(programme, by=cast.participant)
    told = policy_page(programme, by=cast.inspector)
    assert (told.drafts, told.why_not_design.code) == ((), "not_a_designer")
    with pytest.raises(EngagementDraft.DoesNotExist):
        draft_page(uuid4(), by=cast.curriculum_lead)


def test_many_drafts_and_policies_take_as_many_statements_as_few(cast, at, built, programme) -> None:
    few = statements_of(lambda: policy_page(programme, by=cast.curriculum_lead))
    for year in (2026, 2027, 2028):
        ref = drafted(cast, programme, at=at)
        adopt_draft(ref, PolicyTerms(date(year, 9, 1), "The board"), by=cast.curriculum_lead, at=at)
        drafted(cast, programme, at=at)

    assert statements_of(lambda: policy_page(programme, by=cast.curriculum_lead)) == few == 3
    assert statements_of(lambda: draft_page(ref_of_any(), by=cast.curriculum_lead)) == 5


def ref_of_any():
    return EngagementDraft.objects.filter(closed_at=None).values_list("ref", flat=True)[0]


def test_components_of_releases_come_in_their_order(cast, at, built) -> None:
    line = built.outline.release

    assert components_of([line.id, line.id]) == {line.id: built.outline.components}
