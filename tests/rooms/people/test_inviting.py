"""Whoever is brought in is written to, by those who could bring them in, until they have signed in."""

from __future__ import annotations

from goldenthread.ground.models import NoticeRow
from goldenthread.people.actions.inviting import invite
from goldenthread.people.models import Person


def test_only_who_has_never_signed_in_is_written_to_and_only_by_who_gives_their_duty(cast, at) -> None:
    new = cast.assessor

    assert not invite(new.person, by=cast.partner_manager, at=at)
    assert invite(new.person, by=cast.administrator, at=at)
    assert NoticeRow.objects.get(kind="people.invited").facts == {"person": str(new.person)}
    Person.objects.filter(pk=new.person_id).update(last_login=at)
    assert not invite(new.person, by=cast.administrator, at=at)
