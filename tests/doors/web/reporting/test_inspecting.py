"""An inspection week's evidence in the browser's door: one press, then a page, a workbook and a PDF."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.urls import reverse

from goldenthread.cohorts.models import Cohort, Session
from goldenthread.reporting.models import InspectionPack
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of


@pytest.fixture
def day(cast, at):
    make_enrolment(cast, at=at)
    Cohort.objects.update(title="=HYPERLINK(1)")
    Session.objects.update(online_link="https://meet.example/x")
    return Session.objects.order_by("starts_at").last().starts_at.date()


def press(client, day):
    told = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "key": str(uuid4())}
    return client.post(reverse("reporting:packs"), told)


def test_one_press_makes_a_pack_that_is_read_three_ways(cast, day, enter) -> None:
    manager = enter(cast.programme_manager)
    assert "No pack yet" in manager.get(reverse("reporting:packs")).content.decode()

    answer = press(manager, day)

    assert answer.status_code == 303
    page = manager.get(answer["Location"]).content.decode()
    assert "Harbour Teaching Hub" in page
    assert 'href="https://meet.example/x"' in page
    ref = InspectionPack.objects.get().ref
    book = manager.get(reverse("reporting:week_book", args=[ref]))
    with ZipFile(BytesIO(book.content)) as parts:
        words = parts.read("xl/sharedStrings.xml").decode()
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    assert "=HYPERLINK(1)" in words
    paper = manager.get(reverse("reporting:week_paper", args=[ref]))
    assert paper.content.startswith(b"%PDF")
    assert "Version" in manager.get(reverse("reporting:packs")).content.decode()


def test_what_is_no_day_is_asked_again_and_an_inspector_is_told_who_can(cast, day, enter) -> None:
    manager = enter(cast.programme_manager)
    bad = manager.post(reverse("reporting:packs"), {"day_day": "31", "day_month": "2", "day_year": "2026", "key": "x"})
    assert bad.status_code == 422

    inspector = enter(cast.inspector)
    assert "Ask a programme manager" in inspector.get(reverse("reporting:packs")).content.decode()
    assert press(inspector, day).status_code == 422
    assert not InspectionPack.objects.exists()


def test_nobody_else_finds_a_pack(cast, day, enter) -> None:
    press(enter(cast.programme_manager), day)
    ref = InspectionPack.objects.get().ref

    for stranger in (cast.partner_manager, cast.outsider, cast.participant, cast.facilitator):
        for name in ("week_pack", "week_book", "week_paper"):
            assert enter(stranger).get(reverse(f"reporting:{name}", args=[ref])).status_code == 404
        assert press(enter(stranger), day).status_code in {404, 422}


def test_reading_takes_as_many_statements_for_many_sessions(cast, day, enter) -> None:
    press(enter(cast.programme_manager), day)
    last = Session.objects.order_by("starts_at").last()
    Session.objects.update(starts_at=last.starts_at, ends_at=last.ends_at)
    press(enter(cast.programme_manager), day)
    small, large = InspectionPack.objects.order_by("sessions").values_list("ref", flat=True)
    client = enter(cast.inspector)

    counted = [
        statements_of(lambda r=ref: client.get(reverse("reporting:week_pack", args=[r]))) for ref in (small, large)
    ]

    assert counted[0] == counted[1]
