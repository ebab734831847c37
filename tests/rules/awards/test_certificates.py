"""A certificate says what it is given, as it is given, and its code is read however it is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pypdfium2
import pytest

from goldenthread.awards.rules.certificates import draw, number_of, place_of, shown_code, tidied_code
from goldenthread.awards.rules.permitting import why_not_revoke
from goldenthread.awards.rules.states import STEPS
from goldenthread.awards.types import CertificateText, Event, State
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import NoSuchStep
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef

TEXT = CertificateText(
    name="Parveen Begum",
    qualification="National Professional Qualification for Senior Leadership (NPQSL)",
    provider="Fenland Leadership Trust",
    awarded_on=date(2026, 2, 10),
    number="GT-2026-000001",
    verify_at="https://example.org/verify/ABCDE-FGHJK-MNPQR-STVWX/",
)


def words(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def test_a_certificate_says_everything_it_is_given() -> None:
    made = draw(TEXT)

    said = words(made)
    for part in ("Parveen Begum", "Senior Leadership (NPQSL)", "10 February 2026", "GT-2026-000001", "ABCDE-FGHJK"):
        assert part in said
    assert b"pdfuaid" in made
    assert b"/StructTreeRoot" in made


def test_the_same_values_give_the_same_bytes() -> None:
    assert draw(TEXT) == draw(TEXT)


@pytest.mark.parametrize("name", ['#panic("x")', "*bold* $x$ @y <z>", "Zoë O’Brien-Łukasz", "x" * 120, "]#{ }"])
def test_a_name_is_printed_as_it_is(name: str) -> None:
    said = words(draw(replace(TEXT, name=name)))

    assert name.replace(" ", "") in said.replace(" ", "").replace("'", "’") or name in said


@pytest.mark.parametrize("typed", ["ABCDE-FGHJK-MNPQR-STVWX", "abcde fghjk mnpqr stvwx", " ABCDEFGHJKMNPQRSTVWX/ "])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert tidied_code(typed) == "ABCDEFGHJKMNPQRSTVWX"
    assert shown_code(tidied_code(typed)) == "ABCDE-FGHJK-MNPQR-STVWX"


def test_a_certificate_is_revoked_once() -> None:
    assert step(STEPS, State.ISSUED, Event.REVOKE) is State.REVOKED
    with pytest.raises(NoSuchStep):
        step(STEPS, State.REVOKED, Event.REVOKE)


def someone(duty: Duty, kind: OrganisationKind = OrganisationKind.LEAD_PROVIDER) -> Actor:
    return Actor(PersonRef(UUID(int=1)), 1, "Somebody", frozenset({Hat(duty, 1, kind)}))


@pytest.mark.parametrize(
    ("duty", "why", "code"),
    [
        (Duty.QUALITY_LEAD, "Found to be copied", None),
        (Duty.QUALITY_LEAD, "  ", "no_reason"),
        (Duty.PROGRAMME_MANAGER, "Found to be copied", "not_yours_to_revoke"),
    ],
)
def test_the_quality_lead_revokes_with_a_reason(duty: Duty, why: str, code: str | None) -> None:
    refusal = why_not_revoke(someone(duty), why=why)

    assert (refusal.code if refusal else None) == code


def test_a_number_says_its_year_and_its_place() -> None:
    assert number_of(2026, 12) == "GT-2026-000012"
    assert number_of(2026, 12).startswith(number_of(2026))
    assert (place_of("GT-2026-000012"), place_of("")) == (12, 0)
