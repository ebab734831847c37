"""Good rows enter, bad rows come back, nothing is half-loaded, and a double click counts once."""

from __future__ import annotations

import pytest

from goldenthread.admissions.actions.uploading import upload
from goldenthread.admissions.models import Application, Upload, UploadRow
from goldenthread.admissions.queries.uploads import bad_rows_csv, template_csv, upload_page, uploads_of
from goldenthread.admissions.rules.reading import read_sheet
from goldenthread.cohorts.models import Cohort
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.queries.files import file_bytes
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.types import Duty
from tests.makers.admissions import good_row, good_rows, table
from tests.makers.cohorts import make_cohort, make_enrolment
from tests.makers.counting import statements_of

BAD = "=cmd|calc,not an address,1,100001,Castle Hill Primary,blended,Samir Patel,samir@castlehill.example"


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


def send(cast, at, cohort, content: bytes, *, by=None):
    return upload(cohort.ref, content, name="autumn.csv", by=by or cast.partner_manager, at=at)


def other_writing(n: int) -> str:
    """A good row that writes its school's name in another way."""
    return good_row(n).replace("Castle Hill Primary", "CASTLE HILL")


def test_good_rows_enter_and_bad_rows_come_back(cast, at, cohort) -> None:
    content = table(good_row(1), BAD, good_row(2))

    ref = send(cast, at, cohort, content)

    page = upload_page(ref, by=cast.partner_manager)
    assert (page.entered, page.total, [bad.line for bad in page.bad]) == (2, 3, [3])
    assert page.bad[0].reasons == (
        "Name begins with “=”, as a formula does.",
        "Email is not an e-mail address.",
        "TRN has seven digits.",
    )
    one = Application.objects.get(email="applicant001@castlehill.example")
    assert (one.state, one.cohort.ref, one.sponsor_name, one.trn) == ("pending", cohort.ref, "Samir Patel", "3000001")
    assert file_bytes(Upload.objects.get(ref=ref).file_id) == content
    assert AuditEntry.objects.get(did="admissions.upload").facts == {
        "cohort": str(cohort.ref),
        "entered": "2",
        "refused": "1",
    }
    assert NoticeRow.objects.get(kind="admissions.uploaded").facts["upload"] == str(ref)
    assert not Person.objects.filter(email__startswith="applicant").exists()


def test_bad_rows_are_given_back_harmless_and_can_be_sent_again(cast, at, cohort) -> None:
    ref = send(cast, at, cohort, table(BAD))

    back = bad_rows_csv(ref, by=cast.partner_manager)

    assert back.decode("utf-8-sig").splitlines()[1].startswith("'=cmd|calc,not an address,1,100001")
    assert [row.cells["name"] for row in read_sheet(back).rows] == ["'=cmd|calc"]
    assert read_sheet(back).ignored == ("Line", "What to mend")


def test_the_template_can_be_uploaded_as_it_is() -> None:
    (row,) = read_sheet(template_csv()).rows

    assert row.cells["sponsor_email"] == "sam.example@school.example"


def test_the_same_file_enters_once(cast, at, cohort) -> None:
    content = table(*good_rows(3))
    first = send(cast, at, cohort, content)

    assert send(cast, at, cohort, content) == first
    assert (Upload.objects.count(), Application.objects.count(), UploadRow.objects.count()) == (1, 3, 3)
    assert StoredFile.objects.count() == 1
    assert AuditEntry.objects.filter(did="admissions.upload").count() == 1
    assert [(line.entered, line.refused) for line in uploads_of(Cohort.objects.get(ref=cohort.ref).pk)] == [(3, 0)]


