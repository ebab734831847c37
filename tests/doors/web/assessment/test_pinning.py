"""Comments are pinned in the same form as the marks, so that no press of a button loses what was typed."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.models import BankComment, MarkingDraft, PinnedComment
from tests.makers.assessment import AFTER, full_sheet, more_scripts, seat_of

PIN = {"pin-paragraph": "1", "pin-words": "Ask who decides.", "pin-audience": "moderator"}


@pytest.fixture
def at_work(cast, seated, enter):
    """Agnes, her seat, and a way to send her form somewhere."""
    client, seat = enter(cast.assessor), seat_of(seated, cast.assessor)

    def send(name: str, words: dict[str, str]):
        return client.post(reverse(f"assessment:{name}", args=[seat]), words)

    return client, reverse("assessment:mark", args=[seat]), send


def test_what_is_typed_is_kept_whichever_button_is_pressed(at_work, scheme) -> None:
    client, page, send = at_work
    code = scheme.criteria[0].code
    typed = {f"mark_{code}": "2", f"reason_{code}": "Half a"}

    assert send("pin", PIN | typed).headers["Location"] == page
    pin = PinnedComment.objects.get()
    assert MarkingDraft.objects.get().sheet[code] == {"mark": 2, "reason": "Half a"}
    said = client.get(page).content.decode()
    assert "For the moderator only" in said
    assert 'name="before" value="{&quot;reason_' in said
    assert 'href="#pin-1"' in said
    change = send("fetch", {"change": str(pin.ref), f"reason_{code}": "Half a reason"})
    assert f'value="{pin.ref}"' in client.get(change.headers["Location"]).content.decode()
    assert MarkingDraft.objects.get().sheet[code]["reason"] == "Half a reason"
    assert send("unpin", {"take_away": str(pin.ref), f"reason_{code}": "Whole"}).status_code == 303
    assert PinnedComment.objects.standing().count() == 0
    assert MarkingDraft.objects.get().sheet[code]["reason"] == "Whole"


def test_a_comment_that_is_not_pinned_is_kept_by_every_button_and_asked_about(at_work, scheme) -> None:
    client, page, send = at_work
    typed = {f"mark_{c.code}": "3" for c in scheme.criteria} | {
        f"reason_{c.code}": "It names the problem." for c in scheme.criteria
    }
    words = "It is not &lt;clear&gt; to me."
    comment = {"pin-paragraph": "99", "pin-words": "It is not <clear> to me.", "pin-audience": "moderator"}

    assert send("save_draft", typed | comment).status_code == 204
    assert words in client.get(page).content.decode()
    assert send("mark", typed | comment | {"save": "yes"}).status_code == 303
    assert words in client.get(page).content.decode()
    check = send("mark", typed | comment | {"check": "yes"}).headers["Location"]
    said = client.get(check).content.decode()
    assert "You have a comment that is not pinned" in said
    assert words in said
    assert "Finish marking" not in said
    past = client.post(check, {"seen": client.get(check).context["page"].draft})
    assert (past.status_code, "Pin it, or leave it out." in past.content.decode()) == (422, True)
    back = client.get(page).content.decode()
    assert 'value="99"' in back
    assert words in back
    assert "It is not pinned yet" in back

    assert send("leave_comment", {}).headers["Location"] == check
    said = client.get(check).content.decode()
    assert "Finish marking" in said
    assert "Comment that was not pinned, paragraph 99" in client.get(page).content.decode()
    again = send("leave_comment", typed | comment | {"draft": "9", "before": "{}"})
    assert again.headers["Location"] == f"{page}#pin"
    assert words in client.get(page).content.decode()
    assert send("leave_comment", typed | {"before": "{}", "comment": "x", "draft": "x"}).status_code == 422


def test_a_comment_is_not_lost_by_fetching_another(at_work) -> None:
    _, _, send = at_work
    send("pin", PIN)
    pin = PinnedComment.objects.get()

    answer = send("fetch", {"change": str(pin.ref), "pin-words": "Half a"})

    assert answer.status_code == 422
    assert "Pin it or leave it out first." in answer.content.decode()
    assert "Half a</textarea>" in answer.content.decode()


def test_bad_input_is_answered_and_loses_nothing(at_work, scheme, cast, seated) -> None:
    _, _, send = at_work
    code = scheme.criteria[0].code

    for name, words in (
        ("pin", PIN | {"pin-paragraph": "99"}),
        ("pin", PIN | {"pin-paragraph": "one"}),
        ("pin", PIN | {f"mark_{code}": "99"}),
        ("unpin", {f"mark_{code}": "99"}),
        ("fetch", {f"mark_{code}": "99"}),
    ):
        answer = send(name, words)
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()
    assert send("unpin", {"take_away": "one"}).status_code == 404
    assert send("unpin", {"take_away": str(uuid4())}).status_code == 404
    assert PinnedComment.objects.count() == 0
    finish_marking(seat_of(seated, cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER)
    assert send("pin", PIN).status_code == 422
    for name in ("unpin", "fetch"):
        assert send(name, {"take_away": str(uuid4()), "take": str(uuid4())}).status_code == 303


def test_two_tabs_are_told_of_one_another(at_work, scheme) -> None:
    _, _, send = at_work
    code = scheme.criteria[0].code
    first = send("save_draft", {"draft": "0", "before": "{}", f"mark_{code}": "2"})
    second = send("save_draft", {"draft": "0", "before": "{}", "comment": "Over all"})
    third = send("save_draft", {"draft": "2", "before": "[]", f"mark_{code}": "3"})

    assert [(a.headers["X-Draft"], "X-Kept-Beside" in a.headers) for a in (first, second, third)] == [
        ("1", False),
        ("2", True),
        ("3", False),
    ]


def test_the_bank_is_kept_by_scheme(at_work, scheme, cast, enter) -> None:
    client, page, send = at_work
    bank, keep = reverse("assessment:bank"), reverse("assessment:keep_in_bank", args=[scheme.ref])
    assert client.post(keep, {f"{scheme.ref}-words": ""}).status_code == 422
    assert client.post(keep, {f"{scheme.ref}-words": "x" * 3000}).status_code == 422
    assert client.post(reverse("assessment:keep_in_bank", args=[uuid4()]), {}).status_code == 404
    assert client.post(keep, {f"{scheme.ref}-words": "Name a source."}).status_code == 303
    line = BankComment.objects.get()

    assert "Name a source." in client.get(bank).content.decode()
    taken = send("fetch", {"take": str(line.ref)})
    assert f'name="pin-banked" value="{line.ref}"' in client.get(taken.headers["Location"]).content.decode()
    assert enter(cast.participant).get(bank).status_code == 404
    lead = enter(cast.quality_lead)
    lead.post(keep, {f"{scheme.ref}-words": "Say more.", f"{scheme.ref}-is_shared": "on"})
    shared = BankComment.objects.get(is_shared=True)
    out = reverse("assessment:take_out", args=[shared.ref])
    assert "Say more." in enter(cast.assessor).get(page).content.decode()
    assert enter(cast.assessor).post(out).status_code == 303
    assert enter(cast.quality_lead).post(out).status_code == 303
    shared.refresh_from_db()
    assert shared.taken_away_at is not None


def test_the_next_script_is_fetched_ahead_and_opened_after_this_one(cast, planned, seated, scheme, at, enter) -> None:
    more_scripts(cast, planned, 1, at=at)
    client, seat = enter(cast.assessor), seat_of(seated, cast.assessor)
    answer = client.get(reverse("assessment:mark", args=[seat]))

    assert 'rel="next"' in answer.content.decode()
    rules = client.get(answer.headers["Speculation-Rules"].strip('"'))
    assert (rules.status_code, rules.headers["Content-Type"]) == (200, "application/speculationrules+json")
    finish_marking_by_page(client, seat, scheme)


def finish_marking_by_page(client, seat, scheme) -> None:
    typed = {f"mark_{c.code}": "3" for c in scheme.criteria} | {
        f"reason_{c.code}": "It names the problem." for c in scheme.criteria
    }
    client.post(reverse("assessment:mark", args=[seat]), typed)

    done = client.post(reverse("assessment:finish", args=[seat]), {"next": "yes", "seen": "1"})

    assert done.headers["Location"] not in (reverse("assessment:queue"), reverse("assessment:mark", args=[seat]))
    assert done.headers["Location"].startswith(reverse("assessment:queue"))
