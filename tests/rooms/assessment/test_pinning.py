"""Comments at passages: a marker's own until both are in, then the moderator's, and in part the participant's."""

from __future__ import annotations

from dataclasses import asdict, replace
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.banking import keep_in_bank, take_from_bank
from goldenthread.assessment.actions.marking import finish_marking, save_draft
from goldenthread.assessment.actions.pinning import (
    change_pin,
    leave_comment,
    pin_comment,
    take_away_pin,
    take_banked,
)
from goldenthread.assessment.models import BankComment, Marking, OverwrittenDraft, PinnedComment
from goldenthread.assessment.queries.banking import bank_page
from goldenthread.assessment.queries.marking import marking_page
from goldenthread.assessment.queries.moderating import comparison_page
from goldenthread.assessment.queries.releasing import result_page
from goldenthread.assessment.types.marking import Kept, Mark, MarkSheet, Seen
from goldenthread.assessment.types.pinning import Audience, NewBankComment, NewPin, Unpinned
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, full_sheet, mark_both, seat_of, settle_and_release
from tests.makers.counting import statements_of

NOTE = NewPin(1, "Ask who decides.", "the brief", audience=Audience.MODERATOR)


def test_a_comment_is_its_marker_s_until_both_are_in_and_then_goes_where_it_is_meant(
    cast, planned, seated, scheme
) -> None:
    mine, other = seat_of(seated, cast.assessor), seat_of(seated, cast.second_assessor)
    code = scheme.criteria[0].code
    pin_comment(mine, NewPin(1, " Clear. ", code=code), MarkSheet(), by=cast.assessor, at=AFTER)
    pin_comment(mine, NOTE, full_sheet(scheme), by=cast.assessor, at=AFTER)

    page = marking_page(mine, by=cast.assessor, at=AFTER)
    assert [(p.number, p.words, p.code, p.passage.quote) for p in page.pins] == [
        (1, "Clear.", code, "Our answer to the brief."),
        (2, "Ask who decides.", "", "the brief"),
    ]
    assert page.sheet == full_sheet(scheme)
    assert marking_page(other, by=cast.second_assessor, at=AFTER).pins == ()
    finish_marking(mine, page.sheet, by=cast.assessor, at=AFTER)
    assert comparison_page(seated, by=cast.moderator).pins == ()

    finish_marking(other, full_sheet(scheme), by=cast.second_assessor, at=AFTER)
    both = comparison_page(seated, by=cast.moderator)
    assert [(p.seat, p.words) for p in both.pins] == [(1, "Clear."), (1, "Ask who decides.")]
    assert "Parveen" not in str(asdict(both))
    settle_and_release(cast, planned, seated, at=AFTER)
    told = result_page(seated, by=cast.participant)
    assert [p.words for p in told.pins] == ["Clear."]
    assert told.lines[0].stretches[0].is_marked


def test_a_comment_is_changed_and_taken_away_until_the_marking_is_finished(cast, seated, scheme) -> None:
    seat = seat_of(seated, cast.assessor)
    first = pin_comment(seat, NOTE, MarkSheet(), by=cast.assessor, at=AFTER)
    second = pin_comment(seat, NewPin(1, "Better."), MarkSheet(), by=cast.assessor, at=AFTER, instead_of=first)
    third = pin_comment(seat, NOTE, full_sheet(scheme), by=cast.assessor, at=AFTER)
    take_away_pin(seat, third, full_sheet(scheme), by=cast.assessor, at=AFTER)

    assert [p.ref for p in marking_page(seat, by=cast.assessor, at=AFTER).pins] == [second]
    assert PinnedComment.objects.count() == 3
    with pytest.raises(PinnedComment.DoesNotExist):
        take_away_pin(seat, first, MarkSheet(), by=cast.assessor, at=AFTER)
    finish_marking(seat, full_sheet(scheme), by=cast.assessor, at=AFTER)
    for attempt in (
        lambda: pin_comment(seat, NOTE, MarkSheet(), by=cast.assessor, at=AFTER),
        lambda: take_away_pin(seat, second, MarkSheet(), by=cast.assessor, at=AFTER),
    ):
        with pytest.raises(Refused):
            attempt()
    assert PinnedComment.objects.standing().count() == 1


