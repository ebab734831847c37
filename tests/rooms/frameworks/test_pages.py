"""Providers' pages: kept as what they are, linked to what is published, never published themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.frameworks.actions.pages import link_page, link_pages
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import discard_reading, settle_doubt
from goldenthread.frameworks.models import Edition, PageStatement
from goldenthread.frameworks.queries.pages import offer_page
from goldenthread.frameworks.queries.reviewing import readings, review_page
from goldenthread.frameworks.types import Kind, ReadingRef
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_framework, an_about, an_edition, read_pasted
from tests.makers.pages import as_page

pytestmark = pytest.mark.django_db
MADE = a_framework(sections=3, seed=3)
OTHER = a_framework(sections=1, seed=9)


def a_page(cast: Cast, at: datetime, **how: int) -> ReadingRef:
    return read_pasted(as_page(MADE, **how), about=an_about("PAGE"), by=cast.curriculum_lead, at=at)


def test_the_facts_of_the_programme_are_kept(cast: Cast, at: datetime) -> None:
    page = offer_page(a_page(cast, at), by=cast.curriculum_lead)

    assert [(one.name, one.made_of) for one in page.offer.delivery] == [
        ("blended", ("walks", "talks", "rest")), ("online", ()),
    ]  # fmt: skip
    assert (page.offer.events, page.offer.platform, page.offer.partners) == (6, "Slate", 1020)
    assert [(one.whose, one.items) for one in page.offer.benefits] == [("participants", ("A desk", "A lamp"))]
    assert page.areas == ("Leading Learning", "Shaping the Timetable")
    assert page.reading.is_page
    assert [line.is_page for line in readings(by=cast.curriculum_lead)] == [True]
    assert (page.edition, page.linked, page.linked_at) == (None, 0, at)


def test_its_whole_statements_are_linked_to_the_edition_that_it_has_most_of(cast: Cast, at: datetime) -> None:
    an_edition(cast, at=at, framework=OTHER, code="OTHER")
    edition = an_edition(cast, at=at, framework=MADE, code="MADE")

    page = offer_page(a_page(cast, at, cut=1, times=3), by=cast.curriculum_lead)

    assert page.edition is not None
    assert page.edition.ref == edition
    for section in page.sections:
        for item in section.items:
            linked = item.is_whole and not section.is_foreign
            assert (item.statement is not None) is linked, item.text
            if item.statement:
                assert (item.statement.text, item.is_exact) == (item.text, True)
                assert item.statement.edition == "MADE (2026)"
    assert any(section.is_foreign for section in page.sections)
    assert any(not item.is_whole for item in page.own)
    assert {item.kind for item in page.own} == {Kind.LEARN_THAT, Kind.STEM}
    assert page.linked == page.whole > 0


def test_a_page_is_linked_anew_when_an_edition_is_published_and_when_somebody_asks(cast: Cast, at: datetime) -> None:
    ref, gone = a_page(cast, at), a_page(cast, at)
    discard_reading(gone, why="Twice", by=cast.curriculum_lead, at=at)
    an_edition(cast, at=at, framework=MADE)
    later = at + timedelta(days=1)

    assert link_pages(at=later) == 1

    page = offer_page(ref, by=cast.curriculum_lead)
    assert (page.linked, page.linked_at) == (page.whole, later)
    assert offer_page(gone, by=cast.curriculum_lead).linked == 0
    Edition.objects.update(state="superseded", superseded_at=at)
    link_page(ref, by=cast.curriculum_lead, at=later)
    assert offer_page(ref, by=cast.curriculum_lead).linked == 0
    assert [entry.by for entry in AuditEntry.objects.filter(did="frameworks.link_page").order_by("pk")] == [
        "jobs", str(cast.curriculum_lead),
    ]  # fmt: skip


def test_it_is_never_published_whatever_was_settled(cast: Cast, at: datetime) -> None:
    ref = a_page(cast, at)
    for doubt in review_page(ref, by=cast.curriculum_lead).doubts:
        settle_doubt(doubt.ref, by=cast.curriculum_lead, at=at)

    with pytest.raises(Refused) as refused:
        publish_reading(ref, by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "provider_page"
    assert not Edition.objects.exists()


def test_nobody_else_sees_or_links_it(cast: Cast, at: datetime) -> None:
    ref = a_page(cast, at)

    with pytest.raises(ObjectDoesNotExist):
        offer_page(ref, by=cast.participant)
    with pytest.raises(ObjectDoesNotExist):
        link_page(ref, by=cast.participant, at=at)


def test_what_is_cut_or_foreign_cannot_be_linked_at_all(cast: Cast, at: datetime) -> None:
    an_edition(cast, at=at, framework=MADE)
    a_page(cast, at, cut=1)
    whole, cut = PageStatement.objects.filter(is_whole=True).first(), PageStatement.objects.filter(is_whole=False)

    with pytest.raises(IntegrityError, match="page_statement_linked_is_whole_and_own"), transaction.atomic():
        cut.update(statement=whole.statement)


def test_looking_and_linking_cost_the_same_for_few_and_for_many(cast: Cast, at: datetime) -> None:
    an_edition(cast, at=at, framework=MADE)
    few = read_pasted(as_page(OTHER), about=an_about("FEW"), by=cast.curriculum_lead, at=at)
    one = statements_of(lambda: offer_page(few, by=cast.curriculum_lead))
    linking = statements_of(lambda: link_page(few, by=cast.curriculum_lead, at=at))
    many = a_page(cast, at)

    assert one == statements_of(lambda: offer_page(many, by=cast.curriculum_lead)) == 5
    assert linking == statements_of(lambda: link_page(many, by=cast.curriculum_lead, at=at))
