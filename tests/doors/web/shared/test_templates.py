"""Every template of the house: it can be read, uses components that exist, and carries no script or style inside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import goldenthread.web

TEMPLATES = Path(goldenthread.web.__file__).parent / "templates"
OURS = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
COMPONENTS = {path.stem.replace("_", "-") for path in (TEMPLATES / "cotton").glob("*.html")}
BUILT_IN = {"vars", "slot", "component"}


@pytest.mark.parametrize("name", OURS)
def test_a_template_can_be_read(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", OURS)
def test_a_template_uses_components_that_exist(name: str) -> None:
    used = set(re.findall(r"<c-([a-z-]+)", (TEMPLATES / name).read_text()))

    assert used - COMPONENTS - BUILT_IN == set()


@pytest.mark.parametrize("name", OURS)
def test_a_template_carries_no_script_and_no_style(name: str) -> None:
    text = (TEMPLATES / name).read_text()

    assert (
        re.findall(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)(?![^>]*application/json)[^>]*>", text) == []
    )


@pytest.mark.parametrize("name", OURS)
def test_moments_and_forms_are_given_to_components_as_values(name: str) -> None:
    """``at="{{ step.at }}"`` would hand over words, which can no longer be said in the house's way."""
    text = (TEMPLATES / name).read_text()

    assert re.findall(r'<c-(?:event|file-receipt)[^>]*\s(?:at|on)="\{\{[^>]*', text) == []
    assert re.findall(r'<c-[a-z-]+[^>]*\s(?:form|picture|refusal|items|rows|columns)="\{\{[^>]*', text) == []


def test_every_component_is_in_the_list_for_those_who_draw_pages() -> None:
    listed = (Path(__file__).resolve().parents[4] / "docs" / "components.md").read_text()

    assert [name for name in sorted(COMPONENTS - {"mark"}) if f"<c-{name}" not in listed] == []
