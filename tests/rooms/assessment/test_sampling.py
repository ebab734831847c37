"""Samples: drawn once, looked at, grown, decided on, handed over, and shut to everybody else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.handing_over import hand_over
from goldenthread.assessment.actions.ruling import rule_on_marker
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.models import (
    Allocation,
    Look,
    MarkCorrection,
    Ruling,
    Sample,
    SampledMarking,
    Script,
    Settlement,
    Want,
    Window,
)
from goldenthread.assessment.queries.moderating import moderation_board
from goldenthread.assessment.queries.ruling import ruling_page
from goldenthread.assessment.queries.sampling import holds_of_sampling, sample_page
from goldenthread.assessment.types.handing_over import NewGuest
from goldenthread.assessment.types.sampling import Correction, Decision, LookSheet, RulingSheet
from goldenthread.assessment.types.words import State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, REASON, state_of
from tests.makers.counting import statements_of
from tests.makers.sampling import lay_scripts, other_marks, want_samples

PRIVATE = ("Parveen", "Begum", "castlehill", "Castle Hill", "Agnes", "Bernard", "Harbour")
LATER = AFTER + timedelta(days=1)
GUEST = NewGuest("Gwen Abara", "gwen@otherprovider.example", "Otherwise Education", (AFTER + timedelta(days=9)).date())


@pytest.fixture
def planned(planned):
    want_samples()
    return planned


@pytest.fixture
def laid(cast, planned):
    """Eight scripts that both assessors marked, without a text."""
    return lay_scripts(cast, planned, 8, at=AFTER)


@pytest.fixture
def drawn(cast, planned, laid):
    draw_sample(planned.window, seed="one", by=cast.moderator, at=AFTER)
    return laid


def code_of(doing, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        doing(*args, **kwargs)
    return str(refused.value.refusal.code)


def to_look_at(planned, by) -> list:
    return [line.ref for line in sample_page(planned.window, by=by, at=LATER).scripts if line.looked_at is None]


def look_at_all(cast, planned, sheet: LookSheet) -> None:
    while waiting := to_look_at(planned, cast.moderator):
        look_at(waiting[0], sheet, by=cast.moderator, at=LATER)


class TestDrawing:
    """A sample is drawn once, as it was shown before."""

    def test_it_holds_what_its_preview_said_and_keeps_the_rule(self, cast, planned, laid) -> None:
        preview = sample_page(planned.window, by=cast.moderator, at=AFTER, seed="one").preview
        number = draw_sample(planned.window, seed=" one ", by=cast.moderator, at=AFTER)
        want_samples(share=90)

        page = sample_page(planned.window, by=cast.quality_lead, at=AFTER)

        assert preview is not None
        assert (preview.scripts, preview.markings, preview.all_markings) == (number, 4, 16)
        assert [(s.drawn, s.all) for s in preview.strata] == [(s.drawn, s.all) for s in page.strata] == [(2, 8), (2, 8)]
        assert (len(page.scripts), page.rule.share, page.seed, page.late) == (number, 25, "one", 0)
        assert not page.is_whole
        assert AuditEntry.objects.get(did="assessment.draw_sample").facts == {"scripts": str(number)}
        seen = str(asdict(sample_page(planned.window, by=cast.moderator, at=AFTER)))
        assert [word for word in PRIVATE if word in seen] == []
        assert {m.name for m in page.markers} == {"Agnes Doyle", "Bernard Lowe"}

    def test_when_it_is_refused_nothing_is_drawn(self, cast, planned, laid) -> None:
        Script.objects.filter(pk=laid[0].pk).update(state="allocated")

        assert code_of(draw_sample, planned.window, seed="a", by=cast.moderator, at=AFTER) == "not_marked"
        assert code_of(draw_sample, planned.window, seed="a", by=cast.inspector, at=AFTER) == "not_a_moderator"
        page = sample_page(planned.window, by=cast.inspector, at=AFTER, seed="a")
        assert (page.preview, page.why_not.code) == (None, "not_a_moderator")
        with pytest.raises(ObjectDoesNotExist):
            sample_page(planned.window, by=cast.outsider, at=AFTER)
        Script.objects.filter(pk=laid[0].pk).update(state="marked")
        draw_sample(planned.window, seed="a", by=cast.moderator, at=AFTER)
        assert code_of(draw_sample, planned.window, seed="b", by=cast.moderator, at=AFTER) == "drawn_already"
        # What was laid without a text is handed over without a file.
        pack = hand_over(planned.window, by=cast.moderator, at=AFTER)
        names = zipfile.ZipFile(io.BytesIO(pack.content)).namelist()
        assert (len(names), [name for name in names if name.startswith("scripts/")]) == (7, [])
        assert Sample.objects.get().seed == "a"


class TestLooking:
    """Looks are independent, kept once, and let the sample grow."""

    def test_a_look_that_agrees_is_kept_and_moves_nothing(self, cast, planned, drawn) -> None:
        ref = to_look_at(planned, cast.moderator)[0]

        looked = look_at(ref, LookSheet(1), by=cast.moderator, at=LATER)
        again = look_at(ref, LookSheet(1), by=cast.moderator, at=LATER)

        row = Look.objects.get()
        assert (looked, again) == (again, looked)
        assert (looked.added, row.seat, row.by_id, row.marks.count() > 0) == (0, 1, cast.moderator.person_id, True)
        assert (state_of(ref), Settlement.objects.count()) == (State.MARKED, 0)
        assert code_of(look_at, ref, LookSheet(2), by=cast.quality_lead, at=LATER) == "looked_already"
        assert AuditEntry.objects.filter(did="assessment.look").count() == 1

    def test_who_may_not_look_changes_nothing(self, cast, planned, drawn) -> None:
        ref = to_look_at(planned, cast.moderator)[0]
        outside = Script.objects.exclude(ref__in=to_look_at(planned, cast.moderator)).order_by("pk")[0]

        assert code_of(look_at, ref, LookSheet(1), by=cast.inspector, at=LATER) == "not_a_moderator"
        assert code_of(look_at, ref, LookSheet(), by=cast.moderator, at=LATER) == "mark_missing"
        for script, who in ((ref, cast.assessor), (ref, cast.participant), (outside.ref, cast.moderator)):
            with pytest.raises(ObjectDoesNotExist):
                look_at(script, LookSheet(1), by=who, at=LATER)
        assert not Look.objects.exists()

    def test_it_grows_where_looks_differ_to_the_same_end_in_any_order(self, cast, planned, drawn, scheme) -> None:
        before = sample_page(planned.window, by=cast.moderator, at=AFTER)
        ref = to_look_at(planned, cast.moderator)[-1]

        looked = look_at(ref, other_marks(scheme, 0), by=cast.moderator, at=LATER)

        page = sample_page(planned.window, by=cast.moderator, at=LATER)
        assert looked.added > 0
        assert looked.says.endswith(f"{looked.added} more scripts to look at.")
        assert {s.ref for s in before.scripts} < {s.ref for s in page.scripts}
        assert all("The sample grew" in m.says for m in page.markers)
        assert NoticeRow.objects.get(kind="assessment.sample_grew").facts["scripts"] == str(looked.added)
        look_at_all(cast, planned, other_marks(scheme, 0))
        page = sample_page(planned.window, by=cast.moderator, at=LATER)
        assert (len(page.scripts), page.looked_at, page.is_whole) == (8, 8, False)
        assert [(m.needs_ruling, m.is_looked_at, m.apart, m.step) for m in page.markers] == [(True, True, 8, 2)] * 2

    def test_statements_do_not_grow_with_scripts(self, cast, planned, laid) -> None:
        Script.objects.filter(pk__in=[row.pk for row in laid[1:]]).update(state="begun")
        few = statements_of(lambda: sample_page(planned.window, by=cast.moderator, at=AFTER, seed="a"))
        Script.objects.filter(window__ref=planned.window).update(state="marked")
        many = statements_of(lambda: sample_page(planned.window, by=cast.moderator, at=AFTER, seed="a"))
        assert few == many <= 13
        draw_sample(planned.window, seed="a", by=cast.moderator, at=AFTER)
        window = Window.objects.select_related("cohort__release").get(ref=planned.window)
        first = statements_of(lambda: sample_page(planned.window, by=cast.moderator, at=AFTER))
        held = statements_of(lambda: holds_of_sampling(window, AFTER))
        for ref in to_look_at(planned, cast.moderator)[:2]:
            look_at(ref, LookSheet(1), by=cast.moderator, at=LATER)
        then = statements_of(lambda: sample_page(planned.window, by=cast.moderator, at=AFTER))
        # Marks of looks and of what was looked at are fetched once there are any.
        assert first <= then <= first + 2 <= 17
        assert held <= statements_of(lambda: holds_of_sampling(window, AFTER)) <= held + 2 <= 11


class TestRuling:
    """A person decides about a whole marker, and sees beforehand what it changes."""

    def ruled(self, decision: Decision, correction: Correction | None = None) -> RulingSheet:
        return RulingSheet(decision, REASON, correction)

    def test_nothing_is_decided_before_every_look_or_by_whoever_may_not(self, cast, planned, drawn) -> None:
        accept, agnes = self.ruled(Decision.ACCEPT), cast.assessor.person

        refused = code_of(rule_on_marker, planned.window, agnes, accept, by=cast.moderator, at=LATER)
        assert refused == "looks_missing"
        assert code_of(rule_on_marker, planned.window, agnes, accept, by=cast.inspector, at=LATER) == "not_a_moderator"
        with pytest.raises(ObjectDoesNotExist):
            rule_on_marker(planned.window, uuid4(), accept, by=cast.moderator, at=LATER)
        with pytest.raises(ObjectDoesNotExist):
            ruling_page(planned.window, uuid4(), by=cast.moderator)

    def test_a_correction_is_shown_before_it_is_made(self, cast, planned, drawn, scheme) -> None:
        look_at_all(cast, planned, other_marks(scheme, 0))
        settled = drawn[0]
        Script.objects.filter(pk=settled.pk).update(state="settled")
        code = scheme.criteria[0].code
        correction = Correction(-2, code)

        page = ruling_page(
            planned.window, cast.assessor.person, by=cast.moderator, sheet=self.ruled(Decision.CORRECT, correction)
        )
        changed = rule_on_marker(
            planned.window,
            cast.assessor.person,
            self.ruled(Decision.CORRECT, correction),
            by=cast.moderator,
            at=LATER,
        )

        assert (page.unsettled, page.settled, page.unreleased, page.why_not, page.refused) == (7, 1, 8, None, None)
        assert [(c.code, c.before, c.after) for c in page.changes] == [(code, 3, 1)] * 7
        assert (changed, MarkCorrection.objects.count()) == (7, 7)
        assert len(page.found) == 8
        assert code in page.found[0][3]
        wrong = self.ruled(Decision.CORRECT, Correction(1, "none"))
        page = ruling_page(planned.window, cast.assessor.person, by=cast.moderator, sheet=wrong)
        assert (page.changes, page.line.ruling is not None, page.refused.code) == ((), True, "ruled_already")
        assert page.line.ruling.says.startswith("Corrected: 2 marks fewer on")
        assert AuditEntry.objects.get(did="assessment.rule_on_marker").facts == {"decision": "correct", "scripts": "7"}
        assert (
            code_of(
                rule_on_marker,
                planned.window,
                cast.assessor.person,
                self.ruled(Decision.ACCEPT),
                by=cast.moderator,
                at=LATER,
            )
            == "ruled_already"
        )

    def test_a_total_is_corrected_on_the_scales_and_the_board_shows_both(self, cast, planned, drawn, scheme) -> None:
        look_at_all(cast, planned, other_marks(scheme, 0))
        correction, agnes = Correction(-2, on_total=True), cast.assessor.person
        before = {row.number: row.totals for row in moderation_board(by=cast.moderator)}

        page = ruling_page(planned.window, agnes, by=cast.moderator, sheet=self.ruled(Decision.CORRECT, correction))
        rule_on_marker(planned.window, agnes, self.ruled(Decision.CORRECT, correction), by=cast.moderator, at=LATER)

        board = moderation_board(by=cast.moderator)
        assert page.says.startswith("2 marks fewer in total")
        assert {number: (now, now - then) for number, now, then in page.totals} == {
            number: (totals[0], 2) for number, totals in before.items()
        }
        assert {row.number: row.given for row in board} == before
        assert {(row.is_corrected, row.given[0] - row.totals[0], row.apart) for row in board} == {(True, 2, 2)}
        assert Ruling.objects.get().on_total
        said = ruling_page(planned.window, agnes, by=cast.moderator).line.ruling.says
        assert "2 marks fewer in total, spread over the criteria" in said
        many = statements_of(lambda: moderation_board(by=cast.moderator))
        Script.objects.exclude(pk=drawn[0].pk).update(state="released")
        assert many == statements_of(lambda: moderation_board(by=cast.moderator)) <= 9

    def test_marking_again_ends_the_seats_and_asks_for_others(self, cast, planned, drawn, scheme) -> None:
        look_at_all(cast, planned, other_marks(scheme, 0))
        Script.objects.filter(pk=drawn[0].pk).update(state="released")

        changed = rule_on_marker(
            planned.window, cast.assessor.person, self.ruled(Decision.RE_MARK), by=cast.moderator, at=LATER
        )

        ended = Allocation.objects.filter(marker_id=cast.assessor.person_id, ended_at=LATER)
        assert (changed, ended.count(), Want.objects.filter(reason="re_mark").count()) == (7, 7, 7)
        assert set(Script.objects.filter(wants__isnull=False).values_list("state", flat=True)) == {"allocated"}
        assert SampledMarking.objects.drawn().count() == 16


def test_what_keeps_results_in_until_the_sample_is_whole(cast, planned, laid, scheme) -> None:
    window = Window.objects.select_related("cohort__release").get(ref=planned.window)

    def codes() -> list[str]:
        return [hold.code for hold in holds_of_sampling(window, LATER)]

    assert codes() == ["no_sample"]
    want_samples(share=0)
    assert codes() == []
    want_samples()
    draw_sample(planned.window, seed="one", by=cast.moderator, at=AFTER)
    assert codes() == ["sample_unfinished"]
    look_at(to_look_at(planned, cast.moderator)[0], other_marks(scheme, 0), by=cast.moderator, at=LATER)
    assert "ruling_waits" in codes()
    look_at_all(cast, planned, other_marks(scheme, 3))
    for who in (cast.assessor, cast.second_assessor):
        sheet = RulingSheet(Decision.ACCEPT, REASON)
        rule_on_marker(planned.window, who.person, sheet, by=cast.moderator, at=LATER)
    assert codes() == []
    assert sample_page(planned.window, by=cast.moderator, at=LATER).is_whole
