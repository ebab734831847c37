"""Pictures, videos, files, versions and previews in the browser's door."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.writing import add_page, open_unit
from goldenthread.learning.models import Media
from goldenthread.learning.queries.editing import editor
from goldenthread.learning.queries.restoring import unit_history
from goldenthread.learning.types.illustrating import MediaKind, MediaRef, MediaView
from goldenthread.programmes.models import Component
from goldenthread.web.learning.illustrating import pieces
from tests.makers.coaching import make_enrolled
from tests.makers.pictures import png


@pytest.fixture
def unit(cast, at):
    place = make_enrolled(cast, at=at)
    component = Component.objects.get(ref=place.built.component("How culture").ref)
    return open_unit(component.ref, by=cast.curriculum_lead, at=at)


@pytest.fixture
def page(unit, cast, at):
    return add_page(unit, title="See", body="# Look\n\n## Closer", by=cast.curriculum_lead, at=at)


def add(client, page, kind, **sent):
    return client.post(reverse("learning:add-media", args=[page, kind]), sent)


def test_a_page_shows_what_its_author_added(cast, unit, page, at, enter) -> None:
    client = enter(cast.curriculum_lead)
    assert client.get(reverse("learning:add-media", args=[page, "picture"])).status_code == 200
    assert client.get(reverse("learning:add-media", args=[page, "song"])).status_code == 404
    dots = SimpleUploadedFile("plan.png", png(4, 3))
    assert add(client, page, "picture", title="Plan", alt='A "plan"', file=dots).status_code == 303
    film = {"title": "Morning", "address": "https://youtu.be/abcDEF_1234", "transcript": "**Said**"}
    assert add(client, page, "video", **film).status_code == 303
    assert add(client, page, "download", title="Sheet", file=SimpleUploadedFile("s.txt", b"What")).status_code == 303
    publish_unit(unit, by=cast.curriculum_lead, at=at)

    reader = enter(cast.participant)
    shown = reader.get(reverse("learning:page", args=[unit, 1]))
    html = shown.content.decode()
    assert 'alt="A &quot;plan&quot;"' in html
    assert "<strong>Said</strong>" in html
    assert "<iframe" not in html
    assert 'data-video="https://www.youtube-nocookie.com/embed/abcDEF_1234"' in html
    policy = shown["Content-Security-Policy"]
    assert "frame-src https://player.vimeo.com https://www.youtube-nocookie.com" in policy
    assert "frame-src" not in reader.get(reverse("learning:study"))["Content-Security-Policy"]
    picture, sheet = (
        reverse("learning:media", args=[m.ref]) for m in Media.objects.exclude(kind="video").order_by("id")
    )
    got = reader.get(picture)
    assert (got["Content-Type"], got["Content-Disposition"], got.content) == ("image/png", "inline", png(4, 3))
    assert reader.get(sheet)["Content-Disposition"] == 'attachment; filename="s.txt"'
    assert enter(cast.outside_participant).get(picture).status_code == 404


@pytest.mark.parametrize(
    ("kind", "sent", "says"),
    [
        ("picture", {"title": "Plan", "file": ("plan.png", png(4, 3))}, "Nobody who does not see the picture"),
        ("picture", {"title": "Plan", "alt": "x", "file": ("plan.png", b"<svg>")}, "not a PNG or JPEG"),
        ("picture", {"title": "Plan", "alt": "x", "file": ("plan.svg", b"<svg>")}, "one of these kinds"),
        ("video", {"title": "A", "address": "https://evil.example/", "transcript": "x"}, "from these places only"),
        ("video", {"title": "A", "address": "https://youtu.be/abcDEF_1234"}, "Enter the transcript"),
        ("download", {"title": "A", "file": ("a.pdf", b"MZ\0")}, "not a PDF"),
    ],
)
def test_what_cannot_be_added_says_why(cast, page, enter, kind, sent, says) -> None:
    given = {name: SimpleUploadedFile(*said) if name == "file" else said for name, said in sent.items()}

    answer = add(enter(cast.curriculum_lead), page, kind, **given)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_what_stands_between_words_keeps_their_headings_and_runs_nothing() -> None:
    one = MediaView(MediaRef(Media().ref), 1, MediaKind.PICTURE, "P", "x", "", "")
    found = pieces("# A\n\n[[1 <b>]]\n\n## B\n<script>x</script>\n\n[[2]]\n\n    [[1]]", [one])

    assert [piece.media for piece in found] == [None, one, None, one]
    assert found[0].html.strip() == "<h2>A</h2>"
    assert "<h3>B</h3>" in found[2].html
    assert "<script" not in "".join(piece.html for piece in found)


def test_the_editor_stays_on_the_page_and_shows_it_as_on_a_phone(cast, unit, page, enter) -> None:
    client = enter(cast.curriculum_lead)
    sent = {"title": "See", "body": "Words", "minutes": "5", "then": "look"}
    saved = client.post(reverse("learning:edit-page", args=[page]), sent)
    assert saved.url == reverse("learning:edit-page", args=[page])
    framed = reverse("learning:preview", args=[unit, 1]) + "?framed=yes"
    assert framed in client.get(saved.url).content.decode()

    shown = client.get(framed)

    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "gt-header" not in shown.content.decode()
    assert client.get(saved.url)["X-Frame-Options"] == "DENY"


def test_versions_are_compared_and_a_page_comes_back(cast, unit, page, at, enter) -> None:
    publish_unit(unit, by=cast.curriculum_lead, at=at)
    client = enter(cast.curriculum_lead)
    client.post(reverse("learning:edit-page", args=[page]), {"title": "See", "body": "Other", "minutes": "5"})
    shown = client.get(reverse("learning:versions", args=[unit])).content.decode()
    assert "See: changed" in shown
    assert "<del># Look</del>" in shown
    old = unit_history(unit, by=cast.curriculum_lead).versions[0].changes[0].restorable

    back = client.post(reverse("learning:restore-page", args=[old]))

    assert back.status_code == 303
    assert editor(unit, by=cast.curriculum_lead).pages[0].body == "# Look\n\n## Closer"
    assert "Bring back" not in enter(cast.inspector).get(reverse("learning:versions", args=[unit])).content.decode()
    assert enter(cast.participant).get(reverse("learning:versions", args=[unit])).status_code == 404
