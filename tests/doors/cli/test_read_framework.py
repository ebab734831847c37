"""The command that prints a reading: JSON on standard output, and nothing kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli.commands import read_framework
from goldenthread.frameworks.models import Reading
from goldenthread.ground.models import StoredFile
from goldenthread.ground.types import Refused
from tests.makers.frameworks import a_framework, as_markdown
from tests.makers.pages import as_page
from tests.makers.standards import a_list
from tests.makers.standards import as_markdown as as_list_markdown

MADE = a_framework(sections=2, seed=2)


@pytest.fixture
def read(tmp_path: Path):
    """Have a text read and printed."""

    def reading(content: str, *more: str) -> Result:
        place = tmp_path / "made.md"
        place.write_text(content, encoding="utf-8")
        return CliRunner().invoke(read_framework.command, [str(place), *more])

    return reading


@pytest.mark.django_db
def test_a_reading_is_printed_and_nothing_is_kept(read) -> None:
    answer = read(as_markdown(MADE))

    said = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert said["title"] == MADE.title
    assert [[row["text"] for row in section["learn_that"]] for section in said["sections"]] == [
        list(section.learn_that) for section in MADE.sections
    ]
    assert [[(s["stem"], s["items"]) for s in section["learn_how_to"]] for section in said["sections"]] == [
        [(stem, list(bullets)) for stem, bullets in section.stems] for section in MADE.sections
    ]
    assert "finding statements" in answer.stderr
    assert not Reading.objects.exists()
    assert not StoredFile.objects.exists()


def test_what_is_no_framework_is_said_and_its_reading_is_printed_all_the_same(read) -> None:
    answer = read("Dear all,\n\nThe meeting is at four.\n", "--quiet")

    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["sections"] == []
    assert answer.stderr == "made.md: No numbered statements under a “Learn that” label were found.\n"


def test_what_cannot_be_read_is_refused(read) -> None:
    answer = read("word\n" * 9000)

    assert isinstance(answer.exception, Refused)
    assert answer.exception.refusal.code == "too_long"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "made.md"
    place.write_bytes(b"\x00\x01\x02")

    answer = CliRunner().invoke(read_framework.command, [str(place)])

    assert isinstance(answer.exception, Refused)
    assert answer.exception.refusal.code == "file_wrong_kind"


def test_the_statements_of_a_page_are_linked_to_the_framework_beside_it(read, tmp_path: Path) -> None:
    beside = tmp_path / "framework.md"
    beside.write_text(as_markdown(MADE), encoding="utf-8")

    answer = read(as_page(MADE), "--framework", str(beside))

    said = json.loads(answer.stdout)
    assert said["kind"] == "provider page"
    assert {link["is_exact"] for link in said["links"]} == {True}
    assert len(said["links"]) == sum(len(section.learn_that) for section in MADE.sections)


def test_a_list_of_standards_is_called_one_and_printed_with_what_stands_under_what(read) -> None:
    made = a_list()

    answer = read(as_list_markdown(made))

    said = json.loads(answer.stdout)
    assert (answer.exit_code, said["kind"], said["title"]) == (0, "list of standards", made.title)
    assert [
        [
            (one["number"], one["text"], [under["text"] for under in one.get("items", [])])
            for one in section["standards"]
        ]
        for section in said["sections"][1:]
    ] == [[(one.number, one.text, list(one.under)) for one in part.standards] for part in made.parts]
    first = said["sections"][1]["standards"][0]
    assert [under["number"] for under in first["items"]][:2] == [1, 2]
    assert (first["doubts"], len(first["lines"])) == ([], 1)


def test_every_document_of_a_folder_is_printed_and_one_that_cannot_be_read_stops_none(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(as_markdown(MADE), encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 cut")
    (tmp_path / "c.txt").write_text(as_list_markdown(a_list()), encoding="utf-8")
    (tmp_path / ".hidden").write_text("none of it", encoding="utf-8")
    (tmp_path / "inside").mkdir()

    answer = CliRunner().invoke(read_framework.command, [str(tmp_path), "--quiet"])

    said = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert [(one["file"], one["kind"]) for one in said["documents"]] == [
        ("a.md", "framework"), ("c.txt", "list of standards"),
    ]  # fmt: skip
    assert [one["file"] for one in said["not_taken"]] == ["b.pdf"]
    assert "b.pdf: not taken. " in answer.stderr


def test_a_folder_whose_documents_are_all_read_is_good(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(as_markdown(MADE), encoding="utf-8")

    answer = CliRunner().invoke(read_framework.command, [str(tmp_path), "--framework", str(tmp_path / "a.md")])

    assert (answer.exit_code, json.loads(answer.stdout)["not_taken"]) == (0, [])
