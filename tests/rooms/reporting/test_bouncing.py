"""Letters that did not arrive: taken in once, held back, and sent once there is a better address."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.models import Person
from goldenthread.reporting.actions.bouncing import let_waiting_go, letter_refused, resume_address, take_bounces
from goldenthread.reporting.actions.dispatching import claim_letter, letter_sent
from goldenthread.reporting.actions.subscribing import choose
from goldenthread.reporting.actions.updating import link_of_update, make_updates, revoke_update, update_sent
from goldenthread.reporting.models import AddressPause, LetterFailure, LetterSent, ProgressUpdate
from goldenthread.reporting.queries.letters import letter_went
from goldenthread.reporting.queries.reaching import reaching_page
from goldenthread.reporting.types.bouncing import Bounce, Taken
from goldenthread.reporting.types.reaching import Reached
from goldenthread.reporting.types.subscribing import Pace, Stream
from tests.makers.coaching import make_outside
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of

SAMIR = "samir@castlehill.example"


@pytest.fixture
def told(cast, at):
    """Updates about the cast's participant, made and not yet sent; by the name of their reader."""
    enrolled = make_enrolment(cast, at=at)
    make_updates(enrolled.cohort.ref, key=uuid4(), by=cast.partner_manager, at=at)
    return {u.to.name: u for u in ProgressUpdate.objects.select_related("to")}


def sent(key: str, *, at, address: str = SAMIR) -> str:
    claim_letter(key=key, kind="reporting.update", address=address, at=at)
    letter_sent(key, message_id=f"<{key}@here>", at=at)
    return f"<{key}@here>"


def failed(message_id: str, report: str = "r", *, to: str = SAMIR, code: str = "5.1.1") -> Bounce:
    return Bounce(message_id, to, code, "No such user", report)


def test_a_report_counts_once_and_only_about_the_address_it_names(cast, told, at) -> None:
    key = f"reporting.update:{told['Samir Patel'].ref}"
    message = sent(key, at=at)
    reports = [failed(message), failed(message), failed(message, to="x@y.example"), failed("<other>"), failed("")]

    assert take_bounces(reports, at=at) == Taken(failures=1, known=1, strange=3)

    row = LetterFailure.objects.get()
    assert (row.severity, row.via, row.code, row.says) == ("hard", "report", "5.1.1", "No such user")
    told["Samir Patel"].refresh_from_db()
    assert told["Samir Patel"].bounced_at == at
    assert letter_went(key)
    assert not AddressPause.objects.exists()
    assert AuditEntry.objects.filter(did="reporting.letter_failed").count() == 1


def test_an_address_rests_after_two_letters_and_is_opened_again_with_a_reason(cast, told, at) -> None:
    reports = [failed(sent(f"x:{n}", at=at), f"r{n}") for n in range(3)]
    take_bounces(reports, at=at)
    pause = AddressPause.objects.get()
    key = f"reporting.update:{told['Samir Patel'].ref}"

    claim = claim_letter(key=key, kind="reporting.update", address=SAMIR, at=at)

    assert (claim.is_wanted, claim.is_held) == (False, True)
    page = reaching_page(by=cast.partner_manager)
    (line,) = page.paused
    assert (line.name, line.waiting, line.says, line.is_corrected) == ("Samir Patel", 1, "No such user", False)
    assert let_waiting_go(at=at) == 0
    before = NoticeRow.objects.filter(kind="reporting.update_made").count()
    with pytest.raises(Refused):
        resume_address(pause.ref, why=" ", by=cast.partner_manager, at=at)
    with pytest.raises(AddressPause.DoesNotExist):
        resume_address(pause.ref, why="Mended", by=cast.outsider, at=at)
    resume_address(pause.ref, why="Mended", by=cast.partner_manager, at=at)
    assert NoticeRow.objects.filter(kind="reporting.update_made").count() == before + 1
    assert reaching_page(by=cast.programme_manager).paused == ()
    assert claim_letter(key=key, kind="reporting.update", address=SAMIR, at=at).is_wanted
    take_bounces([failed(sent("x:9", at=at), "r9")], at=at + timedelta(days=1))
    assert AddressPause.objects.filter(ended_at=None).count() == 0


