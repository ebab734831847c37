"""The record speaks in names and plain words, and links only to what its reader may open."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db.transaction import atomic
from django.test import Client
from django.urls import reverse

from goldenthread.assessment.actions.answering_case import answer_case
from goldenthread.assessment.models import ScriptVersion
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.actions.record import audit
from goldenthread.ground.models import AuditEntry, NoticeRow, TimedJob, TimedRun
from goldenthread.ground.queries.record import audit_lines
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.queries.demonstration import people_on_show
from goldenthread.people.types import Duty, RecordPage
from goldenthread.web.people.deeds import DEEDS, NAMERS, PAGES, Named, in_words
from tests.doors.web.people.test_people_pages import as_
from tests.makers.assessment import AFTER, INSIDE, hand_in, make_window
from tests.makers.cases import suspect, write_to
from tests.makers.counting import statements_of
from tests.makers.demonstration import make_demonstration

REF = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ANYTHING = {"by": None, "about": (), "to": "", "did": "", "since": None, "until": None}


def page_of(most: int, **asked) -> RecordPage:
    lines = audit_lines(most=most, skip=0, **(ANYTHING | asked))
    names = {str(ref): name for ref, name in Person.objects.values_list("ref", "name")}
    return RecordPage(lines, names, len(lines), 1, 1)


@pytest.mark.parametrize("duty", [Duty.ADMINISTRATOR, Duty.INSPECTOR])
def test_everything_in_the_demonstration_is_named_and_every_link_opens(db, at, duty) -> None:
    make_demonstration(at=at)
    first = dict(people_on_show())[duty][0]
    reader = Person.objects.get(ref=first.ref)
    client = Client()
    client.force_login(reader)

    rows = in_words(page_of(10_000), by=actor_for(reader.pk))
    unnamed = {row.did for row in rows if REF.search(row.to.name) and "not there" not in row.to.kind}
    one_of_each = {row.to.kind: row.to.href for row in rows if row.to.href}
    answers = {kind: client.get(href).status_code for kind, href in one_of_each.items()}

    assert unnamed == set()
    assert not [row.who for row in rows if REF.search(row.who)]
    assert set(answers.values()) == {200}, answers
    assert set(answers) <= set(PAGES)
    # A page of the record takes as many statements for many lines as for few of the same kinds.
    kinds = {row.to.kind for row in rows}
    assert statements_of(lambda: in_words(page_of(10_000), by=actor_for(reader.pk))) <= len(kinds) + 12


def test_as_many_statements_for_a_hundred_lines_as_for_one(cast, at) -> None:
    with atomic():
        for person in (cast.coach, cast.mentor) * 50:
            audit(by=str(cast.administrator), did="people.rename", to=str(person), at=at)
    asked = {"did": "people.rename"}
    few, many = page_of(1, **asked), page_of(100, **asked)

    assert len(many.lines) == 100
    assert [statements_of(lambda p=p: in_words(p, by=cast.administrator)) for p in (few, many)] == [1, 1]


def test_a_name_finds_what_was_done_to_their_enrolment(db, at) -> None:
    make_demonstration(at=at)
    enrolment = Enrolment.objects.select_related("participant").order_by("pk").first()
    client = Client()
    client.force_login(Person.objects.get(ref=dict(people_on_show())[Duty.ADMINISTRATOR][0].ref))

    lines = client.get(reverse("people:trail"), {"who": enrolment.participant.email, "did": "cohorts.enrol"})

    assert str(enrolment.ref) in {line.to for line in lines.context["found"].lines}


def test_what_is_told_stands_as_it_is_stored(cast, at) -> None:
    with atomic():
        audit(
            by="mail", did="assessment.settle", to=str(uuid4()), at=at, sha256="a76864bd", place=str(cast.partner.ref),
            coach=str(cast.coach),
        )  # fmt: skip

    page = as_(cast.administrator).get(reverse("people:trail"), {"did": "assessment.settle"}).content.decode()

    assert "a76864bd" in page
    assert "Harbour Teaching Hub" in page
    assert f'<a class="govuk-link" href="{reverse("people:record", args=[cast.coach.person])}">Colin Marsh</a>' in page
    assert "The post room" in page
    assert "Settled the marks" in page
    assert "Script, not there any more" in page


def test_a_writer_s_script_that_is_gone_is_not_named_by_its_reference(cast, at) -> None:
    gone = str(uuid4())
    with atomic():
        audit(by=str(cast.participant), did="assessment.submit", to=gone, at=at)

    page = as_(cast.administrator).get(reverse("people:trail"), {"did": "assessment.submit"}).content.decode()

    assert ("Not there any more" in page, gone in page) == (True, False)


def test_who_did_it_and_to_what_is_said_without_references_of_our_own(cast, at) -> None:
    with atomic():
        audit(by="sponsor link 1234abcd", did="admissions.close_expired_links", to="sponsors", at=at)
        audit(by="somebody", did="people.unheard_of", to="7", at=at)
    rows = in_words(page_of(2), by=cast.administrator)

    assert [(row.who, row.did, row.to) for row in rows] == [
        ("somebody", "people.unheard_of", Named("", "7")),
        ("A sponsor, by the link in their e-mail", "Closed sponsors’ links that had run out", Named("", "sponsors")),
    ]


def test_a_reader_gets_no_link_to_what_their_duties_do_not_open(cast, at) -> None:
    with atomic():
        audit(by=str(cast.administrator), did="people.rename", to=str(cast.coach), at=at)
    (for_administrator,), (for_inspector,) = (
        in_words(page_of(1), by=actor) for actor in (cast.administrator, cast.inspector)
    )

    assert for_administrator.to.href == reverse("people:record", args=[cast.coach.person])
    assert for_inspector.to == Named("person", "Colin Marsh")
    assert AuditEntry.objects.count() > 0


def test_the_kinds_of_deed_are_offered_in_words(cast) -> None:
    page = as_(cast.inspector).get(reverse("people:trail")).content.decode()

    assert '<option value="cohorts.">Anything: cohorts and enrolments</option>' in page
    assert all(f'<option value="{did}">' in page for did in DEEDS)


@pytest.mark.parametrize("kind", NAMERS)
def test_every_kind_of_thing_is_asked_for_in_one_statement(cast, kind) -> None:
    refs = [str(uuid4()) for _ in range(3)]

    assert dict(NAMERS[kind](refs, cast.administrator)) == {}
    assert statements_of(lambda: NAMERS[kind](refs, cast.administrator)) == 1


def test_timed_work_is_named_in_words(db, at) -> None:
    job = TimedJob.objects.create(name="remind_of_sessions", rhythm="daily", next_at=at)
    notice = NoticeRow.objects.create(kind="clock.due", posted_at=at)
    run = TimedRun.objects.create(job=job, notice=notice, due_at=at, begun_at=at)

    assert NAMERS["timed work"]([str(run.ref)], None)[str(run.ref)].name == "remind of sessions"


def test_the_record_does_not_say_whose_script_it_is(cast, enter, at) -> None:
    """What a participant did to their script is found by their name, and says of which cohort; no more."""
    planned = make_window(cast, at=at)
    script = hand_in(planned, cast.participant, at=INSIDE).script
    client, name = enter(cast.quality_lead), "Parveen Begum"

    by_name = client.get(reverse("people:trail"), {"who": name, "did": "assessment."}).content.decode()
    by_script = client.get(reverse("people:trail"), {"to": str(script)}).content.decode()
    file = client.get(reverse("people:trail_csv"), {"did": "assessment."}).content.decode()

    assert "Submitted a script" in by_name
    [row] = [row for row in re.findall(r"<tr>.*?</tr>", by_name, re.DOTALL) if "Submitted a script" in row]
    assert f'gt-nowrap">{INSIDE:%-d %b %Y}</th>' in row
    [line] = [line for line in file.splitlines() if "assessment.submit" in line]
    assert line.startswith(f"{INSIDE:%Y-%m-%d},")
    assert (name in by_script, str(script) in by_name) == (False, False)
    version = ScriptVersion.objects.get()
    assert [
        each for each in (str(script), version.upload.file.sha256, version.receipt) if each in f"{by_name}{file}"
    ] == []


def test_the_record_does_not_say_who_answered_in_a_case(cast, enter, at) -> None:
    case = suspect(cast, hand_in(make_window(cast, at=at), cast.participant, at=INSIDE).script, at=AFTER)
    write_to(cast, case, at=AFTER)
    answer_case(case, "A friend helped.", by=cast.participant, at=AFTER)
    client = enter(cast.quality_lead)

    for asked in ({"did": "assessment.answer_case"}, {"did": "assessment.answer_case", "who": "Parveen"}):
        pages = [client.get(reverse(route), asked).content.decode() for route in ("people:trail", "people:trail_csv")]
        rows = [re.findall(r"<tr>.*?</tr>", pages[0], re.DOTALL), pages[1].splitlines()[1:]]
        assert [len([row for row in each if "Answered in a case" in row]) for each in rows] == [
            1 - ("who" in asked)
        ] * 2
        assert not [row for each in rows for row in each if "Parveen" in row or str(case) in row]
