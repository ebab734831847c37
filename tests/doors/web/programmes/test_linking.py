"""Versions of a mark scheme side by side, and the statements that criteria judge, in the browser."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.frameworks.queries.editions import statements_of as statements_in
from goldenthread.programmes.actions.linking import link_statements
from goldenthread.programmes.actions.writing import change_criterion, describe_scheme
from goldenthread.programmes.queries.linking import links_among
from goldenthread.programmes.queries.writing import scheme_page
from tests.doors.web.programmes.test_writing import at_scheme, enter, text
from tests.makers.counting import statements_of
from tests.makers.programmes import make_next_edition, make_release
from tests.makers.schemes import TERMS, criterion, make_frozen, make_scheme_draft


@pytest.fixture
def lead(client, cast):
    return enter(client, cast.curriculum_lead)


@pytest.fixture
def built(cast, at):
    return make_release(cast, at=at)


@pytest.fixture
def refs(built):
    return [line.ref for line in statements_in([built.outline.release.edition_ref])]


@pytest.fixture
def frozen(built):
    return built.scheme.ref


def first_of(ref, cast):
    return scheme_page(ref, by=cast.curriculum_lead).lines[0].id


def test_statements_are_ticked_for_a_criterion_of_a_frozen_scheme(lead, cast, refs, frozen) -> None:
    address = at_scheme("link_criterion", frozen, first_of(frozen, cast))
    shown = text(lead.get(address))
    assert "No mark rests on these links" in shown
    assert "1. Part 1: 0 of 6 chosen" in shown

    answer = lead.post(address, {"tick": [refs[0], refs[2], uuid4(), "x"]}, follow=True)

    page = text(answer)
    assert "Criterion A judges 2 statements." in page
    assert "Judges 2 statements" in page
    assert "10 of 12 statements of MADE (2020) are linked to no criterion." in page
    assert f'href="{reverse("frameworks:statement", args=[refs[0]])}"' in page
    lead.post(address, {"tick": [refs[1]], "was": [refs[0]]})
    assert [line.ref for line in links_among([frozen])[frozen]["A"]] == [refs[1], refs[2]]
    statement = text(lead.get(reverse("frameworks:statement", args=[refs[1]])))
    assert "Judged by" in statement
    assert "version 1</a>, NPQSL (2020): criterion A, Understanding the problem" in statement


def test_links_of_an_edition_that_was_superseded_say_so(lead, cast, at, refs, frozen) -> None:
    own = first_of(frozen, cast)
    link_statements(frozen, own, refs[:2], shown=(), by=cast.quality_lead, at=at)
    make_next_edition(cast, at=at)

    assert "links stay with the edition they were made for" in text(lead.get(at_scheme("scheme", frozen)))
    shown = text(lead.get(at_scheme("link_criterion", frozen, own)))
    assert "2 statements of another edition stay linked" in shown
    assert "Choose from MADE (2020) (superseded)" in shown
    assert lead.get(at_scheme("link_criterion", frozen, own), {"edition": "x"}).status_code == 404
    assert lead.get(at_scheme("link_criterion", frozen, own), {"edition": str(uuid4())}).status_code == 404


def test_a_framework_that_is_not_there_is_said(lead, cast, at) -> None:
    draft = make_scheme_draft(cast, at=at, slug="npqh-2020")
    make_frozen(draft, cast, at=at)

    assert "no framework for this qualification" in text(
        lead.get(at_scheme("link_criterion", draft, first_of(draft, cast)))
    )
    assert "No framework is published for this qualification" in text(lead.get(at_scheme("scheme", draft)))


def test_those_who_may_not_are_offered_no_ticking(client, cast, frozen) -> None:
    enter(client, cast.assessor)

    assert client.get(at_scheme("link_criterion", frozen, first_of(frozen, cast))).status_code == 404
    page = text(client.get(at_scheme("scheme", frozen)))
    assert "Choose the statements" not in page
    assert "No criterion is linked to a statement of MADE (2020) yet; it has 12 statements." in page


def test_two_versions_are_shown_side_by_side(lead, cast, at, refs, frozen) -> None:
    draft = make_scheme_draft(cast, at=at)
    assert "Nothing differs" in text(lead.get(at_scheme("compare_scheme", draft)))
    own = first_of(draft, cast)
    change_criterion(
        draft, own, criterion("A", title="Understanding the case"), revision=0, by=cast.quality_lead, at=at
    )
    describe_scheme(draft, TERMS, revision=0, by=cast.quality_lead, at=at)
    link_statements(draft, own, refs[:1], shown=(), by=cast.quality_lead, at=at)

    for shown in (
        text(lead.get(at_scheme("compare_scheme", draft))),
        text(lead.get(at_scheme("compare_scheme", frozen), {"with": str(draft)})),
    ):
        assert "From version 1 to version 2" in shown
        assert "Judges now:" in shown
        assert "problem</del>" in shown
        assert "case</ins>" in shown
    checked = text(lead.get(at_scheme("freeze_scheme", draft)))
    assert "What differs from version 1" in checked
    assert "case</ins>" in checked
    assert "There is no other version" in text(lead.get(at_scheme("compare_scheme", frozen)))
    assert lead.get(at_scheme("compare_scheme", draft), {"with": "x"}).status_code == 404
    make_frozen(draft, cast, at=at)
    third = make_scheme_draft(cast, at=at)
    assert "Version 1</option>" in text(lead.get(at_scheme("compare_scheme", third)))


def test_more_links_take_as_many_statements(lead, cast, at, refs, frozen) -> None:
    own = first_of(frozen, cast)
    pages = (at_scheme("scheme", frozen), at_scheme("link_criterion", frozen, own))
    pages = (*pages, reverse("frameworks:statement", args=[refs[0]]))
    link_statements(frozen, own, refs[:1], shown=(), by=cast.quality_lead, at=at)
    few = [statements_of(lambda page=page: lead.get(page)) for page in pages]
    link_statements(frozen, own, refs[1:], shown=(), by=cast.quality_lead, at=at)

    assert [statements_of(lambda page=page: lead.get(page)) for page in pages] == few
