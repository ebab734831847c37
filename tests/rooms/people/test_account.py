"""What a person changes about themselves, and what goes with it."""

from __future__ import annotations

import io
import zipfile

import pytest
from allauth.account.models import EmailAddress

from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.account import (
    ask_for_erasure,
    change_email,
    password_changed,
    rename,
    second_factor_changed,
    signed_out,
)
from goldenthread.people.actions.membership import bring_in, end_membership
from goldenthread.people.actions.privacy import take_away
from goldenthread.people.models import Membership, Person
from goldenthread.people.queries import privacy as holding
from goldenthread.people.queries.account import own_account
from goldenthread.people.types import Duty
from tests.makers.counting import statements_of

NEW = "colin.marsh@new.example"


def who(actor) -> Person:
    return Person.objects.get(ref=actor.person)


def traces(actor, did: str) -> list[str]:
    return list(
        AuditEntry.objects.filter(by=str(actor), did=f"people.{did}").order_by("id").values_list("to", flat=True)
    )


def test_somebody_takes_a_new_name(cast, at) -> None:
    rename(name="  Colin   Marsh-Adeyemi ", by=cast.coach, at=at)

    assert who(cast.coach).name == "Colin Marsh-Adeyemi"
    assert traces(cast.coach, "rename") == [str(cast.coach)]


def test_nobody_is_left_without_a_name(cast, at) -> None:
    with pytest.raises(Refused):
        rename(name="  ", by=cast.coach, at=at)

    assert who(cast.coach).name == "Colin Marsh"
    assert traces(cast.coach, "rename") == []


@pytest.mark.parametrize("name", ["=1+1", "\u200b", "Evil\u202egnp"])
def test_nobody_takes_a_name_that_is_none(cast, at, name) -> None:
    with pytest.raises(Refused):
        rename(name=name, by=cast.coach, at=at)

    assert who(cast.coach).name == "Colin Marsh"


def test_what_changed_about_signing_in_is_in_the_record_without_secrets(cast, at) -> None:
    second_factor_changed(cast.coach.person_id, factor="totp", became="added", at=at)
    signed_out(cast.coach.person_id, sessions=2, at=at)

    found = AuditEntry.objects.filter(by=str(cast.coach), to=str(cast.coach)).order_by("id")
    assert [(entry.did, entry.facts) for entry in found] == [
        ("people.second_factor", {"factor": "totp", "became": "added"}),
        ("people.sign_out", {"sessions": "2"}),
    ]


def test_that_a_password_was_set_is_in_the_record_without_it(cast, at) -> None:
    password_changed(cast.coach.person_id, at=at)

    entry = AuditEntry.objects.get(did="people.set_password")
    assert (entry.by, entry.to, entry.at, entry.why, entry.facts) == (str(cast.coach), str(cast.coach), at, "", {})


def test_another_address_signs_in_from_now_on_and_the_old_one_no_longer(cast, at) -> None:
    EmailAddress.objects.create(user=who(cast.coach), email="colin@harbour.example", verified=True, primary=True)

    change_email(cast.coach.person, old="Colin@Harbour.example", new="Colin.Marsh@New.example", at=at)

    assert who(cast.coach).email == NEW
    assert not EmailAddress.objects.filter(user=who(cast.coach)).exists()
    assert traces(cast.coach, "change_email") == [str(cast.coach)]


@pytest.mark.parametrize(
    ("word", "old", "new", "stays"),
    [
        ("the address has changed since", "colin@before.example", NEW, True),
        ("somebody else has the new one", "colin@harbour.example", "FARAH@harbour.example", True),
        ("it is another alphabet’s", "colin@harbour.example", "c\u043elin@new.example", True),
        ("the person has left", "colin@harbour.example", NEW, False),
    ],
)
def test_an_address_that_cannot_be_taken_changes_nothing(cast, at, word, old, new, stays) -> None:
    Person.objects.filter(ref=cast.coach.person).update(is_active=stays)

    with pytest.raises(Refused) as refused:
        change_email(cast.coach.person, old=old, new=new, at=at)

    assert refused.value.refusal.code == "address_not_changed", word
    assert who(cast.coach).email == "colin@harbour.example"
    assert traces(cast.coach, "change_email") == []


def test_somebody_asks_once_to_be_erased_and_the_administrators_hear_of_it(cast, at) -> None:
    ask_for_erasure(why="I have left teaching", by=cast.coach, at=at)
    with pytest.raises(Refused) as refused:
        ask_for_erasure(why="Again", by=cast.coach, at=at)

    assert refused.value.refusal.code == "already_asked"
    assert who(cast.coach).erasure_asked_at == at
    entry = AuditEntry.objects.get(did="people.ask_for_erasure")
    assert (entry.by, entry.to, entry.why) == (str(cast.coach), str(cast.coach), "I have left teaching")
    assert NoticeRow.objects.get(kind="people.erasure_asked").facts == {"person": str(cast.coach)}


def test_ones_own_account_shows_the_hats_one_wears_now(cast, at) -> None:
    assert statements_of(lambda: own_account(by=cast.coach)) == 2
    for duty in (Duty.FACILITATOR, Duty.ASSESSOR):
        bring_in(
            name="", email="colin@harbour.example", duty=duty, place=cast.partner.ref, by=cast.administrator, at=at
        )
    worn = Membership.objects.get(person__ref=cast.coach.person, duty="coach")
    end_membership(worn.ref, why="Changed work", by=cast.administrator, at=at)

    account = own_account(by=cast.coach)

    assert (account.name, account.email, account.trn) == ("Colin Marsh", "colin@harbour.example", "")
    assert (account.has_password, account.erasure_asked_at) == (False, None)
    assert [(hat.duty, hat.organisation, hat.began_on, hat.ended_on) for hat in account.hats] == [
        (Duty.FACILITATOR, "Harbour Teaching Hub", at.date(), None),
        (Duty.ASSESSOR, "Harbour Teaching Hub", at.date(), None),
    ]
    assert statements_of(lambda: own_account(by=cast.coach)) == 2


def test_somebodys_files_are_in_the_archive(cast, at, monkeypatch) -> None:
    kept = keep_file(b"my words", name="script.txt", media_type="text/plain", at=at)
    tell = holding._told

    def with_a_file(row, person, files):
        files[kept.ref] = None
        return tell(row, person, files)

    monkeypatch.setattr(holding, "_told", with_a_file)
    archive = zipfile.ZipFile(io.BytesIO(take_away(by=cast.coach, at=at)))

    assert archive.read(f"files/{kept.ref}-script.txt") == b"my words"
