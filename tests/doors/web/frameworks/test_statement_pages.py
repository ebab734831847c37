"""A statement's own page: what to cite it by, where it stands, where it is taught."""

from __future__ import annotations

from uuid import uuid4

from django.urls import reverse

from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.programmes.queries.coverage import places
from tests.makers.frameworks import an_edition
from tests.makers.programmes import make_edition, make_release


def test_a_statement_says_what_to_cite_and_the_citation_leads_to_it(cast, at, enter) -> None:
    outline = edition_outline(an_edition(cast, at=at), by=cast.participant)
    again = edition_outline(an_edition(cast, at=at), by=cast.participant)
    line, later = (each.sections[0].learn_how_to[0][1][0] for each in (outline, again))
    client = enter(cast.participant)

    page = client.get(reverse("frameworks:statement", args=[line.ref])).content.decode()

    assert (line.cite, later.cite) == ("MADE (2026) 1.HT.1.1", "MADE (2026.2) 1.HT.1.1")
    for words in (line.cite, "2026 edition", "Nobody in particular", "Open Government Licence v3.0", "Superseded"):
        assert words in page
    cited = client.get(reverse("frameworks:cited", args=["MADE", "2026.2", "1.HT.1.1"]))
    assert cited.url == reverse("frameworks:statement", args=[later.ref])
    assert client.get(reverse("frameworks:cited", args=["MADE", "2031", "1.HT.1.1"])).status_code == 404
    assert client.get(reverse("frameworks:statement", args=[uuid4()])).status_code == 404


def test_staff_see_where_it_is_taught_and_participants_do_not(cast, at, enter) -> None:
    made = make_release(cast, at=at)
    ref = places(make_edition(cast, at=at).ref)[0].ref
    address, component = reverse("frameworks:statement", args=[ref]), made.component("Event 1")

    staff = enter(cast.coach).get(address).content.decode()
    sheet = enter(cast.coach).get(reverse("programmes:component", args=[component.ref])).content.decode()
    own = enter(cast.participant).get(address).content.decode()

    assert component.title in staff
    assert "Taught" in staff
    assert address in sheet
    assert component.title not in own
    assert "No release that you can see" in own
