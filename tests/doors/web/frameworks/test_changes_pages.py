"""The page of what changed: counts, filters, and a curriculum lead's decisions."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.frameworks.queries.comparing import changes_page
from goldenthread.frameworks.types import Change
from tests.makers.contents import as_cells
from tests.makers.frameworks import a_content_reading, a_framework, an_edition, publish_whole, revised


@pytest.fixture
def editions(cast, at):
    made = a_framework(sections=1, seed=3)
    return an_edition(cast, at=at, framework=made), an_edition(cast, at=at, framework=revised(made))


def of(edition, change: Change, cast):
    return next(line for line in changes_page(edition, by=cast.curriculum_lead).lines if line.change is change)


def test_what_changed_is_counted_listed_and_filtered(cast, enter, editions) -> None:
    first, second = editions
    client, address = enter(cast.participant), reverse("frameworks:changes", args=[second])

    whole = client.get(address).content.decode()
    added = client.get(address, {"change": "added", "kind": "learn_that", "section": "1"}).content.decode()
    nothing = client.get(address, {"change": "added", "kind": "stem"}).content.decode()
    everything = client.get(address, {"change": "all"}).content.decode()

    assert "Not shown: " in whole
    assert "Put in: </span>and patience" in whole
    assert "Money that is spent" in added
    assert "and patience" not in added
    assert "No statement changed in that way" in nothing
    assert "Not shown" not in everything
    assert "Confirm 1 rewording" not in whole
    assert "Nothing came before it" in client.get(reverse("frameworks:changes", args=[first])).content.decode()
    assert address in client.get(reverse("frameworks:edition", args=[second])).content.decode()
    assert client.get(reverse("frameworks:changes", args=[uuid4()])).status_code == 404
    statement = of(second, Change.REWORDED, cast).new
    page = client.get(reverse("frameworks:statement", args=[statement.ref])).content.decode()
    assert "Through the editions" in page
    assert "and patience" in page


def test_what_became_of_rules_and_scales_stands_below_the_statements(cast, at, enter, editions) -> None:
    changed = (
        as_cells()
        .replace("ROTA", "PLAN")
        .replace("2,500", "3,000")
        .replace("1 high\n5 low", "1 low\n5 high")
        .replace("Rota", "Plan")
    )
    _, later = (
        publish_whole(a_content_reading(cast, at=at, text=text), by=cast.curriculum_lead, at=at)
        for text in (as_cells(), changed)
    )

    page = enter(cast.participant).get(reverse("frameworks:changes", args=[later])).content.decode()
    quiet = enter(cast.participant).get(reverse("frameworks:changes", args=[editions[1]])).content.decode()

    assert "5 of 31 things beside the statements changed" in page
    assert "Assessment task: 2 reworded, 7 same" in page
    assert "The rating scale was turned round" in page
    assert "Taken out: </span>2,500</del>" in page
    assert "Put in: </span>3,000</ins>" in page
    assert "Nothing changed beside the statements" not in page
    criterion = next(line.new for line in changes_page(later, by=cast.coach).lines if line.new.printed == "2.1.1")
    history = enter(cast.participant).get(reverse("frameworks:statement", args=[criterion.ref])).content.decode()
    assert "Documents to hand in, reworded:" in history
    assert "Nothing changed beside the statements" in quiet
    assert "The rating scale was turned round" not in quiet


def test_a_curriculum_lead_confirms_parts_and_joins(cast, enter, editions) -> None:
    _, second = editions
    client, line = enter(cast.curriculum_lead), of(second, Change.REWORDED, cast)
    assert "Confirm 1 rewording shown here" in client.get(reverse("frameworks:changes", args=[second])).content.decode()

    confirmed = client.post(
        reverse("frameworks:confirm-changes", args=[second]), {"change": [str(line.ref), "x"]}, follow=True
    )
    parted = client.post(reverse("frameworks:part-change", args=[line.ref]), follow=True)
    again = client.post(reverse("frameworks:part-change", args=[line.ref]), follow=True)

    assert "1 rewording confirmed" in confirmed.content.decode()
    assert "two statements now" in parted.content.decode()
    assert "only one side" in again.content.decode()
    address = reverse("frameworks:join-change", args=[line.ref])
    assert line.old.text in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    added = next(
        each
        for each in changes_page(second, by=cast.curriculum_lead).lines
        if each.change is Change.ADDED and each.new.ref == line.new.ref
    )
    assert client.post(address, {"added": str(added.ref)}).url == reverse("frameworks:changes", args=[second])
    assert of(second, Change.REWORDED, cast).new == line.new
    assert client.post(address, {"added": str(added.ref)}).status_code == 422


def test_nobody_else_decides(cast, enter, editions) -> None:
    _, second = editions
    line = of(second, Change.REWORDED, cast)

    for actor in (cast.participant, cast.programme_manager, cast.outsider):
        client = enter(actor)
        assert client.post(reverse("frameworks:confirm-changes", args=[second])).status_code == 404
        assert client.post(reverse("frameworks:part-change", args=[line.ref])).status_code == 404
        assert client.get(reverse("frameworks:join-change", args=[line.ref])).status_code == 404
    assert of(second, Change.REWORDED, cast).is_open
