"""Criteria are linked to statements, in drafts and in frozen schemes, and stay with the edition they were linked to."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.frameworks.queries.editions import statements_of as statements_in
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.linking import link_statements
from goldenthread.programmes.actions.writing import add_criterion, remove_criterion
from goldenthread.programmes.models import Criterion, CriterionStatement, MarkScheme
from goldenthread.programmes.queries.comparing import comparison_page
from goldenthread.programmes.queries.linking import judged_by, linking_page, links_among, scheme_links
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.queries.writing import scheme_page
from tests.makers.counting import statements_of
from tests.makers.programmes import make_edition, make_next_edition, make_release
from tests.makers.schemes import criterion, make_frozen, make_scheme_draft


@pytest.fixture
def built(cast, at):
    return make_release(cast, at=at)


@pytest.fixture
def refs(built):
    return [line.ref for line in statements_in([built.outline.release.edition_ref])]


@pytest.fixture
def frozen(built):
    return built.scheme.ref


def number(ref, code):
    return Criterion.objects.get(scheme__ref=ref, code=code).pk


def link(ref, code, chosen, *, by, at, shown=()):
    return link_statements(ref, number(ref, code), chosen, shown=shown, by=by, at=at)


def test_a_frozen_scheme_is_linked_and_stays_what_it_was(cast, at, refs, frozen) -> None:
    before = mark_scheme(frozen)

    assert link(frozen, "A", refs[:2], by=cast.quality_lead, at=at) == 2
    assert link(frozen, "A", refs[2:3], shown=refs[:1], by=cast.curriculum_lead, at=at) == 2

    assert [line.ref for line in links_among([frozen])[frozen]["A"]] == refs[1:3]
    assert mark_scheme(frozen) == before
    entries = AuditEntry.objects.filter(did="programmes.link_statements", to=str(frozen)).order_by("pk")
    assert [entry.facts for entry in entries] == [
        {"code": "A", "added": "2", "taken": "0"},
        {"code": "A", "added": "1", "taken": "1"},
    ]
    assert link(frozen, "A", refs[1:2], shown=refs[1:2], by=cast.quality_lead, at=at) == 2
    assert entries.count() == 2


def test_a_line_of_a_link_is_that_of_the_statement(cast, at, refs, frozen, built) -> None:
    link(frozen, "B", refs, by=cast.quality_lead, at=at)

    assert links_among([frozen])[frozen]["B"] == statements_in([built.outline.release.edition_ref])
    assert links_among([]) == {}


def test_only_leads_of_the_provider_link_and_only_what_is_of_the_framework(cast, at, refs, frozen) -> None:
    alien = [line.ref for line in statements_in([make_edition(cast, at=at, code="ALIEN").ref])]

    for who, chosen, code in (
        (cast.programme_manager, refs[:1], "not_a_scheme_writer"),
        (cast.quality_lead, alien[:1], "not_of_the_framework"),
        (cast.quality_lead, [uuid4()], "not_of_the_framework"),
    ):
        with pytest.raises(Refused) as refused:
            link(frozen, "A", chosen, by=who, at=at)
        assert refused.value.refusal.code == code
    for ref, own in ((uuid4(), number(frozen, "A")), (frozen, 0)):
        with pytest.raises(ObjectDoesNotExist):
            link_statements(ref, own, refs[:1], shown=(), by=cast.quality_lead, at=at)
    assert not CriterionStatement.objects.exists()
    row = CriterionStatement(criterion_id=number(frozen, "A"), statement_id=statement_id(refs[0]))
    row.save()
    row.pk = None
    with pytest.raises(IntegrityError), atomic():
        row.save()


def statement_id(ref):
    return CriterionStatement._meta.get_field("statement").related_model.objects.get(ref=ref).pk


def test_links_go_with_the_next_version_and_with_their_criterion(cast, at, refs, frozen) -> None:
    lead = cast.curriculum_lead
    link(frozen, "A", refs[:2], by=lead, at=at)
    link(frozen, "B", refs[2:3], by=lead, at=at)

    draft = make_scheme_draft(cast, at=at)
    assert {code: len(lines) for code, lines in links_among([draft])[draft].items()} == {"A": 2, "B": 1}
    remove_criterion(draft, number(draft, "A"), revision=0, by=lead, at=at)

    assert list(links_among([draft])[draft]) == ["B"]
    assert set(links_among([frozen, draft])[frozen]) == {"A", "B"}


def test_statements_that_no_criterion_judges_are_counted(cast, at, refs, frozen) -> None:
    link(frozen, "A", refs[:2], by=cast.quality_lead, at=at)

    [tally] = scheme_links(frozen, by=cast.coach).editions

    assert (tally.statements, len(tally.unlinked), tally.is_linked, tally.is_superseded) == (12, 10, True, False)


def test_links_stay_with_the_edition_they_were_made_for(cast, at, refs, frozen) -> None:
    new = make_next_edition(cast, at=at)
    assert [each.edition.ref for each in scheme_links(frozen, by=cast.coach).editions] == [new.ref]
    link(frozen, "A", refs[:2], by=cast.quality_lead, at=at)

    told = scheme_links(frozen, by=cast.quality_lead)
    page = linking_page(frozen, number(frozen, "A"), by=cast.quality_lead)
    old = linking_page(frozen, page.id, by=cast.quality_lead, edition=page.editions[1].ref)

    assert [(each.edition.ref == new.ref, each.is_linked, each.is_superseded) for each in told.editions] == [
        (True, False, False),
        (False, True, True),
    ]
    assert (page.edition.ref, page.elsewhere, sum(line.is_linked for line in page.shown)) == (new.ref, 2, 0)
    assert (old.elsewhere, [line.statement.ref for line in old.shown if line.is_linked]) == (0, refs[:2])
    fresh = statements_in([new.ref])[0].ref
    assert link(frozen, "A", [fresh], by=cast.quality_lead, at=at) == 3


def test_a_criterion_is_shown_with_the_statements_of_its_framework(cast, at, refs, frozen) -> None:
    page = linking_page(frozen, number(frozen, "A"), by=cast.inspector)

    assert [section.title for section in page.sections] == ["1. Part 1", "2. Part 2"]
    assert (page.criterion.code, page.name, page.refusal.code) == ("A", "NPQSL (2020)", "not_a_scheme_writer")
    assert linking_page(frozen, page.id, by=cast.quality_lead).refusal is None
    for own, edition in ((0, None), (page.id, uuid4())):
        with pytest.raises(ObjectDoesNotExist):
            linking_page(frozen, own, by=cast.quality_lead, edition=edition)


def test_a_qualification_without_a_framework_has_nothing_to_link(cast, at) -> None:
    draft = make_scheme_draft(cast, at=at, slug="npqh-2020")
    own = add_criterion(draft, criterion(), by=cast.quality_lead, at=at)

    page = linking_page(draft, own, by=cast.quality_lead)

    assert (page.edition, page.sections, page.elsewhere) == (None, (), 0)
    assert scheme_links(draft, by=cast.quality_lead).editions == ()


def test_a_statement_knows_by_what_it_is_judged(cast, at, refs, frozen) -> None:
    lead = cast.curriculum_lead
    link(frozen, "A", refs[:1], by=lead, at=at)
    link(frozen, "C", refs[:1], by=lead, at=at)
    make_scheme_draft(cast, at=at)

    seen = [(each.version, each.code) for each in judged_by(refs[0], by=lead)]

    assert seen == [(2, "A"), (2, "C"), (1, "A"), (1, "C")]
    [first, _] = judged_by(refs[0], by=cast.coach)
    assert (first.qualification, first.version, first.title) == ("NPQSL (2020)", 1, "Understanding the problem")
    assert judged_by(refs[1], by=lead) == ()


def test_versions_are_compared_with_their_links(cast, at, refs, frozen) -> None:
    lead = cast.curriculum_lead
    draft = make_scheme_draft(cast, at=at)
    assert not comparison_page(draft, by=lead).comparison.differs
    link(draft, "A", refs[:1], by=lead, at=at)
    add_criterion(draft, criterion("E"), by=lead, at=at)

    page = comparison_page(draft, by=lead)

    assert [(each.criterion.code, len(each.linked)) for each in page.comparison.criteria] == [("A", 1), ("E", 0)]
    assert (page.comparison.before.version, page.comparison.after.version) == (1, 2)
    assert comparison_page(frozen, by=lead).comparison is None
    assert comparison_page(frozen, by=lead, other=draft).comparison == page.comparison
    with pytest.raises(MarkScheme.DoesNotExist):
        comparison_page(draft, by=lead, other=uuid4())
    with pytest.raises(MarkScheme.DoesNotExist):
        comparison_page(frozen, by=cast.coach, other=draft)


def test_many_links_take_as_many_statements_as_few(cast, at, refs, frozen) -> None:
    lead = cast.curriculum_lead
    link(frozen, "A", refs[:1], by=lead, at=at)
    own = number(frozen, "A")
    draft = make_scheme_draft(cast, at=at)
    asked = (
        lambda: links_among([frozen]),
        lambda: scheme_links(frozen, by=lead),
        lambda: linking_page(frozen, own, by=lead),
        lambda: judged_by(refs[0], by=lead),
        lambda: comparison_page(draft, by=lead),
    )
    few = [statements_of(each) for each in asked]
    for code in "BCD":
        link(frozen, code, refs, by=lead, at=at)
        link(draft, code, refs[1:], by=lead, at=at)

    assert [statements_of(each) for each in asked] == few == [1, 5, 9, 1, 8]
    make_frozen(draft, cast, at=at)
    assert scheme_page(draft, by=lead).scheme.version == 2
