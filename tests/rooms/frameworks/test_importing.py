"""A CASE package from upload to edition: what it says of itself, and what things are called."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from goldenthread.frameworks.actions.correcting import correct_item
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import accept_clear, settle_doubt
from goldenthread.frameworks.actions.uploading import upload_document
from goldenthread.frameworks.models import Edition, Reading, Section, Statement
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import About, Correction, Kind, Progress, Stage
from goldenthread.frameworks.types.exchanging import KIND_TYPES
from goldenthread.ground.rules.uploads import MEDIA_TYPES
from goldenthread.ground.rules.uploads import Kind as FileKind
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.sync import read_without_keeping
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.exchanging import import_package, read_package
from tests.makers.frameworks import publish_whole, read_here
from tests.makers.packages import DOCUMENT, a_package, changed, key

pytestmark = pytest.mark.django_db
TYPED = About("ELSE", "Typed", "Typist", 2026)
TREE = {"A": {"a1": {"a11": {"a111": {}}}, "a2": {}}, "B": {"b1": {}}}


def test_a_package_is_taken_in_read_reviewed_and_published_like_any_document(cast: Cast, at: datetime) -> None:
    content = json.dumps(a_package(TREE)).encode()
    ref = upload_document(content, name="theirs.json", about=TYPED, by=cast.curriculum_lead, at=at)

    read_here(ref, at=at)

    page = review_page(ref, by=cast.curriculum_lead)
    assert page.reading.file_name == "theirs.json"
    assert {doubt.code for doubt in page.doubts} == {"no_licence_said", "other_types"}
    edition = publish_whole(ref, by=cast.curriculum_lead, at=at)
    assert edition == UUID(DOCUMENT)
    rows = {row.text: row for row in Statement.objects.filter(edition__ref=edition)}
    assert {text: str(row.ref) for text, row in rows.items()} == {text: key(text) for text in rows}
    assert {text: row.parent and row.parent.text for text, row in rows.items()} == {
        "a1": None, "a11": "a1", "a111": "a11", "a2": None, "b1": None
    }  # fmt: skip
    assert [str(s.ref) for s in Section.objects.order_by("number")] == [key("A"), key("B")]


def test_licence_and_attribution_are_the_packages(cast: Cast, at: datetime) -> None:
    licence = {"identifier": "l", "title": "CC BY 4.0", "description": "© Somebody"}
    said = a_package(TREE, CFDefinitions={"CFLicenses": [licence]})

    edition = Edition.objects.get(ref=import_package(said, about=TYPED, cast=cast, at=at))

    assert (edition.title, edition.publisher) == ("Elsewhere", "Somebody")
    assert (edition.licence, edition.attribution, edition.label) == ("CC BY 4.0", "© Somebody", "2026")


def test_the_title_that_was_typed_stays_where_the_package_has_none(cast: Cast, at: datetime) -> None:
    for title in ("", "\u202e", None, {"x": 1}):
        ref = read_package(a_package(TREE, document={"title": title}), about=TYPED, cast=cast, at=at)

        assert review_page(ref, by=cast.curriculum_lead).reading.about.title == "Typed"


def test_half_a_letter_in_an_identifier_is_an_odd_identifier(cast: Cast, at: datetime) -> None:
    said = a_package(TREE)
    said["CFItems"].append({"identifier": "\ud800abc", "fullStatement": "Odd"})

    page = review_page(read_package(said, about=TYPED, cast=cast, at=at), by=cast.curriculum_lead)

    assert "odd_identifiers" in {doubt.code for doubt in page.doubts}
    assert "Odd" in {item.text for item in page.items}


def test_what_is_in_use_here_is_not_given_again(cast: Cast, at: datetime) -> None:
    first = import_package(a_package(TREE), about=TYPED, cast=cast, at=at)

    second = import_package(a_package(TREE), about=TYPED, cast=cast, at=at)

    assert first != second
    assert Statement.objects.count() == 10
    assert {r.parent.text for r in Statement.objects.filter(edition__ref=second, parent__isnull=False)} == {"a1", "a11"}


def test_one_name_for_two_things_is_given_once(cast: Cast, at: datetime) -> None:
    said = a_package(TREE, document={"identifier": key("a1")})

    edition = import_package(said, about=TYPED, cast=cast, at=at)

    assert str(edition) == key("a1")
    assert str(Statement.objects.get(text="a1").ref) != key("a1")


def test_what_was_reworded_in_the_review_is_something_else_now(cast: Cast, at: datetime) -> None:
    ref = read_package(a_package(TREE), about=TYPED, cast=cast, at=at)
    item = next(i for i in review_page(ref, by=cast.curriculum_lead).items if i.text == "a1")
    correct_item(
        item.ref,
        Correction("a1, reworded", Kind.STANDARD, item.number, 1),
        version=item.version,
        by=cast.curriculum_lead,
        at=at,
    )

    publish_whole(ref, by=cast.curriculum_lead, at=at)

    changed_one = Statement.objects.get(text="a1, reworded")
    assert str(changed_one.ref) != key("a1")
    assert str(Statement.objects.get(text="a2").ref) == key("a2")
    assert Statement.objects.get(text="a11").parent == changed_one


def test_what_was_moved_away_from_what_held_it_stands_alone(cast: Cast, at: datetime) -> None:
    ref = read_package(a_package(TREE), about=TYPED, cast=cast, at=at)
    item = next(i for i in review_page(ref, by=cast.curriculum_lead).items if i.text == "a11")
    correct_item(
        item.ref, Correction("a11", Kind.STANDARD, None, 2), version=item.version, by=cast.curriculum_lead, at=at
    )

    publish_whole(ref, by=cast.curriculum_lead, at=at)

    rows = {row.text: row for row in Statement.objects.select_related("parent")}
    assert (rows["a11"].parent, rows["a111"].parent, rows["a11"].section.number) == (None, None, 2)


def test_practices_follow_their_stem_and_what_is_learnt_about_only_what_it_stood_under(
    cast: Cast, at: datetime
) -> None:
    said = a_package({"A": {"h": {"t": {}}, "alone": {}, "s": {"p": {}}}})
    for text, kind in (("h", Kind.LEARN_HOW_TO), ("t", Kind.LEARN_ABOUT), ("alone", Kind.LEARN_ABOUT),
                       ("s", Kind.STEM), ("p", Kind.PRACTICE)):  # fmt: skip
        changed(said, text, CFItemTypeURI={"identifier": str(KIND_TYPES[kind].identifier)})

    import_package(said, about=TYPED, cast=cast, at=at)

    above = {row.text: row.parent and row.parent.text for row in Statement.objects.select_related("parent")}
    assert above == {"h": None, "t": "h", "alone": None, "s": None, "p": "s"}


def test_publishing_a_package_takes_the_same_statements_however_long_it_is(cast: Cast, at: datetime) -> None:
    sent = []
    for name, many in (("few", 1), ("many", 6)):
        tree = {f"{name} {n}": {f"{name} {n}.{m}": {f"{name} {n}.{m}.x": {}} for m in range(3)} for n in range(many)}
        about = About(name.upper(), "Typed", "Typist", 2026)
        document = {"identifier": str(uuid4())}
        ref = read_package(_numbered(tree, document), about=about, cast=cast, at=at)
        _settled(ref, cast, at)
        sent.append(statements_of(lambda ref=ref: publish_reading(ref, by=cast.curriculum_lead, at=at)))

    assert sent[0] == sent[1]


def _numbered(tree, document):
    """A package whose items have identifiers of their own, however alike their words are."""
    said = a_package(tree, document=document)
    names = {text: str(uuid4()) for text in (item["fullStatement"] for item in said["CFItems"])}
    items = [{"identifier": name, "fullStatement": text} for text, name in names.items()]
    ends = []

    def grow(part, above):
        for text, below in part.items():
            ends.append((names[text], above))
            grow(below, names[text])

    grow(tree, document["identifier"])
    said["CFItems"] = items
    said["CFAssociations"] = [
        {"associationType": "isChildOf", "originNodeURI": {"identifier": a}, "destinationNodeURI": {"identifier": b}}
        for a, b in ends
    ]
    return said


def _settled(ref, cast, at):
    for doubt in review_page(ref, by=cast.curriculum_lead).doubts:
        settle_doubt(doubt.ref, by=cast.curriculum_lead, at=at)
    accept_clear(ref, by=cast.curriculum_lead, at=at)


def test_it_tells_how_far_it_has_come() -> None:
    told: list[Progress] = []

    read_content(json.dumps(a_package(TREE)).encode(), media_type=MEDIA_TYPES[FileKind.JSON], tell=told.append)

    assert told == [Progress(Stage.EXTRACTING), Progress(Stage.FINDING, 1, 2), Progress(Stage.FINDING, 2, 2)]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('{"CFDocument": {"title": "T"}, "CFItems": [{"identifier": "a", "fullStatement": "' + "x" * 1_000_001 + '"}]}',
         "too_long"),
        ('{"name": "not a package"}', "no_package"),
        ('{"CFItems": [' + ",".join(["{}"] * 1_000_000) + "]}", "no_package"),
        ('{"CFDocument": {}, "CFItems": [' + ",".join(["{}"] * 1_000_000) + "]}", "too_long"),
        ('{"CFDocument": ' + '{"a":' * 1_000_000, "bad_json"),
    ],
    ids=["long", "other", "a million", "a million items", "deep"],
)  # fmt: skip
def test_hostile_packages_are_refused_by_the_process_that_reads_them(said: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_without_keeping(said.encode(), name="x.json", tell=lambda _: None)

    assert refused.value.refusal.code == code


def test_a_package_whose_words_are_more_than_any_framework_has_is_refused() -> None:
    items = [{"identifier": f"i{n}", "fullStatement": f"{n} " + "word " * 30_000} for n in range(8)]
    said = {"CFDocument": {"identifier": "d", "title": "T"}, "CFItems": items, "CFAssociations": []}

    with pytest.raises(Refused) as refused:
        read_content(json.dumps(said).encode(), media_type=MEDIA_TYPES[FileKind.JSON], tell=lambda _: None)

    assert refused.value.refusal.code == "too_long"


def test_the_process_that_reads_hands_over_everything(cast: Cast, at: datetime) -> None:
    content = json.dumps(a_package(TREE)).encode()

    there = read_without_keeping(content, name="x.json", tell=lambda _: None)

    assert there == read_content(content, media_type=MEDIA_TYPES[FileKind.JSON], tell=lambda _: None)
    assert not Reading.objects.exists()
