"""The command that reads a framework: it publishes what is clear, and never what is in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli.commands import import_framework
from goldenthread.frameworks.models import Detail, Edition, Reading, Statement
from goldenthread.ground.models import NoticeRow, StoredFile
from goldenthread.ground.types import Refused
from tests.makers.contents import as_cells
from tests.makers.frameworks import REFERENCED, a_framework, as_markdown

LEAD = "callum@provider.example"
MADE = a_framework(sections=2, seed=2)
COUNTS = (
    f"{len(MADE.sections)} sections, {sum(len(s.learn_that) for s in MADE.sections)} learn that, "
    f"{sum(len(s.stems) for s in MADE.sections)} learn how to, "
    f"{sum(len(bullets) for s in MADE.sections for _, bullets in s.stems)} practices."
)


@pytest.fixture
def read(cast, tmp_path: Path):
    """Read a document as somebody."""

    def reading(content: str, *more: str, name: str = "made.md", by: str = LEAD) -> Result:
        place = tmp_path / name
        place.write_text(content, encoding="utf-8")
        said = ("--code", "made", "--title", MADE.title, "--year", "2026", "--as", by)
        return CliRunner().invoke(import_framework.command, [str(place), *said, *more])

    return reading


def test_a_reading_waits_for_its_review(read) -> None:
    answer = read(as_markdown(MADE))

    assert answer.exit_code == 0
    assert COUNTS in answer.stdout
    assert f"Waiting for review: /frameworks/readings/{Reading.objects.get().ref}/ (0 with doubts)." in answer.stdout
    told = answer.stderr.splitlines()
    assert (told[0], told[-1]) == ("Reading made.md…", "  laying out for review")
    assert set(told[1:-1]) <= {
        "  taking out the words", "  finding statements", *(f"  finding statements, section {n} of 2" for n in (1, 2)),
    }  # fmt: skip
    # It was read here and now, so the worker has nothing to do.
    assert not NoticeRow.objects.exists()
    assert not Edition.objects.filter(state="published").exists()


def test_a_clear_document_is_published(read) -> None:
    answer = read(as_markdown(MADE), "--publish", "--publisher", "Nobody in particular")

    edition = Edition.objects.select_related("framework").get()
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.splitlines()[-1] == f"Published: /frameworks/editions/{edition.ref}/"
    assert (edition.state, edition.framework.code) == ("published", "MADE")
    kept = set(Statement.objects.filter(edition=edition).values_list("text", flat=True))
    assert kept >= {text for section in MADE.sections for text in section.learn_that}


def test_a_document_in_doubt_is_not_published_and_its_doubts_are_listed(read) -> None:
    # A numeral is lost, and with it the order of the statements.
    answer = read(as_markdown(MADE).replace("\n3. ", "\n13. "), "--publish")

    reading = Reading.objects.get()
    listed = [line for line in answer.stderr.splitlines() if line.startswith("  line ")]
    assert answer.exit_code == 1
    assert listed
    assert f"Not published: {len(listed)} doubts to settle at /frameworks/readings/{reading.ref}/." in answer.stderr
    assert "Published" not in answer.output
    assert not Edition.objects.filter(state="published").exists()


def test_nobody_but_a_curriculum_lead_reads_one(read) -> None:
    answer = read(as_markdown(MADE), "--publish", by="priya@provider.example")

    assert isinstance(answer.exception, Refused)
    assert not Reading.objects.exists()


def test_what_cannot_be_read_is_said_and_nothing_is_kept(read) -> None:
    answer = read("word\n" * 9000)

    assert isinstance(answer.exception, Refused)
    assert answer.exception.refusal.code == "too_long"
    assert not Reading.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_not_there_is_said(cast, tmp_path: Path) -> None:
    answer = CliRunner().invoke(import_framework.command, [str(tmp_path / "none.pdf"), "--code", "MADE"])

    assert answer.exit_code == 2
    assert "does not exist" in answer.output


def test_a_content_framework_is_read_with_all_that_it_says_and_published(read) -> None:
    answer = read(as_cells(), "--publish", name="made.txt")

    assert answer.exit_code == 0, answer.output
    assert "3 sections, 3 learn how to, 3 learn about, 5 criteria, 2 behaviours." in answer.stdout
    assert "Beside them: 14 references and rules." in answer.stdout
    assert Statement.objects.filter(kind="criterion").count() == 5
    assert Detail.objects.count() == 14


def test_doubts_about_references_are_told_and_nothing_is_published(read) -> None:
    answer = read(as_markdown(MADE) + REFERENCED, "--publish")

    assert answer.exit_code == 1
    assert "A web address has gaps in it" in answer.stderr
    assert not Edition.objects.exists()
