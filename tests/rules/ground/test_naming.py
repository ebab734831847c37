"""What somebody may be called, and where they may be written to."""

from __future__ import annotations

import pytest

from goldenthread.ground.rules.naming import why_not_called, why_not_written_to, wrong_with_address, wrong_with_name


@pytest.mark.parametrize(
    "name", ["Ada Okafor", "Siân O’Hara-Nwosu", "Łukasz Żółć", "李小龙", "St Mary's C of E (VA) Primary", "X"]
)
def test_names_that_people_have(name: str) -> None:
    assert why_not_called(name) is None


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("", "is missing"),
        ("  ", "is missing"),
        ("n" * 201, "is longer than 200 letters"),
        ("=1+1", "begins with “=”, as a formula does"),
        ("  @SUM(A1)", "begins with “@”, as a formula does"),
        ("\u202eevil", "holds invisible marks: type it again"),
        ("Evil\u202egnp", "holds invisible marks: type it again"),
        ("\u200b", "holds invisible marks: type it again"),
        ("Ada\nOkafor", "holds invisible marks: type it again"),
        ("Ada\u2028Okafor", "holds invisible marks: type it again"),
        ("…", "has no letter in it"),
    ],
)
def test_names_that_nobody_has(name: str, wrong: str) -> None:
    refusal = why_not_called(name, what="Your name")

    assert wrong_with_name(name) == wrong
    assert refusal is not None
    assert refusal.says == f"Your name {wrong}."


@pytest.mark.parametrize("email", ["a@x.example", "Ada.O'Hara+npq@mail.school.sch.uk", "x_1@xn--bcher-kva.example"])
def test_addresses_that_can_be_written_to(email: str) -> None:
    assert why_not_written_to(email) is None


@pytest.mark.parametrize(
    "email",
    [
        "", " ", "ada", "ada@", "@x.example", "ada@x", "ada@-x.example", "a b@x.example", "ada@x.example\n",
        "m\u0131ke@x.example", "ada@\u212aelvin.example", "a@[127.0.0.1]", "a@127.0.0.1", "a" * 65 + "@x.example",
        "a@" + "x." * 130 + "example",
    ],
)  # fmt: skip
def test_addresses_that_cannot(email: str) -> None:
    assert wrong_with_address(email)
    assert getattr(why_not_written_to(email), "code", "") == "no_address"
