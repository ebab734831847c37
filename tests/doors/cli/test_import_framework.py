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
from tests.makers.open_documents import as_odt_list
from tests.makers.pages import as_page
from tests.makers.standards import a_list_by_heading
from tests.makers.standards import as_markdown as as_list_markdown

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


def test_a_folder_waits_for_review_document_by_document_and_says_what_was_not_taken(cast, tmp_path: Path) -> None:
    (tmp_path / "made framework.md").write_text(as_markdown(MADE), encoding="utf-8")
    (tmp_path / "letter.txt").write_text("Dear all, we meet at four.", encoding="utf-8")
    (tmp_path / "list.odt").write_bytes(as_odt_list(a_list_by_heading()))
    (tmp_path / "torn.docx").write_bytes(b"PK torn")

    answer = CliRunner().invoke(import_framework.command, [str(tmp_path), "--year", "2025", "--as", LEAD])

    rows = {row.file.name: row for row in Reading.objects.select_related("file")}
    assert answer.exit_code == 1
    assert {name: (row.code, row.year, row.title) for name, row in rows.items()} == {
        "made framework.md": ("MADEFRAMEWOR", 2025, MADE.title),
        "list.odt": ("LIST", 2026, "Head gardeners’ standards 2026"),
    }
    assert "list.odt: list of standards LIST (2026), “Head gardeners’ standards 2026”: /frameworks/" in answer.stdout
    assert "letter.txt: not taken. No framework, list of standards or provider’s page was found" in answer.stderr
    assert "torn.docx: not taken. " in answer.stderr
    assert answer.stderr.splitlines()[-1] == "2 not taken."


def test_what_does_not_say_its_year_is_not_taken_without_one(cast, tmp_path: Path) -> None:
    (tmp_path / "made.md").write_text(as_markdown(MADE), encoding="utf-8")

    answer = CliRunner().invoke(import_framework.command, [str(tmp_path), "--as", LEAD])

    assert "made.md: not taken. It does not say its year." in answer.stderr
    assert not Reading.objects.exists()


def test_a_folder_is_for_curriculum_leads_too(cast, tmp_path: Path) -> None:
    (tmp_path / "made.md").write_text(as_markdown(MADE), encoding="utf-8")

    answer = CliRunner().invoke(
        import_framework.command, [str(tmp_path), "--year", "2026", "--as", "priya@provider.example"]
    )

    assert answer.exit_code == 1
    assert not Reading.objects.exists()


def test_a_folder_whose_documents_are_all_taken_is_good(cast, tmp_path: Path) -> None:
    (tmp_path / "made.md").write_text(as_markdown(MADE), encoding="utf-8")

    assert CliRunner().invoke(import_framework.command, [str(tmp_path), "--year", "2026", "--as", LEAD]).exit_code == 0


def test_it_is_asked_for_what_is_missing_and_told_what_does_not_go_together(read, cast, tmp_path: Path) -> None:
    place = tmp_path / "made.md"
    place.write_text(as_markdown(MADE), encoding="utf-8")

    alone = CliRunner().invoke(import_framework.command, [str(place), "--as", LEAD])
    folder = CliRunner().invoke(import_framework.command, [str(tmp_path), "--publish", "--as", LEAD])

    assert (alone.exit_code, folder.exit_code) == (2, 2)
    assert "--code, --title and --year" in alone.output
    assert "A folder is read for review" in folder.output


def test_a_list_of_standards_is_counted_as_one_and_a_providers_page_is_never_published(read) -> None:
    answer = read(as_list_markdown(a_list_by_heading()))
    assert "5 sections, " in answer.stdout
    assert " standards." in answer.stdout

    for more, code in (((), 0), (("--publish",), 1)):
        page = read(as_page(MADE), *more)
        assert (page.exit_code, "is a provider’s page, and never published" in page.stdout) == (code, True)


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
