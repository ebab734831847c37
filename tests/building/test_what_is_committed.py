"""What is in the repository would be right on anybody's machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = {".py", ".md", ".html", ".txt", ".toml", ".yml", ".yaml", ".json", ".sh", ".scss", ".css", ".js", ".cfg", ""}
# A path that begins at the root of somebody's machine. Debian's own places and containers' data folders are anybody's.
SOMEBODYS = re.compile(r"""(?<![\w./~-])/(?:work|root|mnt|home/(?!goldenthread))/[\w.-]+""")
HOSTS = re.compile(r"files\.pythonhosted\.org|registry\.npmjs\.org|--(?:extra-)?index-url|--find-links", re.IGNORECASE)


def committed() -> list[Path]:
    """Every file under version control, or every file where git is not at hand."""
    git = shutil.which("git")
    if git and (REPOSITORY / ".git").exists():
        said = subprocess.run([git, "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
        files = [REPOSITORY / name for name in said.decode().split("\0") if name]
        return [file for file in files if file.is_file()]
    pytest.skip("this is not a clone, so nobody can say what is committed")


def texts() -> list[tuple[str, str]]:
    """The text files, by their name here."""
    return [
        (str(file.relative_to(REPOSITORY)), file.read_text(encoding="utf-8", errors="replace"))
        for file in committed()
        if file.suffix in TEXT and file != Path(__file__)
    ]


def test_no_path_of_anybodys_machine_is_written_down() -> None:
    found = {name: hits for name, text in texts() if (hits := sorted(set(SOMEBODYS.findall(text))))}

    assert found == {}


def test_no_registry_is_written_down() -> None:
    assert [name for name, text in texts() if HOSTS.search(text)] == []


def test_no_lock_with_addresses_is_committed() -> None:
    names = {file.name for file in committed()}

    assert "uv.lock" not in names
    assert [n for n, text in texts() if n.endswith("package-lock.json") and '"resolved"' in text] == []


def test_every_library_is_pinned_to_its_hashes() -> None:
    for place in (
        REPOSITORY / "requirements.txt",
        REPOSITORY / "requirements-dev.txt",
        *REPOSITORY.glob("bin/lib/*.txt"),
    ):
        blocks = re.findall(r"^[a-z0-9][\w.-]*==.*?(?=^[a-z0-9]|\Z)", place.read_text(), re.MULTILINE | re.DOTALL)
        assert blocks
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_no_official_sentence_is_committed(sources: Path) -> None:
    # Twelve words in a row do not meet by chance; titles and labels are shorter.
    official = {run for file in sources.glob("*.txt") for run in runs_of_words(file.read_text(errors="replace"))}

    found = {name: shared for name, text in texts() if (shared := official & set(runs_of_words(text)))}

    assert {name: sorted(shared)[:3] for name, shared in found.items()} == {}


def runs_of_words(text: str, length: int = 12) -> list[tuple[str, ...]]:
    """Every run of words, without their punctuation."""
    words = re.findall(r"[a-z']+", text.lower())
    return [tuple(words[i : i + length]) for i in range(len(words) - length + 1)]
