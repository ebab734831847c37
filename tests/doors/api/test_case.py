"""Editions as other people's software reads them: held to the project's own contract, and to the standard."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

import jsonschema
import pytest
from django.core.cache import cache
from django.test import Client

from goldenthread.api.case import answering, resources
from goldenthread.frameworks.actions.aligning import confirm_alignments, propose_alignments
from goldenthread.frameworks.models import Edition, Statement
from goldenthread.frameworks.queries.aligning import proposals_page
from goldenthread.frameworks.types.exchanging import ITEM_TYPES
from goldenthread.people.models import Person
from tests.doors.api.clients import calling, client_of
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.exchanging import BASE, an_edition_of_every_kind, is_one, is_package, is_refusal, opened
from tests.makers.frameworks import an_edition
from tests.makers.programmes import make_edition, make_next_edition

THINGS = (
    "CFItems",
    "CFDocuments",
    "CFItemAssociations",
    "CFAssociations",
    "CFLicenses",
    "CFItemTypes",
    "CFPackages",
    "CFRubrics",
)


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def joined(cast: Cast, at: datetime):
    """Two open frameworks, of which one has two editions; all that is alike between them is confirmed."""
    first = make_edition(cast, at=at, code="AAA")
    other = make_edition(cast, at=at, code="BBB", first="Leaders always know every thing 1.1.")
    second = make_next_edition(cast, at=at + timedelta(days=1), code="AAA")
    propose_alignments(second.ref, at=at)
    confirm_alignments(
        [line.ref for line in proposals_page(by=cast.curriculum_lead).lines], by=cast.curriculum_lead, at=at
    )
    for made in (first, second, other):
        opened(made.ref, cast, at=at)
    return first, second, other


def addresses(client, package) -> list[str]:
    """Every address that a package names, and the list of documents."""
    named = [
        package["CFDocument"]["uri"],
        *(item["uri"] for item in package["CFItems"]),
        *(item["uri"].replace("/CFItems/", "/CFItemAssociations/") for item in package["CFItems"]),
        *(association["uri"] for association in package["CFAssociations"]),
        *(kind["uri"] for kind in package["CFDefinitions"]["CFItemTypes"]),
        *(licence["uri"] for licence in package["CFDefinitions"]["CFLicenses"]),
        *(rubric["uri"] for rubric in package.get("CFRubrics", [])),
    ]
    return [f"{BASE}/CFDocuments", *(uri.removeprefix("http://localhost:8000") for uri in named)]


def test_an_open_edition_is_read_whole_by_anybody(client, cast, at) -> None:
    ref = an_edition(cast, at=at)
    opened(ref, cast, at=at)

    answer = client.get(f"{BASE}/CFPackages/{ref}")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "public, no-cache"
    said = answer.json()
    assert is_package(said)
    assert said["CFDocument"]["identifier"] == str(ref)
    assert said["CFDocument"]["uri"] == f"http://localhost:8000{BASE}/CFDocuments/{ref}"
    assert (said["CFDocument"]["adoptionStatus"], said["CFDocument"]["version"]) == ("Adopted", "2026")
    assert said["CFDocument"]["notes"] == "© Crown copyright"
    assert said["CFDefinitions"]["CFLicenses"][0]["title"] == "Open Government Licence v3.0"
    rows = {str(s.ref): s for s in Statement.objects.filter(edition__ref=ref)}
    items = {item["identifier"]: item for item in said["CFItems"]}
    assert set(rows) <= set(items)
    assert all(items[ref]["fullStatement"] == row.text for ref, row in rows.items())
    assert all(items[ref]["humanCodingScheme"] == row.code for ref, row in rows.items())
    assert {items[ref].get("listEnumeration") for ref, row in rows.items() if row.kind == "practice"} == {None}


def test_everything_that_a_package_names_is_answered_in_its_shape(client, joined) -> None:
    first, second, _ = joined
    package = client.get(f"{BASE}/CFPackages/{second.ref}").json()

    assert is_package(package)
    kinds = {a["associationType"] for a in package["CFAssociations"]}
    assert kinds == {"isChildOf", "exactMatchOf", "isRelatedTo", "replacedBy"}
    assert is_one(client.get(f"{BASE}/CFDocuments/{first.ref}").json(), "document", beside="CFPackageURI")
    for item in package["CFItems"]:
        identifier = item["identifier"]
        assert is_one(client.get(f"{BASE}/CFItems/{identifier}").json(), "item", beside="CFDocumentURI")
        said = client.get(f"{BASE}/CFItemAssociations/{identifier}").json()
        assert set(said) == {"CFItem", "CFAssociations"}
        assert all(
            identifier in (a["originNodeURI"]["identifier"], a["destinationNodeURI"]["identifier"])
            for a in said["CFAssociations"]
        )
    for association in package["CFAssociations"]:
        alone = client.get(f"{BASE}/CFAssociations/{association['identifier']}").json()
        assert is_one(alone, "association", beside="CFDocumentURI")
        assert association.items() <= alone.items()
    for licence in package["CFDefinitions"]["CFLicenses"]:
        assert client.get(f"{BASE}/CFLicenses/{licence['identifier']}").json() == licence


def test_the_rating_scale_is_a_rubric_whose_levels_stand_at_their_figures(client, cast, at) -> None:
    ref = an_edition_of_every_kind(cast, at=at)
    opened(ref, cast, at=at)
    package = client.get(f"{BASE}/CFPackages/{ref}").json()

    (rubric,) = package["CFRubrics"]

    assert is_package(package)
    assert client.get(f"{BASE}/CFRubrics/{rubric['identifier']}").json() == rubric
    rated = {criterion["CFItemURI"]["identifier"]: criterion for criterion in rubric["CFRubricCriteria"]}
    behaviours = [item["identifier"] for item in package["CFItems"] if item["CFItemType"] == "Behaviour"]
    assert list(rated) == behaviours
    for criterion in rated.values():
        levels = [(level["position"], level["quality"]) for level in criterion["CFRubricCriterionLevels"]]
        assert levels == [(1, "high"), (4, "low")]
    Edition.objects.filter(ref=ref).update(opened_at=None, opened_by=None)
    assert is_refusal(client.get(f"{BASE}/CFRubrics/{rubric['identifier']}").json(), "unknownobject")


def test_what_stands_beside_the_statements_is_said_for_people_and_for_software(client, cast, at) -> None:
    ref = an_edition_of_every_kind(cast, at=at)
    opened(ref, cast, at=at)

    package = client.get(f"{BASE}/CFPackages/{ref}").json()

    first, *_, last = package["extensions"]["goldenthread"]["details"]
    assert first == {
        "kind": "level", "label": "EV", "title": "Every Qualification", "subtitle": "Leading a table",
        "text": "Those who lead.", "more": "Those\nwho stand",
    }  # fmt: skip
    assert last == {"kind": "reference", "text": "Reed, B. (2020) Sharing out tasks."}
    sections = {item["identifier"]: item["fullStatement"] for item in package["CFItems"]}
    told = [d for d in package["extensions"]["goldenthread"]["details"] if d["kind"] == "reference"]
    assert [sections.get(d.get("section")) for d in told] == ["Part 1", "Part 0", None]
    criteria = [item for item in package["CFItems"] if item["CFItemType"] == "Criterion"]
    assert [item.get("extensions") for item in criteria] == [
        None, *[{"goldenthread": {"part": "A", "documents": ["Tally sheet", "Rota"]}}] * 2
    ]  # fmt: skip
    assert criteria[1]["notes"] == ("Tested in part A of the assessment task. To hand in with it: Tally sheet; Rota.")


def test_what_joins_open_editions_to_closed_ones_is_not_told(client, cast, joined) -> None:
    first, second, other = joined
    Edition.objects.filter(ref__in=[first.ref, other.ref]).update(opened_at=None, opened_by=None)

    package = client.get(f"{BASE}/CFPackages/{second.ref}").json()

    assert {a["associationType"] for a in package["CFAssociations"]} == {"isChildOf"}
    assert str(first.ref) not in json.dumps(package)
    client.force_login(Person.objects.get(pk=cast.participant.person_id))
    seen = client.get(f"{BASE}/CFPackages/{second.ref}").json()
    assert len(seen["CFAssociations"]) > len(package["CFAssociations"])


def test_a_superseded_edition_says_so_and_what_took_its_place(client, joined) -> None:
    first, second, _ = joined

    said = client.get(f"{BASE}/CFPackages/{first.ref}").json()

    assert (said["CFDocument"]["adoptionStatus"], said["CFDocument"]["statusEndDate"]) == ("Deprecated", "2026-01-06")
    ends = [
        a["destinationNodeURI"]["identifier"]
        for a in said["CFAssociations"]
        if a["associationType"] == "replacedBy" and a["originNodeURI"]["identifier"] == str(first.ref)
    ]
    assert ends == [str(second.ref)]


def test_a_closed_successor_is_not_told_to_strangers_until_it_is_open(client, cast, at, joined) -> None:
    first, second, _ = joined
    address = f"{BASE}/CFPackages/{first.ref}"
    Edition.objects.filter(ref=second.ref).update(opened_at=None, opened_by=None)

    before = client.get(address)
    known = client_of(cast.school, cast, at=at).get(address).json()["CFDocument"]
    opened(second.ref, cast, at=at + timedelta(days=9))
    after = client.get(address)

    said, told = (answer.json()["CFDocument"] for answer in (before, after))
    assert (said["adoptionStatus"], said.get("statusEndDate")) == ("Adopted", None)
    assert said["lastChangeDateTime"].startswith("2026-01-05")
    assert not [item for item in before.json()["CFItems"] if "statusEndDate" in item]
    assert (told["adoptionStatus"], told["statusEndDate"]) == ("Deprecated", "2026-01-06")
    assert told["lastChangeDateTime"].startswith("2026-01-14")
    assert before["ETag"] != after["ETag"]
    assert (known["adoptionStatus"], known["statusEndDate"]) == ("Deprecated", "2026-01-06")


def test_a_closed_edition_is_there_for_clients_and_people_who_may_see_it_and_for_nobody_else(client, cast, at) -> None:
    made = make_edition(cast, at=at)
    address = f"{BASE}/CFPackages/{made.ref}"

    closed, absent = client.get(address), client.get(f"{BASE}/CFPackages/{uuid4()}")

    assert (closed.status_code, closed.content) == (absent.status_code, absent.content)
    assert is_refusal(closed.json(), "unknownobject")
    assert closed["Cache-Control"] == "private, no-store"
    by_token = client_of(cast.school, cast, at=at).get(address)
    assert is_package(by_token.json())
    assert by_token["Cache-Control"] == "private, no-store"
    assert set(by_token["Vary"].split(", ")) >= {"Authorization", "Cookie"}
    client.force_login(Person.objects.get(pk=cast.participant.person_id))
    assert client.get(address).content == by_token.content


@pytest.mark.parametrize("what", [*resources.NEVER, *THINGS])
def test_what_is_not_there_and_what_is_no_identifier_are_said_in_the_standards_words(client, db, what) -> None:
    absent, senseless = client.get(f"{BASE}/{what}/{uuid4()}"), client.get(f"{BASE}/{what}/1")

    assert (absent.status_code, senseless.status_code) == (404, 404)
    assert is_refusal(absent.json(), "unknownobject")
    assert is_refusal(senseless.json(), "invalid_uuid")


@pytest.mark.parametrize("address", ["/ims/case/", "/ims/case/v1p0/CFDocuments", f"{BASE}/CFDocuments/"])
def test_an_address_that_the_standard_does_not_know_is_unknown(client, db, address) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert is_refusal(answer.json(), "unknownobject")


def test_types_of_items_come_with_those_below_them(client, db) -> None:
    whole, stem = ITEM_TYPES[0], next(t for t in ITEM_TYPES if t.code == "stem")

    everything = client.get(f"{BASE}/CFItemTypes/{whole.identifier}").json()["CFItemTypes"]
    stems = client.get(f"{BASE}/CFItemTypes/{stem.identifier}").json()["CFItemTypes"]

    assert all(is_one(said, "type") for said in everything)
    assert len(everything) == len(ITEM_TYPES)
    assert [said["typeCode"] for said in stems] == ["stem", "practice"]


def test_a_token_that_is_not_known_is_told_so_and_nothing_else(client, db) -> None:
    for header in ("Bearer wrong", "Basic eDp5", "Bearer"):
        answer = client.get(f"{BASE}/CFDocuments", headers={"Authorization": header})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert is_refusal(answer.json(), "unauthorised_request")


def test_whoever_asks_too_often_waits(client, cast, at, monkeypatch) -> None:
    monkeypatch.setattr(answering, "MOST_A_MINUTE", 2)

    answers = [client.get(f"{BASE}/CFDocuments") for _ in range(4)]

    late = next(answer for answer in answers if answer.status_code == 429)
    assert is_refusal(late.json(), "server_busy")
    assert late["Retry-After"] == "60"
    assert client_of(cast.school, cast, at=at).get(f"{BASE}/CFDocuments").status_code == 404


def test_nothing_is_changed_here(client, db) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        answer = method(f"{BASE}/CFDocuments")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert answer.json()["imsx_codeMajor"] == "unsupported"


def test_whoever_tries_to_change_something_hears_so_from_case_whatever_they_carry(cast) -> None:
    client = Client(enforce_csrf_checks=True)

    for _ in range(2):
        for method in (client.post, client.put, client.patch, client.delete):
            answer = method(f"{BASE}/CFPackages/{uuid4()}")
            assert (answer.status_code, answer.json()["imsx_codeMajor"]) == (405, "unsupported")
        client.force_login(Person.objects.get(pk=cast.curriculum_lead.person_id))


def test_a_package_that_the_caller_has_already_is_not_sent_again(client, cast, at) -> None:
    ref = an_edition(cast, at=at)
    opened(ref, cast, at=at)
    first = client.get(f"{BASE}/CFPackages/{ref}")

    again = client.get(f"{BASE}/CFPackages/{ref}", headers={"If-None-Match": first["ETag"]})
    other = client.get(f"{BASE}/CFPackages/{ref}", headers={"If-None-Match": '"other"'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "public, no-cache"
    assert (other.status_code, other.content) == (200, first.content)


def test_a_package_takes_the_same_statements_however_much_is_in_it(cast, at) -> None:
    made = [
        make_edition(cast, at=at, code=code, sections=n, each=e) for code, n, e in (("ONE", 1, 1), ("MANY", 10, 50))
    ]
    caller = calling("")
    for row in made:
        opened(row.ref, cast, at=at)
    caller = client_of(cast.school, cast, at=at)
    caller.get(f"{BASE}/CFDocuments")

    def sent(what: str) -> list[int]:
        return [statements_of(lambda ref=row.ref: caller.get(what.format(ref=ref))) for row in made]

    few, many = sent(f"{BASE}/CFPackages/{{ref}}")
    assert few == many <= 12
    items = [Statement.objects.filter(edition__ref=row.ref).first() for row in made]
    assert len({statements_of(lambda i=i: caller.get(f"{BASE}/CFItemAssociations/{i.ref}")) for i in items}) == 1


def published(standards, name: str):
    return json.loads((standards / name).read_text())


def test_packages_have_no_violation_of_the_published_schema(client, cast, at, joined, standards) -> None:
    schema = published(standards, "1edtech-case-v1p1-cfpackage.schema.json")
    check = jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker())

    every = an_edition_of_every_kind(cast, at=at)
    opened(every, cast, at=at)
    for ref in (*(edition.ref for edition in joined), every):
        assert list(check.iter_errors(client.get(f"{BASE}/CFPackages/{ref}").json())) == []


def test_every_answer_is_one_that_the_published_description_promises(client, cast, at, joined, standards) -> None:
    description = published(standards, "1edtech-case-v1p1-openapi.json")
    package = client.get(f"{BASE}/CFPackages/{joined[1].ref}").json()
    every = an_edition_of_every_kind(cast, at=at)
    opened(every, cast, at=at)
    asked = [
        *addresses(client, package),
        *addresses(client, client.get(f"{BASE}/CFPackages/{every}").json()),
        f"{BASE}/CFPackages/{every}",
        f"{BASE}/CFPackages/{joined[1].ref}",
        *(f"{path.replace('{sourcedId}', name)}" for path in (f"{BASE}{p}" for p in description["paths"])
          for name in (str(uuid4()), "1")),
        f"{BASE}/CFDocuments?limit=0",
        f"{BASE}/CFDocuments?fields=title&limit=1&offset=1",
        f"{BASE}/CFDocuments?offset=9",
    ]  # fmt: skip
    checks: dict[str, jsonschema.Draft4Validator] = {}
    for address in asked:
        answer = client.get(address)
        path = next(
            p for p in description["paths"]
            if (address.partition("?")[0].removeprefix(BASE).split("/")[1:2] == p.split("/")[1:2])
            and p.count("/") == address.partition("?")[0].removeprefix(BASE).count("/")
        )  # fmt: skip
        promised = description["paths"][path]["get"]["responses"][str(answer.status_code)]
        assert answer["Content-Type"] in promised["content"]
        schema = {**promised["content"]["application/json"]["schema"], "components": description["components"]}
        check = checks.setdefault(
            f"{path} {answer.status_code}",
            jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()),
        )
        assert [(address, error.message) for error in check.iter_errors(answer.json())] == []
    assert len(checks) > 20