@pytest.mark.parametrize("name", ["second_assessor", "moderator", "participant", "outsider"])
def test_nobody_pins_at_another_s_seat(cast, seated, name: str) -> None:
    seat, who = seat_of(seated, cast.assessor), getattr(cast, name)
    pin = pin_comment(seat, NOTE, MarkSheet(), by=cast.assessor, at=AFTER)

    for attempt in (
        lambda: pin_comment(seat, NOTE, MarkSheet(), by=who, at=AFTER),
        lambda: take_away_pin(seat, pin, MarkSheet(), by=who, at=AFTER),
        lambda: change_pin(seat, pin, MarkSheet(), by=who, at=AFTER),
        lambda: take_banked(seat, uuid4(), MarkSheet(), by=who, at=AFTER),
        lambda: leave_comment(seat, by=who, at=AFTER),
    ):
        with pytest.raises(ObjectDoesNotExist):
            attempt()
    assert PinnedComment.objects.standing().count() == 1


def test_a_comment_that_cannot_be_pinned_keeps_nothing(cast, seated) -> None:
    with pytest.raises(Refused):
        pin_comment(seat_of(seated, cast.assessor), NewPin(1, ""), MarkSheet(), by=cast.assessor, at=AFTER)

    assert PinnedComment.objects.count() == 0


def test_two_tabs_lose_nothing_and_what_was_overwritten_is_kept(cast, seated, scheme) -> None:
    seat, code = seat_of(seated, cast.assessor), scheme.criteria[0].code
    nothing = Seen(0, MarkSheet())
    one = MarkSheet({code: Mark(2, "From one tab")})
    other = MarkSheet({}, "From the other")

    assert save_draft(seat, one, by=cast.assessor, at=AFTER, seen=nothing) == Kept(1, is_mixed=False)
    assert save_draft(seat, other, by=cast.assessor, at=AFTER, seen=nothing) == Kept(2, is_mixed=True)
    page = marking_page(seat, by=cast.assessor, at=AFTER)
    assert (page.sheet, page.draft, page.earlier) == (MarkSheet(one.marks, "From the other"), 2, ())
    save_draft(seat, MarkSheet({code: Mark(3, "Another")}), by=cast.assessor, at=AFTER)

    (kept,) = marking_page(seat, by=cast.assessor, at=AFTER).earlier
    assert (kept.marks, kept.comment) == (((code, "2", "From one tab"),), "From the other")
    assert OverwrittenDraft.objects.get().as_sheet() == page.sheet
    assert marking_page(seat_of(seated, cast.second_assessor), by=cast.second_assessor, at=AFTER).earlier == ()


def test_a_comment_that_is_not_pinned_is_kept_and_nothing_is_finished_past_it(cast, seated, scheme) -> None:
    seat, full = seat_of(seated, cast.assessor), full_sheet(scheme)
    typed = Unpinned("Ask who decides.", paragraph="99", quote="the brief", audience="moderator")
    save_draft(seat, replace(full, unpinned=typed), by=cast.assessor, at=AFTER)

    page = marking_page(seat, by=cast.assessor, at=AFTER)
    assert (page.sheet.unpinned, page.is_unpinned) == (typed, True)
    with pytest.raises(Refused) as refused:
        finish_marking(seat, page.sheet, by=cast.assessor, at=AFTER, seen=1)
    assert refused.value.refusal.code == "comment_not_pinned"
    assert not Marking.objects.exists()
    leave_comment(seat, by=cast.assessor, at=AFTER)

    page = marking_page(seat, by=cast.assessor, at=AFTER)
    assert (page.sheet, page.is_unpinned) == (full, False)
    assert [each.unpinned for each in page.earlier] == [typed]
    finish_marking(seat, page.sheet, by=cast.assessor, at=AFTER, seen=page.draft)
    assert not marking_page(seat, by=cast.assessor, at=AFTER).is_unpinned


