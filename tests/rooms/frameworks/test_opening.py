"""Editions that everybody may read: opened and closed by name, and nothing else is shown to strangers."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.frameworks.actions.opening import close_edition, open_edition
from goldenthread.frameworks.models import Edition
from goldenthread.frameworks.queries.editions import (
    edition_line,
    edition_outline,
    published_editions,
    statement_at,
    statement_page,
)
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.frameworks import an_edition

pytestmark = pytest.mark.django_db


def code_of(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


def test_an_edition_is_opened_and_closed_again_on_the_record(cast: Cast, at: datetime) -> None:
    ref, lead = an_edition(cast, at=at), cast.curriculum_lead
    assert published_editions(by=None) == ()

    open_edition(ref, by=lead, at=at)

    (line,) = published_editions(by=None)
    assert (line.ref, line.is_open) == (ref, True)
    row = Edition.objects.get()
    assert (row.opened_at, row.opened_by_id) == (at, lead.person_id)
    opened = AuditEntry.objects.get(did="frameworks.open_edition")
    assert (opened.by, opened.to, opened.facts["licence"]) == (str(lead), str(ref), line.licence)
    assert code_of(lambda: open_edition(ref, by=lead, at=at)) == "open"
    close_edition(ref, by=lead, at=at)
    assert published_editions(by=None) == ()
    assert not edition_line(ref, by=lead).is_open
    assert AuditEntry.objects.get(did="frameworks.close_edition").to == str(ref)
    assert code_of(lambda: close_edition(ref, by=lead, at=at)) == "closed"


def test_nobody_but_a_curriculum_lead_opens_or_closes(cast: Cast, at: datetime) -> None:
    ref = an_edition(cast, at=at)

    for who in (cast.participant, cast.programme_manager, cast.outsider):
        assert code_of(lambda who=who: open_edition(ref, by=who, at=at)) == "not_a_curriculum_lead"
    assert published_editions(by=None) == ()
    open_edition(ref, by=cast.curriculum_lead, at=at)
    assert code_of(lambda: close_edition(ref, by=cast.outsider, at=at)) == "not_a_curriculum_lead"

    assert len(published_editions(by=None)) == 1


def test_a_stranger_reads_what_is_open_and_finds_nothing_of_what_is_not(cast: Cast, at: datetime) -> None:
    opened, closed = an_edition(cast, at=at, code="OPEN"), an_edition(cast, at=at, code="SHUT")
    lead = cast.curriculum_lead
    open_edition(opened, by=lead, at=at)
    statement = edition_outline(opened, by=lead).statements[0]
    hidden = edition_outline(closed, by=lead).statements[0]

    assert edition_outline(opened, by=None).statements == edition_outline(opened, by=lead).statements
    assert statement_page(statement.ref, by=None).statement == statement
    assert statement_at("OPEN", "2026", statement.place, by=None) == statement
    for work in (
        lambda: edition_outline(closed, by=None),
        lambda: edition_outline(uuid4(), by=None),
        lambda: edition_line(closed, by=None),
        lambda: statement_page(hidden.ref, by=None),
        lambda: statement_at("SHUT", "2026", hidden.place, by=None),
    ):
        with pytest.raises(ObjectDoesNotExist):
            work()
    with pytest.raises(ObjectDoesNotExist):
        open_edition(uuid4(), by=lead, at=at)


def test_whoever_opened_an_edition_is_known(cast: Cast, at: datetime) -> None:
    an_edition(cast, at=at)

    with pytest.raises(IntegrityError), atomic():
        Edition.objects.update(opened_at=at)
