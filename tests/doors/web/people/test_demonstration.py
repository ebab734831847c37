"""One-click entry: there in the demonstration, and nowhere else."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from goldenthread.people.models import Person
from goldenthread.people.queries.demonstration import people_on_show
from goldenthread.people.types import Duty
from tests.makers.counting import statements_of

SRC = Path(__file__).resolve().parents[4] / "src"
ROUTES = """
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
django.setup()
from django.urls import NoReverseMatch, reverse
for name in ("demo", "demo_enter", "components"):
    try:
        print(reverse(name))
    except NoReverseMatch:
        print("none")
"""


def house_with(tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Start a process with these settings and list the demonstration's addresses."""
    return subprocess.run(
        [sys.executable, "-c", ROUTES],
        env=os.environ | {"PYTHONPATH": str(SRC), "GOLDENTHREAD_VAR": str(tmp_path)} | env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_visitor_enters_as_anybody_on_the_page(client, cast) -> None:
    page = client.get(reverse("demo"))
    for actor in (cast.administrator, cast.participant, cast.outsider):
        email = Person.objects.get(ref=actor.person).email
        assert f'value="{email}"' in page.content.decode()

        answer = client.post(reverse("demo_enter"), {"email": email})

        assert (answer.status_code, answer.url) == (302, "/")
        assert client.get("/").context["actor"].person == actor.person
        assert UserSession.objects.filter(user_id=actor.person_id).count() == 1


def test_a_stranger_in_the_demonstration_is_shown_the_way_in(client, db) -> None:
    assert client.get("/").url == reverse("demo")
    assert "Nobody is here yet" in client.get(reverse("demo")).content.decode()


def test_nobody_enters_as_someone_who_is_not_on_the_page(client, cast) -> None:
    Person.objects.filter(ref=cast.coach.person).update(is_active=False)

    assert client.post(reverse("demo_enter"), {"email": "colin@harbour.example"}).status_code == 404
    assert client.post(reverse("demo_enter"), {"email": ""}).status_code == 404
    assert client.get(reverse("demo_enter")).status_code == 405
    assert "_auth_user_id" not in client.session


def test_the_page_shows_a_few_of_each_duty_in_one_statement(cast) -> None:
    shown = dict(people_on_show(most=1))

    assert list(shown) == list(Duty)
    assert [p.name for p in shown[Duty.PARTICIPANT]] == ["Parveen Begum"]
    assert statements_of(people_on_show) == 1


def test_without_the_demonstration_its_addresses_do_not_exist(tmp_path) -> None:
    without = house_with(tmp_path, GOLDENTHREAD_DEMONSTRATION="false")
    with_it = house_with(tmp_path, GOLDENTHREAD_DEMONSTRATION="true")

    assert without.stdout.split() == ["none"] * 3, without.stderr
    assert with_it.stdout.split() == ["/demo/", "/demo/enter/", "/components/"]


def test_production_does_not_start_with_the_demonstration(tmp_path) -> None:
    outcome = house_with(
        tmp_path,
        GOLDENTHREAD_PRODUCTION="true",
        GOLDENTHREAD_DEMONSTRATION="true",
        GOLDENTHREAD_SECRET_KEY=secrets.token_urlsafe(50),
    )

    assert outcome.returncode != 0
    assert "cannot be on in production" in outcome.stderr


@pytest.mark.parametrize("key", ["", "x", "changeme" * 10], ids=["none", "short", "of few letters"])
def test_production_does_not_start_with_a_key_that_can_be_guessed(tmp_path, key) -> None:
    outcome = house_with(tmp_path, GOLDENTHREAD_PRODUCTION="true", GOLDENTHREAD_SECRET_KEY=key)

    assert outcome.returncode != 0
    assert "at least 50 random characters" in outcome.stderr