def test_pinning_empties_the_fields_and_leaves_nothing_behind(cast, seated, scheme) -> None:
    seat, full = seat_of(seated, cast.assessor), full_sheet(scheme)
    half = replace(full, unpinned=Unpinned("Ask who", paragraph="1"))
    save_draft(seat, half, by=cast.assessor, at=AFTER)
    save_draft(seat, replace(full, unpinned=Unpinned("Ask who decides.")), by=cast.assessor, at=AFTER)

    pin_comment(seat, NOTE, replace(full, unpinned=Unpinned("Ask who decides.")), by=cast.assessor, at=AFTER)
    page = marking_page(seat, by=cast.assessor, at=AFTER)
    assert (page.sheet, page.is_unpinned, page.earlier) == (full, False, ())
    # A save that was on its way when the comment was pinned brings it back into the fields: it is pinned all the same.
    late = Unpinned("Ask who decides.", paragraph="1", quote="the brief", audience="moderator")
    save_draft(seat, replace(full, unpinned=late), by=cast.assessor, at=AFTER, seen=Seen(2, full))
    assert not marking_page(seat, by=cast.assessor, at=AFTER).is_unpinned


def test_what_another_tab_typed_stays_when_this_one_pins(cast, seated) -> None:
    seat, other = seat_of(seated, cast.assessor), Unpinned("From the other tab")
    save_draft(seat, MarkSheet(unpinned=other), by=cast.assessor, at=AFTER)

    pin_comment(seat, NOTE, MarkSheet(), by=cast.assessor, at=AFTER, seen=Seen(0, MarkSheet()))

    assert marking_page(seat, by=cast.assessor, at=AFTER).sheet.unpinned == other


def test_a_pinned_comment_comes_into_the_fields_where_nothing_else_waits_there(cast, seated) -> None:
    seat = seat_of(seated, cast.assessor)
    pin = pin_comment(seat, NOTE, MarkSheet(), by=cast.assessor, at=AFTER)
    with pytest.raises(Refused) as refused:
        change_pin(seat, pin, MarkSheet(unpinned=Unpinned("Half a")), by=cast.assessor, at=AFTER)
    assert refused.value.refusal.code == "comment_not_pinned"
    with pytest.raises(PinnedComment.DoesNotExist):
        change_pin(seat, uuid4(), MarkSheet(), by=cast.assessor, at=AFTER)

    change_pin(seat, pin, MarkSheet(), by=cast.assessor, at=AFTER)

    page = marking_page(seat, by=cast.assessor, at=AFTER)
    assert page.sheet.unpinned == Unpinned(
        "Ask who decides.", "1", "the brief", "14", "", "moderator", instead_of=str(pin)
    )
    assert not page.is_unpinned
    take_away_pin(seat, pin, page.sheet, by=cast.assessor, at=AFTER)
    assert marking_page(seat, by=cast.assessor, at=AFTER).is_unpinned
    again = pin_comment(seat, NOTE, page.sheet, by=cast.assessor, at=AFTER, instead_of=pin)
    assert [each.ref for each in marking_page(seat, by=cast.assessor, at=AFTER).pins] == [again]


def test_a_comment_of_the_bank_is_added_to_what_is_typed(cast, seated, scheme) -> None:
    seat, code = seat_of(seated, cast.assessor), scheme.criteria[0].code
    line = keep_in_bank(NewBankComment(scheme.ref, "Say more.", code), by=cast.assessor, at=AFTER)
    draft = MarkSheet(unpinned=Unpinned("Here. ", paragraph="1"))
    with pytest.raises(BankComment.DoesNotExist):
        take_banked(seat, uuid4(), draft, by=cast.assessor, at=AFTER)

    take_banked(seat, line, draft, by=cast.assessor, at=AFTER)

    typed = marking_page(seat, by=cast.assessor, at=AFTER).sheet.unpinned
    assert typed == Unpinned("Here. Say more.", paragraph="1", code=code, banked=str(line))
    leave_comment(seat, draft=MarkSheet(unpinned=Unpinned("Another")), by=cast.assessor, at=AFTER)
    page = marking_page(seat, by=cast.assessor, at=AFTER)
    assert page.sheet == MarkSheet()
    assert [each.unpinned.words for each in page.earlier] == ["Another", "Here. Say more."]


