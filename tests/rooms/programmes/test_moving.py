"""A programme is told of a new edition, and moves over in one reviewed step."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.types import Change, Kind
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.actions.moving import move_release
from goldenthread.programmes.actions.publishing import publish_release, retire_release
from goldenthread.programmes.models import Component, ComponentStatement, Release
from goldenthread.programmes.queries.building import programmes, release_page
from goldenthread.programmes.queries.coverage import coverage_page
from goldenthread.programmes.queries.moving import edition_news, moving_page, news_of
from goldenthread.programmes.queries.releases import release_line
from goldenthread.programmes.types import ReleaseState
from tests.makers.counting import statements_of
from tests.makers.programmes import ADDED, make_next_edition, make_release


def settled(page):
    """Every question answered: the reworded go over, the removed go to what was added."""
    return {q.old.ref: q.new.ref if q.new else q.choices[-1].ref for q in page.questions}


@pytest.fixture
def made(cast, at):
    return make_release(cast, at=at)


@pytest.fixture
def later(cast, at, made):
    assert made
    return make_next_edition(cast, at=at)


def ties_of(release) -> set[tuple[str, str, str]]:
    rows = ComponentStatement.objects.filter(component__module__release__ref=release)
    return set(rows.values_list("component__title", "statement__text", "use"))


def test_a_programme_is_told_what_a_new_edition_changes_for_it(cast, at, made) -> None:
    assert edition_news(by=cast.curriculum_lead) == ()

    later = make_next_edition(cast, at=at)

    (news,) = edition_news(by=cast.curriculum_lead)
    assert (news.release.ref, news.edition, news.edition_ref) == (made.release, later.name, later.ref)
    assert (news.changed, news.added) == (2, 1)
    line = release_line(made.release, by=cast.curriculum_lead)
    assert news_of(line, by=cast.curriculum_lead) == news
    assert edition_news(by=cast.programme_manager) == edition_news(by=cast.outsider) == ()
    assert statements_of(lambda: edition_news(by=cast.curriculum_lead)) == 5


def test_the_review_shows_every_tie_and_asks_only_what_needs_a_person(cast, made, later) -> None:
    page = moving_page(made.release, by=cast.curriculum_lead)

    assert page.refusal is None
    assert (page.edition, page.edition_ref) == (later.name, later.ref)
    assert [(q.change, q.old.number) for q in page.questions] == [(Change.REWORDED, 1), (Change.REMOVED, 2)]
    assert any(run.words == "always" for run in page.questions[0].runs)
    assert made.component("Event 1").title in page.questions[0].components
    assert [line.text for line in page.added] == [ADDED]
    assert page.ties == sum(len(move.carried) for move in page.moves)
    assert page.plain == page.ties - sum(len(q.components) for q in page.questions)
    assert statements_of(lambda: moving_page(made.release, by=cast.curriculum_lead)) == 8


def test_a_new_practice_is_not_among_what_is_to_be_taught(cast, at, made) -> None:
    make_next_edition(cast, at=at, practice="Spending in the open.")

    page = moving_page(made.release, by=cast.curriculum_lead)

    assert [line.text for line in page.added] == [ADDED]
    assert [line.text for line in page.beside] == ["Spending in the open."]
    assert edition_news(by=cast.curriculum_lead)[0].added == 1
    draft = move_release(made.release, settled(page), edition=page.edition_ref, by=cast.curriculum_lead, at=at)
    cover = coverage_page(draft, by=cast.curriculum_lead)
    assert len(cover.coverage.rows) == 12
    assert cover.aside == "Beside these, 1 practice goes with the stem it stands under and is not counted."


def test_moving_makes_a_draft_on_the_new_edition_and_leaves_the_release(cast, at, made, later) -> None:
    before, page = ties_of(made.release), moving_page(made.release, by=cast.curriculum_lead)
    rows = list(Component.objects.filter(module__release__ref=made.release).order_by("pk").values())

    draft = move_release(made.release, settled(page), edition=later.ref, by=cast.curriculum_lead, at=at)

    line = release_line(draft, by=cast.curriculum_lead)
    assert (line.number, line.state, line.edition_ref) == (2, ReleaseState.DRAFT, later.ref)
    texts = {"Leaders know thing 1.1.": "Leaders always know thing 1.1.", "Leaders know thing 1.2.": ADDED}
    assert ties_of(draft) == {(title, texts.get(text, text), use) for title, text, use in before}
    assert ties_of(made.release) == before
    assert list(Component.objects.filter(module__release__ref=made.release).order_by("pk").values()) == rows
    assert release_line(made.release, by=cast.coach).edition_ref != later.ref
    rows_now = coverage_page(draft, by=cast.curriculum_lead).coverage.rows
    kinds = [one for one in edition_outline(later.ref, by=cast.coach).statements if one.kind is not Kind.PRACTICE]
    assert len(rows_now) == len(kinds)
    entry = AuditEntry.objects.get(did="programmes.move_release")
    assert (entry.to, entry.facts["source"], entry.facts["ties"]) == (str(draft), str(made.release), str(len(before)))
    assert edition_news(by=cast.curriculum_lead) == ()
    assert programmes(by=cast.curriculum_lead)[0].edition == later.name
    assert {lack.code for lack in release_page(draft, by=cast.curriculum_lead).blocks} == set()
    publish_release(draft, by=cast.curriculum_lead, at=at)


def test_a_draft_moves_itself(cast, at, made, later) -> None:
    draft = draft_from(made.release, by=cast.curriculum_lead, at=at)
    (news,) = edition_news(by=cast.curriculum_lead)
    assert news.release.ref == draft
    page = moving_page(draft, by=cast.curriculum_lead)
    components = set(Component.objects.filter(module__release__ref=draft).values_list("ref", flat=True))
    assert moving_page(made.release, by=cast.curriculum_lead).refusal.code == "draft_open"

    moved = move_release(draft, dict.fromkeys(settled(page)), edition=later.ref, by=cast.curriculum_lead, at=at)

    assert moved == draft
    assert Release.objects.count() == 2
    assert set(Component.objects.filter(module__release__ref=draft).values_list("ref", flat=True)) == components
    assert not any("thing 1.1." in text or "thing 1.2." in text for _, text, _ in ties_of(draft))
    assert release_line(draft, by=cast.curriculum_lead).edition_ref == later.ref


def test_nothing_moves_where_it_may_not(cast, at, made, later) -> None:
    page = moving_page(made.release, by=cast.curriculum_lead)
    decisions, held = settled(page), list(ComponentStatement.objects.order_by("pk").values())

    tries = [
        ("undecided", {}, later.ref, cast.curriculum_lead),
        ("not_a_designer", decisions, later.ref, cast.programme_manager),
        ("later_edition", decisions, uuid4(), cast.curriculum_lead),
    ]
    for code, said, edition, actor in tries:
        with pytest.raises(Refused) as refused:
            move_release(made.release, said, edition=edition, by=actor, at=at)
        assert refused.value.refusal.code == code
    with pytest.raises(Release.DoesNotExist):
        move_release(made.release, decisions, edition=later.ref, by=cast.participant, at=at)
    retire_release(made.release, why="No more cohorts.", by=cast.curriculum_lead, at=at)
    with pytest.raises(Refused, match="is retired"):
        move_release(made.release, decisions, edition=later.ref, by=cast.curriculum_lead, at=at)

    assert list(ComponentStatement.objects.order_by("pk").values()) == held
    assert Release.objects.count() == 1
    assert edition_news(by=cast.curriculum_lead) == ()


def test_there_is_nothing_to_move_to_where_the_edition_is_in_force(cast, at, made) -> None:
    page = moving_page(made.release, by=cast.curriculum_lead)

    assert (page.refusal.code, page.edition, page.questions, page.moves) == ("edition_in_force", "", (), ())
    with pytest.raises(Refused, match="edition in force"):
        move_release(made.release, {}, edition=uuid4(), by=cast.curriculum_lead, at=at)


def test_moving_takes_the_same_number_of_statements_for_every_release(cast, at, made) -> None:
    other = make_release(cast, at=at, title="Another programme")
    ComponentStatement.objects.filter(component__module__release__ref=other.release).exclude(
        statement__number=3
    ).delete()
    later = make_next_edition(cast, at=at)
    sent = []
    for release in (made.release, other.release):
        page = moving_page(release, by=cast.curriculum_lead)
        move = lambda r=release, p=page: move_release(  # noqa: E731  counted below
            r, settled(p), edition=later.ref, by=cast.curriculum_lead, at=at
        )
        sent.append(statements_of(move))

    assert sent[0] == sent[1] <= 25
