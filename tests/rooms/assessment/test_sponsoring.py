"""A sponsor comments through a link of their own, or signed in; what they signed is theirs."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.sponsoring import (
    ask_sponsor,
    comment_by_link,
    comment_signed_in,
    withdraw_sponsor,
)
from goldenthread.assessment.models import Script, SponsorAsk, SponsorComment
from goldenthread.assessment.queries.facts import facts_of
from goldenthread.assessment.queries.projects import project_page
from goldenthread.assessment.queries.sponsoring import (
    comments_signed,
    page_by_link,
    page_signed_in,
    sponsor_letter,
    to_comment,
)
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.types.marking import Marker
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.integrations.mail.sponsoring import letter_that_they_signed
from goldenthread.people.models import Person
from tests.makers.assessment import CLOSES, INSIDE
from tests.makers.projects import COMMENT, begin, hand_in_all, link_of, make_project_window


@pytest.fixture
def script(cast, at):
    return begin(cast, make_project_window(cast, at=at), at=INSIDE)


def address_of(actor) -> str:
    return Person.objects.get(pk=actor.person_id).email


def ask(cast, script, email: str, *, name: str = "Samira") -> None:
    ask_sponsor(script, name=name, email=email, by=cast.participant, at=INSIDE)


def test_a_link_opens_one_project_until_its_window_closes_and_keeps_versions(cast, script) -> None:
    ask(cast, script, "Elsewhere@school.example")
    assert comments_signed(script, at=INSIDE) is None
    token = link_of(script)
    row = SponsorAsk.objects.get()
    assert token not in (row.token_hash, str(row.ref))
    letter = sponsor_letter(row.ref, letter=1, at=INSIDE)
    assert (letter.address, letter.token) == ("elsewhere@school.example", token)

    more = f"{COMMENT} And more."
    for text, over in ((COMMENT, 0), (COMMENT, 0), (more, 1), (more, 1)):
        assert comment_by_link(token, text=text, name="Samira", by=None, at=INSIDE, over=over)
    with pytest.raises(Refused) as refused:
        comment_by_link(token, text=f"{COMMENT} From a page left open.", name="Samira", by=None, at=INSIDE, over=1)
    assert refused.value.refusal.code == "newer_comments"

    told = comments_signed(script, at=INSIDE)
    assert (told.ask, told.script, told.address, told.sponsor) == (
        row.ref,
        script,
        address_of(cast.participant),
        "Samira",
    )
    Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)
    assert comments_signed(script, at=INSIDE) is None
    Person.objects.filter(pk=cast.participant.person_id).update(is_active=True)
    page = page_by_link(token, by=None, at=INSIDE)
    assert (page.participant, page.comment.number) == ("Parveen Begum", 2)
    assert [each.text for each in page.versions] == [more, COMMENT]
    assert SponsorComment.objects.count() == 2
    assert {row.by for row in AuditEntry.objects.filter(did="assessment.comment_as_sponsor")} == {"a sponsor"}
    with pytest.raises(Refused):
        comment_by_link(token, text="Good.", name="Samira", by=None, at=INSIDE)
    assert page_by_link(token, by=None, at=CLOSES) is None
    assert not comment_by_link(token, text=COMMENT, name="Samira", by=None, at=CLOSES)
    assert sponsor_letter(row.ref, letter=1, at=CLOSES) is None
    assert page_by_link("unknown", by=None, at=INSIDE) is None
    assert not comment_by_link("unknown", text=COMMENT, name="Samira", by=None, at=INSIDE)


def test_what_is_signed_after_handing_in_is_said_to_whoever_wrote_it_and_to_who_handed_in(cast, at) -> None:
    planned = make_project_window(cast, at=at)
    script = hand_in_all(cast, planned, at=INSIDE).script
    token = link_of(script)
    before = page_by_link(token, by=None, at=INSIDE)
    assert (before.handed_in_at, before.went_with, before.is_unread) == (INSIDE, 1, False)
    assert project_page(script, by=cast.participant, at=INSIDE).changed == ()
    told = comments_signed(script, at=INSIDE)
    assert (told.number, told.closes_at) == (1, None)
    assert letter_that_they_signed(told, url="x").key == f"assessment.sponsor_commented:{told.ask}"

    comment_by_link(token, text=f"{COMMENT} On second thoughts it was late.", name="Samira", by=None, at=INSIDE, over=1)

    page = page_by_link(token, by=None, at=INSIDE)
    assert (page.comment.number, page.went_with, page.is_unread) == (2, 1, True)
    assert project_page(script, by=cast.participant, at=INSIDE).changed == ("Sponsor comments",)
    told = comments_signed(script, at=INSIDE)
    assert (told.number, told.closes_at) == (2, CLOSES)
    letter = letter_that_they_signed(told, url="x")
    assert letter.key == f"assessment.sponsor_commented:{told.ask}:2"
    assert "after you handed in" in letter.subject
    # Once nothing can be handed in any more, nobody is asked to.
    assert comments_signed(script, at=CLOSES).closes_at is None

    hand_in_project(script, signed=1, knows=True, by=cast.participant, at=INSIDE)

    assert not page_by_link(token, by=None, at=INSIDE).is_unread
    assert project_page(script, by=cast.participant, at=INSIDE).changed == ()
    withdraw_sponsor(script, by=cast.participant, at=INSIDE)
    assert project_page(script, by=cast.participant, at=INSIDE).changed == ("Sponsor comments",)


def test_asking_again_sends_the_same_link_and_asking_somebody_else_ends_it(cast, script) -> None:
    ask(cast, script, "one@school.example")
    first = link_of(script)
    comment_by_link(first, text=COMMENT, name="Samira", by=None, at=INSIDE)
    ask(cast, script, "ONE@school.example")
    assert (link_of(script), SponsorAsk.objects.get().letters) == (first, 2)

    ask(cast, script, "two@school.example", name="Tariq")

    assert page_by_link(first, by=None, at=INSIDE) is None
    assert project_page(script, by=cast.participant, at=INSIDE).standing.comment is None
    for _ in range(2):
        withdraw_sponsor(script, by=cast.participant, at=INSIDE)
    assert not SponsorAsk.objects.filter(ended_at=None).exists()
    assert NoticeRow.objects.filter(kind="assessment.sponsor_asked").count() == 3
    with pytest.raises(Refused):
        ask(cast, script, address_of(cast.participant))


def test_nobody_is_their_own_sponsor_by_the_link_and_the_record_says_who_was_signed_in(cast, script) -> None:
    ask(cast, script, "elsewhere@school.example")
    token, who = link_of(script), cast.participant

    for own in (
        lambda: page_by_link(token, by=who, at=INSIDE),
        lambda: comment_by_link(token, text=COMMENT, name="Samira", by=who, at=INSIDE),
    ):
        with pytest.raises(Refused) as refused:
            own()
        assert refused.value.refusal.code == "own_project"
    assert not SponsorComment.objects.exists()

    assert page_by_link(token, by=cast.sponsor, at=INSIDE).comment is None
    assert comment_by_link(token, text=COMMENT, name="Samira", by=cast.sponsor, at=INSIDE)
    entry = AuditEntry.objects.get(did="assessment.comment_as_sponsor")
    assert (entry.by, entry.facts) == (str(cast.sponsor), {"version": "1", "by_way_of": "link"})


def test_nobody_becomes_their_own_sponsor_by_taking_the_address(cast, script) -> None:
    ask(cast, script, "elsewhere@school.example")
    found = SponsorAsk.objects.get().ref
    Person.objects.filter(pk=cast.participant.person_id).update(email="elsewhere@school.example")

    assert to_comment(by=cast.participant, at=INSIDE) == ()
    with pytest.raises(ObjectDoesNotExist):
        comment_signed_in(found, text=COMMENT, name="Samira", by=cast.participant, at=INSIDE)


def test_a_sponsors_name_is_written_in_letters_that_people_see(cast, script) -> None:
    with pytest.raises(Refused) as refused:
        ask(cast, script, "elsewhere@school.example", name="Zero\u200bwidth")

    assert refused.value.refusal.code == "no_name"
    assert not SponsorAsk.objects.exists()


@pytest.mark.parametrize(
    ("own", "given"),
    [
        ("parveen@castlehill.example", "Parveen+sponsor@castlehill.example"),
        ("parveen+npq@castlehill.example", "parveen@castlehill.example"),
        ("p.begum@gmail.com", "pbegum+x@googlemail.com"),
    ],
)
def test_another_spelling_of_ones_own_address_is_ones_own(cast, script, own: str, given: str) -> None:
    Person.objects.filter(pk=cast.participant.person_id).update(email=own)

    with pytest.raises(Refused) as refused:
        ask(cast, script, given)
    assert refused.value.refusal.code == "own_sponsor"
    ask(cast, script, given.replace("p", "q").replace("P", "q"))


def test_a_sponsor_with_an_account_meets_it_signed_in_and_nobody_else_does(cast, script) -> None:
    ask(cast, script, address_of(cast.sponsor))
    (found,) = to_comment(by=cast.sponsor, at=INSIDE)
    assert (found.participant, found.has_commented) == ("Parveen Begum", False)

    assert comment_signed_in(found.ref, text=COMMENT, name="Sam", by=cast.sponsor, at=INSIDE)

    assert page_signed_in(found.ref, by=cast.sponsor, at=INSIDE).comment.name == "Sam"
    with pytest.raises(Refused):
        comment_signed_in(found.ref, text=f"{COMMENT} More.", name="Sam", by=cast.sponsor, at=INSIDE)
    assert to_comment(by=cast.outsider, at=INSIDE) == ()
    with pytest.raises(ObjectDoesNotExist):
        comment_signed_in(found.ref, text=COMMENT, name="X", by=cast.outsider, at=INSIDE)
    with pytest.raises(ObjectDoesNotExist):
        ask_sponsor(script, name="X", email="x@y.example", by=cast.outside_participant, at=INSIDE)
    with pytest.raises(Refused):
        ask_sponsor(script, name="X", email="x@y.example", by=cast.participant, at=CLOSES)


def test_whoever_was_asked_as_sponsor_neither_marks_nor_settles_it(cast, script) -> None:
    """They know whose it is, even if somebody else was asked afterwards."""
    for actor in (cast.assessor, cast.moderator):
        ask(cast, script, address_of(actor))
    ask(cast, script, "elsewhere@school.example")

    row = Script.objects.with_facts().get(ref=script)
    facts = facts_of([row])[row.pk]

    assert facts.knowing_ids == {cast.assessor.person_id, cast.moderator.person_id}
    assert "may know" in why_conflicted(facts, Marker(cast.assessor.person_id))
