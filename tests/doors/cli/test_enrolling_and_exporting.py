"""Participants come in by a file, and tables go out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.admissions.models import Application
from goldenthread.cli.commands import enrol, export
from tests.makers.admissions import good_row, table
from tests.makers.awards import an_outcome
from tests.makers.cohorts import make_cohort, make_enrolment

pytestmark = pytest.mark.django_db
MANAGER = "harriet@harbour.example"
BAD = "=cmd|calc,not an address,1,100001,Castle Hill Primary,blended,Samir Patel,samir@castlehill.example"


@pytest.fixture
def send(cast, at, tmp_path: Path):
    """Send a file in for a cohort."""
    cohort = make_cohort(cast, at=at)

    def sent(content: bytes, *more: str, by: str = MANAGER):
        place = tmp_path / "participants.csv"
        place.write_bytes(content)
        return CliRunner().invoke(enrol.command, [str(place), "--cohort", str(cohort.ref), "--as", by, *more])

    return sent


def test_good_rows_enter_and_a_second_time_they_are_there_already(send) -> None:
    first, second = send(table(good_row(1), good_row(2))), send(table(good_row(1), good_row(2)))

    assert first.exit_code == second.exit_code == 0
    assert "2 of 2 rows have been entered" in first.output
    assert first.output == second.output
    assert Application.objects.count() == 2


def test_rows_that_come_back_are_named_and_can_be_mended(send, tmp_path: Path) -> None:
    answer = send(table(good_row(1), BAD), "--refused", str(tmp_path / "mend.csv"))

    assert answer.exit_code == 1
    assert "1 of 2 rows have been entered" in answer.output
    assert "line 3: Name begins with “=”" in answer.stderr
    assert "What to mend" in (tmp_path / "mend.csv").read_text(encoding="utf-8-sig")


def test_a_cohort_of_another_partner_is_not_there(send) -> None:
    answer = send(table(good_row(1)), by="oscar@moorland.example")

    assert isinstance(answer.exception, ObjectDoesNotExist)
    assert Application.objects.count() == 0


def test_the_table_to_fill_in_is_printed() -> None:
    assert CliRunner().invoke(enrol.command, ["--template"]).output.startswith("Name,Email,TRN")


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    answer = CliRunner().invoke(enrol.command, [])

    assert answer.exit_code == 2
    assert "--cohort and --as are needed" in answer.output


def test_enrolments_are_written_for_the_eyes_of_somebody(cast, at, tmp_path: Path) -> None:
    make_enrolment(cast, at=at)
    place = tmp_path / "out.csv"

    answer = CliRunner().invoke(export.command, ["enrolments", "--as", MANAGER, "--to", str(place)])
    printed = CliRunner().invoke(export.command, ["enrolments", "--as", "oscar@moorland.example"])

    assert answer.output == f"{place}: 1 rows.\n"
    assert "Parveen Begum" in place.read_text(encoding="utf-8-sig")
    assert place.stat().st_mode & 0o077 == 0
    assert printed.exit_code == 0
    assert "Parveen" not in printed.output


def test_outcomes_are_written_for_the_eyes_of_somebody(cast, at, tmp_path: Path) -> None:
    an_outcome(make_enrolment(cast, at=at).ref, at=at)
    place = tmp_path / "outcomes.csv"

    answer = CliRunner().invoke(export.command, ["outcomes", "--as", "priya@provider.example", "--to", str(place)])
    printed = CliRunner().invoke(export.command, ["outcomes", "--as", "oscar@moorland.example"])

    assert answer.output == f"{place}: 1 rows.\n"
    assert "Parveen Begum" in place.read_text(encoding="utf-8-sig")
    assert printed.exit_code == 0
    assert "Certificate" in printed.output
    assert "Parveen" not in printed.output
