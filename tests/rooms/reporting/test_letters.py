"""Letters: claimed before they go, remembered once they went, and what a receipt says."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from goldenthread.assessment.actions.handing_in import see_to_drafts_left
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.actions.writing import save_answer
from goldenthread.assessment.models import Script, ScriptVersion
from goldenthread.assessment.types.writing import Answered
from goldenthread.ground.models import AuditEntry
from goldenthread.reporting.actions.dispatching import claim_letter, letter_sent
from goldenthread.reporting.models import LetterSent
from goldenthread.reporting.queries.letters import letters_sent
from goldenthread.reporting.queries.receipts import draft_to_tell, drafts_to_tell, receipt_to_send
from tests.makers.assessment import AFTER, CLOSES, INSIDE, hand_in, make_window
from tests.makers.counting import statements_of
from tests.makers.writing import asked_brief


def claim(key: str, *, at):
    return claim_letter(key=key, kind="assessment.receipt", address="parveen@castlehill.example", at=at)


def test_a_letter_is_wanted_until_it_was_sent(db, at) -> None:
    first, retried = claim("receipt:1", at=at), claim("receipt:1", at=at + timedelta(minutes=5))
    letter_sent("receipt:1", message_id="<1@goldenthread>", at=at)

    again = claim("receipt:1", at=at + timedelta(hours=1))

    assert [c.is_wanted for c in (first, retried, again)] == [True, True, False]
    row = LetterSent.objects.get()
    assert (row.kind, row.address, row.subject) == ("assessment.receipt", "parveen@castlehill.example", "")
    assert (row.claimed_at, row.sent_at, row.message_id) == (at, at, "<1@goldenthread>")


def test_saying_twice_that_a_letter_went_changes_nothing(db, at) -> None:
    claim("receipt:1", at=at)

    letter_sent("receipt:1", message_id="<1@goldenthread>", at=at)
    letter_sent("receipt:1", message_id="<2@goldenthread>", at=at + timedelta(days=1))

    row = LetterSent.objects.get()
    assert (row.sent_at, row.message_id) == (at, "<1@goldenthread>")
    entry = AuditEntry.objects.get(did="reporting.letter_sent")
    assert (entry.by, entry.to, entry.at, entry.facts) == ("mail", str(row.ref), at, {"kind": "assessment.receipt"})


def test_a_letter_nobody_claimed_was_not_sent(db, at) -> None:
    with pytest.raises(LetterSent.DoesNotExist):
        letter_sent("receipt:1", message_id="<1@goldenthread>", at=at)

    assert not AuditEntry.objects.exists()


def test_the_newest_letters_are_for_those_who_look_after_the_house(cast, at) -> None:
    claim("receipt:1", at=at)
    by = cast.administrator
    assert statements_of(lambda: letters_sent(by=by)) == 1
    for n in (2, 3):
        claim(f"receipt:{n}", at=at + timedelta(minutes=n))
    letter_sent("receipt:1", message_id="<1@goldenthread>", at=at)

    newest, _, first = letters_sent(by=by)

    assert newest.sent_at is None
    assert (first.kind, first.address) == ("assessment.receipt", "parveen@castlehill.example")
    assert (first.claimed_at, first.sent_at) == (at, at)
    assert len(letters_sent(by=cast.programme_manager, most=2)) == 2
    assert statements_of(lambda: letters_sent(by=by)) == 1
    for other in (cast.partner_manager, cast.inspector, cast.outsider, cast.participant):
        assert letters_sent(by=other) == ()


def test_a_receipt_says_what_was_handed_in_and_until_when_it_can_be_again(cast, at) -> None:
    planned = make_window(cast, at=at)
    handed = hand_in(planned, cast.participant, at=INSIDE)
    version = ScriptVersion.objects.get()

    receipt = receipt_to_send(version.ref)

    assert (receipt.version, receipt.script, receipt.number) == (version.ref, version.script.ref, 1)
    assert (receipt.name, receipt.address) == ("Parveen Begum", "parveen@castlehill.example")
    assert (receipt.receipt, receipt.submitted_at, receipt.closes_at) == (handed.number, INSIDE, CLOSES)
    assert statements_of(lambda: receipt_to_send(version.ref)) == 2
    with pytest.raises(ScriptVersion.DoesNotExist):
        receipt_to_send(version.script.ref)


def test_a_draft_left_is_told_to_whoever_wrote_it_and_whoever_manages_them_until_it_is_handed_in(cast, at) -> None:
    planned = make_window(cast, at=at, brief=asked_brief(cast, at=at))
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)
    save_answer(script, 1, Answered("Fewer come.", 0, UUID(int=1)), by=cast.participant, at=INSIDE)

    left = draft_to_tell(script)

    assert left is not None
    assert (left.script, left.name) == (script, "Parveen Begum")
    assert (left.address, left.closed_at) == ("parveen@castlehill.example", CLOSES)
    assert statements_of(lambda: draft_to_tell(script)) == 1
    see_to_drafts_left(at=AFTER)
    [told] = drafts_to_tell(since=AFTER)
    assert (told.window, told.found_at, told.names) == (planned.window, AFTER, ("Parveen Begum",))
    assert [manager.email for manager in told.managers] == ["harriet@harbour.example"]
    Script.objects.update(state="submitted")
    assert draft_to_tell(script) is None
    assert drafts_to_tell(since=AFTER) == ()
    with pytest.raises(Script.DoesNotExist):
        draft_to_tell(uuid4())
