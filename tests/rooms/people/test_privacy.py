"""What is held about somebody, handed out and taken away."""

from __future__ import annotations

import io
import json
import zipfile
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.db.models import Field, Q

from goldenthread.coaching.models import Entry, EntryFile, Meeting
from goldenthread.cohorts.actions.accompanying import end_companion
from goldenthread.cohorts.models import Enrolment
from goldenthread.cohorts.types import Role
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import Refused
from goldenthread.learning.models import Post
from goldenthread.people.actions import privacy as erasing
from goldenthread.people.actions.account import ask_for_erasure
from goldenthread.people.actions.privacy import erase, take_away
from goldenthread.people.models import Membership, Person
from goldenthread.people.queries import privacy as holding
from goldenthread.people.queries.directory import asked_to_be_erased
from goldenthread.people.queries.privacy import held_about, path_to_person, tables_about_people
from goldenthread.people.types import Actor
from goldenthread.reporting.models import LetterSent, ProgressUpdate
from tests.makers.coaching import make_enrolled, make_meeting, make_pairing
from tests.makers.discussing import begin, make_talking

OURS = [m for m in apps.get_models() if m.__module__.startswith("goldenthread.")]
# Tables with personal words whose rows are about nobody in particular, each with what becomes of them.
ABOUT_NOBODY = {
    "ground.AuditEntry": "is found through the thing that it is about",
    "ground.StoredFile": "is found through the row that keeps it",
}


def person_of(actor: Actor) -> Person:
    return Person.objects.get(ref=actor.person)


@pytest.fixture
def met(cast, at):
    """A participant who has met their coach, and was written to."""
    place = make_enrolled(cast, at=at)
    pairing = make_pairing(cast, place.enrolment, at=at)
    make_meeting(cast, pairing, key=uuid4(), at=at, shared="We spoke of Parveen's school", private="She is tired")
    LetterSent.objects.create(
        key="x", kind="welcome", address="Parveen@castlehill.example", subject="Welcome, Parveen", claimed_at=at
    )
    return cast


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_table_with_personal_words_says_whom_they_are_about(model) -> None:
    if model.personal and model is not Person:
        assert path_to_person(model) or model._meta.label in ABOUT_NOBODY


def test_every_path_to_a_person_can_be_asked() -> None:
    for model, path in tables_about_people().items():
        assert model._default_manager.filter(**{path.replace("@", ""): 0}).query


def test_somebody_takes_away_what_is_held_about_them_and_nobody_elses_name(met, at) -> None:
    content = take_away(by=met.participant, at=at)

    archive = zipfile.ZipFile(io.BytesIO(content))
    told = json.loads(archive.read("held-about-you.json"))
    assert sorted(archive.namelist()) == ["held-about-you.json", "read-me.txt"]
    assert told["people.Person"][0]["email"] == "parveen@castlehill.example"
    assert told["cohorts.Enrolment"][0]["participant"] == "you"
    assert told["coaching.Pairing"][0]["coach"] == "somebody else"
    assert told["coaching.Meeting"][0]["shared_notes"] == "We spoke of Parveen's school"
    assert told["coaching.Meeting"][0]["private_notes"] == "ask an administrator"
    assert told["reporting.LetterSent"][0]["subject"] == "Welcome, Parveen"
    assert "Colin" not in json.dumps(told)
    assert "password" not in json.dumps(told)
    assert AuditEntry.objects.get(did="people.take_away").by == str(met.participant)


def test_an_outsiders_archive_holds_nothing_of_another(met, at) -> None:
    told, files = held_about(person_of(met.outside_participant))

    assert {label for label in told if "kept back" not in told[label]} == {"people.Person", "people.Membership"}
    assert files == {}


def test_what_is_kept_back_is_said_to_everybody_alike(met, at, monkeypatch) -> None:
    monkeypatch.setattr(Meeting, "kept_back", "not yet", raising=False)

    for who in (met.participant, met.outside_participant):
        assert held_about(person_of(who))[0]["coaching.Meeting"] == {"kept back": "not yet"}


def test_rows_and_fields_are_told_from_when_their_table_says(met, at, monkeypatch) -> None:
    monkeypatch.setattr(Meeting, "left_out", ("shared_notes",), raising=False)
    for number, when in enumerate((Q(shared_notes=""), ~Q(shared_notes=""))):
        monkeypatch.setattr(Meeting, "told_when", when, raising=False)
        told = held_about(person_of(met.participant))[0].get("coaching.Meeting", [])
        assert (len(told), "shared_notes" in str(told)) == (number, False)


def test_what_a_school_was_told_is_kept_back_and_emptied_with_the_person(met, at) -> None:
    cohort = Meeting.objects.get().pairing.enrolment.cohort
    update = ProgressUpdate.objects.create(
        cohort=cohort,
        to=person_of(met.sponsor),
        cause="on_demand",
        occasion="one",
        told=[{"name": "Parveen"}],
        made_at=at,
        expires_at=at,
    )

    assert set(held_about(person_of(met.participant))[0]["reporting.ProgressUpdate"]) == {"kept back"}
    erase(met.participant.person, why="Asked", by=met.administrator, at=at)

    update.refresh_from_db()
    assert not update.told


def test_files_go_with_the_rows_that_keep_them(cast, at) -> None:
    kept = keep_file(b"words", name="script.txt", media_type="text/plain", at=at)
    files: dict = {}
    row = StoredFile.objects.get(ref=kept.ref)

    assert holding._other(row, person_of(cast.participant), files) == str(kept.ref)
    assert list(files) == [kept.ref]


