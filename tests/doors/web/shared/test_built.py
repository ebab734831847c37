"""The front-end build refuses what could be taken for a government's own site."""

from __future__ import annotations

import json
import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[4]
FRONTEND = REPOSITORY / "frontend"


@pytest.fixture
def build():
    """The build script as a module."""
    loader = SourceFileLoader("frontend_build", str(FRONTEND / "build"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


@pytest.mark.parametrize("words", [".govuk-footer__crown{}", "url(govuk-crest.svg)", 'font-family:"GDS Transport"'])
def test_a_borrowed_brand_stops_the_build(build, tmp_path: Path, words: str) -> None:
    (tmp_path / "app.css").write_text(words)

    with pytest.raises(SystemExit, match="must not look like a government's"):
        build.verify(tmp_path)


def test_an_owner_may_be_named_in_a_licence(build, tmp_path: Path) -> None:
    (tmp_path / "app.css").write_text("/*! Crown copyright */a{color:#14213d}")

    build.verify(tmp_path)


def test_the_lock_holds_hashes_and_no_hosts() -> None:
    text = (FRONTEND / "package-lock.json").read_text()
    packages = {name: facts for name, facts in json.loads(text)["packages"].items() if name}

    assert "://" not in text
    assert [name for name, facts in packages.items() if not facts["integrity"].startswith("sha512-")] == []


def test_every_direct_dependency_is_pinned() -> None:
    facts = json.loads((FRONTEND / "package.json").read_text())

    assert [v for v in {**facts["dependencies"], **facts["devDependencies"]}.values() if not v[0].isdigit()] == []


def test_no_rule_of_ours_takes_its_width_from_a_box_that_has_one() -> None:
    rules = "\n".join(sheet.read_text() for sheet in sorted((FRONTEND / "scss").glob("*.scss")))

    assert re.findall(r"(?:^|,)\s*\.govuk-input\s*\{[^}]*max-width", rules, re.MULTILINE) == []
