"""The worklist, due dates and the policy of a cohort in the browser."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.models import Cohort, ComponentDue, Contact, Enrolment
from goldenthread.cohorts.types import Mark, RegisterSheet
from goldenthread.people.models import Person
from goldenthread.programmes.models import Programme
from tests.makers.cohorts import make_enrolment
from tests.makers.policies import adopt, each_part

AFTER = date(2025, 12, 1)


def enter(client, actor):
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def enrolled(cast, at):
    made = make_enrolment(cast, at=at)
    sheet = RegisterSheet(uuid4(), {made.ref: Mark.ABSENT})
    take_register(made.cohort.session("Event 1"), sheet, by=cast.facilitator, at=at)
    return made


def call(**changes: str) -> dict[str, str]:
    return {
        "how": "phone",
        "held_on": "2026-01-05",
        "agreed": "Comes to <b>Event 3</b>",
        "look_on": "2026-02-02",
    } | changes


def test_a_manager_finds_who_is_at_risk_speaks_with_them_and_they_come_back_later(client, cast, enrolled) -> None:
    enter(client, cast.partner_manager)
    listed = text(client.get(reverse("cohorts:worklist")))
    assert "Parveen Begum" in listed
    assert "Even everything still ahead leaves" in listed
    here = reverse("cohorts:contact", args=[enrolled.ref])
    assert "parveen@castlehill.example" in text(client.get(here))

    bad = client.post(here, call(agreed="", look_on="2026-01-01"))
    past = client.post(here, call(look_on="2026-01-01"))
    good = client.post(here, call(), follow=True)

    assert (bad.status_code, past.status_code) == (422, 422)
    assert "The day to look again has to be ahead." in text(past)
    assert "They come back to the list on Monday 2 February 2026." in text(good)
    assert "Everybody at risk was spoken with." in text(good)
    assert "Parveen Begum" in text(client.get(reverse("cohorts:worklist"), {"snoozed": "yes"}))
    assert "Comes to &lt;b&gt;Event 3&lt;/b&gt;" in text(client.get(here))
    narrowed = text(client.get(reverse("cohorts:worklist"), {"reason": "own_time", "cohort": str(enrolled.cohort.ref)}))
    assert "Hidden: other cohorts, other reasons." in narrowed
    Enrolment.objects.update(state="withdrawn")
    nobody = text(client.get(reverse("cohorts:worklist"), {"cohort": str(enrolled.cohort.ref)}))
    assert "Choose one of the answers" not in nobody
    assert "Autumn 2025" in nobody
    nonsense = client.get(reverse("cohorts:worklist"), {"reason": "x", "cohort": "y", "partner": "z", "page": "99999"})
    assert nonsense.status_code == 200


def test_what_was_agreed_is_not_for_the_participant_or_others(client, cast, enrolled) -> None:
    here = reverse("cohorts:contact", args=[enrolled.ref])
    enter(client, cast.partner_manager).post(here, call())
    assert Contact.objects.count() == 1

    assert "Contacts with" not in text(
        enter(client, cast.participant).get(reverse("cohorts:record", args=[enrolled.ref]))
    )
    assert enter(client, cast.participant).get(here).status_code == 404
    assert enter(client, cast.outsider).get(here).status_code == 404
    assert enter(client, cast.outsider).post(here, call()).status_code == 404
    assert "Nobody is at risk" in text(client.get(reverse("cohorts:worklist")))


def test_a_due_date_is_moved_with_a_reason_and_shown_to_the_participant(client, cast, enrolled) -> None:
    unit = enrolled.cohort.built.component("How culture")
    here = reverse("cohorts:change_due", args=[enrolled.cohort.ref, unit.ref])
    enter(client, cast.partner_manager)
    assert "How culture is built" in text(client.get(reverse("cohorts:due", args=[enrolled.cohort.ref])))

    empty = client.post(here, {"which": "hand", "why": "So"})
    outside = client.post(here, {"which": "hand", "due_on": "2020-01-01", "why": "So"})
    done = client.post(here, {"which": "hand", "due_on": "2026-03-02", "why": "Before Event 3"}, follow=True)

    assert (empty.status_code, outside.status_code) == (422, 422)
    assert "Harriet Boyd: Before Event 3." in text(done)
    assert "ue Monday 2 March 2026" in text(enter(client, cast.participant).get(reverse("cohorts:mine")))
    assert enter(client, cast.outsider).get(here).status_code == 404
    assert enter(client, cast.programme_manager).get(here[:-37] + f"{enrolled.cohort.ref}/").status_code == 404
    client.post(here, {"which": "rule", "why": "Not before"})
    assert ComponentDue.objects.latest("pk").due_on is None


def test_how_a_cohort_is_measured_is_changed_by_the_provider_only(client, cast, at, enrolled) -> None:
    adopt(cast, each_part(AFTER), at=at)
    here = reverse("cohorts:measure", args=[enrolled.cohort.ref])
    assert "is decided by the lead provider" in text(enter(client, cast.partner_manager).get(here))
    enter(client, cast.programme_manager)

    same = client.post(here, {"policy": "first", "why": "So"})
    done = client.post(here, {"policy": AFTER.isoformat(), "why": "Agreed"}, follow=True)

    assert same.status_code == 422
    assert "Live sessions" in text(done)
    assert Cohort.objects.get().policy_on == AFTER
    mine = text(enter(client, cast.participant).get(reverse("cohorts:mine")))
    assert "The parts as a table" in mine
    assert "90 % of live sessions and 90 % of own study, each by itself" in mine


def test_a_policy_is_drafted_tried_and_adopted(client, cast, at, enrolled) -> None:
    programme = Programme.objects.get().ref
    index = reverse("programmes:policies", args=[programme])
    assert "Draft a policy" not in text(enter(client, cast.inspector).get(index))
    enter(client, cast.curriculum_lead)
    new = reverse("programmes:write_policy", args=[programme])
    usual = {"about": "Apart", "partly": "50", "excused": "done", "catch_up": "100", "after_session": "0"}
    usual |= {"own_time": "by_the_end"}
    parts = {"name_1": "Live", "kinds_1": ["event"], "measure_1": "components", "own_1": "1"}
    parts |= {"name_2": "Study", "kinds_2": ["online_study"], "measure_2": "minutes", "own_2": "80"}
    assert client.get(new, {"kind": "each_part"}).status_code == 200
    for wrong in (
        {"name_2": ""},
        {"name_2": "live"},
        {"kinds_2": ["event"]},
        {"kinds_2": []},
        {"own_2": ""},
        {"own_time": "after_start"},
    ):
        assert client.post(f"{new}?kind=each_part", usual | parts | wrong).status_code == 422, wrong

    draft = client.post(f"{new}?kind=each_part", usual | parts, follow=True)
    here = draft.redirect_chain[-1][0]
    changed = client.post(f"{here}change/", usual | parts | {"own_1": "90", "excused": "left_out"}, follow=True)
    tried = text(client.get(f"{here}try/"))
    past = client.post(f"{here}adopt/", {"in_force_from": "2026-01-01", "source": "The board"})
    done = client.post(f"{here}adopt/", {"in_force_from": "2026-09-01", "source": "The board"}, follow=True)

    assert "Check what it says, try it, then adopt it." in text(draft)
    assert "is left out of what is due" in text(changed)
    assert "of 1 person" in tried
    assert past.status_code == 422
    assert "The policy is in force from Tuesday 1 September 2026." in text(done)
    assert client.get(here).status_code == 404
    for kind, more in (
        ("weighted_parts", parts | {"threshold": "90"}),
        ("overall_share", {"threshold": "85", "measure": "minutes", "own_time": "after_start", "after_start": "90"}),
    ):
        kept = client.post(f"{new}?kind={kind}", usual | more, follow=True)
        assert client.get(f"{kept.redirect_chain[-1][0]}change/").status_code == 200
    assert "was put away" in text(client.post(f"{kept.redirect_chain[-1][0]}drop/", follow=True))
    assert enter(client, cast.programme_manager).get(new).status_code == 404