def test_an_erased_person_is_nobody_and_the_rows_stay(met, at) -> None:
    person = person_of(met.participant)
    EmailAddress.objects.create(user=person, email=person.email)
    ask_for_erasure(why="I have left teaching", by=met.participant, at=at)
    assert [card.ref for card in asked_to_be_erased(by=met.administrator)] == [person.ref]
    assert asked_to_be_erased(by=met.programme_manager) == ()

    done = erase(person.ref, why="She asked", by=met.administrator, at=at)

    person.refresh_from_db()
    assert (person.name, person.trn, person.is_active, person.erased_at) == ("Erased", "", False, at)
    assert person.email == f"{person.ref}@erased.invalid"
    assert not Membership.objects.filter(person=person, state="active").exists()
    meeting = Meeting.objects.get()
    assert (meeting.shared_notes, meeting.private_notes) == ("Erased", "Erased")
    letter = LetterSent.objects.get(key="x")
    assert (letter.address, letter.subject) == ("erased@erased.invalid", "Erased")
    assert not EmailAddress.objects.exists()
    assert done.changed["coaching.Meeting"] == 1
    assert AuditEntry.objects.get(did="people.erase").why == "She asked"
    assert NoticeRow.objects.get(kind="people.erased").facts == {"person": str(person.ref)}
    assert asked_to_be_erased(by=met.administrator) == ()


def test_words_in_the_record_and_names_of_files_go_with_the_person(met, at) -> None:
    enrolment = Meeting.objects.get().pairing.enrolment
    end_companion(enrolment.ref, met.coach.person, Role.COACH, why="Parveen asked", by=met.partner_manager, at=at)
    person, other = person_of(met.participant), person_of(met.outside_participant)
    another = Enrolment.objects.create(
        cohort=enrolment.cohort,
        participant=other,
        school=enrolment.school,
        route="blended",
        state="active",
        enrolled_at=at,
    )
    own, shared = (keep_file(b"x", name=f"Parveen {n}.txt", media_type="text/plain", at=at).ref for n in range(2))
    for whose, file in ((enrolment, own), (enrolment, shared), (another, shared)):
        EntryFile.objects.create(entry=Entry.objects.create(enrolment=whose, at=at), file_id=file)
    [told] = held_about(person)[0]["ground.AuditEntry"]
    assert (told["did"], told["why"]) == ("cohorts.end_companion", "Parveen asked")
    assert "ground.AuditEntry" not in held_about(other)[0]

    done = erase(person.ref, why="She asked", by=met.administrator, at=at)

    assert AuditEntry.objects.get(did="cohorts.end_companion").why == "Erased"
    assert dict(StoredFile.objects.values_list("ref", "name")) == {own: "Erased", shared: "Parveen 1.txt"}
    assert (done.changed["ground.AuditEntry"], done.files) == (1, 1)


def test_what_must_outlive_a_person_is_kept_and_named(met, at, monkeypatch) -> None:
    monkeypatch.setattr(Meeting, "kept_after_erasure", "others rely on it", raising=False)

    done = erase(met.participant.person, why="Asked", by=met.administrator, at=at)

    assert done.kept == {"coaching.Meeting": "others rely on it"}
    assert Meeting.objects.get().shared_notes == "We spoke of Parveen's school"


@pytest.mark.parametrize(
    ("by", "whom", "code"),
    [
        ("quality_lead", "participant", "not_administrator"),
        ("administrator", "administrator", "yourself"),
    ],
)
def test_an_erasure_that_may_not_be_changes_nothing(cast, at, by, whom, code) -> None:
    person = person_of(getattr(cast, whom))

    with pytest.raises(Refused) as refused:
        erase(person.ref, why="", by=getattr(cast, by), at=at)

    assert refused.value.refusal.code == code
    assert Person.objects.get(pk=person.pk).name == person.name


def test_nobody_is_erased_twice_or_by_those_who_do_not_see_them(cast, at) -> None:
    with pytest.raises(Person.DoesNotExist):
        erase(cast.participant.person, why="", by=cast.partner_manager, at=at)
    erase(cast.participant.person, why="Asked", by=cast.administrator, at=at)

    with pytest.raises(Refused) as refused:
        erase(cast.participant.person, why="Again", by=cast.administrator, at=at)

    assert refused.value.refusal.code == "erased_already"


def test_nobody_asks_to_be_erased_twice(cast, at) -> None:
    ask_for_erasure(why="", by=cast.participant, at=at)

    with pytest.raises(Refused):
        ask_for_erasure(why="", by=cast.participant, at=at)

    assert NoticeRow.objects.filter(kind="people.erasure_asked").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (models.TextField(null=True), None),
        (models.EmailField(), "erased@erased.invalid"),
        (models.JSONField(), {}),
        (models.JSONField(default=list), []),
    ],
)
def test_a_field_is_emptied_by_its_kind(field: Field, value) -> None:
    assert erasing._nothing(field) == value


def test_a_field_that_can_hold_nothing_neutral_is_refused() -> None:
    with pytest.raises(Refused):
        erasing._nothing(models.IntegerField())


def test_whoever_is_written_to_by_name_is_nobody_in_what_others_wrote(cast, at) -> None:
    talking = make_talking(cast, at=at)
    first = begin(talking.home, cast.participant, at=at, text="How do you arrange it, @ROSA Lind? I asked Rosa too.")

    done = erase(talking.rosa.person, why="She asked", by=cast.administrator, at=at)

    assert Post.objects.get(ref=first.ref).text == "How do you arrange it, @Erased? I asked Rosa too."
    assert "learning.Post" not in done.changed
