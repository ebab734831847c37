"""A backup put back into an empty machine is the installation as it was; anything less is refused."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.makers.machines import Machine, empty_machine, migrated_machine

FILL = """
from datetime import UTC, datetime
from goldenthread.ground.actions.files import keep_file
at = datetime(2026, 1, 5, 10, tzinfo=UTC)
keep_file(b"the first script", name="first.docx", media_type="application/docx", at=at)
keep_file(b"the second script", name="second.docx", media_type="application/docx", at=at)
"""
STATE = """
from django.apps import apps
from django.core import serializers
from goldenthread.ground.models import StoredFile
from goldenthread.ground.queries.files import file_bytes
for model in apps.get_models():
    if model._meta.label not in ("sessions.Session",) and model._meta.label != "ground.AuditEntry":
        print(model._meta.label, serializers.serialize("json", model.objects.order_by("pk")))
for row in StoredFile.objects.order_by("pk"):
    print(row.name, file_bytes(row.ref))
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """An installation with people and files."""
    with migrated_machine(tmp_path_factory.mktemp("old")) as old:
        done = old.run("found", "--provider", "Fenland", "--name", "Ada Okafor", "--email", "ada@fenland.example")
        assert done.returncode == 0, done.stderr
        old.python(FILL)
        yield old


@pytest.fixture(scope="module")
def archive(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its backup."""
    folder = tmp_path_factory.mktemp("backups")
    done = machine.run("backup", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    (place,) = folder.iterdir()
    return place


def test_everything_comes_back_figures_and_files_alike(machine: Machine, archive: Path, tmp_path: Path) -> None:
    with empty_machine(tmp_path / "new") as new:
        done = new.run("restore", str(archive))

        assert done.returncode == 0, done.stdout + done.stderr
        assert "2 files" in done.stdout
        assert new.run("migrate").returncode == 0
        restored = new.python(STATE)
        assert restored == machine.python(STATE)
        assert "the second script" in restored


def test_nobody_else_on_the_machine_reads_its_data(machine: Machine) -> None:
    made = [machine.place, *machine.place.glob("*.sqlite3")]

    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def test_a_backup_is_in_the_record_and_never_overwrites_one(machine: Machine, archive: Path) -> None:
    said = machine.python(
        "from goldenthread.ground.queries.record import audit_trail; print(audit_trail(did='ground.back_up')[0].to)"
    )
    assert said.strip() == archive.name

    again = machine.run("backup", str(archive))
    assert again.returncode == 5
    assert "never overwrites" in again.stderr


def test_an_installation_that_has_anything_is_not_restored_over(
    machine: Machine, archive: Path, tmp_path: Path
) -> None:
    over = machine.run("restore", str(archive))
    assert over.returncode == 3
    assert "has a database already" in over.stderr

    with empty_machine(tmp_path / "new") as new:
        (new.place / "files").mkdir()
        (new.place / "files" / "something").write_text("precious")

        done = new.run("restore", str(archive))

        assert done.returncode == 3
        assert "has files already" in done.stderr


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda content: content[: len(content) // 2], "damaged"),
        (lambda content: b"not an archive at all", "damaged"),
    ],
    ids=["cut short", "something else"],
)
def test_a_damaged_archive_is_refused_and_nothing_is_touched(harm, words: str, archive: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(harm(archive.read_bytes()))
    with empty_machine(tmp_path / "new") as new:
        done = new.run("restore", str(bad))

        assert done.returncode == 5
        assert words in done.stderr
        assert new.python("from django.db import connection; print(connection.introspection.table_names())") == "[]\n"
        assert not (new.place / "files").exists()


def test_a_member_that_was_changed_is_refused(archive: Path, tmp_path: Path) -> None:
    unpacked, bad = tmp_path / "unpacked", tmp_path / "bad.tar.gz"
    with tarfile.open(archive) as tar:
        names = tar.getnames()
        tar.extractall(unpacked, filter="data")
    changed = next(name for name in names if name.startswith("files/"))
    (unpacked / changed).write_bytes(b"another script")
    with tarfile.open(bad, "w:gz") as tar:
        for name in names:
            tar.add(unpacked / name, arcname=name)

    with empty_machine(tmp_path / "new") as new:
        done = new.run("restore", str(bad))

    assert done.returncode == 5
    assert "is not what its manifest says" in done.stderr


def test_a_file_the_store_has_lost_stops_the_backup(archive: Path, tmp_path: Path) -> None:
    with empty_machine(tmp_path / "new") as new:
        new.run("restore", str(archive))
        next(p for p in (new.place / "files").rglob("*") if p.is_file()).unlink()

        done = new.run("backup", str(tmp_path / "b.tar.gz"))

    assert done.returncode == 5
    assert "the store has lost the file" in done.stderr
    assert list(tmp_path.glob("b.tar.gz*")) == []