def test_the_bank_is_one_s_own_and_what_the_quality_lead_shares(cast, seated, scheme) -> None:
    code = scheme.criteria[0].code
    own = keep_in_bank(NewBankComment(scheme.ref, "Say more.", code), by=cast.assessor, at=AFTER)
    shared = keep_in_bank(NewBankComment(scheme.ref, "Name a source.", is_shared=True), by=cast.quality_lead, at=AFTER)
    seat = seat_of(seated, cast.assessor)
    pin_comment(seat, NewPin(1, "Name a source here.", banked=shared), MarkSheet(), by=cast.assessor, at=AFTER)

    (mine,) = bank_page(by=cast.assessor).schemes
    assert [(line.ref, line.used, line.is_own, line.is_shared) for line in mine.lines] == [
        (shared, 1, False, True),
        (own, 0, True, False),
    ]
    assert marking_page(seat, by=cast.assessor, at=AFTER).bank == mine.lines
    assert [line.ref for line in bank_page(by=cast.second_assessor).schemes[0].lines] == [shared]
    assert bank_page(by=cast.quality_lead).may_share
    assert bank_page(by=cast.participant).schemes == ()
    assert AuditEntry.objects.get(did="assessment.share_comment").to == str(shared)

    with pytest.raises(Refused):
        take_from_bank(shared, by=cast.assessor, at=AFTER)
    with pytest.raises(BankComment.DoesNotExist):
        take_from_bank(own, by=cast.quality_lead, at=AFTER)
    take_from_bank(own, by=cast.assessor, at=AFTER)
    take_from_bank(shared, by=cast.quality_lead, at=AFTER)
    assert bank_page(by=cast.assessor).schemes[0].lines == ()
    assert PinnedComment.objects.get().banked is not None


@pytest.mark.parametrize(
    ("name", "words", "is_shared", "code"),
    [
        ("participant", "Say more.", False, "no_such_scheme"),
        ("assessor", "Say more.", True, "not_yours_to_share"),
        ("assessor", "", False, "no_words"),
    ],
)
def test_what_does_not_go_into_the_bank(cast, seated, scheme, name, words, is_shared, code) -> None:
    with pytest.raises(Refused) as refused:
        keep_in_bank(NewBankComment(scheme.ref, words, is_shared=is_shared), by=getattr(cast, name), at=AFTER)

    assert refused.value.refusal.code == code
    assert BankComment.objects.count() == 0


def test_pages_ask_as_often_with_many_comments_as_with_none(cast, planned, seated, scheme) -> None:
    seat = seat_of(seated, cast.assessor)
    page = statements_of(lambda: marking_page(seat, by=cast.assessor, at=AFTER))
    bank = statements_of(lambda: bank_page(by=cast.assessor))
    for n in range(3):
        pin_comment(seat, NewPin(1, f"Comment {n}"), MarkSheet(), by=cast.assessor, at=AFTER)
        keep_in_bank(NewBankComment(scheme.ref, f"Comment {n}"), by=cast.assessor, at=AFTER)

    assert statements_of(lambda: bank_page(by=cast.assessor)) == bank
    # With a draft there is one row more to read with the seat, and no statement more.
    assert statements_of(lambda: marking_page(seat, by=cast.assessor, at=AFTER)) == page
    mark_both(cast, seated, scheme, at=AFTER)
    settle_and_release(cast, planned, seated, at=AFTER)
    assert statements_of(lambda: result_page(seated, by=cast.participant)) <= 8
