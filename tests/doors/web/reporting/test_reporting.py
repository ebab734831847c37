"""Homes, people, updates, figures and packs in the browser's door."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.types import Role
from goldenthread.jobs.worker import carry_all
from goldenthread.reporting.actions.updating import link_of_update, make_updates
from goldenthread.reporting.models import LetterSent, ProgressUpdate
from tests.fakes.mail_catcher import MailCatcher
from tests.makers.coaching import enrol_more, make_enrolled, make_outside, make_pairing
from tests.makers.counting import statements_of


@pytest.fixture
def place(cast, at):
    made = make_enrolled(cast, at=at)
    add_companion(made.enrolment, cast.sponsor.person, Role.SPONSOR, by=cast.programme_manager, at=at)
    return made


def page_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_has_a_home(cast, place, at, enter) -> None:
    make_pairing(cast, place.enrolment, at=at)
    says = {
        "participant": "Your engagement",
        "coach": "Your caseload",
        "facilitator": "Your week",
        "programme_manager": "Your cohorts",
        "curriculum_lead": "Your programmes",
        "headteacher": "Parveen Begum",
        "sponsor": "Parveen Begum",
        "mentor": "Nobody at your school",
        "inspector": "Evidence pack: Autumn 2025",
        "administrator": "The installation",
        "quality_lead": "Quality",
    }
    for who, words in says.items():
        assert words in page_of(enter(getattr(cast, who)).get("/")), who
    assert "Parveen" not in page_of(enter(cast.outsider).get("/"))


def test_a_head_reads_how_somebody_is_getting_on_and_finds_no_others(cast, place, at, enter) -> None:
    outside = make_outside(cast, place.built, at=at)
    client = enter(cast.headteacher)
    assert "Parveen Begum" in page_of(client.get(reverse("reporting:people")))
    page = page_of(client.get(reverse("reporting:person", args=[place.enrolment])))
    assert "0 of 21 hours, 0\N{NO-BREAK SPACE}%" in page

    assert client.get(reverse("reporting:person", args=[outside])).status_code == 404
    for stranger in (cast.mentor, cast.outsider, cast.participant, cast.coach):
        assert enter(stranger).get(reverse("reporting:person", args=[place.enrolment])).status_code == 404


def test_an_update_is_sent_by_mail_and_opened_from_it_without_signing_in(cast, place, settings, client, enter) -> None:
    with MailCatcher() as post:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        manager = enter(cast.partner_manager)
        page = manager.get(reverse("reporting:updates", args=[place.cohort]))
        assert "Sending now would reach 2 people" in page_of(page)
        sent = manager.post(reverse("reporting:updates", args=[place.cohort]), {"key": str(uuid4())})
        assert sent.status_code == 303
        carry_all()
        mail = post.newest("samir@castlehill.example", about="Parveen Begum is getting on")
    text = mail.get_body(("plain",)).get_content()
    url = next(line for line in text.splitlines() if "/reporting/updates/" in line)
    assert "0 of 21 hours" in " ".join(text.split())
    assert ProgressUpdate.objects.filter(sent_at=None).count() == 0
    assert LetterSent.objects.filter(kind="reporting.update").count() == 2

    client.logout()
    opened = client.get(url.removeprefix(settings.ADDRESS))
    assert "How your people are getting on" in page_of(opened)
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "no-store" in opened["Cache-Control"]
    assert client.get(reverse("reporting:update", args=["guess"])).status_code == 404
    assert client.get(reverse("reporting:people")).status_code == 302


def test_no_two_people_of_what_was_told_before_are_called_the_same(cast, place, at, enter) -> None:
    for hours in (2, 1):
        earlier = datetime.now(UTC) - timedelta(hours=hours)
        make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=earlier)

    page = page_of(enter(cast.headteacher).get(reverse("reporting:people")))

    assert re.findall(r'id="([^"]*person-\d+)"', page) == ["told-1-person-1", "told-2-person-1"]


def test_a_delivery_carried_twice_sends_once(cast, place, at) -> None:
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    carry_all(lambda: at + timedelta(minutes=1))
    ProgressUpdate.objects.update(sent_at=None)
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at + timedelta(hours=1))
    carry_all(lambda: at + timedelta(hours=2))

    assert LetterSent.objects.filter(kind="reporting.update").count() == 4


def test_a_closed_link_opens_nothing(cast, place, at, enter) -> None:
    make_updates(place.cohort, key=uuid4(), by=cast.partner_manager, at=at)
    update = ProgressUpdate.objects.first()
    address = reverse("reporting:update", args=[link_of_update(update.ref)])
    ProgressUpdate.objects.update(expires_at="2099-01-01T00:00Z")
    client = enter(cast.partner_manager)
    assert client.get(address).status_code == 200

    closed = client.post(reverse("reporting:revoke", args=[place.cohort, update.ref]), follow=True)

    assert "Link closed" in page_of(closed)
    assert client.get(address).status_code == 404
    assert enter(cast.outsider).post(reverse("reporting:revoke", args=[place.cohort, update.ref])).status_code == 404


def test_a_refusal_is_said_where_the_button_is(cast, place, enter) -> None:
    answer = enter(cast.inspector).post(reverse("reporting:updates", args=[place.cohort]), {"key": str(uuid4())})

    assert answer.status_code == 422
    assert "You cannot send updates about this cohort" in answer.content.decode()
    assert not ProgressUpdate.objects.exists()


def test_an_inspector_takes_the_pack_and_its_parts(cast, place, enter) -> None:
    client = enter(cast.inspector)
    assert "Autumn 2025" in page_of(client.get(reverse("reporting:cohorts")))
    assert client.get(reverse("reporting:cohorts"), {"as": "csv"})["Content-Type"].startswith("text/csv")
    address = reverse("reporting:pack", args=[place.cohort])
    assert "Harbour Teaching Hub" in page_of(client.get(address))
    for part in ("participants", "sessions", "curriculum"):
        assert client.get(address, {"as": part})["Content-Disposition"] == f'attachment; filename="{part}.csv"'
    assert client.get(address, {"as": "everything"}).status_code == 404
    for stranger in (cast.outsider, cast.participant, cast.coach, cast.headteacher):
        assert enter(stranger).get(address).status_code == 404
        assert enter(stranger).get(reverse("reporting:updates", args=[place.cohort])).status_code == 404


def test_pages_take_as_many_statements_for_many(cast, place, at, enter) -> None:
    def counted() -> list[int]:
        found = []
        for who, address in (
            (cast.headteacher, reverse("reporting:people")),
            (cast.inspector, reverse("reporting:figures")),
            (cast.inspector, reverse("reporting:cohorts")),
            (cast.partner_manager, reverse("reporting:updates", args=[place.cohort])),
            (cast.partner_manager, "/"),
        ):
            client = enter(who)
            found.append(statements_of(lambda c=client, a=address: c.get(a)))
        return found

    one = counted()
    enrol_more(place, cast, many=3, at=at)

    assert counted() == one


def test_no_first_page_of_staff_asks_more_than_fifteen_times_however_many_rows(cast, place, at, enter) -> None:
    make_pairing(cast, place.enrolment, at=at)
    roles = ("coach", "facilitator", "partner_manager", "curriculum_lead", "headteacher", "sponsor", "administrator")

    def counted() -> dict[str, int]:
        found = {}
        for role in roles:
            client = enter(getattr(cast, role))
            found[role] = statements_of(lambda c=client: c.get("/"))
        return found

    one = counted()
    for more in enrol_more(place, cast, many=3, at=at):
        make_pairing(cast, more, at=at)

    assert counted() == one
    assert max(one.values()) <= 15


@pytest.mark.parametrize(
    "role", ["administrator", "curriculum_lead", "programme_manager", "partner_manager", "quality_lead", "inspector"]
)
def test_a_home_does_not_say_again_what_the_menu_says(cast, place, enter, role) -> None:
    page = enter(getattr(cast, role)).get("/").content.decode()
    menu = set(re.findall(r'service-navigation__link" href="[^"]+"[^>]*>([^<]+)</a>', page))
    said = re.findall(r"<a [^>]*>([^<]+)</a>", page[page.index("<main") : page.index("</main>")])

    assert menu
    assert menu.isdisjoint(said)
    assert "Your places" not in page
