"""What the documents say is there, is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("src/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    words = (re.sub(r"[^\w\s-]", "", said.lower()).strip() for said in HEADING.findall(page.read_text()))
    return {word.replace(" ", "-") for word in words}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in map("".join, LINK.findall(page.read_text())):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            lost.append(link)

    assert lost == []


def test_every_picture_is_shown_somewhere() -> None:
    said = "\n".join(page.read_text() for page in PAGES)

    assert [p.name for p in REPOSITORY.glob("docs/pictures/*") if p.name not in said] == []


def test_every_how_to_is_on_the_list_of_them() -> None:
    listed = (REPOSITORY / "docs/how-to/README.md").read_text()

    assert [p.name for p in REPOSITORY.glob("docs/how-to/*.md") if p.name != "README.md" and p.name not in listed] == []


def test_every_decision_is_on_the_list_of_them_and_has_a_number_of_its_own() -> None:
    records = sorted(p.name for p in REPOSITORY.glob("docs/decisions/[0-9]*.md"))
    listed = (REPOSITORY / "docs/decisions/README.md").read_text()

    assert [name for name in records if name not in listed] == []
    assert len({name[:4] for name in records}) == len(records)


def test_the_glossary_is_in_order_and_says_each_word_once() -> None:
    rows = re.findall(r"^\| (.+?) \| .+ \|$", (REPOSITORY / "docs/glossary.md").read_text(), re.MULTILINE)
    words = [row.lower() for row in rows if row != "word"]

    assert words == sorted(set(words))
