"""A CASE package in the browser: chosen like any document, read, reviewed, published, and given out again."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.frameworks.models import Edition, Reading
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from tests.makers.exchanging import is_package
from tests.makers.frameworks import publish_whole
from tests.makers.packages import a_package, key
from tests.makers.programmes import make_edition

ABOUT = {
    "code": "else", "title": "Typed", "publisher": "Typist", "year": "2026",
    "licence": "Open Government Licence v3.0", "attribution": "© Crown copyright",
}  # fmt: skip
LICENCE = {"identifier": "l", "title": "CC BY 4.0", "description": "© Somebody"}


@pytest.fixture
def lead(client, cast):
    cache.clear()
    client.force_login(Person.objects.get(pk=cast.curriculum_lead.person_id))
    return client


def posted(lead, said: str):
    return lead.post(reverse("frameworks:read"), {**ABOUT, "file": SimpleUploadedFile("theirs.json", said.encode())})


def test_a_package_is_taken_in_reviewed_published_and_given_out(lead, cast, at) -> None:
    said = a_package({"A": {"a1": {"a11": {}}}}, CFDefinitions={"CFLicenses": [LICENCE]})

    answer = posted(lead, json.dumps(said))
    carry_all()

    review = lead.get(answer.url, follow=True).content.decode()
    assert "CC BY 4.0. That is now said of the document." in review
    assert "They were taken as standards." in review
    publish_whole(Reading.objects.get().ref, by=cast.curriculum_lead, at=at)
    edition = Edition.objects.get()
    page = lead.get(reverse("frameworks:edition", args=[edition.ref])).content.decode()
    assert "CC BY 4.0" in page
    address = reverse("case:one-CFPackages", args=[edition.ref])
    assert address in page
    out = lead.get(address).json()
    assert is_package(out)
    assert {item["identifier"] for item in out["CFItems"]} == {key("A"), key("a1"), key("a11")}


def test_every_level_of_a_package_stands_on_the_page_of_its_edition(lead, cast, at) -> None:
    deep = ("Component", "Element", "Detail", "Particle", "Grain", "Dust")
    tree: dict = {}
    for name in reversed(deep):
        tree = {name: tree}
    posted(lead, json.dumps(a_package({"Domain": {"Standard": {**tree, "Beside": {}}}})))
    carry_all()
    edition = publish_whole(Reading.objects.get().ref, by=cast.curriculum_lead, at=at)

    page = lead.get(reverse("frameworks:edition", args=[edition])).content.decode()

    body = page.split('id="section-1"')[1].split("</section>")[0]
    said = [name for name in ("Standard", *deep, "Beside") if body.count(f"{name} <a") == 1]
    assert said == ["Standard", *deep, "Beside"]
    assert body.index("Dust <a") < body.index("Beside <a")
    assert body.count("<ul") == body.count("</ul>") == 4


def test_json_that_is_no_package_says_so_where_the_document_waits(lead) -> None:
    answer = posted(lead, '{"name": "something else"}')
    carry_all()

    page = lead.get(answer.url, follow=True).content.decode()

    assert "it has no CFDocument" in page
    assert not Reading.objects.filter(state="under_review").exists()


def test_nobody_else_takes_packages_in(client, cast) -> None:
    client.force_login(Person.objects.get(pk=cast.participant.person_id))

    assert posted(client, json.dumps(a_package({"A": {}}))).status_code == 404
    assert not Reading.objects.exists()


def test_the_package_is_saved_and_not_opened_in_the_tab(lead, cast, at) -> None:
    edition = make_edition(cast, at=at)
    page = lead.get(reverse("frameworks:edition", args=[edition.ref])).content.decode()

    assert f'CFPackages/{edition.ref}" download="MADE-2020-case.json">CASE 1.1</a>' in page


def test_our_own_json_is_told_which_file_to_bring(lead, cast, at) -> None:
    edition = make_edition(cast, at=at)
    ours = lead.get(reverse("frameworks:download", args=[edition.ref, "json"])).content.decode()

    answer = posted(lead, ours)
    carry_all()

    assert "Take the one that “CASE 1.1” gives" in lead.get(answer.url, follow=True).content.decode()