def test_who_is_known_comes_back(cast, at, cohort) -> None:
    make_enrolment(cast, at=at, cohort=cohort)
    bring_in(
        name="Olga Novak", email="olga@torview.example", trn="3000003", duty=Duty.PARTICIPANT,
        place=cast.other_school.ref, by=cast.programme_manager, at=at,
    )  # fmt: skip
    send(cast, at, cohort, table(good_row(1)))

    ref = send(
        cast,
        at,
        cohort,
        table(
            good_row(1),
            good_row(2).replace("applicant002", "parveen"),
            good_row(3),
            good_row(1).replace("applicant001", "other"),
        ),
    )

    assert [bad.reasons for bad in upload_page(ref, by=cast.partner_manager).bad] == [
        ("This person has applied for this cohort already.",),
        ("This person has a place on this cohort already.",),
        ("This TRN belongs to somebody with another e-mail address.",),
        ("The same TRN is on line 2.", "This TRN belongs to somebody with another e-mail address."),
    ]


def test_somebody_known_under_another_number_comes_back(cast, at, cohort) -> None:
    Person.objects.filter(ref=cast.outside_participant.person).update(trn="7654321")
    email = Person.objects.get(ref=cast.outside_participant.person).email
    row = good_row(1).replace("applicant001@castlehill.example", email.upper())

    ref = send(cast, at, cohort, table(row))

    (bad,) = upload_page(ref, by=cast.partner_manager).bad
    assert bad.reasons == ("This e-mail address belongs to somebody with another TRN.",)


def test_a_file_that_cannot_be_read_leaves_nothing(cast, at, cohort) -> None:
    with pytest.raises(Refused) as refused:
        send(cast, at, cohort, b"PK\x03\x04 a workbook")

    assert refused.value.refusal.code == "not_readable"
    assert not Upload.objects.exists()
    assert not StoredFile.objects.exists()


def test_only_who_runs_the_cohort_uploads_and_sees_uploads(cast, at, cohort) -> None:
    with pytest.raises(Cohort.DoesNotExist):
        send(cast, at, cohort, table(good_row(1)), by=cast.outsider)
    with pytest.raises(Refused) as refused:
        send(cast, at, cohort, table(good_row(1)), by=cast.facilitator)
    assert refused.value.refusal.code == "may_not_run"
    assert not Upload.objects.exists()

    ref = send(cast, at, cohort, table(good_row(1)))
    for stranger in (cast.outsider, cast.facilitator, cast.participant):
        with pytest.raises(Upload.DoesNotExist):
            upload_page(ref, by=stranger)
    assert upload_page(ref, by=cast.inspector).entered == 1


def test_two_thousand_rows_enter_in_a_bounded_number_of_statements(cast, at, cohort) -> None:
    content = table(*good_rows(2000))

    assert statements_of(lambda: send(cast, at, cohort, content)) < 120
    assert Application.objects.count() == 2000


def test_another_schools_number_comes_back_and_nobody_is_moved(cast, at, cohort) -> None:
    ref = send(cast, at, cohort, table(good_row(1).replace("Castle Hill Primary", "Oak School"), other_writing(2)))

    page = upload_page(ref, by=cast.partner_manager)

    assert [bad.reasons for bad in page.bad] == [
        ("URN 100001 is Castle Hill Primary here, not Oak School. Correct the number or the name.",)
    ]
    assert [(s.urn, s.typed, s.known, s.rows) for s in page.renamed] == [
        ("100001", "CASTLE HILL", "Castle Hill Primary", 1)
    ]
    assert Application.objects.get().name == "Applicant 002"


def test_a_known_name_with_a_new_number_is_to_be_looked_at(cast, at, cohort) -> None:
    ref = send(cast, at, cohort, table(good_row(1, school="100777"), good_row(2)))

    page = upload_page(ref, by=cast.partner_manager)

    says = "Castle Hill Primary is known here with URN 100001, not 100777. Check the number."
    assert [(line.line, line.name, line.looks) for line in page.looks] == [(2, "Applicant 001", (says,))]
    assert statements_of(lambda: upload_page(ref, by=cast.partner_manager)) <= 7


def test_an_upload_is_shown_in_the_same_statements_for_one_as_for_several(cast, at, cohort) -> None:
    one = send(cast, at, cohort, table(good_row(1), good_row(2, school="100777")))
    several = send(cast, at, cohort, table(*(good_row(n, school=f"1007{n}") for n in range(10, 40)), BAD))

    def seen(ref):
        return statements_of(lambda: upload_page(ref, by=cast.partner_manager))

    assert seen(one) == seen(several)
