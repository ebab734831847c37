"""Lost hyphens under review: taken or left by name, in nobody's way."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.frameworks.actions.correcting import correct_item, restore_item
from goldenthread.frameworks.actions.reviewing import discard_reading
from goldenthread.frameworks.actions.suggesting import leave_suggestion, take_suggestion
from goldenthread.frameworks.models import ReadingSuggestion
from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.queries.reviewing import item_view, review_page
from goldenthread.frameworks.queries.suggesting import reading_of_suggestion
from goldenthread.frameworks.types import Correction, ItemState, ItemView, ReadingRef
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.frameworks import a_framework, an_about, as_markdown, publish_whole, read_pasted

pytestmark = pytest.mark.django_db


def a_reading_with_lost_hyphens(cast: Cast, at: datetime) -> ReadingRef:
    """Two of its words lost their hyphens."""
    text = as_markdown(a_framework(sections=2, seed=1)).replace(
        "1. ", "1. Well-made and wellmade, with expert-led and expertled. "
    )
    return read_pasted(text, about=an_about(), by=cast.curriculum_lead, at=at)


def first(ref: ReadingRef, cast: Cast) -> ItemView:
    return review_page(ref, by=cast.curriculum_lead).suggested[0]


def test_what_is_taken_is_a_correction_by_name_and_settles_nothing_else(cast: Cast, at: datetime) -> None:
    ref = a_reading_with_lost_hyphens(cast, at)
    item = first(ref, cast)
    one, two = item.open_suggestions

    take_suggestion(one.ref, by=cast.curriculum_lead, at=at)
    take_suggestion(one.ref, by=cast.curriculum_lead, at=at)

    _, after, _, _ = item_view(item.ref, by=cast.curriculum_lead)
    assert after.text == item.text.replace(" wellmade", " well-made")
    assert (after.version, after.state, after.was_changed) == (item.version + 1, ItemState.WAITING, True)
    assert [(s.is_open, s.is_taken, bool(s.decided_by)) for s in after.suggestions] == [
        (False, True, True), (True, False, False),
    ]  # fmt: skip
    assert after.open_suggestions[0].ref == two.ref
    entry = AuditEntry.objects.get(did="frameworks.take_suggestion")
    assert (entry.to, entry.by) == (str(ref), str(cast.curriculum_lead))
    assert reading_of_suggestion(one.ref, by=cast.curriculum_lead) == ref


def test_what_is_left_stays_as_it_was_read(cast: Cast, at: datetime) -> None:
    ref = a_reading_with_lost_hyphens(cast, at)
    item = first(ref, cast)

    leave_suggestion(item.suggestions[0].ref, by=cast.curriculum_lead, at=at)
    leave_suggestion(item.suggestions[0].ref, by=cast.curriculum_lead, at=at)
    take_suggestion(item.suggestions[0].ref, by=cast.curriculum_lead, at=at)

    _, after, _, _ = item_view(item.ref, by=cast.curriculum_lead)
    assert (after.text, after.version) == (item.text, item.version)
    assert not after.suggestions[0].is_taken
    assert AuditEntry.objects.filter(did="frameworks.leave_suggestion").count() == 1


def test_suggestions_stand_in_no_ones_way(cast: Cast, at: datetime) -> None:
    ref = a_reading_with_lost_hyphens(cast, at)
    words = first(ref, cast).text

    edition = publish_whole(ref, by=cast.curriculum_lead, at=at)

    assert words in {line.text for line in edition_outline(edition, by=cast.curriculum_lead).statements}


def test_a_word_that_was_corrected_meanwhile_is_said_and_restoring_offers_it_again(cast: Cast, at: datetime) -> None:
    ref = a_reading_with_lost_hyphens(cast, at)
    item = first(ref, cast)
    correction = Correction("Quite other words.", item.kind, item.number, item.section)
    correct_item(item.ref, correction, version=item.version, by=cast.curriculum_lead, at=at)

    with pytest.raises(Refused, match="stands there no longer"):
        take_suggestion(item.suggestions[0].ref, by=cast.curriculum_lead, at=at)
    leave_suggestion(item.suggestions[0].ref, by=cast.curriculum_lead, at=at)
    restore_item(item.ref, version=item.version + 1, by=cast.curriculum_lead, at=at)

    assert len(first(ref, cast).open_suggestions) == 2
    ReadingSuggestion.objects.get(ref=item.suggestions[0].ref).item.__class__.objects.filter(ref=item.ref).update(
        is_out=True, merged_into=ReadingSuggestion.objects.exclude(item__ref=item.ref)[0].item
    )
    with pytest.raises(Refused, match="stands there no longer"):
        take_suggestion(item.suggestions[0].ref, by=cast.curriculum_lead, at=at)


def test_nobody_decides_outside_a_review(cast: Cast, at: datetime) -> None:
    ref = a_reading_with_lost_hyphens(cast, at)
    one = first(ref, cast).suggestions[0].ref

    for deed in (take_suggestion, leave_suggestion):
        with pytest.raises(ObjectDoesNotExist):
            deed(one, by=cast.participant, at=at)
    discard_reading(ref, why="Twice", by=cast.curriculum_lead, at=at)
    for deed in (take_suggestion, leave_suggestion):
        with pytest.raises(Refused, match="not under review"):
            deed(one, by=cast.curriculum_lead, at=at)
