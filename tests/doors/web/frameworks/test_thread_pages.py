"""The golden thread's pages: drawn, as a table, and what is proposed for it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.frameworks.actions.aligning import propose_alignments
from goldenthread.frameworks.models import Alignment, Framework
from goldenthread.frameworks.queries.aligning import proposals_page
from tests.makers.programmes import make_edition


@pytest.fixture
def lines(cast, at):
    one, _ = (make_edition(cast, at=at, code=code) for code in ("AAA", "BBB"))
    propose_alignments(one.ref, at=at)
    return proposals_page(by=cast.curriculum_lead).lines


def test_pairs_are_looked_through_and_become_a_thread(cast, lines, enter) -> None:
    client, thread = enter(cast.curriculum_lead), reverse("frameworks:thread")
    assert "Look through 12 proposed pairs" in client.get(thread).content.decode()
    proposals = client.get(reverse("frameworks:proposals"), {"framework": "AAA", "likeness": "same"})
    assert "Confirm the 12 pairs on this page" in proposals.content.decode()

    sent = {"pair": [str(line.ref) for line in lines[:3]] + ["x"], "event": "confirm", "back": "likeness=same"}
    confirmed = client.post(reverse("frameworks:decide-pairs"), sent, follow=True)
    refused = client.post(
        reverse("frameworks:decide-pairs"), {"pair": str(lines[4].ref), "event": "refuse"}, follow=True
    )

    assert "3 pairs confirmed" in confirmed.content.decode()
    assert confirmed.redirect_chain[0][0].endswith("?likeness=same")
    assert "1 pair refused" in refused.content.decode()
    page = enter(cast.participant).get(thread, {"framework": "AAA"}).content.decode()
    assert "3 statements run through more than one framework" in page
    assert page.count(f">{lines[0].one.code}</a>") == 1
    assert "The same as a table" not in page
    assert "proposed pairs" not in page
    statement = client.get(reverse("frameworks:statement", args=[lines[0].one.ref])).content.decode()
    assert "Its thread" in statement
    assert lines[0].other.cite in statement
    empty = enter(cast.curriculum_lead).get(reverse("frameworks:proposals"), {"state": "refused", "likeness": "near"})
    assert "No such pairs" in empty.content.decode()


def test_no_thread_says_what_comes_next(cast, at, enter) -> None:
    assert "Publish another" in enter(cast.participant).get(reverse("frameworks:thread")).content.decode()


def test_a_framework_is_placed(cast, lines, enter) -> None:
    client = enter(cast.curriculum_lead)
    address = reverse("frameworks:place", args=[Framework.objects.get(code="AAA").ref])

    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"stage": "senior"}).url == reverse("frameworks:thread")

    assert Framework.objects.get(code="AAA").stage == "senior"
    assert "checked" in client.get(address).content.decode()
    assert client.get(reverse("frameworks:place", args=[uuid4()])).status_code == 404


def test_nobody_else_decides(cast, lines, enter) -> None:
    for actor in (cast.participant, cast.programme_manager, cast.outsider):
        client = enter(actor)
        assert client.get(reverse("frameworks:proposals")).status_code == 404
        assert client.post(reverse("frameworks:decide-pairs"), {"pair": str(lines[0].ref)}).status_code == 404
        assert client.get(reverse("frameworks:place", args=[Framework.objects.first().ref])).status_code == 404
    assert not Alignment.objects.exclude(state="proposed").exists()
