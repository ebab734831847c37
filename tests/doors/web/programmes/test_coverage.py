"""The matrix, the spreadsheet, and what dropping a component would lose."""

from __future__ import annotations

import zipfile
from io import BytesIO
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from goldenthread.people.models import Person
from goldenthread.programmes.actions.components import add_component, change_component
from goldenthread.programmes.actions.varying import make_variant
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import ComponentDraft, ComponentKind, Route, VariantDraft, VariantKind
from tests.makers.counting import statements_of
from tests.makers.programmes import make_draft, make_edition, make_release, make_wide_draft

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def enter(client, actor):
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


@pytest.fixture
def lead(client, cast):
    return enter(client, cast.curriculum_lead)


def sheets(content: bytes) -> dict[str, list[list[str]]]:
    """Every sheet of a workbook by name, as rows of words; and no cell may be a formula."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        shared = ["".join(node.itertext()) for node in ET.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
        found = {}
        for number, name in enumerate(names, start=1):
            tree = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(tree.iter(f"{SHEET}f"))
            assert not list(tree.iter(f"{SHEET}hyperlink"))
            found[name] = [[_said(cell, shared) for cell in row] for row in tree.iter(f"{SHEET}row")]
    return found


def _said(cell, shared: list[str]) -> str:
    value = cell.findtext(f"{SHEET}v", "")
    return shared[int(value)] if cell.get("t") == "s" else value


def test_the_matrix_has_a_cell_for_every_statement_and_component(lead, cast, at) -> None:
    built = make_release(cast, at=at)

    html = text(lead.get(reverse("programmes:coverage", args=[built.release])))

    table = html.split('<table class="gt-matrix">')[1].split("</table>")[0]
    assert "2 statements not taught yet." in table
    assert table.count('scope="row"') == 12 + 1
    assert table.count('class="gt-matrix__head"') == 18
    assert table.count('<td class="gt-matrix__t">T</td>') == sum(
        row.uses[place] == {"taught"}
        for row in lead.get(reverse("programmes:coverage", args=[built.release])).context["page"].coverage.rows
        for place in range(18)
    )
    assert table.count('class="gt-matrix__gap"') == 2
    served = table.split("Statements served")[1]
    assert ">0</td>" in served
    assert "gt-matrix__none" not in served
    assert table.count('colspan="9" class="gt-matrix__module"') == 2
    assert 'tabindex="0" role="region"' in html


def test_coverage_of_a_route_or_variant_that_makes_no_sense_is_passed_over_or_not_found(lead, cast, at) -> None:
    address = reverse("programmes:coverage", args=[make_release(cast, at=at).release])

    assert lead.get(address, {"variant": "nonsense", "route": "boat"}).status_code == 200
    assert lead.get(address, {"variant": uuid4()}).status_code == 404


def test_the_spreadsheet_has_matrix_gaps_and_hours_and_no_formula(lead, cast, at) -> None:
    draft = make_draft(cast, at=at)
    module = release_outline(draft).modules[0]
    coast = make_variant(draft, VariantDraft("=Coast", VariantKind.REGION), by=cast.curriculum_lead, at=at)
    for title in ('=HYPERLINK("https://example.org")', "{=1+1}", "@SUM(1)", "https://example.org/", "+44"):
        odd = ComponentDraft(ComponentKind.WEBINAR, title, 30, frozenset(Route), stands_apart=True)
        add_component(module.ref, odd, by=cast.curriculum_lead, at=at, variant=coast)

    core = lead.get(reverse("programmes:coverage_book", args=[draft]))
    answer = lead.get(reverse("programmes:coverage_book", args=[draft]), {"variant": coast})
    found = sheets(answer.content)

    assert core["Content-Disposition"] == 'attachment; filename="coverage-senior-leadership-at-fenland-release-1.xlsx"'
    assert list(found) == ["Matrix", "Gaps", "Hours"]
    heads = found["Matrix"][0]
    assert "Event 1: leading culture" in heads
    assert '=HYPERLINK("https://example.org")' in heads
    assert heads[0] == "Senior leadership at Fenland, release 1, MADE (2020): =Coast"
    assert [row[1] for row in found["Matrix"][7:]] == [
        f"{s}.{n}" if n else f"how {s}.1" for s in (1, 2) for n in (1, 2, 3, 4, 5, 0)
    ]
    assert found["Matrix"][7][3:6] == ["5", "2", "1"]
    first = [row for row in found["Gaps"] if row[:2] == ["Core", "Blended"]]
    assert [row[3:] for row in first if row[3] == "1.5"] == [
        ["1.5", "Leaders know thing 1.5.", "Never taught; Never practised; Never assessed"]
    ]
    assert {row[0] for row in found["Gaps"][1:]} == {row[0] for row in found["Hours"][1:]} == {"Core", "=Coast"}
    assert sum(int(row[4]) for row in found["Hours"] if row[:3] == ["Core", "Blended", "Kind of study"]) == 1260
    assert '=HYPERLINK("https://example.org")' not in sheets(core.content)["Matrix"][0]


def test_words_that_no_cell_can_hold_go_on_below_and_the_marks_stand_by_their_beginning(lead, cast, at) -> None:
    endless = "Leaders know everything. " * 2_000
    make_edition(cast, at=at, first=endless)
    draft = make_draft(cast, at=at)

    book = sheets(lead.get(reverse("programmes:coverage_book", args=[draft])).content)

    rows = book["Matrix"][7:]
    assert len(rows) == 12 + 1
    assert rows[0][2] + rows[1][2] == endless
    assert rows[1][0] == f"{rows[0][0]} (continued)"
    assert "T" in rows[0]
    assert not [cell for cell in rows[1][3:] if cell]


def test_an_empty_release_has_an_empty_spreadsheet(lead, cast, at) -> None:
    draft = make_draft(cast, at=at)
    for module in release_outline(draft).modules:
        lead.post(reverse("programmes:remove_module", args=[module.ref]))

    found = sheets(lead.get(reverse("programmes:coverage_book", args=[draft])).content)

    assert len(found["Gaps"]) == 1
    assert len(found["Matrix"]) == 6 + 1 + 12


def test_dropping_shows_what_would_be_lost_and_changes_nothing(lead, cast, at) -> None:
    built = make_release(cast, at=at)
    address, event = reverse("programmes:dropping", args=[built.release]), built.component("Event 1")
    other = built.component("Event 2")
    before = release_outline(built.release)

    empty = text(lead.get(address))
    one = text(lead.get(address, {"drop": [str(event.ref), "nonsense"]}))
    both = text(lead.get(address, {"drop": [event.ref, other.ref]}))

    assert "Choose components" in empty
    assert "Choose at least one component" not in empty
    assert "Choose at least one component" in text(lead.get(address, {"asked": "yes"}))
    assert "Choose at least one component" not in text(lead.get(address, {"asked": "yes", "drop": event.ref}))
    assert "No statement would lose anything" in one
    assert "The blended route has 3 of the 4 face-to-face events" in one
    assert "statements would lose something" in both
    assert f'value="{event.ref}" checked' in one
    assert release_outline(built.release) == before
    for page in (
        reverse("programmes:coverage", args=[built.release]),
        reverse("programmes:component", args=[event.ref]),
    ):
        assert address in text(lead.get(page))
    assert text(enter(lead, cast.inspector).get(address, {"drop": event.ref}))


def test_dropping_everything_names_what_stops_publishing(lead, cast, at) -> None:
    draft = make_draft(cast, at=at)
    everything = [c.ref for c in release_outline(draft).components]

    page = text(lead.get(reverse("programmes:dropping", args=[draft]), {"drop": everything}))

    assert "Nothing is on the blended route." in page
    assert "Stops publishing" in page
    assert "has no components" in page


@pytest.mark.parametrize("who", ["participant", "sponsor", "outsider"])
def test_a_draft_is_looked_at_by_nobody_else(client, cast, at, who) -> None:
    draft = make_draft(cast, at=at)
    enter(client, getattr(cast, who))

    for name in ("coverage", "coverage_book", "dropping"):
        assert client.get(reverse(f"programmes:{name}", args=[draft])).status_code == 404


def test_pages_take_the_same_number_of_statements_for_one_and_for_many(lead, cast, at) -> None:
    few = make_wide_draft(cast, at=at, components=1, sections=1, each=1, title="Few")
    many = make_wide_draft(cast, at=at)
    names = ("coverage", "coverage_book", "dropping", "release", "publish")
    lead.get(reverse("programmes:index"))

    counts = [
        [statements_of(lambda: lead.get(reverse(f"programmes:{name}", args=[draft]))) for name in names]  # noqa: B023
        for draft in (few, many)
    ]

    assert counts[0] == counts[1]


def test_a_hostile_title_is_shown_and_does_nothing(lead, cast, at) -> None:
    draft = make_draft(cast, at=at)
    event = release_outline(draft).components[1]
    bad = ComponentDraft(event.kind, "<script>alert(1)</script>", 60, event.routes)
    change_component(event.ref, bad, by=cast.curriculum_lead, at=at)

    for name in ("coverage", "dropping"):
        html = lead.get(reverse(f"programmes:{name}", args=[draft])).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html
