"""Packages as they are handed in: what they say of themselves, and what is no package."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goldenthread.frameworks.rules.packages import MOST_ITEMS, given
from goldenthread.ground.types import Refused
from tests.makers.packages import DOCUMENT, a_package, an_item, under

LICENCE = {"identifier": "l", "title": "CC BY 4.0", "description": "© Us"}
ONE = {"CFDefinitions": {"CFLicenses": [LICENCE]}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_json"),
        ('{"CFDocument": ', "bad_json"),
        ('{"CFDocument": {}, "CFDocument": {}}', "bad_json"),
        ('{"CFDocument": {"title": NaN}}', "bad_json"),
        ('{"CFDocument": {"version": -Infinity}}', "bad_json"),
        ('{"a":' * 50_000, "bad_json"),
        ("[" * 100_000 + "]" * 100_000, "bad_json"),
        ('{"CFDocument": {"version": ' + "9" * 10_000 + "}}", "bad_json"),
        ("[]", "no_package"),
        ("3", "no_package"),
        ('{"CFItems": []}', "no_package"),
        ('{"CFDocument": null}', "no_package"),
        (json.dumps({"CFDocument": {}, "CFItems": [{}] * (MOST_ITEMS + 1)}), "too_long"),
        (json.dumps({"CFDocument": {}, "CFAssociations": [{}] * 40_001}), "too_long"),
    ],
)
def test_what_is_no_package_is_refused_with_what_would_change_that(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        given(text)

    assert refused.value.refusal.code == code
    assert refused.value.refusal.mend


@pytest.mark.parametrize(
    ("document", "more", "licence", "attribution"),
    [
        ({"licenseURI": {"identifier": "l"}}, {"CFDefinitions": {"CFLicenses": [{}, LICENCE]}}, "CC BY 4.0", "© Us"),
        ({}, ONE, "CC BY 4.0", "© Us"),
        ({}, {"CFDefinitions": {"CFLicenses": [LICENCE, LICENCE | {"identifier": "m"}]}}, "", ""),
        ({"licenseURI": {"title": "Ours"}}, {"CFDefinitions": None}, "Ours", ""),
        ({"licenseURI": {"identifier": "x", "title": "Theirs"}}, ONE, "Theirs", ""),
        ({"extensions": {"goldenthread": {"attribution": "© Us", "code": "US"}}}, {}, "", "© Us"),
    ],
)  # fmt: skip
def test_licence_and_attribution_are_those_that_the_document_names(
    document: dict[str, Any], more: dict[str, Any], licence: str, attribution: str
) -> None:
    package = given(json.dumps(a_package({"A": {}}, document=document, **more)))

    assert (package.facts.licence, package.facts.attribution) == (licence, attribution)
    assert package.code == ("US" if "extensions" in document else "")


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ({"version": "Edition 2021"}, 2021),
        ({"version": 2019}, 2019),
        ({"version": "1.0", "statusStartDate": "2018-09-01"}, 2018),
        ({"lastChangeDateTime": "2020-01-01T00:00:00Z"}, 2020),
        ({"version": "3.14"}, None),
    ],
)
def test_the_year_is_found_where_packages_say_it(said: dict[str, Any], year: int | None) -> None:
    assert given(json.dumps(a_package({"A": {}}, document=said))).year == year


@pytest.mark.parametrize("nothing", [None, 7, "", [], {}, True])
def test_anything_may_be_anything(nothing: Any) -> None:
    names = ("identifier", "fullStatement", "CFItemType", "CFItemTypeURI", "listEnumeration", "notes", "language")
    said = {
        "CFDocument": {
            "identifier": nothing, "title": nothing, "creator": nothing, "licenseURI": nothing, "version": nothing,
            "extensions": nothing,
        },
        "CFItems": [dict.fromkeys(names, nothing), nothing, an_item("kept", CFItemTypeURI=nothing)],
        "CFAssociations": [
            nothing, under(nothing, nothing, nothing), {"associationType": "isChildOf", "originNodeURI": nothing},
        ],
        "CFDefinitions": nothing,
    }  # fmt: skip

    package = given(json.dumps(said))

    assert [item.text for item in package.items.values()] == ["kept"]
    assert given(json.dumps({"CFDocument": {}, "CFItems": nothing, "CFAssociations": nothing})).items == {}


def test_ends_are_told_as_links_as_addresses_and_in_capitals() -> None:
    said = a_package({})
    said["CFItems"] = [an_item("a", identifier="A-1"), an_item("b", identifier="b-1"), an_item("c", identifier="c-1")]
    said["CFAssociations"] = [
        {"associationType": "ISCHILDOF", "originNodeURI": "https://x.example/a-1/", "destinationNodeURI": DOCUMENT},
        {"associationType": "isChildOf", "originNodeURI": {"uri": "https://x.example/B-1"},
         "destinationNodeURI": {"identifier": "A-1"}},
    ]  # fmt: skip

    package = given(json.dumps(said))

    assert package.under == {"a-1": DOCUMENT, "b-1": "a-1"}


def test_letters_that_nobody_sees_are_taken_out_and_counted() -> None:
    said = a_package({"A": {}}, document={"title": "\u202eEbbs", "publisher": "\u2066\x01\u200b", "creator": "Us"})
    said["CFItems"].append(an_item("b", fullStatement="x\x01\x1b[2J\x08y", notes="fine", humanCodingScheme="\u202e7"))
    said["CFItems"].append(an_item("c", fullStatement="\x01\u202e"))

    package = given(json.dumps(said))

    assert (package.title, package.facts.publisher) == ("Ebbs", "Us")
    assert [(item.text, item.code) for item in package.items.values()] == [("A", ""), ("x  [2J y", "7")]
    assert (package.unseen, package.unusable) == (5, 1)


def test_a_package_without_a_title_that_can_be_seen_has_none() -> None:
    package = given(json.dumps(a_package({"A": {}}, document={"title": "\u200b", "identifier": None})))

    assert (package.title, package.key) == ("", "untitled")


def test_half_letters_in_identifiers_are_spelt_out_and_keep_things_apart() -> None:
    items = [{"identifier": f"{chr(0xD800 + n)}abc", "fullStatement": f"Words {n}"} for n in range(2)]

    package = given(json.dumps({"CFDocument": {"identifier": "\ud800"}, "CFItems": items}))

    assert [item.text for item in package.items.values()] == ["Words 0", "Words 1"]
    assert len({item.identifier for item in package.items.values()} | {package.facts.identifier}) == 3


def test_half_letters_and_nothings_are_taken_out_of_words() -> None:
    item = '"CFItems": [{"identifier": "a", "fullStatement": "x\\ud800\\u0000y"}]'
    said = json.dumps(a_package({})).replace('"CFItems": []', item)

    assert given(said).items["a"].text == "x? y"


def test_our_own_json_is_told_from_a_broken_package() -> None:
    ours = json.dumps({"code": "MADE", "title": "Made", "edition": "2026", "sections": []})

    for text, code in ((ours, "our_json"), (ours.replace("sections", "parts"), "no_package"), ("[]", "no_package")):
        with pytest.raises(Refused) as refused:
            given(text)
        assert refused.value.refusal.code == code
