"""Pictures, videos and files in a unit."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.ground.models import AuditEntry, StoredFile
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.illustrating import add_download, add_picture, add_video
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.writing import add_page, change_page, open_unit
from goldenthread.learning.models import Media, Page, Unit
from goldenthread.learning.queries.editing import editor
from goldenthread.learning.queries.illustrating import media_file
from goldenthread.learning.queries.reading import preview_page, reader_page
from goldenthread.learning.types.illustrating import MediaDraft, MediaKind, NewFile
from goldenthread.programmes.models import Component
from tests.makers.coaching import make_enrolled
from tests.makers.counting import statements_of
from tests.makers.learning import make_components
from tests.makers.pictures import png

PLAN = MediaDraft(MediaKind.PICTURE, "The plan", alt="A plan of a corridor")
FILM = MediaDraft(MediaKind.VIDEO, "Morning", address="https://youtu.be/abcDEF_1234", transcript="Said.")
SHEET = MediaDraft(MediaKind.DOWNLOAD, "Record sheet")
HOSTS = frozenset({"www.youtube-nocookie.com"})
DOTS = NewFile("plan.png", png(4, 3, tEXt=b"Author\0Somebody"))


@pytest.fixture
def author(cast):
    return cast.curriculum_lead


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def unit(place, author, at):
    component = Component.objects.get(ref=place.built.component("How culture").ref)
    return open_unit(component.ref, by=author, at=at)


def test_what_is_added_stands_at_the_end_of_the_page_and_is_read_there(cast, unit, author, at) -> None:
    page = add_page(unit, title="A", body="Look.", by=author, at=at)
    picture = add_picture(page, PLAN, DOTS, by=author, at=at)
    add_video(page, FILM, hosts=HOSTS, by=author, at=at)
    add_download(page, SHEET, NewFile("sheet.txt", b"What I saw"), by=author, at=at)

    body = Page.objects.get().body
    assert body == "Look.\n\n[[1 The plan]]\n\n[[2 Morning]]\n\n[[3 Record sheet]]\n"
    assert [m.number for m in editor(unit, by=author).media] == [1, 2, 3]
    assert AuditEntry.objects.filter(did="learning.add_media").count() == 3
    publish_unit(unit, by=author, at=at)
    seen = reader_page(unit, 1, by=cast.participant).media
    assert [(m.kind_name, m.alt, m.address) for m in seen] == [
        ("Picture", "A plan of a corridor", ""),
        ("Video", "", "https://www.youtube-nocookie.com/embed/abcDEF_1234"),
        ("File to download", "", ""),
    ]
    assert (seen[0].width, seen[0].height, seen[1].host, seen[2].name) == (
        4,
        3,
        "www.youtube-nocookie.com",
        "sheet.txt",
    )
    told, content = media_file(picture, by=cast.participant)
    assert (told.media_type, content) == ("image/png", png(4, 3))
    assert media_file(picture, by=author)[1] == content
    change_page(page, title="A", body="Look.\n\n[[2]]", minutes=5, by=author, at=at)
    assert len(preview_page(unit, 1, by=author).media) == 1


def test_only_those_who_may_read_the_unit_get_its_pictures(cast, unit, author, at) -> None:
    page = add_page(unit, title="A", body="Look.", by=author, at=at)
    picture = add_picture(page, PLAN, DOTS, by=author, at=at)
    video = add_video(page, FILM, hosts=HOSTS, by=author, at=at)
    publish_unit(unit, by=author, at=at)

    for stranger in (cast.outside_participant, cast.outsider, cast.coach, cast.sponsor):
        with pytest.raises(Unit.DoesNotExist):
            media_file(picture, by=stranger)
    with pytest.raises(Media.DoesNotExist):
        media_file(video, by=author)


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (lambda p, by, at: add_picture(p, MediaDraft(MediaKind.PICTURE, "Plan"), DOTS, by=by, at=at), "no_alt"),
        (lambda p, by, at: add_picture(p, PLAN, NewFile("a.png", b"<svg>"), by=by, at=at), "picture_wrong_kind"),
        (lambda p, by, at: add_video(p, FILM, hosts=(), by=by, at=at), "video_elsewhere"),
        (lambda p, by, at: add_download(p, SHEET, NewFile("a.exe", b"MZ\0"), by=by, at=at), "file_wrong_kind"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_nothing_is_kept(unit, author, at, work, code) -> None:
    page = add_page(unit, title="A", body="Look.", by=author, at=at)

    with pytest.raises(Refused) as refused:
        work(page, author, at)

    assert refused.value.refusal.code == code
    assert not Media.objects.exists()
    assert not StoredFile.objects.exists()
    assert Page.objects.get().body == "Look."


def test_only_authors_add_and_a_page_names_only_what_is_there(cast, unit, author, at) -> None:
    page = add_page(unit, title="A", body="Look.", by=author, at=at)
    with pytest.raises(Refused):
        add_picture(page, PLAN, DOTS, by=cast.quality_lead, at=at)
    with pytest.raises(Refused) as refused:
        change_page(page, title="A", body="[[7 Nothing]]", minutes=5, by=author, at=at)
    assert refused.value.refusal.code == "nothing_to_place"
    with pytest.raises(Refused):
        add_page(unit, title="B", body="[[7]]", by=author, at=at)


def test_a_decorative_picture_says_nothing_whatever_was_typed(unit, author, at) -> None:
    page = add_page(unit, title="A", by=author, at=at)
    add_picture(page, MediaDraft(MediaKind.PICTURE, "Line", alt="x", is_decorative=True), DOTS, by=author, at=at)

    assert Media.objects.get().alt == ""


def test_the_database_keeps_pictures_described_and_what_was_shown_as_it_was(unit, author, at) -> None:
    page = add_page(unit, title="A", by=author, at=at)
    add_picture(page, PLAN, DOTS, by=author, at=at)
    row = Media.objects.get()

    with pytest.raises(IntegrityError, match="media_is_written_once"), atomic():
        Media.objects.update(alt="Something else")
    row.pk, row.number, row.alt = None, 2, ""
    with pytest.raises(IntegrityError), atomic():
        row.save(force_insert=True)


def test_a_new_release_takes_pictures_over_with_the_pages(cast, author, at) -> None:
    [first] = make_components(cast, "Leading change", at=at)
    unit = open_unit(first.ref, by=author, at=at)
    page = add_page(unit, title="A", by=author, at=at)
    add_picture(page, PLAN, DOTS, by=author, at=at)
    [second] = make_components(cast, "Leading change", number=2, at=at)

    copied = open_unit(second.ref, by=author, at=at)

    assert [m.line for m in editor(copied, by=author).media] == ["[[1 The plan]]"]
    assert Media.objects.values("file").distinct().count() == 1


def test_a_page_takes_as_many_statements_with_many_pictures_as_with_one(cast, unit, author, at) -> None:
    page = add_page(unit, title="A", by=author, at=at)
    add_picture(page, PLAN, DOTS, by=author, at=at)
    publish_unit(unit, by=author, at=at)
    one = statements_of(lambda: reader_page(unit, 1, by=cast.participant))
    for _ in range(4):
        add_picture(page, PLAN, DOTS, by=author, at=at)
    publish_unit(unit, by=author, at=at)

    assert statements_of(lambda: reader_page(unit, 1, by=cast.participant)) == one == 11
