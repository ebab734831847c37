"""A sampled script: looked at, handed over, seen by a guest and by nobody else, and corrected by a ruling."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.handing_over import end_guest, hand_over, invite_guest, take_judgements
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import accept_agreed, settle_script
from goldenthread.assessment.actions.ruling import rule_on_marker
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.actions.wanting import want_marking
from goldenthread.assessment.models import (
    BriefMaterial,
    JudgementFile,
    Look,
    Marking,
    Review,
    SampleGuest,
    Script,
    Settlement,
    Window,
)
from goldenthread.assessment.queries.facts import facts_of, marker_of
from goldenthread.assessment.queries.handing_over import guest_letter, hand_over_page
from goldenthread.assessment.queries.looking import (
    access_ended,
    guest_page,
    look_page,
    looked_file,
    looked_piece,
    my_samples,
)
from goldenthread.assessment.queries.moderating import comparison_page
from goldenthread.assessment.queries.ruling import ruling_page
from goldenthread.assessment.queries.sampling import sample_page
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.types.handing_over import NewGuest
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.sampling import Correction, Decision, LookSheet, RulingSheet
from goldenthread.assessment.types.words import WantReason
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.guests import let_be_known
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from goldenthread.programmes.types import ReviewKind
from tests.makers import questioning
from tests.makers.assessment import AFTER, REASON, full_sheet, seat_of, settle_and_release
from tests.makers.counting import statements_of
from tests.makers.sampling import WHY, want_samples

PRIVATE = ("Parveen", "Begum", "castlehill", "Castle Hill", "Agnes", "Bernard", "Harbour")
LATER = AFTER + timedelta(days=1)
GUEST = NewGuest("Gwen Abara", "gwen@otherprovider.example", "Otherwise Education", (AFTER + timedelta(days=9)).date())


@pytest.fixture
def planned(planned):
    want_samples()
    return planned


def sampled_number() -> str:
    return str(Script.objects.get().number)


def code_of(doing, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        doing(*args, **kwargs)
    return str(refused.value.refusal.code)


class TestTheScript:
    """A real script, as a moderator looks at it."""

    @pytest.fixture
    def sampled(self, cast, planned, marked):
        want_samples(share=100)
        draw_sample(planned.window, seed="a", by=cast.moderator, at=AFTER)
        return marked

    def test_it_is_shown_by_number_and_letters(self, cast, sampled) -> None:
        page = look_page(sampled, by=cast.moderator, at=LATER)

        assert ([s.letter for s in page.sides], page.why_not, page.look, page.next_ref) == (
            ["A", "B"],
            None,
            None,
            None,
        )
        assert page.brief_text
        assert [word for word in PRIVATE if word in str(asdict(page))] == []
        assert b"Parveen" not in looked_file(sampled, by=cast.moderator, at=LATER).content
        with pytest.raises(ObjectDoesNotExist):
            looked_piece(sampled, 1, by=cast.moderator, at=LATER)
        look_at(sampled, LookSheet(2), by=cast.moderator, at=LATER)
        look = look_page(sampled, by=cast.moderator, at=LATER).look
        assert look is not None
        assert (look.says, look.came_by_file) == ("Seat B’s marks are right.", False)
        few = statements_of(lambda: look_page(sampled, by=cast.moderator, at=LATER))
        assert few <= 28

    def test_nobody_whom_it_concerns_is_a_guest_nor_reads_it_otherwise(self, cast, planned, sampled) -> None:
        concerned = (cast.participant, cast.mentor, cast.partner_manager, cast.assessor)
        # Whoever has a duty for the lead provider is not outside.
        of_the_provider = (cast.programme_manager, cast.administrator)
        for who in (*concerned, *of_the_provider):
            address = Person.objects.get(pk=who.person_id).email
            guest = replace(GUEST, email=address)
            assert code_of(invite_guest, planned.window, guest, by=cast.moderator, at=AFTER) == "not_from_outside"
            # What else is wrong is said before, so that nothing is learnt without really inviting them.
            past = replace(guest, until=AFTER.date())
            assert code_of(invite_guest, planned.window, past, by=cast.moderator, at=AFTER) == "day_is_past"
        tries = AuditEntry.objects.filter(did="assessment.try_guest", by=str(cast.moderator), to=str(planned.window))
        assert (tries.count(), SampleGuest.objects.count()) == (6, 0)
        for who in (cast.programme_manager, cast.administrator, cast.participant):
            with pytest.raises(ObjectDoesNotExist):
                look_page(sampled, by=who, at=LATER)
        assert look_page(sampled, by=cast.inspector, at=LATER).number

    def test_a_guest_sees_this_sample_and_nothing_else_until_it_ends(self, cast, planned, sampled) -> None:
        ref = invite_guest(planned.window, GUEST, by=cast.moderator, at=AFTER)
        gwen = actor_by_email(GUEST.email)

        page, seen = guest_page(ref, by=gwen, at=LATER), look_page(sampled, by=gwen, at=LATER)

        assert (gwen.hats, [s.number for s in page.scripts]) == (frozenset(), [seen.number])
        assert (seen.why_not, seen.guest) == (None, ref)
        assert [word for word in (*PRIVATE, "Fenland") if word in str(asdict(page)) + str(asdict(seen))] == []
        assert [each[0] for each in my_samples(by=gwen, at=LATER)] == [ref]
        told = guest_letter(ref, at=LATER)
        assert told is not None
        assert (told.address, NoticeRow.objects.filter(kind="assessment.guest_invited").count()) == (GUEST.email, 1)
        looks = (
            lambda at: look_page(sampled, by=gwen, at=at),
            lambda at: looked_file(sampled, by=gwen, at=at),
            lambda at: guest_page(ref, by=gwen, at=at),
            lambda at: look_at(sampled, LookSheet(1), by=gwen, at=at),
        )
        shut = (
            lambda: sample_page(planned.window, by=gwen, at=LATER),
            lambda: comparison_page(sampled, by=gwen),
            lambda: hand_over_page(planned.window, by=gwen, at=LATER),
            lambda: ruling_page(planned.window, cast.assessor.person, by=gwen),
        )
        for ask in shut:
            with pytest.raises(ObjectDoesNotExist):
                ask()
        over = SampleGuest.objects.get().until
        ended = access_ended(sampled, by=gwen, at=over)
        assert (ended.at, access_ended(ref, by=gwen, at=over)) == (over, ended)
        assert access_ended(sampled, by=gwen, at=AFTER) is access_ended(sampled, by=cast.participant, at=over) is None
        assert code_of(invite_guest, planned.window, GUEST, by=cast.moderator, at=AFTER) == "has_access"
        asked = {"by": cast.moderator, "at": AFTER}
        # A minute before midnight the day is over too.
        for until in (AFTER.date() - timedelta(days=1), AFTER.date()):
            past = replace(GUEST, email="hal@otherprovider.example", until=until)
            assert code_of(invite_guest, planned.window, past, **asked) == "day_is_past"
        far = replace(past, until=AFTER.date() + timedelta(days=91))
        assert code_of(invite_guest, planned.window, far, **asked) == "too_long_open"
        assert code_of(invite_guest, planned.window, replace(past, name=" "), **asked) == "no_name"
        assert code_of(invite_guest, planned.window, GUEST, **asked | {"by": cast.inspector}) == "not_a_moderator"
        who = {"name": "Hal", "email": "hal@otherprovider.example", "at": AFTER}
        assert code_of(let_be_known, by=cast.programme_manager, **who) == "not_yours_to_invite"
        assert SampleGuest.objects.count() == 1
        over = AFTER + timedelta(days=10)
        for ask in looks:
            with pytest.raises(ObjectDoesNotExist):
                ask(over)
        look_at(sampled, LookSheet(1), by=gwen, at=LATER)
        assert Look.objects.get().by_id == gwen.person_id
        assert end_guest(ref, by=cast.moderator, at=LATER) == planned.window
        end_guest(ref, by=cast.moderator, at=over)
        assert SampleGuest.objects.get().ended_at == LATER
        for ask in looks[:3]:
            with pytest.raises(ObjectDoesNotExist):
                ask(LATER)
        assert (guest_letter(ref, at=LATER), my_samples(by=gwen, at=LATER)) == (None, ())

    def test_whoever_is_still_to_mark_it_reads_none_of_its_marks(self, cast, planned, sampled, scheme) -> None:
        both = {"name": "Delyth Parry", "email": "delyth@marking.example", "place": cast.provider.ref}
        for duty in (Duty.ASSESSOR, Duty.MODERATOR):
            bring_in(**both, duty=duty, by=cast.administrator, at=AFTER)
        delyth = actor_by_email(both["email"])
        as_delyth = {"by": delyth, "at": LATER}
        assert (look_page(sampled, **as_delyth).number, to_do(**as_delyth).looks) == (Script.objects.get().number, 1)
        want_marking([Script.objects.get()], WantReason.RE_MARK, by=cast.quality_lead, at=LATER, why="Looked at again")
        allocate(planned.window, {(sampled, 3): delyth.person}, by=cast.quality_lead, at=LATER)

        for look in (look_page, looked_file):
            with pytest.raises(ObjectDoesNotExist):
                look(sampled, **as_delyth)
        with pytest.raises(ObjectDoesNotExist):
            look_at(sampled, LookSheet(1), **as_delyth)
        page, pack = hand_over_page(planned.window, **as_delyth), hand_over(planned.window, **as_delyth)
        assert (page.scripts, page.left_out, pack.scripts, to_do(**as_delyth).looks) == (1, 1, 0, 0)
        assert sampled_number() not in zipfile.ZipFile(io.BytesIO(pack.content)).read("marks.csv").decode()
        assert hand_over_page(planned.window, by=cast.moderator, at=LATER).left_out == 0

        finish_marking(seat_of(sampled, delyth), full_sheet(scheme), **as_delyth)
        assert (look_page(sampled, **as_delyth).number, hand_over(planned.window, **as_delyth).scripts) == (
            sampled_number(),
            1,
        )

    def test_nobody_marks_anew_with_the_sample_beside_them(self, cast, planned, sampled) -> None:
        look_at(sampled, LookSheet(2), by=cast.moderator, at=AFTER)
        accepted = RulingSheet(Decision.ACCEPT, REASON)
        rule_on_marker(planned.window, cast.assessor.person, accepted, by=cast.moderator, at=AFTER)
        settle_and_release(cast, planned, sampled, at=AFTER)
        ref = questioning.ask(cast, sampled, ReviewKind.ENQUIRY, "scheme")
        assert look_page(sampled, by=cast.moderator, at=LATER).number
        Review.objects.filter(ref=ref).update(state="taken", taken_by_id=cast.moderator.person_id)
        with pytest.raises(ObjectDoesNotExist):
            look_page(sampled, by=cast.moderator, at=LATER)
        assert look_page(sampled, by=cast.inspector, at=LATER).number

    def test_who_was_a_guest_marks_none_of_its_scripts_and_may_be_a_guest_again(self, cast, planned, sampled) -> None:
        ref = invite_guest(planned.window, GUEST, by=cast.moderator, at=AFTER)
        end_guest(ref, by=cast.moderator, at=LATER)
        gwen = actor_by_email(GUEST.email)
        row = Script.objects.with_facts().get()
        assert why_conflicted(facts_of([row])[row.pk], marker_of(gwen)).startswith("They could read its marks")
        assert invite_guest(planned.window, GUEST, by=cast.moderator, at=LATER) != ref
        assert look_page(sampled, by=gwen, at=LATER).why_not is None

    def test_a_hand_over_names_nobody_and_its_judgements_come_back_once(self, cast, planned, sampled, scheme) -> None:
        Marking.objects.get(allocation__marker_id=cast.assessor.person_id).marks.update(reason="=HYPERLINK(1)")
        version = Window.objects.get(ref=planned.window).brief
        BriefMaterial.objects.create(version=version, place=1, kind="data", title="Staffing", file=version.file)
        pack = hand_over(planned.window, by=cast.moderator, at=AFTER)
        archive = zipfile.ZipFile(io.BytesIO(pack.content))
        script = Script.objects.get(ref=sampled)

        names = archive.namelist()
        table = archive.read("judgements.csv").decode("utf-8-sig")

        beside = ["brief.html", "brief/1.csv", "brief/2.csv", "judgements.csv", "manifest.json", "mark-scheme.html"]
        assert (pack.scripts, names[:-1]) == (1, [*beside, "marks.csv", "read-me-first.html"])
        assert '<a href="brief/2.csv">Staffing</a>' in archive.read("brief.html").decode()
        assert "What would you do?</li>" in archive.read("brief.html").decode()
        assert all(
            level.description in archive.read("mark-scheme.html").decode() for level in scheme.criteria[0].levels
        )
        assert "How to fill in judgements.csv" in archive.read("read-me-first.html").decode()
        assert names[-1].startswith(f"scripts/{script.number}/1.")
        said = "".join(archive.read(name).decode("utf-8", "replace") for name in names)
        assert [word for word in (*PRIVATE, "Fenland") if word in said] == []
        assert "'=HYPERLINK" in archive.read("marks.csv").decode()
        assert set(json.loads(archive.read("manifest.json"))["files"]) == set(names) - {"manifest.json"}
        assert hand_over(planned.window, by=cast.moderator, at=AFTER).content == pack.content

        rows = list(csv.reader(io.StringIO(table)))
        half = "\n".join([",".join(rows[0]), f"{script.number},{rows[1][1]},x,2,"]).encode()
        taken = {"source": "Otherwise Education", "by": cast.moderator, "at": LATER}
        assert code_of(take_judgements, planned.window, half, **taken) == "faulty_judgements"
        assert code_of(take_judgements, planned.window, half, **taken | {"source": ""}) == "no_name"
        assert code_of(take_judgements, planned.window, half, **taken | {"by": cast.inspector}) == "not_a_moderator"
        assert not Look.objects.exists()
        assert not JudgementFile.objects.exists()
        full = "\n".join([",".join(rows[0]), *(f"{row[0]},{row[1]},,0,{WHY}" for row in rows[1:])]).encode()
        first = take_judgements(planned.window, full, **taken)
        again = take_judgements(planned.window, full, **taken)

        assert (first.scripts, again.scripts, Look.objects.count(), JudgementFile.objects.count()) == (1, 1, 1, 1)
        assert (first.is_again, again.is_again, "nothing changed" in again.says) == (False, True, True)
        look = look_page(sampled, by=cast.moderator, at=LATER).look
        assert look is not None
        assert look.came_by_file
        page = hand_over_page(planned.window, by=cast.moderator, at=LATER)
        assert (page.scripts, page.waiting, len(page.files), page.may_hand_over) == (1, 0, 1, True)
        after = hand_over(planned.window, by=cast.moderator, at=LATER)
        assert zipfile.ZipFile(io.BytesIO(after.content)).read("judgements.csv").count(b"\n") == 1

    def test_a_correction_counts_when_the_script_is_settled_and_says_so(self, cast, planned, sampled, scheme) -> None:
        look_at(sampled, LookSheet(2), by=cast.moderator, at=LATER)
        changed = rule_on_marker(
            planned.window,
            cast.assessor.person,
            RulingSheet(Decision.CORRECT, REASON, Correction(-1)),
            by=cast.moderator,
            at=LATER,
        )

        page = comparison_page(sampled, by=cast.moderator)
        accept_agreed(sampled, by=cast.moderator, at=LATER)

        assert changed == 1
        assert [mark.mark for mark in page.rows[0].marks] == [2, 2]
        assert len(page.corrected) == len(scheme.criteria)
        # Whoever settles it reads what was said of it in the sample; who only lets results out does not.
        assert page.look is not None
        assert (page.look.says, page.look.total) == ("Marker 2’s marks are right.", page.judged[1].total)
        assert comparison_page(sampled, by=cast.administrator).look is None
        reasons = set(Settlement.objects.get().marks.values_list("reason", flat=True))
        assert reasons == {"Marker 1 gave 3; a decision about all of that marker’s markings made it 2."}
        assert Marking.objects.get(allocation__marker_id=cast.assessor.person_id).marks.first().mark == 3
        last = Settlement.objects.get().ref
        settle_script(sampled, SettlementSheet(full_sheet(scheme, 2)), seen=last, by=cast.moderator, at=LATER)
        assert Settlement.objects.count() == 2
