"""Systems that read: made once, told once, revoked for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.actions.clients import client_of_token, make_client, revoke_client
from goldenthread.people.models import ApiClient, Organisation
from goldenthread.people.queries.clients import api_clients
from goldenthread.people.types import Duty
from tests.makers.counting import statements_of


def test_only_the_hash_of_a_token_is_kept(cast, at) -> None:
    token = make_client(name=" Warehouse ", place=cast.partner.ref, by=cast.administrator, at=at)

    row = ApiClient.objects.get()
    assert token.startswith("goldenthread_")
    assert token not in str(row.__dict__)
    assert (row.name, row.made_by.name, row.revoked_at) == ("Warehouse", "Ada Okafor", None)
    assert AuditEntry.objects.get(did="people.make_client").to == str(row.ref)


def test_a_client_reads_as_its_organisation(cast, at) -> None:
    seen = {}
    for place in (cast.provider, cast.partner, cast.school):
        token = make_client(name="X", place=place.ref, by=cast.administrator, at=at)
        actor = client_of_token(token, at=at)
        seen[place.name] = (actor.duties, actor.places(*Duty), actor.person_id)

    assert seen == {
        cast.provider.name: ({Duty.INSPECTOR}, {cast.provider.id}, -1),
        cast.partner.name: ({Duty.PROGRAMME_MANAGER}, {cast.partner.id}, -1),
        cast.school.name: ({Duty.HEADTEACHER}, {cast.school.id}, -1),
    }


def test_a_use_is_noted_at_most_once_an_hour(cast, at) -> None:
    token = make_client(name="X", place=cast.partner.ref, by=cast.administrator, at=at)
    later, much_later = at + timedelta(minutes=59), at + timedelta(minutes=60)

    client_of_token(token, at=at)
    assert statements_of(lambda: client_of_token(token, at=later)) == 1
    assert ApiClient.objects.get().last_used_at == at
    client_of_token(token, at=much_later)
    assert ApiClient.objects.get().last_used_at == much_later
    assert client_of_token("goldenthread_other", at=at) is None


def test_a_client_is_revoked_once(cast, at) -> None:
    token = make_client(name="X", place=cast.partner.ref, by=cast.administrator, at=at)
    make_client(name="A later one", place=cast.provider.ref, by=cast.administrator, at=at)
    ref = ApiClient.objects.get(name="X").ref

    revoke_client(ref, by=cast.administrator, at=at)

    assert client_of_token(token, at=at) is None
    with pytest.raises(Refused):
        revoke_client(ref, by=cast.administrator, at=at)
    assert AuditEntry.objects.filter(did="people.revoke_client").count() == 1
    assert [line.name for line in api_clients()] == ["A later one", "X"]


def test_only_an_administrator_looks_after_clients(cast, at) -> None:
    make_client(name="X", place=cast.partner.ref, by=cast.administrator, at=at)

    for by in (cast.programme_manager, cast.partner_manager, cast.inspector):
        with pytest.raises(Refused):
            make_client(name="Mine", place=cast.partner.ref, by=by, at=at)
        with pytest.raises(Refused):
            revoke_client(ApiClient.objects.get().ref, by=by, at=at)

    assert ApiClient.objects.filter(revoked_at=None).count() == 1


def test_a_client_has_a_name_and_a_place(cast, at) -> None:
    with pytest.raises(Refused):
        make_client(name=" ", place=cast.partner.ref, by=cast.administrator, at=at)
    with pytest.raises(Organisation.DoesNotExist):
        make_client(name="X", place=cast.administrator.person, by=cast.administrator, at=at)

    assert not ApiClient.objects.exists()
