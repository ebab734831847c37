"""A gap is closed from the coverage: one press, and back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.ground.models import AuditEntry
from goldenthread.programmes.queries.building import component_sheet
from goldenthread.programmes.queries.coverage import coverage_page
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import Route, Tie, Use
from tests.makers.programmes import make_draft, make_release


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def draft(cast, at):
    return make_draft(cast, at=at)


def gap_of(release, cast):
    return coverage_page(release, by=cast.curriculum_lead).coverage.gaps[0]


def test_a_gap_is_closed_with_one_press_and_the_lead_is_back_at_the_coverage(cast, draft, enter) -> None:
    client, gap = enter(cast.curriculum_lead), gap_of(draft, cast)
    coverage = reverse("programmes:coverage", args=[draft])
    address = reverse("programmes:close_gap", args=[draft, gap.ref])
    study = release_outline(draft).components[3]
    before = component_sheet(study.ref, by=cast.curriculum_lead).ties

    listed = text(client.get(coverage))
    page = text(client.get(address))
    answer = client.post(address, {"component": study.ref})

    assert f'href="{address}"' in listed
    assert "What teaches it?" in page
    assert gap.text in page
    assert page.count("Teach it here") == 18
    assert answer.url == f"{coverage}#gaps"
    assert component_sheet(study.ref, by=cast.curriculum_lead).ties == before | {Tie(gap.ref, Use.TAUGHT)}
    assert "now teaches 1.5." in text(client.get(coverage))
    assert gap.ref not in {each.ref for each in coverage_page(draft, by=cast.curriculum_lead).coverage.gaps}
    assert AuditEntry.objects.get(did="programmes.tie_statements").facts["component"] == str(study.ref)
    assert "Teaches it" in text(client.get(address))


def test_a_route_that_is_looked_at_is_kept(cast, draft, enter) -> None:
    client, gap = enter(cast.curriculum_lead), gap_of(draft, cast)
    address = reverse("programmes:close_gap", args=[draft, gap.ref])
    live = next(c for c in release_outline(draft).components if c.routes == {Route.ONLINE})

    listed = client.get(reverse("programmes:coverage", args=[draft]), {"route": "online"}).content.decode()
    page = client.get(address, {"route": "online"}).content.decode()
    answer = client.post(f"{address}?route=online", {"component": live.ref})

    assert f'href="{address}?route=online"' in listed
    assert page.count("Teach it here") == 14
    assert answer.url == f"{reverse('programmes:coverage', args=[draft])}?route=online#gaps"


def test_what_is_no_longer_there_is_answered_and_nothing_changes(cast, draft, enter) -> None:
    client, gap = enter(cast.curriculum_lead), gap_of(draft, cast)
    address = reverse("programmes:close_gap", args=[draft, gap.ref])

    for component in (str(uuid4()), "nonsense", ""):
        answer = client.post(address, {"component": component})
        assert answer.status_code == 422
        assert "Choose one of those listed" in text(answer)

    assert client.get(reverse("programmes:close_gap", args=[draft, uuid4()])).status_code == 404
    assert AuditEntry.objects.filter(did="programmes.tie_statements").count() == 0


def test_a_published_release_offers_nothing_and_says_why(cast, at, enter) -> None:
    release = make_release(cast, at=at).release
    client, gap = enter(cast.curriculum_lead), gap_of(release, cast)
    address = reverse("programmes:close_gap", args=[release, gap.ref])
    component = release_outline(release).components[3].ref

    assert address not in text(client.get(reverse("programmes:coverage", args=[release])))
    assert "never changes" in text(client.get(address))
    answer = client.post(address, {"component": component}, follow=True)

    assert "never changes" in text(answer)
    assert gap_of(release, cast) == gap
    for actor in (cast.programme_manager, cast.participant, cast.outsider):
        assert enter(actor).get(address).status_code == 404
