"""From a reading to an edition: what arrives, what is refused, what is superseded."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.frameworks.actions.correcting import correct_item
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import accept_clear
from goldenthread.frameworks.models import Edition, Framework, Reading, Statement
from goldenthread.frameworks.queries.editions import (
    edition_in_force,
    edition_line,
    edition_outline,
    frameworks,
    published_editions,
    statement_page,
    statements_by_ref,
    statements_of,
)
from goldenthread.frameworks.queries.publishing import publish_page
from goldenthread.frameworks.queries.reviewing import readings, review_page
from goldenthread.frameworks.types import Correction, EditionState, Kind
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import NoSuchStep, Refused
from tests.makers.cast import Cast
from tests.makers.counting import statements_of as statements_sent
from tests.makers.frameworks import (
    a_framework,
    a_reading,
    an_about,
    an_edition,
    as_markdown,
    as_woven_text,
    publish_whole,
    read_pasted,
)

pytestmark = pytest.mark.django_db


def test_a_reviewed_reading_becomes_an_edition_with_every_statement(cast: Cast, at: datetime) -> None:
    made = a_framework(sections=3, seed=2)
    ref = read_pasted(as_woven_text(made), about=an_about(), by=cast.curriculum_lead, at=at)

    edition = publish_whole(ref, by=cast.curriculum_lead, at=at)

    outline = edition_outline(edition, by=cast.participant)
    assert [(s.number, s.title) for s in outline.sections] == [(s.number, s.title) for s in made.sections]
    assert [tuple(line.text for line in s.learn_that) for s in outline.sections] == [
        s.learn_that for s in made.sections
    ]
    assert [
        tuple((stem.text, tuple(b.text for b in bullets)) for stem, bullets in s.learn_how_to) for s in outline.sections
    ] == [s.stems for s in made.sections]
    assert outline.edition.licence == "Open Government Licence v3.0"
    assert outline.edition.name == "MADE (2026)"
    assert outline.edition.learn_that == sum(len(s.learn_that) for s in made.sections)
    assert AuditEntry.objects.filter(did="frameworks.publish", to=str(edition)).count() == 1
    assert NoticeRow.objects.get(kind="frameworks.published").facts == {"edition": str(edition)}
    assert Reading.objects.get(ref=ref).state == "published"
    assert readings(by=cast.curriculum_lead) == ()


def test_codes_say_where_a_statement_stands(cast: Cast, at: datetime) -> None:
    outline = edition_outline(an_edition(cast, at=at), by=cast.curriculum_lead)

    first = outline.sections[0]

    assert first.learn_that[1].code == "MADE.1.LT.2"
    assert first.learn_that[1].label == "Learn that 1.2"
    stem, bullets = first.learn_how_to[1]
    assert stem.code == "MADE.1.HT.2"
    assert bullets[0].code == "MADE.1.HT.2.1"
    assert bullets[0].stem == stem.ref
    assert bullets[0].stem_text == stem.text


def test_publishing_takes_the_same_number_of_statements_for_a_long_framework(cast: Cast, at: datetime) -> None:
    refs = [
        a_reading(cast, at=at, framework=a_framework(sections=n, seed=1), code=c) for n, c in ((2, "ONE"), (8, "TWO"))
    ]
    for ref in refs:
        accept_clear(ref, by=cast.curriculum_lead, at=at)

    few, many = (statements_sent(lambda ref=ref: publish_reading(ref, by=cast.curriculum_lead, at=at)) for ref in refs)

    assert few == many <= 26


def test_nothing_is_published_while_items_wait_or_doubts_are_open(cast: Cast, at: datetime) -> None:
    text = as_markdown(a_framework(sections=1)).replace("2. ", "3. ", 1)
    ref = read_pasted(text, about=an_about(), by=cast.curriculum_lead, at=at)

    with pytest.raises(Refused) as refused:
        publish_reading(ref, by=cast.curriculum_lead, at=at)

    assert refused.value.refusal.code == "not_ready"
    assert "doubts that nobody has settled" in refused.value.refusal.says
    assert "not been accepted yet" in refused.value.refusal.says
    assert not Edition.objects.exists()
    assert not Framework.objects.exists()
    assert review_page(ref, by=cast.curriculum_lead).why_not_publish != ()


def test_two_statements_of_one_number_are_not_published(cast: Cast, at: datetime) -> None:
    ref = a_reading(cast, at=at)
    accept_clear(ref, by=cast.curriculum_lead, at=at)
    first, second = review_page(ref, by=cast.curriculum_lead).items[:2]
    correct_item(
        second.ref, Correction(second.text, Kind.LEARN_THAT, first.number, 1), version=second.version,
        by=cast.curriculum_lead, at=at,
    )  # fmt: skip

    with pytest.raises(Refused, match="2 statements with the number 1"):
        publish_reading(ref, by=cast.curriculum_lead, at=at)


def test_an_edition_published_meanwhile_is_seen_before_its_place_is_taken(cast: Cast, at: datetime) -> None:
    lead = cast.curriculum_lead
    first, second = (a_reading(cast, at=at) for _ in range(2))
    accept_clear(second, by=lead, at=at)
    old = publish_page(second, by=lead)
    assert old.in_force is None
    edition = publish_whole(first, by=lead, at=at)

    with pytest.raises(Refused) as refused:
        publish_reading(second, by=lead, at=at, shown=old.mark)

    assert refused.value.refusal.code == "changed_meanwhile"
    assert [row.ref for row in Edition.objects.all()] == [edition]
    now = publish_page(second, by=lead)
    assert now.in_force is not None
    assert now.in_force.ref == edition
    publish_reading(second, by=lead, at=at, shown=now.mark)
    assert Edition.objects.count() == 2


def test_a_reading_is_published_once(cast: Cast, at: datetime) -> None:
    ref = a_reading(cast, at=at)
    publish_whole(ref, by=cast.curriculum_lead, at=at)

    with pytest.raises(NoSuchStep):
        publish_reading(ref, by=cast.curriculum_lead, at=at)

    assert Edition.objects.count() == 1


def test_a_later_edition_supersedes_the_one_in_force_and_leaves_it_readable(cast: Cast, at: datetime) -> None:
    first = an_edition(cast, at=at, year=2026)

    second = an_edition(cast, at=at + timedelta(days=1), year=2027)

    assert [line.ref for line in published_editions(by=cast.participant)] == [second]
    assert edition_line(first, by=cast.participant).state is EditionState.SUPERSEDED
    assert [e.label for f in frameworks(by=cast.participant) for e in f.editions] == ["2027", "2026"]
    assert edition_in_force("MADE").ref == second
    assert edition_in_force("NONE") is None


@pytest.mark.parametrize("who", ["programme_manager", "coach", "participant", "headteacher", "inspector", "outsider"])
def test_only_a_curriculum_lead_publishes(cast: Cast, at: datetime, who: str) -> None:
    ref = a_reading(cast, at=at)
    accept_clear(ref, by=cast.curriculum_lead, at=at)

    with pytest.raises(ObjectDoesNotExist):
        publish_reading(ref, by=getattr(cast, who), at=at)

    assert not Edition.objects.exists()


def test_reads_take_the_same_number_of_statements_for_one_and_for_many(cast: Cast, at: datetime) -> None:
    small = an_edition(cast, at=at, framework=a_framework(sections=1), code="SMALL")
    large = an_edition(cast, at=at, framework=a_framework(sections=6), code="LARGE")
    by = cast.participant

    assert (
        statements_sent(lambda: edition_outline(small, by=by))
        == statements_sent(lambda: edition_outline(large, by=by))
        == 4
    )
    assert statements_sent(lambda: frameworks(by=by)) == statements_sent(lambda: published_editions(by=by)) == 1
    refs = list(Statement.objects.values_list("ref", flat=True))
    assert statements_sent(lambda: statements_by_ref(refs[:1])) == statements_sent(lambda: statements_by_ref(refs)) == 1
    assert len(statements_by_ref(refs)) == len(refs) == len(statements_of([small, large]))
    assert statements_sent(lambda: statement_page(refs[0], by=by)) == 5


def test_a_statement_knows_its_neighbours_and_bullets(cast: Cast, at: datetime) -> None:
    outline = edition_outline(an_edition(cast, at=at), by=cast.participant)
    stem, bullets = outline.sections[0].learn_how_to[0]

    page = statement_page(stem.ref, by=cast.participant)

    assert page.bullets == bullets
    assert page.after == bullets[0]
    assert page.before == outline.sections[0].learn_that[-1]
    assert page.edition.ref == outline.edition.ref
    assert statement_page(outline.statements[0].ref, by=cast.participant).before is None
