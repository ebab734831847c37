"""The pages of how markers agree, for whoever may open them, few figures and none."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from goldenthread.assessment.actions.estimating import keep_estimates
from goldenthread.assessment.models import Estimate, Script
from goldenthread.jobs import estimating
from goldenthread.jobs.worker import carry_all
from tests.makers.assessment import AFTER
from tests.makers.counting import statements_of
from tests.makers.estimating import lay_markings

PRIVATE = ("Person 0", "castlehill", "Castle Hill", "Parveen")
PAIRS = [([1 + n % 4, 2, 1 + (n + 1) % 4, 3], [max(n % 4, 1), 2, max((n + 1) % 4, 1), 3]) for n in range(12)]


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", page)


def test_it_says_what_will_be_there_and_shows_it_when_it_is(cast, planned, at, enter) -> None:
    lead = enter(cast.quality_lead)
    board, address = reverse("assessment:accuracy"), reverse("assessment:window_accuracy", args=[planned.window])
    assert "No figures yet" in lead.get(board).content.decode()
    assert "They begin when both markers of a script have finished" in lead.get(address).content.decode()
    (script, *_) = lay_markings(cast, planned, PAIRS, at=at)
    waiting = lead.get(address).content.decode()
    assert "24 markings can be compared" in waiting
    again = reverse("assessment:ask_window", args=[planned.window])
    assert again in waiting

    asked = lead.post(again, follow=True).content.decode()
    assert "Step 1 of 5: Read the marks" in words_of(asked)
    carry_all()
    page = lead.get(address).content.decode()

    for words in (
        "never move a mark by themselves",
        "Agnes Doyle",
        "More lenient than the middle",
        "illustrative",
        "<svg",
    ):
        assert words in page
    assert estimating.keep_current(AFTER) == "1 table"
    assert estimating.keep_current(AFTER) == ""
    scheme = Estimate.objects.latest("id").scheme
    over = reverse("assessment:accuracy_of_scheme", args=[scheme])
    listed = lead.get(board).content.decode()
    assert over in listed
    # The heads of both tables: one whose first is a value of the page was once drawn without any.
    assert [listed.count(f'<th scope="col"{kind}') for kind in ("", ">Mark scheme", ">Window")] == [16, 1, 2]
    assert "Over windows" in lead.get(over).content.decode()
    assert lead.post(reverse("assessment:ask_scheme", args=[scheme])).url == over

    reader = enter(cast.moderator)
    for what in ("", "marks", "figures"):
        sent = reader.get(address, {"as": what})
        said = sent.content.decode()
        assert sent["Content-Type"].startswith("text/csv" if what else "text/html")
        assert "Marker A" in said
        assert not [word for word in (*PRIVATE, "Agnes", "Bernard") if word in said]
    assert script.number in reader.get(address, {"as": "marks"}).content.decode()


def test_an_assessor_reads_how_they_mark(cast, planned, at, enter) -> None:
    client, address = enter(cast.assessor), reverse("assessment:own_accuracy")
    assert "No figures yet" in client.get(address).content.decode()
    assert address in client.get(reverse("assessment:queue")).content.decode()
    lay_markings(cast, planned, PAIRS, at=at)
    keep_estimates(at=AFTER)

    page = client.get(address).content.decode()

    assert "You are more lenient than the middle of the markers" in page
    assert not [word for word in ("Bernard", *PRIVATE) if word in page]


def test_the_page_asks_as_much_with_figures_for_few_as_for_many(cast, planned, at, enter) -> None:
    client, address = enter(cast.quality_lead), reverse("assessment:window_accuracy", args=[planned.window])
    scripts = lay_markings(cast, planned, PAIRS, at=at)
    Script.objects.exclude(pk=scripts[0].pk).update(state="allocated")
    keep_estimates(at=AFTER)
    assert "Too few to say: 1 script was marked by two" in client.get(address).content.decode()
    few = statements_of(lambda: client.get(address))
    Script.objects.update(state="marked")
    keep_estimates(at=AFTER)

    assert statements_of(lambda: client.get(address)) == few
    assert "How severe each marker is" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["assessor", "participant", "outsider", "partner_manager", "coach"])
def test_others_find_nothing_there(cast, planned, enter, name: str) -> None:
    client = enter(getattr(cast, name))

    for address in (
        reverse("assessment:accuracy"),
        reverse("assessment:window_accuracy", args=[planned.window]),
        reverse("assessment:ask_window", args=[planned.window]),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert enter(cast.inspector).post(reverse("assessment:ask_window", args=[planned.window])).status_code == 404
