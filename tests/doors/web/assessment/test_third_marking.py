"""What a third marker reads beside a script, and what a moderator strikes out, through the browser's door."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.pinning import pin_comment
from goldenthread.assessment.models import Settlement, StruckWords
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.pinning import Audience, NewPin
from goldenthread.programmes.types import AgreementRule, ThirdPerson
from tests.makers.assessment import AFTER, full_sheet, mark_both, seat_of
from tests.makers.handing import an_assessor, policy_with


@pytest.fixture
def third(cast, planned, seated, scheme, at):
    """Somebody in the third seat of a script whose two markings lie far apart."""
    policy_with(cast, planned, at=at, agreement=AgreementRule(third=ThirdPerson.MARKER))
    pins = (("Where is this from?", Audience.PARTICIPANT), ("Told to nobody else.", Audience.MODERATOR))
    for words, audience in pins:
        new = NewPin(1, words, code=scheme.criteria[0].code, audience=audience)
        pin_comment(seat_of(seated, cast.assessor), new, MarkSheet(), by=cast.assessor, at=AFTER)
    pin = NewPin(1, "A fair start.")
    pin_comment(seat_of(seated, cast.second_assessor), pin, MarkSheet(), by=cast.second_assessor, at=AFTER)
    mark_both(cast, seated, scheme, first=4, second=1, at=AFTER)
    who = an_assessor(cast, "Chidi Third")
    allocate(planned.window, {(seated, 3): who.person}, by=cast.quality_lead, at=AFTER)
    return who


def test_a_third_marker_reads_both_and_the_moderator_all_three(cast, planned, seated, scheme, third, enter) -> None:
    lead = enter(cast.quality_lead)
    board = lead.get(reverse("assessment:board")).content.decode()
    allocation = lead.get(reverse("assessment:allocation", args=[planned.window])).content.decode()
    assert "One more marking is wanted: markings far apart." in board
    assert "Assessor 3" in allocation
    own = enter(third).get(reverse("assessment:mark", args=[seat_of(seated, third)])).content.decode()
    other = enter(cast.assessor).get(reverse("assessment:mark", args=[seat_of(seated, cast.assessor)])).content.decode()
    for words in (
        "You read what others gave",
        "Marker A gave 4",
        "Marker B gave 1",
        "Marker A on paragraph 1",
        "Marker B on",
    ):
        assert words in own
        assert words not in other
    assert "Where is this from?" in own
    assert "A fair start." in own
    assert "Told to nobody else." not in own
    assert not [name for name in ("Agnes", "Bernard", "Parveen") if name in own]
    sheet = replace(full_sheet(scheme, 3), comment="")
    finish_marking(seat_of(seated, third), sheet, by=third, at=AFTER)

    client = enter(cast.moderator)
    page = client.get(reverse("assessment:compare", args=[seated])).content.decode()
    for words in ("The third marker has read both", "Marker 3, who read the others", "gave 12"):
        assert words in page
    assert "All passed" not in client.get(reverse("assessment:moderation")).content.decode()
    done = client.post(reverse("assessment:accept_agreed", args=[seated]), follow=True).content.decode()
    assert "The agreed marks are accepted: passed" in done


def test_a_moderator_strikes_words_out_and_finds_them_listed(cast, marked, scheme, enter) -> None:
    client, address = enter(cast.moderator), reverse("assessment:compare", args=[marked])
    first = scheme.criteria[0]
    sent = {f"mark_{c.code}": "3" for c in scheme.criteria}
    sent |= {f"reason_{c.code}": "The plan follows from it." for c in scheme.criteria}
    sent |= {f"feedback_{first.code}": "Say where the figures are from."}

    lost = client.post(address, sent)
    struck = client.post(address, sent | {f"struck_{first.code}": ["1", "2"]})

    assert lost.status_code == 422
    assert "is neither in the feedback nor struck out" in lost.content.decode()
    assert "Say where the figures are from." in lost.content.decode()
    assert struck.status_code == 303
    assert (Settlement.objects.count(), StruckWords.objects.count()) == (1, 2)
    page = client.get(address).content.decode()
    assert "2 comments struck out of the feedback" in page
    assert page.count("checked") >= 2


def test_whoever_hands_scripts_out_asks_for_one_more(cast, marked, enter) -> None:
    client, ask = enter(cast.quality_lead), reverse("assessment:ask_for_marking", args=[marked])
    page = reverse("assessment:seats", args=[marked])
    assert "No independent marker is left" in client.get(page).content.decode()
    an_assessor(cast, "Chidi Third")

    assert "Ask for one more marking" in client.get(page).content.decode()
    refused = client.post(ask, {"why": "Odd words"})
    done = client.post(ask, {"why": "The two read the plan in other ways."}, follow=True).content.decode()

    assert refused.status_code == 422
    assert "Odd words" in refused.content.decode()
    assert "One more marking is wanted. Give its seat to an assessor." in done
    assert "Assessor 3" in done
    assert "wanted already: asked for by hand" in done