def test_a_refused_letter_goes_to_the_address_its_reader_has_by_then(cast, told, at) -> None:
    key = f"reporting.update:{told['Samir Patel'].ref}"
    claim_letter(key=key, kind="reporting.update", address=SAMIR, at=at)
    letter_refused(key, code=550, says="5.1.1 unknown", at=at)
    take_bounces([failed(sent("x:1", at=at), "r1")], at=at)
    assert AddressPause.objects.count() == 1
    assert let_waiting_go(at=at) == 0
    Person.objects.filter(pk=cast.sponsor.person_id).update(email="samir@new.example")
    (line,) = reaching_page(by=cast.programme_manager).paused
    assert line.is_corrected

    assert let_waiting_go(at=at) == 1
    assert let_waiting_go(at=at) == 0
    assert claim_letter(key=key, kind="reporting.update", address="samir@new.example", at=at).is_wanted
    assert LetterSent.objects.get(key=key).address == "samir@new.example"


def test_an_address_nobody_has_any_more_does_not_rest(cast, told, at) -> None:
    take_bounces(
        [failed(sent(f"x:{n}", at=at, address="old@x.example"), f"r{n}", to="old@x.example") for n in (1, 2)], at=at
    )

    assert LetterFailure.objects.count() == 2
    assert not AddressPause.objects.exists()


def test_what_fails_but_may_pass_pauses_nothing(cast, told, at) -> None:
    take_bounces([failed(sent(f"x:{n}", at=at), f"r{n}", code="4.2.2") for n in (1, 2, 3)], at=at)

    assert not AddressPause.objects.exists()


def test_the_page_says_how_far_each_has_come(cast, told, at) -> None:
    samir, helen, megan = (told[name] for name in ("Samir Patel", "Helen Carter", "Megan Price"))
    take_bounces([failed(sent(f"reporting.update:{samir.ref}", at=at))], at=at)
    revoke_update(helen.ref, by=cast.partner_manager, at=at)
    claim_letter(key=f"reporting.update:{megan.ref}", kind="reporting.update", address="m@x.example", at=at)
    LetterSent.objects.filter(key=f"reporting.update:{megan.ref}").update(held_at=at)
    choose({Stream.REGULAR: Pace.MONTHLY, Stream.EVENTS: Pace.NEVER}, by=cast.mentor, at=at)
    choose({Stream.EVENTS: Pace.EACH}, by=cast.mentor, at=at)

    page = reaching_page(by=cast.partner_manager)

    lines = {line.to: line for line in page.lines}
    assert {name: line.reached for name, line in lines.items()} == {
        "Samir Patel": Reached.BOUNCED,
        "Helen Carter": Reached.CLOSED,
        "Megan Price": Reached.WAITING,
    }
    assert lines["Samir Patel"].says == "The address does not work. No such user"
    assert lines["Megan Price"].says.startswith("Held back")
    assert (lines["Helen Carter"].says, lines["Helen Carter"].words, lines["Helen Carter"].kind) == (
        "",
        "Link closed",
        "look",
    )
    assert [(line.name, line.stream) for line in page.silent] == [("Megan Price", "Regular updates")]
    link_of_update(megan.ref)
    update_sent(megan.ref, at=at)
    found = reaching_page(by=cast.partner_manager, reached=Reached.SENT, cohort=page.cohorts[0][0])
    assert ([line.to for line in found.lines], found.counts[Reached.SENT]) == (["Megan Price"], 1)
    assert found.lines[0].people == ("Parveen Begum",)
    ProgressUpdate.objects.filter(pk=samir.pk).update(bounced_at=None, token_hash="x", sent_at=at)
    assert reaching_page(by=cast.inspector).counts[Reached.SENT] == 2


def test_others_see_nothing_of_it(cast, told, at) -> None:
    outside = make_outside(cast, make_enrolment_built(told), at=at)
    cohort = told["Samir Patel"].cohort.ref
    assert reaching_page(by=cast.partner_manager, cohort=cohort).lines

    page = reaching_page(by=cast.outsider)

    assert (page.lines, page.paused, page.silent) == ((), (), ())
    assert outside
    with pytest.raises(type(told["Samir Patel"].cohort).DoesNotExist):
        reaching_page(by=cast.outsider, cohort=cohort)


def make_enrolment_built(told):
    """The release that the made cohort runs on, as makers pass it on."""
    from types import SimpleNamespace  # noqa: PLC0415

    return SimpleNamespace(release=told["Samir Patel"].cohort.release.ref)


def test_the_page_takes_the_same_statements_for_many(cast, told, at) -> None:
    def counted() -> int:
        return statements_of(lambda: reaching_page(by=cast.partner_manager))

    one = counted()
    make_updates(told["Samir Patel"].cohort.ref, key=uuid4(), by=cast.partner_manager, at=at + timedelta(hours=1))

    assert counted() == one
