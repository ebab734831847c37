"""The command that loads the catalogue."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from goldenthread.cli.commands import load_catalogue
from goldenthread.ground.types import Refused
from goldenthread.programmes.models import Qualification


def test_loading_says_what_was_new_and_loading_again_that_nothing_was(cast) -> None:
    first = CliRunner().invoke(load_catalogue.command, ["--as", "callum@provider.example"])
    second = CliRunner().invoke(load_catalogue.command, ["--as", "ada@provider.example"])

    assert first.output.startswith("New: NPQEL (2017), NPQEL (2020)")
    assert second.output.startswith("Here already, and the same: NPQEL (2017), NPQEL (2020)")
    assert "There was nothing to load" in second.output
    assert Qualification.objects.filter(code="NPQSL").count() == 2


def test_a_fault_names_file_and_field_and_nothing_is_loaded(cast, tmp_path) -> None:
    (tmp_path / "bad.yml").write_text("code: NPQX", encoding="utf-8")

    answer = CliRunner().invoke(load_catalogue.command, [str(tmp_path), "--as", "ada@provider.example"])

    assert isinstance(answer.exception, Refused)
    assert "bad.yml: title: is missing" in str(answer.exception)
    assert not Qualification.objects.exists()


@pytest.mark.parametrize("email", ["priya@provider.example"])
def test_somebody_else_is_refused(cast, email) -> None:
    answer = CliRunner().invoke(load_catalogue.command, ["--as", email])

    assert isinstance(answer.exception, Refused)
    assert not Qualification.objects.exists()
