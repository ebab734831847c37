"""Declarations as dated texts: another wording is another version, and what was signed stays readable."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from goldenthread.assessment.actions.cases import look_into
from goldenthread.assessment.actions.declaring import write_declaration
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.submitting import submit, take_upload
from goldenthread.assessment.models import DeclarationText, FileProperties, ScriptVersion, SignedDeclaration
from goldenthread.assessment.queries.cases import case_page
from goldenthread.assessment.queries.declarations import declarations, said_of_tools, signed_of, standing_declaration
from goldenthread.assessment.queries.marking import marking_page
from goldenthread.assessment.queries.moderating import comparison_page
from goldenthread.assessment.queries.submitting import script_page, upload_page
from goldenthread.assessment.rules.submitting import CURRENT_DECLARATION
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.submitting import Declaration, Signature
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, INSIDE, hand_in, seat_both, seat_of
from tests.makers.cases import suspect
from tests.makers.documents import docx, paragraph

TEXT = Declaration(
    0, "It is all my own work.", "Did you use tools that write?", asks_name=True, kept="What you hand in, and when."
)
SAYS = Signature(" Parveen Begum ", used_ai=True, used_for="To check spelling")


@pytest.fixture
def signed(cast, planned):
    """A script handed in twice: under the text that came with the software, then under another."""
    first = hand_in(planned, cast.participant, at=INSIDE)
    number = write_declaration(TEXT, by=cast.quality_lead, at=INSIDE)
    upload = take_upload(
        first.script, GivenFile(docx(paragraph("Longer.")), "b.docx"), by=cast.participant, at=INSIDE, work=work_through
    )
    submit(upload, signed=number, says=SAYS, by=cast.participant, at=INSIDE)
    return first.script


def test_another_wording_is_another_version_and_the_same_is_the_same(cast) -> None:
    by = cast.quality_lead
    numbers = [write_declaration(TEXT, by=by, at=INSIDE) for _ in range(2)]
    numbers.append(write_declaration(replace(TEXT, ai_asks=""), by=by, at=AFTER))

    assert numbers == [2, 2, 3]
    assert standing_declaration().version == 3
    assert [(line.text.version, line.by) for line in declarations(by=by)] == [
        (3, "Quentin Adeyemi"),
        (2, "Quentin Adeyemi"),
        (1, ""),
    ]
    assert AuditEntry.objects.filter(did="assessment.write_declaration").count() == 2


def test_others_write_none_and_read_none(cast) -> None:
    for who in (cast.assessor, cast.partner_manager, cast.participant):
        for does in (lambda who: write_declaration(TEXT, by=who, at=INSIDE), lambda who: declarations(by=who)):
            with pytest.raises(Refused):
                does(who)
    with pytest.raises(Refused):
        write_declaration(replace(TEXT, kept=""), by=cast.quality_lead, at=INSIDE)

    assert DeclarationText.objects.count() == 0


def test_what_was_signed_stays_readable(cast, signed) -> None:
    pk = ScriptVersion.objects.filter(script__ref=signed).first().script_id

    second, first = signed_of(pk)

    assert (first.version, first.text, first.name, first.asked) == (1, CURRENT_DECLARATION.text, "", "")
    assert (second.text, second.name, second.asked) == (TEXT.text, "Parveen Begum", TEXT.ai_asks)
    assert (second.used, second.used_for, second.at) == ("Yes", "To check spelling", INSIDE)
    assert said_of_tools(pk) == (TEXT.ai_asks, "Yes", "To check spelling")


def test_nothing_is_handed_in_under_the_text_before_or_half_signed(cast, planned) -> None:
    script = hand_in(planned, cast.participant, at=INSIDE).script
    write_declaration(TEXT, by=cast.quality_lead, at=INSIDE)
    upload = take_upload(
        script, GivenFile(docx(paragraph("Longer.")), "b.docx"), by=cast.participant, at=INSIDE, work=work_through
    )

    for number, says in ((1, SAYS), (2, Signature()), (2, replace(SAYS, used_for=""))):
        with pytest.raises(Refused):
            submit(upload, signed=number, says=says, by=cast.participant, at=INSIDE)

    assert (ScriptVersion.objects.count(), SignedDeclaration.objects.count()) == (1, 0)
    assert upload_page(upload, by=cast.participant, at=INSIDE).declaration.ai_asks == TEXT.ai_asks
    assert script_page(script, by=cast.participant, at=INSIDE).kept == TEXT.kept


def test_what_was_said_of_tools_is_the_moderators_and_not_the_markers(cast, planned, signed) -> None:
    seat_both(cast, planned, signed, at=AFTER)

    page = marking_page(seat_of(signed, cast.assessor), by=cast.assessor, at=AFTER)

    assert comparison_page(signed, by=cast.moderator).used_ai[1] == "Yes"
    assert "check spelling" not in str(asdict(page))


def test_properties_of_files_are_read_when_uploaded_and_told_in_a_case_alone(cast, planned, script) -> None:
    kept = FileProperties.objects.get()
    assert (kept.script.ref, kept.said["Author"], kept.read_at) == (script, "Parveen Begum", INSIDE)
    case = suspect(cast, script, at=AFTER)
    look_into(case, by=cast.quality_lead, at=AFTER)

    (file,) = case_page(case, by=cast.quality_lead).context.files

    assert ("Author", "Parveen Begum") in file.properties
