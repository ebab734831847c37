"""A register of thirty is saved in one go, and the next load of every page that shows something of it shows it."""

from __future__ import annotations

import re
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Enrolment, Risk, Session
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.people.models import Person
from tests.makers.clock import stop_the_clock
from tests.makers.cohorts import enrol_many, make_cohort

THIRTY = 30


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_register_of_thirty_is_seen_everywhere_at_once(cast, at, monkeypatch) -> None:
    stop_the_clock(monkeypatch, at)
    cohort = make_cohort(cast, at=at)
    people = enrol_many(cast, cohort, THIRTY, at=at)
    session = Session.objects.filter(
        cohort__ref=cohort.ref, ends_at__lt=at, component__is_blended=True
    ).select_related("component").earliest("starts_at")  # fmt: skip
    one = Enrolment.objects.get(ref=people[-1])
    Risk.objects.filter(enrolment__ref__in=people).update(is_at_risk=False, reason="")
    Risk.objects.filter(enrolment=one).update(is_at_risk=True, reason="beyond", need=9, says="Far behind.")
    manager, participant = Client(), Client()
    manager.force_login(Person.objects.get(pk=cast.programme_manager.person_id))
    participant.force_login(Person.objects.get(pk=one.participant_id))

    def seen() -> dict[str, str]:
        opened = {
            "board": manager.get(reverse("cohorts:board")),
            "picture": manager.get(reverse("reporting:figures")),
            "worklist": manager.get(reverse("cohorts:worklist")),
            "cohort": manager.get(reverse("cohorts:cohort", args=[cohort.ref])),
            "home": participant.get("/"),
        }
        return {name: text_of(answer) for name, answer in opened.items()}

    before = seen()
    sheet = RegisterSheet(uuid4(), dict.fromkeys(people, Mark.PRESENT))
    take_register(session.ref, sheet, by=cast.facilitator, at=at)
    after = seen()

    credited = f"{session.component.title} was credited"
    for page, was, is_now in (
        ("board", "2 registers to take", "1 register to take"),
        ("picture", "Registers due 2 ", "Registers due 1 "),
        ("worklist", "Far behind.", ""),
        ("cohort", "0 of 30", "30 of 30"),
        ("home", "", credited),
    ):
        assert was in before[page], page
        assert is_now in after[page], page
    assert credited not in before["home"]
    assert "Far behind." not in after["worklist"]
