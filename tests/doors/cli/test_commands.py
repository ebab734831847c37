"""The command line says what it does, does it, and ends with a code that means something."""

from __future__ import annotations

import re
import socket
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from django.core.cache import cache
from django.db import transaction

from goldenthread.cli import fitness
from goldenthread.cli.commands import check, demo, found, load_demonstration, serve
from goldenthread.cli.fitness import Finding, Grade, findings
from goldenthread.cli.main import COMMANDS, group
from goldenthread.cli.processes import Household
from goldenthread.ground.actions.notices import say_alive
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.queries.clock import now
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty

REPOSITORY = Path(__file__).resolve().parents[3]


def run(*words: str):
    return CliRunner().invoke(group, words)


def test_help_lists_every_command_an_operator_meets() -> None:
    answer = run("--help")

    assert answer.exit_code == 0
    assert [name for name, entry in COMMANDS.items() if not entry.hidden and name not in answer.output] == []
    assert "Exit codes" in answer.output


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if not entry.hidden])
def test_every_command_shows_examples(name: str) -> None:
    answer = run(name, "--help")

    assert answer.exit_code == 0
    assert f"goldenthread {name}" in answer.output


def test_a_command_nobody_knows_is_not_understood() -> None:
    assert run("sing").exit_code == 2


@pytest.mark.parametrize("name", ["serve", "demo"])
def test_a_port_that_is_taken_is_said_in_a_sentence(name: str, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        answer = run(name, "--port", str(port))

    assert answer.exit_code == 5
    assert f"Port {port} on 127.0.0.1 is taken. Choose another: --port {port + 1}" in answer.output


def test_no_demonstration_is_loaded_in_production(monkeypatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_PRODUCTION", "true")

    answer = run("demo")

    assert answer.exit_code == 3
    assert "production" in answer.output


def test_a_full_disk_is_said_in_a_sentence(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path))
    monkeypatch.setattr("goldenthread.cli.commands.demo.LEAST_MEGABYTES", 10**9)

    answer = run("demo", "--port", "0" * 0 + "18999")

    assert answer.exit_code == 5
    assert "There is no room" in answer.output


@pytest.mark.django_db
class TestFounding:
    words = ("--provider", "Fenland", "--name", "Ada Okafor", "--email", "ada@fenland.example")

    def test_the_first_administrator_is_made(self) -> None:
        answer = CliRunner().invoke(found.command, self.words)

        assert answer.exit_code == 0
        assert actor_by_email("ada@fenland.example").wears_for_provider(Duty.ADMINISTRATOR)

    def test_a_second_founding_is_refused(self) -> None:
        CliRunner().invoke(found.command, self.words)

        answer = CliRunner().invoke(found.command, self.words)

        assert isinstance(answer.exception, Refused)


@pytest.mark.django_db
class TestDemonstration:
    def test_it_is_refused_where_the_installation_is_not_one(self, settings) -> None:
        settings.DEMONSTRATION = False

        assert CliRunner().invoke(load_demonstration.command).exit_code == 3

    def test_a_second_load_keeps_what_is_there(self, cast) -> None:
        answer = CliRunner().invoke(load_demonstration.command)

        assert answer.exit_code == 0
        assert "its data is kept" in answer.output
        assert "Ada Okafor <ada@provider.example>" in answer.output


@pytest.mark.django_db
class TestFitness:
    def about(self, what: str) -> Finding:
        return next(f for f in findings() if f.about == what)

    def test_an_open_door_and_a_plain_address_are_bad(self) -> None:
        answer = CliRunner().invoke(check.command)

        assert answer.exit_code == 1
        assert "BAD   demonstration: One-click entry is on" in answer.output
        assert "is not encrypted" in answer.output

    def test_a_closed_door_and_an_encrypted_address_are_good(self, settings) -> None:
        settings.DEMONSTRATION, settings.ADDRESS = False, "https://npq.example"

        assert self.about("demonstration").grade is Grade.GOOD
        assert self.about("address").grade is Grade.GOOD
        assert "set GOLDENTHREAD_PROXIES" in self.about("visitors").says

        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        assert [f for f in findings() if f.about == "visitors"] == []

    def test_a_worker_that_went_quiet_is_noticed(self) -> None:
        cache.clear()
        assert "None has ever run" in self.about("worker").says

        say_alive(at=now())
        assert self.about("worker") == Finding("worker", Grade.GOOD, "Seen less than a minute ago.")

        say_alive(at=now() - timedelta(hours=3))
        assert self.about("worker") == Finding("worker", Grade.BAD, "Not seen for 3 hours: start goldenthread worker.")

    def test_late_and_stuck_deliveries_are_noticed(self, monkeypatch) -> None:
        assert self.about("deliveries").grade is Grade.GOOD

        with transaction.atomic():
            post(Notice("thing.happened"), at=now() - timedelta(hours=1))
        assert "1 have waited more than 15 minutes" in self.about("deliveries").says

        monkeypatch.setattr(fitness, "delivery_counts", lambda: {"stuck": 2})
        assert "2 are stuck" in self.about("deliveries").says

    def test_the_age_of_the_newest_backup_is_known(self) -> None:
        assert "None was ever made" in self.about("backups").says

        with transaction.atomic():
            audit(by="command line", did="ground.back_up", to="a", at=now() - timedelta(days=3))
        assert self.about("backups") == Finding("backups", Grade.WARN, "The newest is 3 days old: goldenthread backup.")

        with transaction.atomic():
            audit(by="command line", did="ground.back_up", to="b", at=now() - timedelta(minutes=5))
        assert self.about("backups").grade is Grade.GOOD

    def test_a_store_that_cannot_be_written_is_bad(self, monkeypatch) -> None:
        assert self.about("files").grade is Grade.GOOD

        def full(*_) -> str:
            raise OSError("no space left")

        monkeypatch.setattr(fitness.default_storage, "save", full)
        assert "no space left" in self.about("files").says

    def test_a_post_office_that_is_shut_is_bad(self, settings) -> None:
        assert self.about("e-mail").grade is Grade.WARN

        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert self.about("e-mail").grade is Grade.BAD

    def test_a_monitor_gets_a_list(self) -> None:
        answer = CliRunner().invoke(check.command, ["--json"])

        assert '"about": "worker"' in answer.output


@pytest.mark.parametrize("command", [demo.command, serve.command])
@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_answered_with_a_sentence(command, port) -> None:
    answer = CliRunner().invoke(command, ["--port", port])

    assert answer.exit_code == 2
    assert f"“{port}” is not a port. Give a whole number from 1 to 65535" in answer.output


def test_the_story_has_quotation_marks_that_are_printed() -> None:
    story = yaml.safe_load((REPOSITORY / "demo" / "small.yml").read_text(encoding="utf-8"))

    assert re.findall(r"\w'\w|\"", story["brief"]["body"]) == []


def test_a_process_that_ends_says_by_which_code_or_signal() -> None:
    said = []
    for code in ("raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)"):
        household = Household()
        household.start("web", [sys.executable, "-c", code])
        until = time.monotonic() + 20
        while (how := household.ended()) is None and time.monotonic() < until:
            time.sleep(0.02)
        said.append(how)

    assert said[0] == "web process ended by itself with exit code 3; its last words, if it had any, are above"
    assert said[1].startswith("web process was ended from outside, by SIGKILL")
